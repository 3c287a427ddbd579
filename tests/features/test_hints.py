"""Words that are shown between those of the text."""

from __future__ import annotations

import re

import pytest

from agentls.config import Settings
from agentls.features.hints import KINDS, Hint, hints
from agentls.features.page import Page
from agentls.text import Span
from tests.support.pages import AGENT, page

GEMINI = "/p/.gemini/agents/a.md"
QWEN = "/p/.qwen/agents/a.md"
COPILOT = "/p/.github/agents/a.agent.md"


def all_hints(one: Page) -> tuple[Hint, ...]:
    return hints(one, Span(0, len(one.text)))


def shown(text: str, path: str = AGENT) -> str:
    """The text with the hints in it."""
    for hint in reversed(all_hints(page(text, path))):
        text = f"{text[: hint.offset]}«{hint.label}»{text[hint.offset :]}"
    return text


@pytest.mark.parametrize(
    ("text", "path", "label"),
    [
        ("---\nname: a\ndescription: b\n---\n", AGENT, r"inherits \d+–\d+ tools"),
        ("---\nname: a\ndescription: b\n---\n", GEMINI, r"inherits \d+ tools"),
        ("---\nname: a\ndescription: b\n---\n", COPILOT, r"inherits all tools"),
        ("---\nname: a\ntoools: Read\n---\n", AGENT, r"inherits \d+–\d+ tools"),
    ],
)
def test_an_absent_list_of_tools(text: str, path: str, label: str) -> None:
    found = [hint for hint in all_hints(page(text, path)) if hint.kind == "tools"]
    assert len(found) == 1
    assert found[0].offset == 3
    assert re.fullmatch(label, found[0].label)
    assert "gives the agent every tool" in found[0].tooltip


def test_denied_tools_are_not_inherited() -> None:
    found = [
        next(hint for hint in all_hints(page(f"---\nname: a\n{front}---\n")) if hint.kind == "tools")
        for front in ("", "disallowedTools: Write, Bash(git *)\n")
    ]
    free, denied = ([int(number) for number in re.findall(r"\d+", hint.label)] for hint in found)
    assert [left - right for left, right in zip(free, denied, strict=True)] == [2, 2]
    assert "`Write`" in found[0].tooltip
    assert "`Write`" not in found[1].tooltip


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("---\nname: a\ntools:\n---\n", AGENT, "---\nname: a\ntools:«no tools»\n---\n"),
        ("---\nname: a\ntools: []\n---\n", AGENT, "---\nname: a\ntools: []«no tools»\n---\n"),
        ("---\nname: a\ntools: ''\n---\n", AGENT, "---\nname: a\ntools: ''«no tools»\n---\n"),
        ("---\nname: a\ntools: []\n---\n", QWEN, "---\nname: a\ntools: []«all tools»\n---\n"),
        ("---\nname: a\ntools: Read\n---\n", AGENT, "---\nname: a\ntools: Read\n---\n"),
        ("---\nname: a\ntools: Read, Task\n---\n", AGENT, "---\nname: a\ntools: Read, Task«→ Agent»\n---\n"),
        ("---\ntools: [Task(x), Read]\n---\n", AGENT, "---\ntools: [Task(x)«→ Agent», Read]\n---\n"),
        ("---\ntools: Serch\n---\n", AGENT, "---\ntools: Serch\n---\n"),
        ("---\ntools: Read\nmodel: inherit\n---\n", AGENT, "---\ntools: Read\nmodel: inherit«default»\n---\n"),
        ("---\ntools: Read\nmodel: opus\n---\n", AGENT, "---\ntools: Read\nmodel: opus\n---\n"),
        ("---\ntools: Read\nbackground: false\n---\n", AGENT, "---\ntools: Read\nbackground: false«default»\n---\n"),
        ("---\r\ntools: Task\r\n---\r\n", AGENT, "---\r\ntools: Task«→ Agent»\r\n---\r\n"),
        ("---\nname: 😀\ntools: Task\n---\n", AGENT, "---\nname: 😀\ntools: Task«→ Agent»\n---\n"),
        ('name = "x"\n', "/p/.codex/agents/a.toml", 'name = "x"\n'),
        ("# A page\n", "/p/AGENTS.md", "# A page\n"),
    ],
)
def test_what_is_shown(text: str, path: str, expected: str) -> None:
    assert shown(text, path) == expected


@pytest.mark.parametrize("text", ["---\nname: a\n\tdescription: b\n---\n", "---\nname: a\ndescription: b\n"])
def test_nothing_is_said_of_a_program_that_reads_no_key(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_can_be_left_out(kind: str) -> None:
    one = page("---\nname: a\ndisallowedTools: Task\nmodel: inherit\n---\n")
    whole = Span(0, len(one.text))
    assert {hint.kind for hint in hints(one, whole)} == set(KINDS)
    assert {hint.kind for hint in hints(one, whole, {kind})} == {kind}
    assert {hint.kind for hint in hints(one, whole, set(KINDS) - {kind})} == set(KINDS) - {kind}
    assert hints(one, whole, ()) == ()


def test_only_hints_of_the_range_are_given() -> None:
    one = page("---\nname: a\ndisallowedTools: Task\nmodel: inherit\n---\n")
    line = one.document.source.line_span(2)
    assert [hint.kind for hint in hints(one, line)] == ["successor"]


def test_what_a_chosen_program_does_with_it_counts() -> None:
    text = "---\nname: a\ndescription: b\n---\n"
    one = page(text, settings=Settings(targets=("qwen-code",)))
    assert next(hint.tooltip for hint in all_hints(one)).startswith("Qwen Code")


def test_a_broken_list_is_not_judged() -> None:
    text = "---\nname: a\ntools: [\nmodel: opus\n---\n"
    assert not [hint for hint in all_hints(page(text)) if hint.kind == "tools"]
