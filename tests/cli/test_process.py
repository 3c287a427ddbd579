"""agentls as a process: streams, terminals, imports."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from agentls.cli.console import columns_of, wants_color
from tests.support.project import GOOD, MISSPELLED, Project


def process(*arguments: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """Run agentls in a process of its own."""
    return subprocess.run(command(*arguments), capture_output=True, timeout=60, **more)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "agentls", *arguments]


def test_what_the_encoding_of_the_terminal_lacks_is_escaped(tmp_path: Path) -> None:
    folder = tmp_path / ".claude" / "agents"
    folder.mkdir(parents=True)
    (folder / os.fsdecode(b"caf\xe9.md")).write_bytes(MISSPELLED.replace("Grep", "🙂").encode())
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    text = process("check", cwd=tmp_path, env=environment)
    assert (text.returncode, text.stderr) == (1, b"")
    assert rb"Read, \U0001f642" in text.stdout
    data = json.loads(process("check", "--format", "json", cwd=tmp_path, env=environment).stdout)
    assert data["findings"][0]["path"] == ".claude/agents/caf\udce9.md"


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    folder = tmp_path / ".claude" / "agents"
    folder.mkdir(parents=True)
    for number in range(300):
        (folder / f"{number}.md").write_text(MISSPELLED, encoding="utf-8")
    with subprocess.Popen(command("check"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 141


def test_a_full_disk_is_told_in_one_line(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        result = subprocess.run(command("dialects"), stdout=full, stderr=subprocess.PIPE, timeout=60, cwd=tmp_path)
    assert result.returncode == 2
    assert result.stderr.startswith(b"agentls: can't go on: ")
    assert result.stderr.count(b"\n") == 1


def test_an_ordinary_check_imports_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / ".claude" / "agents").mkdir(parents=True)
    (tmp_path / ".claude" / "agents" / "a.md").write_text(GOOD, encoding="utf-8")
    process("dialects")  # compiles the schema, if that has not been done
    code = "import sys; from agentls.cli import main; main(['check']); print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=tmp_path, timeout=60, text=True)
    loaded = set(result.stdout.split())
    assert "agentls.analysis" in loaded
    assert not loaded & {"pydantic", "asyncio", "rich", "pygls", "lsprotocol", "pathspec", "difflib", "jsonschema"}


def on_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    """What a terminal of 50 columns receives."""
    read, write = pty.openpty()
    variables = {**os.environ, "TERM": "xterm", "COLUMNS": "50", "NO_COLOR": "", **environment}
    with subprocess.Popen(command(*arguments), stdout=write, cwd=folder, env=variables) as running:
        os.close(write)
        received = b""
        while part := _read(read):
            received += part
        running.wait(60)
    os.close(read)
    return received.decode().replace("\r\n", "\n")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # so Linux says that the other end is closed
        return b""


def test_a_terminal_gets_colors_and_lines_that_fit(tmp_path: Path) -> None:
    (tmp_path / ".claude" / "agents").mkdir(parents=True)
    long = MISSPELLED.replace("Read, Grep", "Read, " * 40)
    (tmp_path / ".claude" / "agents" / "a.md").write_text(long, encoding="utf-8")
    colored = on_terminal(tmp_path, "check")
    assert "\x1b[1;31merror[unknown-key]\x1b[0m" in colored
    plain = on_terminal(tmp_path, "check", NO_COLOR="1")
    assert "\x1b" not in plain
    (line,) = (line for line in plain.split("\n") if line.startswith("    4 |"))
    assert line.endswith("…")
    assert len(line) <= 50


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "platform", "colored"),
    [
        ({}, "linux", True),
        ({"NO_COLOR": ""}, "linux", True),
        ({"NO_COLOR": "1"}, "linux", False),
        ({"TERM": "dumb"}, "linux", False),
        ({}, "win32", False),
        ({"WT_SESSION": "1"}, "win32", True),
    ],
)
def test_who_gets_colors(environment: dict[str, str], platform: str, colored: bool) -> None:
    assert wants_color(Terminal(), environment, platform) is colored
    assert wants_color(io.StringIO(), environment, platform) is False


def test_columns_without_a_terminal() -> None:
    assert columns_of(io.StringIO(), 77) == 77


def test_progress_is_shown_on_a_terminal_once_it_takes_long(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(a=GOOD, b=GOOD, c=GOOD)
    seconds = iter([0.0, 0.5, 1.2, 1.25])
    monkeypatch.setattr("agentls.cli.console.time.monotonic", lambda: next(seconds))
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert project.run("check").code == 0
    assert terminal.getvalue() == "\r2 files …\r\x1b[K"
