"""`--format` and `--output-file`: several reports of one run, each at its place."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from agentls.report.formats import FORMATS
from tests.support.project import AGENTS, GOOD, MISSPELLED, Project, Result


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_can_be_chosen_and_tells_the_finding(project: Project, form: str) -> None:
    project.write(a=MISSPELLED)
    result = project.run("check", "--format", form)
    assert (result.code, result.err) == (1, "")
    assert "`toools` is no key of" in result.out


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_can_say_that_nothing_was_found(project: Project, form: str) -> None:
    project.write(a=GOOD)
    assert project.run("check", "--format", form).code == 0


def test_one_run_gives_several_reports(project: Project) -> None:
    project.write(a=MISSPELLED)
    result = project.run("check", "--format", "concise", "--format", "sarif=r.sarif", "--format=junit=r=.xml")
    assert result.out.startswith(f"{AGENTS}/a.md:4:1: error[unknown-key] ")
    assert json.loads((project.root / "r.sarif").read_text())["runs"][0]["results"][0]["ruleId"] == "unknown-key"
    assert (project.root / "r=.xml").read_text().startswith("<?xml")


def test_a_report_in_a_file_leaves_the_text_on_the_screen(project: Project) -> None:
    project.write(a=MISSPELLED)
    assert project.run("check", "--format", "json=r.json").out == project.run("check").out
    assert json.loads((project.root / "r.json").read_text())["summary"]["errors"] == 1


def test_the_main_report_can_go_into_a_file(project: Project) -> None:
    project.write(a=MISSPELLED)
    shown = project.run("check").out
    assert project.run("check", "--output-file", "r.txt") == Result(1, "", "")
    assert (project.root / "r.txt").read_text() == shown
    assert project.run("check", "--format", "jsonl", "--output-file", "r.txt").out == ""
    assert (project.root / "r.txt").read_text().startswith('{"type":"file"')


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "srif"], "there is no format `srif`: did you mean `sarif`?"),
        (["--format", "xml"], "there is no format `xml`; there are concise, github, json, jsonl, junit, sarif, text"),
        (["--format", "sarif="], "`--format sarif=` needs the path of a file behind `=`"),
        (
            ["--format", "json", "--format", "text"],
            "two reports can't both go to standard output: `--format text=PA",
        ),
        (["--format", "json=r", "--format", "text=r"], "two reports can't both go to `r`: "),
        (["--format", "json=r", "--output-file", "r", "--format", "text"], "two reports can't both go to `r`: "),
        (["--format", "json=no/r.json"], "can't write the report no/r.json: no such file or directory"),
        (["--output-file", "."], "can't write the report .: is a directory"),
        (["--output-file", "a\0b"], "can't write the report a␀b: no path may hold a NUL character"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_checked(
    project: Project, arguments: list[str], message: str
) -> None:
    project.write(a=MISSPELLED)
    result = project.run("check", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"agentls: {message}")


def test_paths_of_build_servers_start_at_the_root_of_the_repository(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    (project.root / ".git").mkdir()
    project.write(a=MISSPELLED)
    monkeypatch.chdir(project.root / AGENTS)
    result = project.run("check", "--format", "github", "--format", "sarif=../r.sarif")
    assert result.out.startswith(f"::error file={AGENTS}/a.md,line=4,")
    assert f'"uri":"{AGENTS}/a.md","uriBaseId":"%SRCROOT%"' in (project.root / ".claude" / "r.sarif").read_text()


def test_a_report_in_a_file_never_has_colors(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agentls.cli.reports.wants_color", lambda stream, environment: True)
    project.write(a=MISSPELLED)
    assert "\x1b[" in project.run("check", "--format", "text=r.txt", "--format", "text").out
    assert "\x1b" not in (project.root / "r.txt").read_text()


def test_only_the_chosen_form_is_imported(tmp_path: Path) -> None:
    (tmp_path / ".claude" / "agents").mkdir(parents=True)
    (tmp_path / ".claude" / "agents" / "a.md").write_text(GOOD, encoding="utf-8")
    code = "import sys; from agentls.cli import main; main(['check', '--format', 'concise']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=tmp_path, timeout=60, text=True)
    loaded = {name for name in done.stdout.split() if name.startswith("agentls.report.")}
    assert loaded & {f"agentls.report.{form}" for form in FORMATS} == {"agentls.report.concise"}
    assert "lxml" not in done.stdout.split()
