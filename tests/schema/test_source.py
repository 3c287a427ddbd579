"""A schema folder is read whole; a broken file gives one message with the exact place."""

from __future__ import annotations

from pathlib import Path

import pytest

from agentls.schema import SchemaError
from agentls.schema.source import read_schemas

PLAIN = "dialects/plain-agent.yaml"
HEIR = "dialects/house-agent.yaml"
PRODUCT = "products/maker.yaml"
CONCEPTS = "concepts.yaml"


def rewrite(schemas: Path, name: str, old: str, new: str) -> None:
    path = schemas / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def message(schemas: Path) -> str:
    with pytest.raises(SchemaError) as caught:
        read_schemas(schemas)
    return str(caught.value).replace(f"{schemas}/", "")


def test_all_files_are_read(schemas: Path) -> None:
    files = read_schemas(schemas)
    assert sorted(files.dialects) == ["house-agent", "plain-agent"]
    assert files.products["maker"].consumers["maker-cli"].title == "Maker CLI"
    assert files.concepts.concepts["identity"].members[0].section == "Purpose"


def test_concepts_may_be_absent(schemas: Path) -> None:
    (schemas / CONCEPTS).unlink()
    assert read_schemas(schemas).concepts.concepts == {}


def test_a_folder_without_dialects_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="there is no dialect here"):
        read_schemas(tmp_path)


@pytest.mark.parametrize(
    "written",
    ["on", "yes", "NO", "true", "null", "~x", "2.10", "010", "1_000", "1:30", "0x1F", "1e3", "2026-01-01", ".inf"],
)
def test_text_stays_as_it_was_written(schemas: Path, written: str) -> None:
    rewrite(schemas, PLAIN, "required: true", f"values: [{written}], default: {written}, snippet: '{written}'")
    key = read_schemas(schemas).dialects["plain-agent"].keys["name"]
    assert (key.values, key.default, key.snippet) == ([written], written, written)


def test_names_of_fields_stay_as_they_were_written(schemas: Path) -> None:
    rewrite(schemas, PLAIN, "required: true", "value_docs: {on: Started., 2.10: Old., null: None.}")
    key = read_schemas(schemas).dialects["plain-agent"].keys["name"]
    assert list(key.value_docs) == ["on", "2.10", "null"]


@pytest.mark.parametrize("nothing", ["null", "~", ""])
def test_numbers_booleans_and_null_reach_the_fields_that_want_them(schemas: Path, nothing: str) -> None:
    rewrite(schemas, PLAIN, "required: true", f"required: false, presence: 12.5, date: {nothing}")
    key = read_schemas(schemas).dialects["plain-agent"].keys["name"]
    assert (key.required, key.presence, key.date) == (False, 12.5, None)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        # The YAML itself.
        (PLAIN, "title: Plain agent", "title: [Plain", f"{PLAIN}:3:5: this is not YAML: "),
        (PLAIN, "title: Plain agent", "title: a: b", f"{PLAIN}:2:9: this is not YAML: mapping values are not allowed"),
        (PLAIN, "title: Plain agent", "title: \0", f"{PLAIN}:2:8: the character U+0000 is not allowed"),
        (
            PLAIN,
            "title: Plain agent",
            "title: a\ntitle: b",
            f"{PLAIN}:3:1: the field `title` stands here a second time",
        ),
        (PLAIN, "title: Plain agent", "[a]: b", f"{PLAIN}:2:1: the name of a field must be a word"),
        # The models.
        (
            PLAIN,
            "required: true",
            "requird: true",
            f"{PLAIN}:10:50: keys.name.requird: unknown field: did you mean `required`?",
        ),
        (PLAIN, "title: Plain agent", "tilte: x", f"{PLAIN}:2:1: tilte: unknown field: did you mean `title`?"),
        (
            PLAIN,
            "    - {title: Purp".lstrip(),
            "- {zzz: 1, title: Purp",
            "sections[0].zzz: unknown field: known are `date`, `doc`,",
        ),
        (PLAIN, "title: Plain agent\n", "", f"{PLAIN}:1:1: the field `title` is missing"),
        (PLAIN, ", doc: What it is called.", "", f"{PLAIN}:10:9: keys.name: the field `doc` is missing"),
        (
            PLAIN,
            "types: string",
            "types: strng",
            f"{PLAIN}:10:17: keys.name.types: `strng` is not known here: did you mean `string`?",
        ),
        (
            PLAIN,
            "[string, list]",
            "[string, 7]",
            f"{PLAIN}:11:27: keys.tools.types[1]: `7` is not known here: known are `boolean`,",
        ),
        (PLAIN, "id: plain-agent", "id: Plain Agent", f"{PLAIN}:1:5: id: `Plain Agent` does not have the form ^["),
        (PLAIN, "title: Plain agent", "title:", f"{PLAIN}:2:7: title: text is wanted here, and nothing is written"),
        (PLAIN, "title: Plain agent", "title: [a]", f"{PLAIN}:2:8: title: text is wanted here"),
        (
            PLAIN,
            "entries: {}",
            "entries: comma",
            f"{PLAIN}:11:86: keys.tools.entries: a mapping of fields is wanted here",
        ),
        (PLAIN, "required: true", "required: perhaps", "keys.name.required: `perhaps` is neither `true` nor `false`"),
        (
            PLAIN,
            "required: true",
            "required: on",
            f"{PLAIN}:10:60: keys.name.required: `on` is neither `true` nor `false`",
        ),
        (PLAIN, "required: true", "presence: nan", "keys.name.presence: `nan` is not a number"),
        (PLAIN, "required: true", "presence: many", "keys.name.presence: input should be a valid number"),
        (PLAIN, "loses: file", "severity: error", "behaviors[0]: severity and severity_reason go together"),
        (
            PLAIN,
            "title: Purpose,",
            "title: Purpose, level: 7,",
            "sections[0].level: input should be less than or equal to 6",
        ),
        (CONCEPTS, "identity:", "Who:", f"{CONCEPTS}:2:3: concepts.Who: `Who` does not have the form"),
        (CONCEPTS, "key: name}", "key: name, tag: x}", "concepts.identity.members[1]: a member names exactly one of"),
        # What the files say about each other.
        (
            PLAIN,
            "product: maker",
            "product: makerr",
            f"{PLAIN}:5:10: product: there is no product `makerr`: did you mean `maker`?",
        ),
        (PLAIN, "required: true", "source: rum", "keys.name.source: there is no source `rum`: known are `docs`, `run`"),
        (PLAIN, "required: true", "source: [run, no]", f"{PLAIN}:10:64: keys.name.source[1]: there is no source `no`"),
        (PLAIN, "required: true", "required_by: makers", "keys.name.required_by: there is no consumer `makers`"),
        (PLAIN, "required: true", "forms: {cli: [text]}", "keys.name.forms.cli: there is no consumer `cli`"),
        (
            PLAIN,
            "tools: maker-tools",
            "tools: maker-tool",
            "keys.tools.tools: there is no tool catalog `maker-tool`: did you",
        ),
        (
            PLAIN,
            "consumer: maker-cli",
            "consumer: cli",
            "behaviors[0].consumer: there is no consumer `cli`: known are `maker-cli`",
        ),
        (
            PLAIN,
            "behaviors:",
            "behaviors:\n  - {id: no-name, fault: lost-text, consumer: maker-cli, text: T.}",
            f"{PLAIN}:16:10: behaviors[1].id: the behavior `no-name` is already defined above",
        ),
        (
            HEIR,
            "extends: plain-agent",
            "extends: plain",
            f"{HEIR}:5:10: extends: there is no dialect `plain`: known are",
        ),
        (
            HEIR,
            "extends: plain-agent",
            "extends: house-agent",
            f"{HEIR}:5:10: extends: `house-agent` extends this dialect",
        ),
        (
            HEIR,
            "[{consumer: maker-cli",
            "[{consumer: maker",
            f"{HEIR}:6:23: made_for[0].consumer: there is no consumer `maker`",
        ),
        (
            HEIR,
            "id: house-agent",
            "id: plain-agent",
            f"{PLAIN}:1:5: id: the dialect `plain-agent` is already defined in {HEIR}",
        ),
        (
            PRODUCT,
            "consumers: maker-cli, dialect: plain-agent",
            "consumers: maker-cli, dialect: plain",
            f"{PRODUCT}:9:56: places[0].dialect: there is no dialect `plain`",
        ),
        (
            PRODUCT,
            "catalogs:\n",
            "catalogs:\n  - {id: maker-tools, title: T, consumers: [], tools: {}}\n",
            f"{PRODUCT}:14:10: catalogs[1].id: the tool catalog `maker-tools` is already defined above",
        ),
        (
            CONCEPTS,
            "section: Purpose",
            "section: Purposes",
            f"{CONCEPTS}:6:41: concepts.identity.members[0].section: the dialect `house-agent` has no section",
        ),
        (
            CONCEPTS,
            "key: name",
            "key: nme",
            "concepts.identity.members[1].key: the dialect `plain-agent` has no key `nme`",
        ),
    ],
)
def test_a_broken_file_gives_one_message_with_its_place(
    schemas: Path, file: str, old: str, new: str, expected: str
) -> None:
    rewrite(schemas, file, old, new)
    text = message(schemas)
    assert expected in text
    assert "\n" not in text


def test_two_products_may_not_define_one_consumer(schemas: Path) -> None:
    text = (schemas / PRODUCT).read_text(encoding="utf-8")
    other = text.replace("id: maker\n", "id: other\n").partition("places:")[0]
    (schemas / "products/other.yaml").write_text(other, encoding="utf-8")
    assert message(schemas) == (
        "products/other.yaml:7:3: consumers.maker-cli: "
        "the consumer `maker-cli` is already defined in products/maker.yaml"
    )


def test_bytes_that_are_not_utf8_have_a_place(schemas: Path) -> None:
    (schemas / PLAIN).write_bytes(b"id: plain-agent\ntitle: caf\xe9\n")
    assert message(schemas) == f"{PLAIN}:2:11: this is not UTF-8"


def test_anchors_can_be_merged(schemas: Path) -> None:
    rewrite(
        schemas,
        PLAIN,
        "sections:",
        "  one: &one {types: string, doc: First., since: 1.10}\n"
        "  two: {<<: *one, doc: Second.}\n"
        "  three: {doc: Third., <<: [{types: list}, *one]}\n"
        "sections:",
    )
    keys = read_schemas(schemas).dialects["plain-agent"].keys
    assert [(keys[name].doc, keys[name].types, keys[name].since) for name in ("one", "two", "three")] == [
        ("First.", ["string"], "1.10"),
        ("Second.", ["string"], "1.10"),
        ("Third.", ["list"], "1.10"),
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("&a {<<: *a}", "1:1: this is nested too deeply, or an anchor holds itself"),
        ("&a [*a]", "1:1: this is nested too deeply, or an anchor holds itself"),
        ("{<<: word}", "2:13: `<<` takes the name of an anchored mapping: `<<: *name`"),
        ("*nowhere", "2:8: this is not YAML: found undefined alias"),
    ],
)
def test_anchors_that_make_no_sense_are_told(schemas: Path, value: str, expected: str) -> None:
    rewrite(schemas, PLAIN, "title: Plain agent", f"title: {value}")
    assert message(schemas) == f"{PLAIN}:{expected}"


def test_an_empty_file_is_an_error(schemas: Path) -> None:
    (schemas / PLAIN).write_bytes(b"# later\n")
    assert message(schemas) == f"{PLAIN}:1:1: the file is empty"


@pytest.mark.parametrize(
    ("extra", "member"),
    [
        ("labels: [{title: Will, written: '**Will:**', doc: D.}]", "label: Will"),
        ("tags: [{name: role, doc: D., tags: [{name: task, doc: D.}]}]", "tag: task"),
        ("tags: [{name: role, doc: D., tags: [{name: task, doc: D.}]}]", "tag: role/task"),
        (
            "keys: {a: {types: list, doc: D., each: {types: mapping, doc: D., keys: {b: {types: string, doc: D.}}}}}",
            "key: 'a[].b'",
        ),
        (
            "keys: {a: {types: mapping, doc: D, each: {types: mapping, doc: D, keys: {b: {types: string, doc: D}}}}}",
            "key: a.*.b",
        ),
        ("sections: [{title: A, doc: D., sections: [{title: B, doc: D.}]}]", "section: B"),
    ],
)
def test_members_of_a_concept_may_be_nested(schemas: Path, extra: str, member: str) -> None:
    with (schemas / HEIR).open("a", encoding="utf-8") as file:
        file.write(extra + "\n")
    rewrite(schemas, CONCEPTS, "section: Purpose", member)
    assert len(read_schemas(schemas).concepts.concepts) == 1
