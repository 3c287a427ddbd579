"""Keys that are old, that need another key, or that do less than they seem to."""

from __future__ import annotations

import pytest

from agentls.config import Settings
from tests.support.checking import check, report

COPILOT = "/p/.github/agents/reviewer.agent.md"
PLUGIN = "/p/agents/reviewer.md"
SKILL = "/p/.claude/skills/audit/SKILL.md"

OLD = Settings(select=("deprecated-key",))
COMBINED = Settings(select=("key-combination",))
MISREAD = Settings(select=("misread-key",))


def agent(*lines: str) -> str:
    return "\n".join(["---", "name: reviewer", "description: Reviews code", *lines, "---", "Review.", ""])


def test_a_key_with_two_successors_names_them_and_has_no_fix() -> None:
    finding = check(agent("«info deprecated-key|infer»: true"), COPILOT, OLD).findings[0]
    assert finding.help == "write `user-invocable` and `disable-model-invocation` instead"
    assert finding.fix is None


def test_a_key_whose_successor_takes_the_same_value_is_renamed() -> None:
    text = agent("«hint deprecated-key|globs»: src/**")
    finding = check(text, "/p/.cursor/skills/reviewer/SKILL.md", OLD).findings[0]
    assert finding.fix is not None
    assert (finding.fix.title, finding.fix.applicability) == ("Rename to `paths`", "safe")


def test_a_rename_that_other_readers_would_notice_is_unsafe() -> None:
    text = agent("«hint deprecated-key|globs»: src/**")
    fix = check(text, "/p/.claude/skills/reviewer/SKILL.md", OLD).findings[0].fix
    assert fix is not None
    assert fix.applicability == "unsafe"


def test_a_key_whose_successor_takes_other_values_is_not_renamed() -> None:
    text = agent("«hint deprecated-key|tools»:", "  bash: false").replace("name: reviewer\n", "")
    assert check(text, "/p/.opencode/agents/reviewer.md", OLD).findings[0].fix is None


def test_a_key_is_not_renamed_to_one_that_is_there() -> None:
    text = agent("«hint deprecated-key|globs»: src/**", "paths: lib/**")
    assert check(text, "/p/.cursor/skills/reviewer/SKILL.md", OLD).findings[0].fix is None


@pytest.mark.parametrize("tools", ["tools: [read]", "tools: []", "tools: read, search"])
def test_a_key_that_needs_a_tool_is_reported_without_it(tools: str) -> None:
    check(agent(tools, "«warning key-combination|agents»: [planner]"), COPILOT, COMBINED)


@pytest.mark.parametrize(
    "tools", ["", "tools: [read, agent]", "tools: '*'", "tools: [agent/runSubagent]", "tools: Task"]
)
def test_a_tool_that_is_needed_may_come_under_any_name_and_absent_tools_are_all(tools: str) -> None:
    check(agent(*filter(None, [tools]), "agents: [planner]"), COPILOT, COMBINED)


def test_a_key_that_needs_a_value_of_another_one_is_reported_with_what_the_schema_says() -> None:
    finding = check(agent("«info key-combination|agent»: Explore"), SKILL, COMBINED).findings[0]
    assert finding.message == "`agent` stands without `context: fork`"
    assert finding.help == "It counts only with context: fork"
    check(agent("agent: Explore", "context: fork"), SKILL, COMBINED)


def test_a_broken_value_may_be_the_one_that_is_needed() -> None:
    check(agent("agents: [planner]", "tools: [read, agent"), COPILOT, COMBINED)


def test_a_key_that_restricts_less_than_it_seems_is_told_as_a_hint() -> None:
    finding = check(agent("«hint misread-key|allowed-tools»: Read"), SKILL, MISREAD).findings[0]
    assert finding.help == "To take tools away, write disallowed-tools"


def test_only_the_value_that_does_less_than_it_seems_is_told() -> None:
    check(agent("«hint misread-key|target»: vscode"), COPILOT, MISREAD)
    check(agent("target: github-copilot"), COPILOT, MISREAD)


def test_what_is_only_ignored_in_a_plugin_is_told_there_alone_and_never_as_a_warning() -> None:
    check(agent("tools: Read", "«info misread-key|permissionMode»: plan"), PLUGIN, MISREAD)
    check(agent("tools: Read", "permissionMode: plan"), settings=MISREAD)


def test_a_key_of_the_files_own_format_counts_for_a_product_that_refuses_every_stranger() -> None:
    strangers = ("unknown-key", "foreign-key")
    text = agent("«error foreign-key|color»: blue")
    check(text, "/p/.claude/agents/reviewer.md", Settings(select=strangers, targets=("gemini-cli",)))
    check(agent("color: blue"), "/p/.claude/agents/reviewer.md", Settings(select=strangers, targets=("qwen-code",)))


HOUSE = """---
{keys}
---
# Planner

## Triggers
- A feature without tests

## Behavioral Mindset
Think of what may break.

## Focus Areas
- **Risk**: what fails

## Key Actions
1. **Read**: find what changed

## Outputs
- **Test Plan**: cases in order of risk

## Boundaries
**Will:**
- Write test plans

**Will Not:**
- Change the code under test
"""
"""A house style that takes any key."""


def house(*keys: str) -> str:
    return HOUSE.format(keys="\n".join(keys))


FULL = ("name: planner", "description: Plans tests", "category: quality")


@pytest.mark.parametrize(
    ("marked", "meant"),
    [
        ("«error unknown-key|tool»: Read", "tools"),
        ("«error foreign-key|disallowed-tools»: Bash", "disallowedTools"),
        ("«error unknown-key|disallowedTool»: Bash", "disallowedTools"),
        ("«warning unknown-key|permissionmode»: plan", "permissionMode"),
        ("«warning unknown-key|modle»: opus", "model"),
    ],
)
def test_a_style_that_takes_any_key_does_not_stand_for_a_slip_of_the_hand(marked: str, meant: str) -> None:
    finding = check(house(*FULL, marked)).findings[0]
    assert f"`{meant}`" in finding.help
    assert finding.fix is not None
    assert finding.fix.title == f"Rename to `{meant}`"


@pytest.mark.parametrize(
    "keys",
    [
        ("«error unknown-key|nmae»: planner", FULL[1], FULL[2]),
        (FULL[0], "«error unknown-key|Description»: Plans tests", FULL[2]),
        (FULL[0], FULL[1], "«hint unknown-key|categry»: quality"),
    ],
)
def test_a_misspelled_key_of_a_style_that_takes_any_explains_the_missing_one(keys: tuple[str, ...]) -> None:
    assert check(house(*keys)).findings[0].help.startswith("did you mean")


def test_a_key_that_costs_a_likely_reader_something_is_told_in_a_style_that_takes_any() -> None:
    check(house(*FULL, "«warning foreign-key|permission»: {bash: deny}"))


def test_any_other_key_is_part_of_a_style_that_takes_any() -> None:
    check(house(*FULL, "difficulty: 3", "mode: subagent", "readOnly: true", "tags: [a]"))


def test_the_beginning_of_a_value_tells_which_one_is_meant() -> None:
    finding = check(agent("permissionMode: «warning invalid-value|bypass»")).findings[0]
    assert finding.help == "did you mean `bypassPermissions`?"
    assert finding.fix is not None
    assert finding.fix.applicability == "unsafe", "it may permit more than was meant"
    assert "case" not in finding.effects[0].text


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("/p/.windsurf/rules/ts.md", "globs: «info invalid-frontmatter|*»*/*.ts, *.tsx"),
        ("/p/.agent/rules/ts.md", "globs: «info invalid-frontmatter|*.ts»"),
        ("/p/.kiro/steering/ts.md", "fileMatchPattern: «info invalid-frontmatter|*.ts»"),
    ],
)
def test_broken_front_matter_is_information_where_no_reader_was_tried(path: str, line: str) -> None:
    text = "\n".join(["---", line, "---", "Use tabs.", ""])
    finding = check(text, path, Settings(select=("invalid-frontmatter",))).findings[0]
    assert finding.message.endswith("(what the readers of this file make of it is not known)")


def test_a_flag_that_is_misspelled_names_the_one_that_is_meant() -> None:
    text = "---\nalwaysApply: «{} invalid-name|{}»\nglobs: src/**\n---\nUse tabs.\n"
    for severity, written, meant in (("info", "flase", "false"), ("warning", "True", "true")):
        finding = check(text.format(severity, written), "/p/.cursor/rules/ts.mdc").findings[0]
        assert finding.help == f"did you mean `{meant}`?"


def test_keys_in_capitals_are_no_lines_of_the_text_above() -> None:
    text = "---\nName: reviewer\nDescription: Reviews all code\nTools: Read\n---\nReview.\n"
    assert {finding.rule for finding in report(text).findings} == {"unknown-key"}


def test_a_misspelled_key_in_a_mapping_explains_the_missing_one() -> None:
    handoff = ("  - label: Go on", "    «warning unknown-key|agnet»: other", "    prompt: Go on")
    check(agent("handoffs:", *handoff), COPILOT)


@pytest.mark.parametrize("wrong", ["context: «warning invalid-value|frok»", "«warning unknown-key|contxt»: fork"])
def test_what_is_misspelled_is_not_missed_by_another_key(wrong: str) -> None:
    text = agent(wrong, "agent: Explore").replace("reviewer", "audit")
    check(text, SKILL, Settings(targets=("claude-code",), narrow=True))
