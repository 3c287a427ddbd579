"""`agentls check` on what can't be read or should not exist: a message, and all other files checked."""

from __future__ import annotations

import os
import time
from typing import Any

import pytest

from agentls.analysis import check_source
from agentls.config import Settings
from agentls.findings import FileReport
from agentls.schema import SchemaError
from agentls.schema.lookup import Schema
from agentls.text import SourceText
from agentls.walk import disk
from tests.support.project import AGENTS, GOOD, MISSPELLED, Project, Result


def test_a_fault_of_ours_in_one_file_does_not_stop_the_others(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fragile(path: str, source: SourceText, settings: Settings, schema: Schema, *more: Any) -> FileReport:
        if path.endswith("/b.md"):
            raise RecursionError("too deep")
        return check_source(path, source, settings, schema, *more)

    monkeypatch.setattr("agentls.cli.examine.check_source", fragile)
    project.write(a=GOOD, b=GOOD, c=MISSPELLED)
    result = project.run("check")
    assert result.code == 2
    assert result.err == f"agentls: {AGENTS}/b.md: internal error: RecursionError: too deep\n"
    assert result.out.endswith("1 error in 2 files (1 unreadable)\n")


def test_a_file_that_vanishes_is_unreadable(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: str) -> bytes:
        raise FileNotFoundError(2, "No such file or directory")

    project.write(a=GOOD)
    monkeypatch.setattr("agentls.cli.examine.read_file", gone)
    assert project.run("check").err == f"agentls: {AGENTS}/a.md: there is no such file or folder\n"


def test_a_pipe_among_the_files_is_told_and_the_others_are_checked(project: Project) -> None:
    project.write(a=MISSPELLED)
    os.mkfifo(project.root / AGENTS / "b.md")
    result = project.run("check")
    assert result.code == 2
    assert f"{AGENTS}/b.md: is a pipe, socket or device" in result.err
    assert "1 error in 1 file (1 unreadable)" in result.out


def test_a_file_that_is_too_big_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(a=GOOD)
    monkeypatch.setattr(disk, "SIZE_LIMIT", 10)
    assert f"{AGENTS}/a.md: has 0 MiB" in project.run("check").err


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\x00" * 1000,
        b"---\nname: \xff\xfe\x00\n---\n",
        "\ufeff---\r\nname: é\r\n---\r\n".encode(),
        GOOD.encode("utf-16"),
        b"---\n" + b"x" * 11_000_000,
        b"---\nname: " + b"[" * 1_000_000,
    ],
    ids=["empty", "nul", "no-utf-8", "byte-order-mark", "utf-16", "long-line", "brackets"],
)
def test_whatever_is_in_a_file_it_is_checked_within_bounds(project: Project, text: bytes) -> None:
    project.file(f"{AGENTS}/a.md", text)
    start = time.monotonic()
    for form in ("text", "json"):
        result = project.run("check", "--format", form)
        assert result.code in (0, 1), result.err
    assert time.monotonic() - start < 30


def test_a_broken_schema_says_where(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Schema:
        raise SchemaError("dialects/x.yaml:3:1: there is no field `nme`")

    monkeypatch.setattr(Schema, "load", broken)
    assert project.run("check") == Result(2, "", "agentls: dialects/x.yaml:3:1: there is no field `nme`\n")


def test_an_interrupt_ends_quietly(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> Schema:
        raise KeyboardInterrupt

    monkeypatch.setattr(Schema, "load", interrupted)
    assert project.run("check") == Result(130, "", "")
