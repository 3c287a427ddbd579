"""The file as each of its readers has it."""

from __future__ import annotations

from agentls.config import Settings
from tests.support.checking import report

UNCLOSED = "---\nname: helper\ndescription: Helps\ntools: Rea\n"


def rules(text: str, settings: Settings | None = None) -> list[str]:
    return [finding.rule for finding in report(text, "/r/.claude/agents/helper.md", settings or Settings()).findings]


def test_who_reads_the_place_too_is_silent_on_keys_while_the_main_reader_has_none() -> None:
    assert rules(UNCLOSED) == ["unclosed-frontmatter"]
    assert "unknown-tool" in rules(UNCLOSED + "---\nYou help.\n")


def test_a_target_that_was_asked_for_speaks_all_the_same() -> None:
    assert "unknown-tool" in rules(UNCLOSED, Settings(targets=("vscode",)))
