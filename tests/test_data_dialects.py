"""A TOML and a JSON dialect of a product that does not exist: data alone teaches agentls a new format."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from agentls.findings import FileReport
from agentls.schema.compile import compile_schemas
from agentls.schema.lookup import Schema
from agentls.schema.source import read_schemas
from tests.support.checking import check

SCHEMAS = Path(__file__).parents[1] / "schemas"

TOML_DIALECT = """\
id: crew-role
title: Crew role
kind: official
summary: A role of a crew, one TOML file each.
product: crew
sources:
  run: {what: the program was run, ref: crew@1.0, date: "2026-11-01", kind: executed}
format: {kind: toml, body_key: instructions}
keys:
  name: {types: string, doc: What the role is called., required: true}
  instructions: {types: string, doc: What the role does., required: true}
  effort: {types: string, doc: How hard it tries., values: [low, high]}
  turns: {types: integer, doc: How long it tries., limits: [{id: turns-least, unit: number, min: 1}]}
  mcp_servers:
    types: mapping
    doc: Servers by name.
    each:
      types: mapping
      doc: One server.
      open_keys: false
      keys:
        command: {types: string, doc: What is started., required: true}
        args: {types: list, doc: What it is given.}
behaviors:
  - {id: no-key, fault: missing-key, consumer: crew-cli, loses: file, shown: ui-warning, text: Crew ignores the role.}
  - {id: no-name-web, fault: missing-key, consumer: crew-web, key: name, reads: the file name, text: It takes the stem.}
  - {id: strange, fault: [unknown-key, foreign-key], consumer: crew-cli, loses: file, text: "Crew knows no {key}."}
  - {id: strange-web, fault: [unknown-key, foreign-key], consumer: crew-web, text: "The web ignores {key}."}
  - {id: server, fault: missing-key, consumer: crew-cli, key: mcp_servers.*.command, loses: item, text: No such server.}
  - {id: deep, fault: unknown-key, consumer: crew-cli, key: mcp_servers.*.*, loses: item, text: "No {key} in servers."}
  - {id: type, fault: invalid-type, consumer: crew-cli, loses: file, text: "Crew ignores the role over {key}."}
  - {id: value, fault: invalid-value, consumer: crew-cli, loses: key, text: "Crew drops {key}."}
"""
JSON_DIALECT = """\
id: crew-board
title: Crew board
kind: official
summary: The board of a crew, a JSON file.
product: crew
sources:
  run: {what: the program was run, ref: crew@1.0, date: "2026-11-01", kind: executed}
format: {kind: json}
keys:
  title: {types: string, doc: What the board is called., required: true}
  open: {types: boolean, doc: Whether everybody may read it.}
  members:
    types: list
    doc: The roles on the board.
    each:
      types: mapping
      doc: One role.
      open_keys: false
      keys:
        role: {types: string, doc: The role's name., required: true}
        mode: {types: string, doc: What it may do., values: [read, write]}
behaviors:
  - {id: no-key, fault: missing-key, consumer: crew-cli, loses: file, text: Crew shows no board.}
  - {id: no-role, fault: missing-key, consumer: crew-cli, key: "members[].role", loses: item, text: It leaves one out.}
  - {id: strange, fault: unknown-key, consumer: crew-cli, loses: key, text: "Crew ignores {key}."}
  - {id: type, fault: invalid-type, consumer: crew-cli, loses: file, text: "Crew shows no board over {key}."}
  - {id: value, fault: invalid-value, consumer: crew-cli, loses: item, access: wider, text: "Anybody may write."}
"""
PRODUCT = """\
id: crew
title: Crew
vendor: Crew makers
sources:
  run: {what: the program was run, ref: crew@1.0, date: "2026-11-01", kind: executed}
consumers:
  crew-cli: {title: Crew, version: "1.0", date: "2026-11-01"}
  crew-web: {title: Crew on the web}
folders: [.crew]
places:
  - {glob: ".crew/roles/*.toml", consumers: crew-cli, dialect: crew-role}
  - {glob: ".crew/roles/*.toml", consumers: crew-web, dialect: crew-role, certainty: also}
  - {glob: ".crew/board.json", consumers: crew-cli, dialect: crew-board}
readers:
  - consumer: crew-cli
    dialect: crew-role
    kind: toml
    version: "1.0"
    date: "2026-11-01"
    outcomes:
      - {loses: file, shown: ui-warning, causes: [unquoted-value, open-quote, colon-for-equals, duplicate-key]}
    forms: &forms
      string: [text, quoted-text, quoted-boolean, quoted-integer, quoted-boolean-word]
      integer: [integer]
      boolean: [boolean]
      list: [flow-list, block-list, empty-list]
      mapping: [flow-mapping, block-mapping, empty-mapping]
  - consumer: crew-cli
    dialect: crew-board
    kind: json
    version: "1.0"
    date: "2026-11-01"
    outcomes:
      - {loses: file, shown: cli-error, causes: [json-syntax, trailing-comma]}
      - {loses: nothing, legal: true, causes: [json-comment]}
    forms: *forms
"""
ROLE = "/p/.crew/roles/scout.toml"
BOARD = "/p/.crew/board.json"
TOML_START = 'name = "scout"\ninstructions = """\nLook around.\n"""\n'


@pytest.fixture(scope="module")
def crew(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    """The project's schema, with the three files above added to it."""
    folder = tmp_path_factory.mktemp("crew") / "schemas"
    shutil.copytree(SCHEMAS, folder)
    (folder / "dialects" / "crew-role.yaml").write_text(TOML_DIALECT, encoding="utf-8")
    (folder / "dialects" / "crew-board.yaml").write_text(JSON_DIALECT, encoding="utf-8")
    (folder / "products" / "crew.yaml").write_text(PRODUCT, encoding="utf-8")
    return Schema(compile_schemas(read_schemas(folder)))


def told(result: FileReport) -> list[tuple[str, str, str]]:
    """Consumer, what it loses and what it says, of each effect."""
    return [(effect.target.consumer, effect.loses, effect.text) for one in result.findings for effect in one.effects]


def test_a_good_role_is_recognized_by_its_place_and_silent(crew: Schema) -> None:
    text = TOML_START + 'effort = "low"\nturns = 3\n[mcp_servers.index]\ncommand = "serve"\nargs = ["--fast"]\n'
    result = check(text, ROLE, known=crew)
    assert (result.dialect, result.status) == ("crew-role", "checked")
    assert {target.consumer: target.certainty for target in result.targets} == {
        "crew-cli": "certain",
        "crew-web": "also",
    }


def test_a_missing_key_has_an_effect_per_target(crew: Schema) -> None:
    result = check('«error missing-key|»instructions = "Look around."\n', ROLE, known=crew)
    assert told(result) == [
        ("crew-cli", "file", "Crew ignores the role."),
        ("crew-web", "nothing", "It takes the stem."),
    ]


@pytest.mark.parametrize(
    ("marked", "advice"),
    [
        ('«error unknown-key|effrot» = "low"\n', "did you mean `effort`?"),
        ('«error unknown-key|hat» = "red"\n', "remove it, or say in the text what it is to say"),
        ("turns = «error invalid-type|'three'»\n", ""),
        ("turns = «warning invalid-value|0»\n", "write a number of at least 1"),
        ('effort = «warning invalid-value|"hihg"»\n', "did you mean `high`?"),
        ('[mcp_servers.index]\ncommand = "serve"\n«warning unknown-key|arsg» = []\n', "did you mean `args`?"),
        ("[mcp_servers.index]\ncommand = «error invalid-type|7»\n", 'write it in quotes: "7"'),
        ('mcp_servers.index = { command = "serve", args = «error invalid-type|"x"» }\n', ""),
    ],
)
def test_keys_and_values_of_toml_are_checked_at_their_places(crew: Schema, marked: str, advice: str) -> None:
    (finding,) = check(TOML_START + marked, ROLE, known=crew).findings
    assert finding.help == advice


def test_a_key_that_is_missing_in_a_table_is_told_with_its_path(crew: Schema) -> None:
    result = check(TOML_START + "[mcp_servers.«warning missing-key|index»]\nargs = []\n", ROLE, known=crew)
    (finding,) = result.findings
    assert told(result) == [("crew-cli", "item", "No such server.")]
    assert "command" in finding.message


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("effort = «error invalid-frontmatter|low»\n", "a text must stand in quotes"),
        ('effort = «error invalid-frontmatter|"»low\n', "this quote is never closed"),
        ('effort«error invalid-frontmatter|:» "low"\n', "a colon stands where TOML wants `=`"),
    ],
)
def test_broken_toml_is_one_finding_at_its_place(crew: Schema, marked: str, message: str) -> None:
    (finding,) = check(TOML_START + marked, ROLE, known=crew).findings
    assert finding.message == message
    assert [(effect.target.consumer, effect.loses, effect.shown) for effect in finding.effects] == [
        ("crew-cli", "file", "ui-warning")
    ]


def test_a_duplicate_key_of_toml_is_told_by_its_own_rule(crew: Schema) -> None:
    result = check(TOML_START + '«error duplicate-key|name» = "again"\n', ROLE, known=crew)
    assert [effect[:2] for effect in told(result)] == [("crew-cli", "file")]


def test_a_good_board_is_recognized_by_its_place_and_silent(crew: Schema) -> None:
    text = '// ours\n{"title": "Ours", "open": true, "members": [{"role": "scout", "mode": "read"}]}\n'
    result = check(text, BOARD, known=crew)
    assert (result.dialect, [target.consumer for target in result.targets]) == ("crew-board", ["crew-cli"])


@pytest.mark.parametrize(
    "marked",
    [
        '{"title": «error invalid-type|7»}',
        '{"title": "Ours", "open": «error invalid-type|"yes"»}',
        '{"title": "Ours", «warning unknown-key|"opne"»: true}',
        '{"title": "Ours", "members": [«warning missing-key|{"mode": "read"}»]}',
        '{"title": "Ours", "members": [{"role": "scout", "mode": «error invalid-value|"wriet"»}]}',
        '{"title": "Ours", "members": [{"role": "scout", «warning unknown-key|"mod"»: "read"}]}',
        '{"title": "Ours", "members": «error invalid-type|{"role": "scout"}»}',
    ],
)
def test_keys_and_values_of_json_are_checked_at_their_places(crew: Schema, marked: str) -> None:
    check(marked + "\n", BOARD, known=crew)


def test_a_missing_key_of_json_is_told(crew: Schema) -> None:
    result = check('«error missing-key|»{"open": true}\n', BOARD, known=crew)
    assert told(result) == [("crew-cli", "file", "Crew shows no board.")]


@pytest.mark.parametrize(
    "marked",
    [
        '{"title": "Ours"«error invalid-frontmatter|,»}\n',
        '{"title": "Ours", «error invalid-frontmatter|"open" true,» "members": []}\n',
    ],
)
def test_broken_json_is_one_finding_at_its_place(crew: Schema, marked: str) -> None:
    result = check(marked, BOARD, known=crew)
    assert [(effect.loses, effect.shown) for effect in result.findings[0].effects] == [("file", "cli-error")]


def test_other_toml_and_json_files_are_unrecognized(crew: Schema) -> None:
    assert check('name = "x"\n', "/p/pyproject.toml", known=crew).status == "unrecognized"
    assert check('{"title": "x"}\n', "/p/package.json", known=crew).status == "unrecognized"
