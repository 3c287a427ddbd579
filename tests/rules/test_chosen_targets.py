"""A target that the user names is asked alone, whether this file would work there."""

from __future__ import annotations

import json

import pytest

from agentls.config import Settings
from agentls.findings import Severity
from agentls.report import Summary
from agentls.report.json import JsonReport
from tests.support.checking import check, report

PLANNER = "---\ndescription: Plans only\nmode: subagent\npermission: {edit: deny, bash: deny}\n---\nPlan.\n"
OPENCODE = "/p/.opencode/agents/planner.md"
CLAUDE = "/p/.claude/agents/reviewer.md"
AGENT = "---\nname: reviewer\ndescription: Reviews code\n---\nReview.\n"


def asked(*targets: str, **more: bool) -> Settings:
    return Settings(targets=targets, narrow=more.get("narrow", False))


def test_names_that_are_right_there_are_not_measured_by_the_product_of_the_folder() -> None:
    text = AGENT.replace("---\nReview", "tools: [Bash, Read]\n---\nReview")
    check(text, "/p/.gemini/agents/reviewer.md", asked("claude-code"))


def test_what_is_old_or_wrong_for_the_product_of_the_folder_is_not_told() -> None:
    text = PLANNER.replace("permission: {edit: deny, bash: deny}", "tools:\n  write: false")
    found = report(text, OPENCODE, asked("claude-code")).findings
    assert "deprecated-key" not in {finding.rule for finding in found}
    text = "---\napplyTo: [src/**]\nalwaysApply: true\n---\nUse tabs.\n"
    found = report(text, "/p/.github/instructions/tabs.instructions.md", asked("cursor")).findings
    assert "invalid-type" not in {finding.rule for finding in found}


def test_a_house_style_that_the_target_can_read_still_counts() -> None:
    text = AGENT.replace("Review.", "## Behavioural Mindset\nThink first.\n")
    style = Settings(select=("misspelled-section",), dialect="superclaude")
    for settings in (style, style._replace(targets=("claude-code",))):
        assert report(text, CLAUDE, settings).findings
    assert report(text, CLAUDE, style._replace(targets=("gemini-cli",))).findings == ()


@pytest.mark.parametrize("target", ["copilot-cli", "factory", "claude-code"])
def test_a_restriction_that_the_target_ignores_is_told_wherever_the_file_lies(target: str) -> None:
    told = {finding.arguments.get("key"): finding for finding in report(PLANNER, OPENCODE, asked(target)).findings}
    assert told["permission"].severity == Severity.WARNING
    assert "stays allowed" in told["permission"].effects[0].text


def test_a_foreign_key_is_told_as_one_of_the_format_that_the_file_is_in() -> None:
    (mode, _) = report(PLANNER, OPENCODE, asked("copilot-cli")).findings
    assert mode.message == "`mode` is a key of OpenCode agent, not of GitHub Copilot custom agent"


@pytest.mark.parametrize(
    ("target", "path", "said"),
    [
        ("codex", CLAUDE, "Codex reads agents as TOML only; this file does not exist for it."),
        ("codex", "/p/.codex/agents/reviewer.md", "Codex reads roles as TOML only; this file does not exist for it."),
        ("roo", CLAUDE, "Roo Code reads agents as YAML only; this file does not exist for it."),
    ],
)
def test_another_file_format_is_all_that_is_told(target: str, path: str, said: str) -> None:
    (finding,) = report(AGENT.replace("name:", "tools: x\nname:"), path, asked(target)).findings
    assert (finding.rule, finding.severity >= Severity.WARNING) == ("not-read", True)
    assert [effect.text for effect in finding.effects] == [said]
    assert finding.help.startswith("Write it as")


def test_a_target_that_has_a_format_of_that_form_too_is_asked_by_it() -> None:
    assert report(AGENT, CLAUDE, asked("kilo")).targets[0].dialect == "kilo-agent"


def test_a_target_without_such_files_is_said_to_have_none() -> None:
    result = check(f"«warning not-read|---»{AGENT[3:]}", CLAUDE, asked("windsurf"))
    assert result.findings[0].message == "Windsurf is not known to read such a file"
    assert result.findings[0].effects[0].verified is False
    told = JsonReport("/p")
    told.file(result)
    assert [one["rule"] for one in json.loads(told.end(Summary()))["findings"]] == ["not-read"]


def test_a_target_without_such_files_is_told_beside_one_that_has_them() -> None:
    result = check(f"«warning not-read|---»{AGENT[3:]}", CLAUDE, asked("windsurf", "claude-code"))
    assert [target.consumer for target in result.targets] == ["claude-code"]


def test_the_targets_of_a_project_need_not_all_read_each_file() -> None:
    loose = "/p/notes/reviewer.md"
    check(AGENT, loose, asked("windsurf", "claude-code", narrow=True))
    check(f"«info not-read|---»{AGENT[3:]}", loose, asked("windsurf", narrow=True))


def test_where_a_target_is_named_nothing_is_told_of_the_place_for_others() -> None:
    found = report(AGENT, "/p/.codex/agents/reviewer.md", asked("windsurf")).findings
    assert [effect.target.consumer for finding in found for effect in finding.effects] == ["windsurf"]


def test_a_page_that_only_has_front_matter_is_no_agent_for_those_who_read_none() -> None:
    page = "---\ntitle: Notes\n---\nText.\n"
    assert report(page, "/p/docs/notes.md", asked("windsurf")).status == "unrecognized"
    assert report(page, "/p/docs/notes.md", asked("codex")).status == "unrecognized"
