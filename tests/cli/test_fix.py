"""`check --fix` and `--diff`: what is written, what is printed, and the exit code."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from agentls.findings import FileReport
from agentls.fixing import Check, Fixed, fix_report
from agentls.report.diff import diff
from tests.support.project import AGENTS, GOOD, MISSPELLED, Project

COLON = GOOD.replace("Reviews code", "Use it for: reviewing code")
QUOTED = COLON.replace(": Use", ': "Use').replace("is merged", 'is merged"')
GUESS = GOOD.replace("description: ", "description: # ")


def read(project: Project, name: str) -> str:
    return (project.root / AGENTS / f"{name}.md").read_text(encoding="utf-8")


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    stream = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    return stream


def feed(stream: io.BytesIO, text: str) -> None:
    stream.write(text.encode())
    stream.seek(0)


def test_fix_writes_the_files_and_reports_what_remains(project: Project) -> None:
    project.write(a=MISSPELLED, b=GOOD)
    result = project.run("check", "--fix")
    assert (result.code, result.err) == (0, "")
    assert result.out == "no findings in 2 files\nfixed 1 finding in 1 file\n"
    assert read(project, "a") == GOOD


def test_what_remains_decides_on_the_exit_code(project: Project) -> None:
    project.write(a=MISSPELLED, b=GOOD.replace("description: Reviews code before it is merged\n", ""))
    result = project.run("check", "--fix")
    assert result.code == 1
    assert "missing-key" in result.out
    assert "unknown-key" not in result.out


def test_unsafe_fixes_are_counted_and_only_applied_when_asked_for(project: Project) -> None:
    project.write(a=GUESS)
    result = project.run("check", "--fix")
    assert read(project, "a") == GUESS
    assert result.out.endswith("fixed 0 findings in 0 files; --unsafe-fixes would fix 1 more\n")
    assert project.run("check", "--fix", "--unsafe-fixes").out.endswith("fixed 1 finding in 1 file\n")
    assert 'description: "# Reviews code' in read(project, "a")


def test_the_json_summary_counts_what_could_be_fixed_and_what_was(project: Project) -> None:
    def counts(*arguments: str) -> list[int | None]:
        summary = project.run("check", "--format", "json", *arguments).data["summary"]
        return [summary[name] for name in ("safe_fixes", "unsafe_fixes", "fixed")]

    project.write(a=GUESS, b=MISSPELLED, c=MISSPELLED)
    assert counts() == [2, 1, None]
    assert counts("--fix") == [0, 1, 2]
    assert counts("--fix", "--unsafe-fixes") == [0, 0, 1]
    assert counts("--fix") == [0, 0, 0]


def test_unsafe_fixes_alone_make_no_sense(project: Project) -> None:
    result = project.run("check", "--unsafe-fixes")
    assert (result.code, result.err) == (2, "agentls: --unsafe-fixes goes with --fix or --diff\n")


def test_diff_writes_nothing(project: Project) -> None:
    project.write(a=MISSPELLED, b=GOOD)
    result = project.run("check", "--diff")
    assert result.code == 1
    assert result.out.startswith(f"--- a/{AGENTS}/a.md\n+++ b/{AGENTS}/a.md\n@@ -1,6 +1,6 @@\n")
    assert "-toools: Read, Grep\n+tools: Read, Grep\n" in result.out
    assert result.err == "would fix 1 finding in 1 file\n"
    assert read(project, "a") == MISSPELLED


def test_diff_of_what_needs_no_fix(project: Project) -> None:
    project.write(a=GOOD)
    result = project.run("check", "--diff")
    assert (result.code, result.out, result.err) == (0, "", "would fix 0 findings in 0 files\n")


@pytest.mark.skipif(sys.platform == "win32", reason="git may change line endings there")
@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_git_can_apply_a_diff_whatever_the_bytes(tmp_path: Path, end: bytes) -> None:
    before = ("\ufeff" + MISSPELLED.strip().replace("\n", "\r\n")).encode() + b" \xfc \x0c\xe2\x80\xa8 x" + end
    after = before.replace(b"toools", b"tools")
    (tmp_path / "a b.md").write_bytes(before)
    patch = diff("a b.md", before, after)
    done = subprocess.run(["git", "apply", "-"], input=patch, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "a b.md").read_bytes() == after


def test_fix_of_standard_input_prints_the_result(project: Project, stdin: io.BytesIO) -> None:
    feed(stdin, COLON)
    result = project.run("check", "--fix", "--stdin-filename", ".github/agents/a.agent.md", "-")
    assert result.out == QUOTED
    assert "in 1 file" in result.err
    assert "fixed 1 finding" in result.err


def test_standard_input_that_is_no_agent_file_comes_back_as_it_was(project: Project, stdin: io.BytesIO) -> None:
    feed(stdin, "# A page\n")
    assert project.run("check", "--fix", "--stdin-filename", "docs/a.md", "-").out == "# A page\n"


def test_diff_of_standard_input(project: Project, stdin: io.BytesIO) -> None:
    feed(stdin, MISSPELLED)
    result = project.run("check", "--diff", "--stdin-filename", f"{AGENTS}/a.md", "-")
    assert result.code == 1
    assert "+tools: Read, Grep\n" in result.out


def test_utf_16_is_never_written(project: Project) -> None:
    data = MISSPELLED.encode("utf-16")
    project.file(f"{AGENTS}/a.md", data)
    project.run("check", "--fix", "--unsafe-fixes")
    assert (project.root / AGENTS / "a.md").read_bytes() == data


def test_a_file_that_changes_meanwhile_is_left_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(a=MISSPELLED)
    path = project.root / AGENTS / "a.md"

    def slow(report: FileReport, check: Check, *, unsafe: bool) -> Fixed:
        path.write_text("mine", encoding="utf-8")
        return fix_report(report, check, unsafe=unsafe)

    monkeypatch.setattr("agentls.cli.mend.fix_report", slow)
    result = project.run("check", "--fix")
    assert result.code == 2
    assert result.err == f"agentls: {AGENTS}/a.md: has changed since it was read: nothing was written; run it again\n"
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_leads_out_is_not_written(project: Project, tmp_path: Path) -> None:
    outside = tmp_path.with_name(tmp_path.name + "-outside")
    outside.mkdir()
    (outside / "a.md").write_text(MISSPELLED, encoding="utf-8")
    folder = project.root / AGENTS
    folder.mkdir(parents=True)
    os.symlink(outside / "a.md", folder / "a.md")
    result = project.run("check", "--fix", f"{AGENTS}/a.md")
    assert result.code == 2
    assert "outside of what is checked" in result.err
    assert (outside / "a.md").read_text(encoding="utf-8") == MISSPELLED
