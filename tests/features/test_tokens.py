"""Which words are colored, and as what."""

from __future__ import annotations

import pytest

from agentls.features.tokens import TYPES, tokens
from agentls.text import Span
from tests.support.pages import AGENT, page

COMMAND = "/p/.claude/commands/go.md"


def colored(text: str, path: str = AGENT) -> list[str]:
    """The tokens as `type word`, deprecated ones with a minus."""
    one = page(text, path)
    return [f"{'-' * bool(token.modifiers)}{token.type} {one.text[slice(*token.span)]}" for token in tokens(one)]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("name: a\n", ["property name"]),
        ("unheard: a\n", []),
        ("tools: Read, Bash(git *)\n", ["property tools", "function Read", "function Bash"]),
        ("tools: [Read, 'Grep', \"Glob\"]\n", ["property tools", "function Read", "function Grep", "function Glob"]),
        ("tools:\n  - Read\n", ["property tools", "function Read"]),
        ("tools: MultiEdit\n", ["property tools", "-function MultiEdit"]),
        ("tools: Serch, mcp__a__b\n", ["property tools", "function mcp__a__b"]),
        ("model: opus\n", ["property model", "type opus"]),
        ('model: "opus"\n', ["property model", "type opus"]),
        ("permissionMode: plan\n", ["property permissionMode", "enumMember plan"]),
        ("permissionMode: wild\n", ["property permissionMode"]),
        ("hooks:\n  Stop: []\n", ["property hooks", "property Stop"]),
        ("description: |\n  name: no\n  key\n", ["property description"]),
        ("'name': a\n", ["property name"]),
    ],
)
def test_front_matter(front: str, expected: list[str]) -> None:
    assert colored(f"---\n{front}---\n") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<role>x</role>", ["class role", "class role"]),
        ('<a key="1" other>x</a>', ["class a", "parameter key", "parameter other", "class a"]),
        ("<a><b/></a>", ["class a", "class b", "class a"]),
        ("$ARGUMENTS and $1", ["variable $ARGUMENTS", "variable $1"]),
        ("read @docs/a.md now", ["namespace docs/a.md"]),
        ("`<a>` plain # text", []),
        ("```\n<a>x</a>\n```\n", []),
        ("<a>$1</a>", ["class a", "variable $1", "class a"]),
        ("😀 <a>😀</a>", ["class a", "class a"]),
    ],
)
def test_body(body: str, expected: list[str]) -> None:
    assert colored(f"---\ndescription: a\n---\n{body}\n", COMMAND)[1:] == expected


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ('sandbox_mode = "read-only"\n', "/p/.codex/agents/a.toml", ["property sandbox_mode", "enumMember read-only"]),
        ('{"tools": ["read"]}', "/p/.kiro/agents/a.json", ["property tools", "function read"]),
        (
            "---\ntools:\n  write: false\n---\n",
            "/p/.opencode/agent/a.md",
            ["-property tools", "function write"],
        ),
        ('---\nname: "a\ntools: Read\n---\n', AGENT, ["property name", "property tools", "function Read"]),
        ("---\r\nname: a\r\n---\r\n<a>\r\n</a>", AGENT, ["property name", "class a", "class a"]),
    ],
)
def test_other_formats_and_broken_ones(text: str, path: str, expected: list[str]) -> None:
    assert colored(text, path) == expected


def test_a_range_gives_the_tokens_that_touch_it() -> None:
    one = page("---\nname: a\ntools: Read, Grep\nmodel: opus\n---\n<a>x</a>\n")
    everything = tokens(one)
    start = one.text.index("Read") + 2
    some = tokens(one, Span(start, one.text.index("opus")))
    assert [one.text[slice(*token.span)] for token in some] == ["Read", "Grep", "model"]
    assert set(some) <= set(everything)
    assert tokens(one, Span(0, len(one.text))) == everything


def test_every_kind_of_token_is_used() -> None:
    command = colored("---\ndescription: a\n---\n<a k=1>$1 @b/c.md</a>\n", COMMAND)
    agent = colored("---\nname: a\ntools: Read\nmodel: opus\npermissionMode: plan\n---\n")
    assert {line.split()[0] for line in (*command, *agent)} == set(TYPES)
