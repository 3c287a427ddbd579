"""Names and their forms, entries that stand twice, and entries that never count."""

from __future__ import annotations

import pytest

from agentls.config import Settings
from agentls.rules.overridden_entry import covers
from tests.support.checking import check

SKILL = "/p/.github/skills/web-testing/SKILL.md"
OPENCODE = "/p/.opencode/agents/reviewer.md"

NAME = Settings(select=("invalid-name",))
MISMATCH = Settings(select=("name-mismatch",))
TWICE = Settings(select=("duplicate-item",))
ORDER = Settings(select=("overridden-entry",))


def agent(name: str, *lines: str) -> str:
    return "\n".join(["---", f"name: {name}", "description: Reviews code", *lines, "---", "Review.", ""])


def repaired(marked: str, path: str, settings: Settings) -> str:
    """The text after the fix of the only finding."""
    report = check(marked, path, settings)
    assert report.source is not None
    text = report.source.text
    fix = report.findings[0].fix
    assert fix is not None
    for edit in reversed(fix.edits):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize("name", ["team:reviewer", "-reviewer", "'a:b'"])
def test_a_name_for_which_the_file_is_dropped_is_an_error(name: str) -> None:
    check(agent(f"«error invalid-name|{name}»"), settings=NAME)


def test_a_style_that_is_only_advised_is_a_hint_where_the_file_is_certainly_read() -> None:
    check(agent("«hint invalid-name|Code Reviewer»"), settings=NAME)
    check(agent("Code Reviewer", "tools: Read"), "/p/library/reviewer.md", NAME)


def test_a_house_style_may_name_agents_as_it_likes() -> None:
    text = agent("Code Reviewer", "color: blue", "emoji: 🔍", "vibe: Finds what others miss")
    body = (
        "## 🧠 Your Identity & Memory\n\nA.\n\n## 🎯 Your Core Mission\n\nB.\n\n## 🚨 Critical Rules You Must Follow\n"
    )
    report = check(text + body, settings=NAME)
    assert report.dialect == "agency-agents"


def test_several_checks_that_one_name_fails_are_one_finding() -> None:
    check(agent("«warning invalid-name|Web Testing»"), SKILL, NAME)


def test_a_name_is_repaired_to_that_of_the_folder_where_it_must_be_that() -> None:
    assert "name: web-testing\n" in repaired(agent("«warning invalid-name|Testing_Web»"), SKILL, NAME)
    assert "name: team-reviewer\n" in repaired(
        agent("«error invalid-name|team:reviewer»"), "/p/.claude/agents/r.md", NAME
    )


def test_a_name_that_leaves_nothing_simple_has_no_fix() -> None:
    assert check(agent('«error invalid-name|"審:査"»'), settings=NAME).findings[0].fix is None


def test_a_name_that_differs_from_its_folder_is_reported_for_those_who_mind() -> None:
    marked = agent("«warning name-mismatch|testing»")
    assert "name: web-testing\n" in repaired(marked, SKILL, MISMATCH)
    check(agent("web-testing"), SKILL, MISMATCH)


def test_a_product_that_goes_by_the_folder_is_told_as_information() -> None:
    check(agent("«info name-mismatch|testing»"), "/p/.claude/skills/web-testing/SKILL.md", MISMATCH)


def test_accents_of_the_file_system_make_no_difference() -> None:
    check(agent("pr\u00fcfen"), "/p/.github/skills/pru\u0308fen/SKILL.md", MISMATCH)


def test_a_folder_means_nothing_where_nobody_looks() -> None:
    text = agent("testing", "license: MIT", "metadata: {a: b}", "compatibility: git")
    assert check(text, "/p/docs/example.md", MISMATCH).dialect == "agent-skill"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param("tools: Read, Grep, «hint duplicate-item|Read»", "tools: Read, Grep", id="last of a string"),
        pytest.param("tools: Read, «hint duplicate-item|Read», Grep", "tools: Read, Grep", id="inside of a string"),
        pytest.param("tools: Read «hint duplicate-item|Read»", "tools: Read", id="blanks"),
        pytest.param("tools: [Read, «hint duplicate-item|'Read'», Grep]", "tools: [Read, Grep]", id="quotes"),
        pytest.param("tools:\n  - Read\n  - «hint duplicate-item|Read»", "tools:\n  - Read", id="lines"),
    ],
)
def test_the_second_of_two_equal_entries_is_taken_out(marked: str, expected: str) -> None:
    fixed = repaired(agent("reviewer", marked, "model: opus"), "/p/.claude/agents/reviewer.md", TWICE)
    assert fixed == agent("reviewer", expected, "model: opus")


def test_an_entry_with_a_comment_is_not_taken_out_by_itself() -> None:
    marked = agent("reviewer", "tools:", "  - Read", "  - «hint duplicate-item|Read» # for the docs", "  - Grep")
    assert check(marked, settings=TWICE).findings[0].fix is None


def test_the_first_one_is_shown() -> None:
    report = check(agent("reviewer", "tools: Read, «hint duplicate-item|Read»"), settings=TWICE)
    assert [related.message for related in report.findings[0].related] == ["Read stands here already"]


def test_patterns_in_parentheses_make_entries_differ() -> None:
    check(agent("reviewer", "tools: Bash(git diff, git log), Bash(npm test)"), settings=TWICE)


def test_letter_case_counts_as_in_the_product() -> None:
    check(agent("reviewer", "tools: [read, «hint duplicate-item|Read»]"), "/p/.github/agents/r.agent.md", TWICE)
    check(agent("reviewer", "tools: [read, Read]"), settings=TWICE)


def test_a_value_that_must_differ_over_the_entries_of_a_list_is_compared_there() -> None:
    handoffs = "\n".join(
        f"  - {{label: {label}, agent: a, prompt: p}}" for label in ("Go", "«warning duplicate-item|Go»")
    )
    check(agent("reviewer", "handoffs:", handoffs), "/p/.github/agents/r.agent.md", TWICE)


@pytest.mark.parametrize(
    ("pattern", "other", "covered"),
    [
        ("*", "git *", True),
        ("git *", "git push *", True),
        ("git *", "git *", True),
        ("*.md", "docs/*.md", True),
        ("git push *", "git *", False),
        ("git ?", "git *", False),
        ("[a]", "a", False),
    ],
)
def test_a_pattern_covers_what_can_match_nothing_else(pattern: str, other: str, covered: bool) -> None:
    assert covers(pattern, other) is covered


def test_an_entry_that_a_later_pattern_covers_never_counts() -> None:
    rules = ["permission:", "  bash:", '    «warning overridden-entry|"git *"»: allow', '    "*": deny']
    report = check(agent("reviewer", *rules).replace("name: reviewer\n", ""), OPENCODE, ORDER)
    assert [related.message for related in report.findings[0].related] == ["this one counts for all that `git *` fits"]


def test_the_general_entry_first_is_right_and_so_is_one_that_says_the_same() -> None:
    first = ["permission:", "  bash:", '    "*": deny', '    "git *": allow']
    same = ["permission:", "  bash:", '    "git *": deny', '    "*": deny']
    for rules in (first, same):
        check(agent("reviewer", *rules).replace("name: reviewer\n", ""), OPENCODE, ORDER)
