"""Sentences are filled, and stay short whatever a file holds."""

from __future__ import annotations

import pytest

from agentls.sentences import fill, in_short
from tests.support.checking import report

LONG = "x" * 10_000
HEAD = "---\nname: r\ndescription: Reviews changes\n"


def test_placeholders_are_filled_and_unknown_ones_stay() -> None:
    assert fill("{key} of {what}", {"key": "tools"}) == "tools of {what}"


def test_a_name_of_thousands_of_characters_is_cut_and_an_ordinary_sentence_is_not() -> None:
    ordinary = f"`{'x' * 100}` is no key"
    assert in_short(ordinary) is ordinary
    assert in_short(f"`{LONG}` is no key, `tools` is one") == f"`{'x' * 60}…` is no key, `tools` is one"
    assert fill("it takes {key} for nothing", {"key": LONG}) == f"it takes {'x' * 60}… for nothing"
    assert len(in_short(LONG)) < 2000


@pytest.mark.parametrize(
    ("text", "argument"),
    [
        pytest.param(f"{HEAD}{LONG}: 1\n---\nYou review.\n", "key", id="a key"),
        pytest.param(f"{HEAD}tools: Read, {LONG}\n---\nYou review.\n", "name", id="a tool"),
        pytest.param(f"{HEAD}tools: [{LONG}a, {LONG}b]\n---\nYou review.\n", "name", id="a list of tools"),
        pytest.param(f"{HEAD}model: gpt-{LONG}\n---\nYou review.\n", "value", id="a model"),
        pytest.param(f"{HEAD}{LONG}: 1\n{LONG}: 2\n---\nYou review.\n", "key", id="a key twice"),
        pytest.param(f"{HEAD}# agentls: ignore[{LONG}]\n---\nYou review.\n", "rule", id="a rule in a comment"),
    ],
)
def test_words_are_cut_and_arguments_are_whole(text: str, argument: str) -> None:
    paths = ("/p/.claude/agents/r.md", "/p/.github/agents/r.agent.md", "/p/.gemini/agents/r.md")
    findings = [finding for path in paths for finding in report(text, path).findings]
    assert any(LONG in str(finding.arguments.get(argument)) for finding in findings)
    for finding in findings:
        words = [finding.message, finding.help, *(one.text for one in finding.effects)]
        words += [one.message for one in finding.related] + ([finding.fix.title] if finding.fix else [])
        assert max(map(len, words)) < 500


def test_the_words_of_a_settings_file_are_cut_too() -> None:
    (finding,) = report(f"{LONG} = 1\n", "/p/agentls.toml").findings
    assert len(finding.message) < 500
