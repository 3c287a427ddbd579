"""Which dialect a file is taken for, and who is said to read it."""

from __future__ import annotations

import pytest

from agentls.config import Settings
from agentls.findings import FileReport
from tests.support.checking import check, report, schema

AGENT = "---\nname: reviewer\ndescription: Reviews changes\n---\nYou review code.\n"
STYLED = """---
name: test-planner
description: Plan tests with focus on risk
category: quality
---

# Test Planner

## Triggers
- A feature without tests

## Behavioral Mindset
Think of what may break first.

## Key Actions
1. Rank by risk

## Boundaries
**Will:**
- Write plans

**Will Not:**
- Change code
"""
COPILOT = "---\ndescription: Plans a change\nhandoffs: []\ntools: [search]\n---\nPlan.\n"


def targets(result: FileReport) -> dict[str, str]:
    return {target.consumer: target.certainty for target in result.targets}


def with_line(line: str) -> str:
    return AGENT.replace("---\nYou", f"{line}\n---\nYou")


# An explicit choice


def test_a_chosen_dialect_wins_over_path_and_content() -> None:
    result = report(STYLED, "/p/.claude/agents/a.md", Settings(dialect="xml-agent"))
    assert (result.dialect, result.confidence) == ("xml-agent", 1.0)
    assert result.reasons[0] == "chosen by --dialect"


def test_a_chosen_dialect_keeps_the_readers_of_the_place() -> None:
    result = report(AGENT, "/p/.github/agents/a.agent.md", Settings(dialect="superclaude"))
    assert targets(result)["copilot-cli"] == "certain"


def test_a_chosen_dialect_in_a_plain_folder_is_read_by_whom_it_is_made_for() -> None:
    assert targets(report(AGENT, "/p/notes/a.md", Settings(dialect="superclaude"))) == {"claude-code": "certain"}
    assert targets(report(AGENT, "/p/notes/a.md", Settings(dialect="xml-agent"))) == {}


@pytest.mark.parametrize(
    "text",
    [
        with_line("# agentls: dialect=claude-squad"),
        AGENT + "\n<!-- agentls: dialect=claude-squad -->\n",
        AGENT + "\n<!--agentls:dialect=claude-squad-->\n",
    ],
    ids=["comment in the front matter", "HTML comment", "HTML comment without blanks"],
)
def test_a_marker_in_the_file_names_its_dialect(text: str) -> None:
    result = report(text, "/p/library/a.md")
    assert (result.dialect, result.reasons[0]) == ("claude-squad", "named by a marker in the file")


@pytest.mark.parametrize(
    "text",
    [
        AGENT + "\n```\n<!-- agentls: dialect=claude-squad -->\n```\n",
        AGENT + "\nWrite `<!-- agentls: dialect=claude-squad -->` first.\n",
        AGENT + "\n# agentls: dialect=claude-squad\n",
        AGENT + "\n<!-- agentls: dialect=no-such-dialect -->\n",
    ],
    ids=["in a fence", "in inline code", "as a heading", "unknown dialect"],
)
def test_what_only_looks_like_a_marker_says_nothing(text: str) -> None:
    assert report(text, "/p/.claude/agents/a.md").dialect == "claude-code-agent"


@pytest.mark.parametrize(
    ("marked", "near"),
    [
        (with_line("# agentls: dialect=«error invalid-settings|superclaud»"), "superclaude"),
        (with_line("# agentls: dialect = «error invalid-settings|SuperClaude»"), "superclaude"),
        (AGENT + "\n<!-- agentls: dialect=«error invalid-settings|claude-sqad»-->\n", "claude-squad"),
        (AGENT + "\n<!-- agentls: dialect=«error invalid-settings|qqqqqq» -->\n", ""),
        (AGENT + "\n<!-- agentls: dialect=«error invalid-settings|»-->\n", ""),
    ],
    ids=["misspelled", "upper case", "in the text", "like none", "empty"],
)
def test_a_marker_that_names_no_dialect_is_told_and_the_file_is_what_it_looks_like(marked: str, near: str) -> None:
    result = check(marked)
    assert result.dialect == "claude-code-agent"
    (finding,) = result.findings
    assert finding.help == (f"did you mean `{near}`?" if near else "")
    assert (finding.fix.edits[0].text if finding.fix else "") == near


def test_a_marker_that_names_no_dialect_is_told_in_a_file_that_nothing_else_makes_an_agent_file() -> None:
    page = "# Notes\n\n<!-- agentls: dialect={} -->\n\nSome text.\n"
    result = check(page.format("«error invalid-settings|superclaud»"), "/p/notes/a.md")
    assert (result.status, result.dialect) == ("checked", None)
    assert report("# Notes\n\n```\n<!-- agentls: dialect=superclaud -->\n```\n", "/p/a.md").status == "unrecognized"


def test_signs_are_told_in_words() -> None:
    for dialect in schema().dialects.values():
        detection = dialect.detection
        for signal in (*detection.needs, *detection.excludes, *detection.signals):
            assert bool(signal.words) == (signal.kind == "pattern")
    text = (
        "---\nname: a\ndescription: Use this. <example>x</example>\ncolor: red\ntools: Read\n---\n"
        "We work in 6-day sprints.\n\nYour primary responsibilities:\n- x\n\nYour goal is to be done.\n"
    )
    result = report(text, "/p/lib/a.md")
    assert result.dialect == "contains-studio"
    assert {
        "the description has an <example>",
        "the text speaks of 6 days",
        'the last line begins with "Your goal is"',
    } <= set(result.reasons)


def test_the_command_line_wins_over_a_marker() -> None:
    text = with_line("# agentls: dialect=claude-squad")
    assert report(text, "/p/library/a.md", Settings(dialect="superclaude")).dialect == "superclaude"


# Place and content


def test_a_place_is_certain_and_other_products_read_it_also() -> None:
    result = report(AGENT, "/home/me/p/.claude/agents/deep/a.md")
    assert (result.dialect, result.confidence) == ("claude-code-agent", 1.0)
    assert targets(result)["claude-code"] == "certain"
    assert targets(report(AGENT, "/p/.claude/agents/a.md")) | {"copilot-cli": "also", "vscode": "also"} == targets(
        report(AGENT, "/p/.claude/agents/a.md")
    )


def test_the_place_says_who_reads_a_file_and_the_content_in_which_style_it_is() -> None:
    result = report(STYLED, "/p/.claude/agents/a.md")
    assert (result.dialect, targets(result)["claude-code"]) == ("superclaude", "certain")


def test_by_content_alone_a_style_is_intended_for_whom_it_is_made() -> None:
    result = report(STYLED, "/p/library/a.md")
    assert (result.dialect, targets(result)) == ("superclaude", {"claude-code": "intended"})
    assert result.confidence < 1
    assert result.reasons


def test_by_content_alone_a_format_is_intended_for_its_own_product() -> None:
    result = report(AGENT.replace("changes\n", "changes\nmodel: haiku\n"), "/p/lib/a.md")
    assert (result.dialect, targets(result)) == ("claude-code-agent", {"claude-code": "intended"})
    result = report(COPILOT, "/p/lib/a.md")
    assert result.dialect == "copilot-agent"
    assert set(targets(result).values()) == {"intended"}


def test_the_format_of_one_product_in_the_place_of_another_is_what_the_place_says() -> None:
    assert report(COPILOT, "/p/.claude/agents/a.md").dialect == "claude-code-agent"


def test_a_style_in_a_folder_of_a_product_that_it_is_not_made_for_is_read_by_nobody_known() -> None:
    assert targets(report(STYLED, "/p/.somewhere/.claude/notes/a.md")) == {}


def test_a_file_without_front_matter_in_an_agents_folder_is_a_broken_agent() -> None:
    result = report("# Reviewer\n\nYou review code.\n", "/p/.claude/agents/a.md")
    assert (result.status, result.dialect) == ("checked", "claude-code-agent")


def test_windows_paths_come_with_forward_slashes_and_match() -> None:
    assert report(AGENT, "C:/Users/me/.claude/agents/a.md").dialect == "claude-code-agent"


# Files that are none


def test_an_agent_file_that_no_dialect_fits_is_checked_without_a_dialect() -> None:
    result = report(AGENT, "/p/notes/a.md")
    assert (result.status, result.dialect, result.targets) == ("checked", None, ())


def test_a_generic_agent_file_gets_the_checks_of_its_front_matter() -> None:
    (finding,) = report(AGENT.replace("changes\n", "changes\nname: again\n"), "/p/notes/a.md").findings
    assert (finding.rule, finding.effects) == ("duplicate-key", ())


@pytest.mark.parametrize(
    "path",
    [
        "/p/.claude/agents/README.md",
        "/p/agents/README.md",
        "/p/.claude/agents/CLAUDE.md",
        "/p/readme.md",
    ],
)
def test_documentation_is_no_agent(path: str) -> None:
    assert report("# Agents\n\nThese are our agents.\n", path).status == "unrecognized"


@pytest.mark.parametrize(
    "text",
    ["", "# A page\n\nText.\n", "---\ntitle: A page\ndate: 2026-01-01\n---\nText.\n", "---\nname: x\n---\nText.\n"],
    ids=["empty", "no front matter", "another front matter", "a name alone"],
)
def test_a_page_in_a_plain_folder_is_unrecognized(text: str) -> None:
    result = report(text, "/p/docs/page.md")
    assert (result.status, result.dialect, result.findings) == ("unrecognized", None, ())


def test_a_page_that_shows_an_agent_in_a_fence_is_none() -> None:
    fence = f"````markdown\n{STYLED}````\n"
    assert report(f"# How to write agents\n\n{fence}", "/p/docs/page.md").status == "unrecognized"


# Targets that the user names


def test_a_named_target_replaces_the_others_and_speaks_with_full_severity() -> None:
    text = AGENT.replace("Reviews changes", "Use when: a change is ready")
    calm = report(text, "/p/.claude/agents/a.md")
    assert [finding.severity.label for finding in calm.findings] == ["info"]
    strict = report(text, "/p/.claude/agents/a.md", Settings(targets=("copilot-cli",)))
    assert targets(strict) == {"copilot-cli": "certain"}
    assert [finding.severity.label for finding in strict.findings] == ["error"]


def test_a_named_target_reads_a_file_of_no_place_as_its_own_format() -> None:
    result = report(AGENT, "/p/notes/a.md", Settings(targets=("copilot-cli",)))
    (target,) = result.targets
    assert (target.consumer, target.dialect, target.chosen) == ("copilot-cli", "copilot-agent", True)


def test_several_targets_may_be_named() -> None:
    result = report(AGENT, "/p/.claude/agents/a.md", Settings(targets=("claude-code", "copilot-cli")))
    assert targets(result) == {"claude-code": "certain", "copilot-cli": "certain"}
