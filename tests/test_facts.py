"""Tools as a value names them."""

from __future__ import annotations

import pytest

from agentls.facts import tool_uses
from agentls.schema.lookup import Key
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
