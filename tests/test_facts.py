"""Keys and tools as a value names them."""

from __future__ import annotations

import pytest

from agentls.facts import key_uses, tool_uses
from agentls.schema.keys import Key
from agentls.syntax.frontmatter import parse_front_matter
from agentls.text import SourceText

COMMA_AND_SPACE = Key("tools", ["string", "list", "mapping"], "", separators=("comma", "space"))
COMMA = Key("tools", ["string", "list"], "", separators=("comma",))
WHOLE = Key("tools", ["string"], "")


@pytest.mark.parametrize(
    ("value", "key", "names"),
    [
        ("Read, Edit", COMMA_AND_SPACE, ["Read", "Edit"]),
        ("Read Edit", COMMA_AND_SPACE, ["Read", "Edit"]),
        ("Read Edit", COMMA, ["Read Edit"]),
        ("Read, Edit", WHOLE, ["Read, Edit"]),
        ("Read,,Edit,", COMMA, ["Read", "Edit"]),
        ('"Read, Edit"', COMMA, ["Read", "Edit"]),
        ("[Read, 'Edit']", COMMA, ["Read", "Edit"]),
        ("\n  - Read\n  - Edit", COMMA, ["Read", "Edit"]),
        ("Bash(git add, git rm), Read", COMMA_AND_SPACE, ["Bash(git add, git rm)", "Read"]),
        ("Agent(a:b, a:c)", COMMA_AND_SPACE, ["Agent(a:b, a:c)"]),
        ("Read, Grep  # Grep for speed", COMMA_AND_SPACE, ["Read", "Grep"]),
        ("\n  Read: true\n  Bash: false", COMMA_AND_SPACE, ["Read", "Bash"]),
        ("Read,\n  Edit", COMMA, ["Read", "Edit"]),
        ("", COMMA, []),
    ],
)
def test_the_tools_of_a_value(value: str, key: Key, names: list[str]) -> None:
    source = SourceText(f"---\ntools: {value}\n---\n")
    front = parse_front_matter(source).front
    assert front
    uses = tool_uses(source, key, front.entries[0].value)
    assert [source.text[slice(*use.span)] for use in uses] == names


def test_an_argument_is_split_from_the_name() -> None:
    source = SourceText("---\ntools: Bash(git *)\n---\n")
    front = parse_front_matter(source).front
    assert front
    (use,) = tool_uses(source, COMMA, front.entries[0].value)
    assert (use.name, use.argument) == ("Bash", "git *")
    assert source.text[slice(*use.name_span)] == "Bash"


def test_a_switch_is_told_with_its_tool() -> None:
    source = SourceText("---\ntools:\n  Read: true\n  Bash: off\n---\n")
    front = parse_front_matter(source).front
    assert front
    uses = tool_uses(source, COMMA_AND_SPACE, front.entries[0].value)
    assert [(use.name, use.switch) for use in uses] == [("Read", "true"), ("Bash", "off")]


def test_of_entries_that_are_pairs_the_first_part_is_the_tool() -> None:
    item = {"types": ["string", "list"], "doc": "", "items": [{"types": ["string"], "doc": ""}]}
    groups = Key.of("groups", {"types": ["list"], "doc": "", "each": item})
    source = SourceText("---\ngroups: [read, [edit, {only: docs}]]\n---\n")
    front = parse_front_matter(source).front
    assert front
    assert [use.name for use in tool_uses(source, groups, front.entries[0].value)] == ["read", "edit"]


def test_entries_of_a_list_have_a_key_by_their_position() -> None:
    parts = [
        {"types": ["string"], "doc": ""},
        {"types": ["mapping"], "doc": "", "keys": {"only": {"types": ["string"], "doc": ""}}},
    ]
    item = {"types": ["string", "list"], "doc": "", "items": parts}
    groups = Key.of("groups", {"types": ["list"], "doc": "", "each": item})
    front = parse_front_matter(SourceText("---\ngroups: [read, [edit, {only: docs}]]\n---\n")).front
    assert front
    paths = [use.path for use in key_uses(front.entries, {"groups": groups})]
    assert paths == ["groups", "groups[]", "groups[][0]", "groups[]", "groups[][0]", "groups[][1]", "groups[][1].only"]


def test_free_keys_have_the_form_that_the_schema_names() -> None:
    rule = {"types": ["string"], "doc": ""}
    data = {"types": ["mapping"], "doc": "", "keys": {"edit": rule}, "each": rule, "free_keys": r"\*|\w+_\w+"}
    rules = Key.of("rules", data)
    paths = {name: key.path if (key := rules.child(name)) else "" for name in ("edit", "*", "server_tool", "rm -rf *")}
    assert paths == {"edit": "rules.edit", "*": "rules.*", "server_tool": "rules.*", "rm -rf *": ""}


def test_a_misspelled_key_of_a_mapping_has_a_nearest_one() -> None:
    bash = {"types": ["string"], "doc": "", "misspellings": ["shell"]}
    rules = Key.of("rules", {"types": ["mapping"], "doc": "", "keys": {"bash": bash}})
    assert [rules.nearest_key(name) for name in ("shell", "Bash", "write")] == ["bash", "bash", ""]
