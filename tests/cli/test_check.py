"""`agentls check`: what is checked, how it is told, and the exit code."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.support.project import AGENTS, GOOD, MISSPELLED, PAGE, RETIRED, Project, Result


def test_a_clean_project(project: Project) -> None:
    project.write(a=GOOD)
    assert project.run("check") == Result(0, "no findings in 1 file\n", "")


def test_a_finding_is_told_where_it_stands(project: Project) -> None:
    project.write(a=MISSPELLED)
    result = project.run("check")
    assert result.code == 1
    assert result.out.startswith(f"{AGENTS}/a.md:4:1: error[unknown-key] ")
    assert "\n    4 | toools: Read, Grep\n      | ^^^^^^\n" in result.out
    assert result.out.endswith("\n\n1 error in 1 file\n")


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        (MISSPELLED, "error", 1),
        (MISSPELLED, "never", 0),
        (RETIRED, "error", 0),
        (RETIRED, "warning", 1),
        (RETIRED, "hint", 1),
        (GOOD, "hint", 0),
    ],
)
def test_fail_on(project: Project, text: str, fail_on: str, code: int) -> None:
    project.write(a=text)
    assert project.run("check", "--fail-on", fail_on).code == code


def test_a_path_that_does_not_exist_counts_more_than_findings(project: Project) -> None:
    project.write(a=MISSPELLED)
    result = project.run("check", ".", "no.md")
    assert result.code == 2
    assert result.err == "agentls: no.md: there is no such file or folder\n"
    assert result.out.endswith("1 error in 1 file (1 unreadable)\n")


def test_a_named_file_that_is_no_agent_file_is_said_loudly(project: Project) -> None:
    project.write(a=GOOD)
    project.file("docs/page.md", PAGE)
    result = project.run("check", ".", "docs/page.md")
    assert (result.code, result.out) == (2, "no findings in 1 file (1 unrecognized)\n")
    assert result.err.startswith("agentls: docs/page.md: this is no agent file that agentls knows")
    assert project.run("check", ".", "docs/page.md", "--ignore-unknown") == Result(0, result.out, "")


def test_a_file_that_is_no_agent_file_is_only_counted_when_it_was_not_named(project: Project) -> None:
    project.write(a=GOOD)
    project.file("README.md", PAGE)
    assert project.run("check") == Result(0, "no findings in 1 file (1 unrecognized)\n", "")


def test_nothing_to_check_is_no_success(project: Project) -> None:
    project.file("README.md", PAGE)
    project.file("package.json", "{}")
    project.file(".gitignore", "*.local.md\n")
    project.write(**{"a.local": GOOD})
    result = project.run("check")
    assert (result.code, result.out) == (2, "nothing was checked (1 unrecognized, 1 ignored by .gitignore)\n")
    assert "found nothing to check in this folder\n" in result.err
    assert f"checked when named: {AGENTS}/a.local.md\n" in result.err
    assert project.run("check", "--ignore-unknown") == Result(0, result.out, "")


def test_an_ignored_file_is_checked_when_it_is_named(project: Project) -> None:
    project.file(".gitignore", ".claude\n")
    project.write(a=MISSPELLED)
    assert project.run("check", f"{AGENTS}/a.md").code == 1


def test_links_that_lead_out_explain_why_nothing_was_checked(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (project.root / "agents").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    assert "links out of the tree, not followed: agents\n" in project.run("check").err


def test_the_place_of_a_file_counts_wherever_the_check_is_started(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write(a=GOOD.replace("description: Reviews code before it is merged\n", ""))
    monkeypatch.chdir(project.root / AGENTS)
    result = project.run("check", "--format", "json")
    assert [(finding["path"], finding["severity"]) for finding in result.data["findings"]] == [("a.md", "error")]


def test_select_and_ignore(project: Project) -> None:
    project.write(a=MISSPELLED, b=RETIRED)
    assert [finding["rule"] for finding in project.run("check", "--format", "json").data["findings"]] == [
        "unknown-key",
        "retired-tool",
    ]
    assert project.run("check", "--select", "retired-tool,unknown-tool").out.endswith("1 warning in 2 files\n")
    assert project.run("check", "--ignore", "retired-tool", "--ignore", "unknown-key").code == 0


def test_a_dialect_can_be_chosen(project: Project) -> None:
    project.file("notes.md", MISSPELLED)
    result = project.run("check", "--dialect", "claude-code-agent", "--format", "json", "notes.md")
    assert result.data["files"][0]["dialect"] == "claude-code-agent"
    assert result.code == 1


def test_a_target_can_be_chosen(project: Project) -> None:
    project.write(a=GOOD.replace("Reviews code", "Reviews: code"))
    severities = []
    for arguments in ([], ["--target", "copilot-cli,vscode"]):
        (finding,) = project.run("check", "--format", "json", *arguments).data["findings"]
        severities += [one["severity"] for one in finding["effects"] if one["target"] == "copilot-cli"]
    assert severities == ["info", "error"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "--select", "unknwn-key"], "there is no rule `unknwn-key`: did you mean `unknown-key`"),
        (["check", "--ignore", "retired"], "there is no rule `retired`: did you mean `retired-tool`"),
        (["check", "--target", "claude"], "there is no target `claude`: did you mean `claude-code`?"),
        (["check", "--dialect", "superclawd"], "there is no dialect `superclawd`: did you mean `superclaude`?"),
        (["schema", "frontmatter", "superclawde"], "there is no dialect `superclawde`: did you mean `superclaude`?"),
        (
            ["schema", "frontmatter"],
            "write `agentls schema`, `agentls schema settings` or `agentls schema frontmatter DIALECT`",
        ),
        (
            ["explain", "unknown-kee"],
            "there is no rule, dialect, key, tool, section or tag `unknown-kee`: did you mean `unknown-key`",
        ),
        (["explain", "qqqqqqqq"], "there is no rule, dialect, key, tool, section or tag `qqqqqqqq`\n"),
        (["chek"], "there is no command `chek`: did you mean `check`"),
        (["xxx"], "there is no command `xxx`; there are check, config, detect, dialects, explain, new, schema, server"),
        (["."], "`.` is a path, not a command: did you mean `agentls check .`?"),
        (["check", "-"], "`-` needs --stdin-filename NAME"),
        (["check", "-", "a.md", "--stdin-filename", "x.md"], "`-` (standard input) can't be checked together"),
        (["check", "--stdin-filename", "x.md"], "--stdin-filename goes with `-`"),
    ],
)
def test_a_wrong_word_is_answered_with_the_right_one(project: Project, arguments: list[str], message: str) -> None:
    result = project.run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"agentls: {message}")


@pytest.mark.parametrize(
    "arguments", [["check", "--fail-on", "never-ever"], ["check", "--fromat"], ["dialects", "x"], ["detect"]]
)
def test_wrong_options_show_the_usage(project: Project, arguments: list[str]) -> None:
    result = project.run(*arguments)
    assert result.code == 2
    assert result.err.startswith("usage: agentls")


def test_options_may_stand_between_paths(project: Project) -> None:
    project.write(a=GOOD, b=GOOD)
    result = project.run("check", f"{AGENTS}/a.md", "--format", "json", f"{AGENTS}/b.md")
    assert result.data["summary"]["checked"] == 2


def test_the_json_report_keeps_to_its_schema(project: Project) -> None:
    project.write(a=MISSPELLED, b=RETIRED)
    project.file("page.md", PAGE)
    result = project.run("check", ".", "no.md", "--format", "json")
    path = Path(__file__).parents[2] / "schemas" / "report.schema.json"
    Draft202012Validator(json.loads(path.read_text(encoding="utf-8"))).validate(result.data)
    assert [(file["path"], file["status"]) for file in result.data["files"]] == [
        (f"{AGENTS}/a.md", "checked"),
        (f"{AGENTS}/b.md", "checked"),
        ("page.md", "unrecognized"),
        ("no.md", "unreadable"),
    ]
    assert result.out == project.run("check", ".", "no.md", "--format", "json").out


def test_standard_input_is_taken_for_the_file_that_is_named(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MISSPELLED.encode())))
    result = project.run("check", "--format", "json", "--stdin-filename", f"{AGENTS}/new.md", "-")
    assert result.code == 1
    assert [file["path"] for file in result.data["files"]] == [f"{AGENTS}/new.md"]


def test_standard_input_that_is_no_agent_file_is_said_loudly(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    result = project.run("check", "--stdin-filename", "page.md", "-")
    assert result.code == 2
    assert "page.md: this is no agent file" in result.err


def test_a_target_that_has_no_such_files_is_not_told_as_no_findings(project: Project) -> None:
    project.write(a=GOOD)
    result = project.run("check", "--target", "windsurf")
    assert result.out.startswith(f"{AGENTS}/a.md:1:1: warning[not-read] Windsurf is not known to read such a file\n")
    assert result.out.endswith("\n\n1 warning in 1 file\n")
    (told,) = json.loads(project.run("check", "--target", "windsurf", "--format", "json").out)["findings"]
    assert (told["rule"], told["help"]) == ("not-read", None)
