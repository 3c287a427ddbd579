"""Keys that are old, that need another key, or that do less than they seem to."""

from __future__ import annotations

import pytest

from agentls.config import Settings
from tests.support.checking import check

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
