"""The process: how it starts, what it writes where, and how it ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.wire import SERVER, Wire

MIRROR = (sys.executable, str(Path(__file__).with_name("mirror.py")))


@pytest.fixture
def wire() -> Iterator[Wire]:
    with Wire(MIRROR) as wire:
        yield wire


def test_it_ends_with_zero_after_a_shutdown_and_with_one_without() -> None:
    with Wire() as polite, Wire() as rude:
        polite.initialize()
        assert polite.stop() == 0
        rude.initialize()
        rude.notify("exit")
        assert rude.process.wait(10) == 1


def test_it_ends_when_its_input_does() -> None:
    with Wire() as wire:
        wire.initialize()
        assert wire.process.stdin
        wire.process.stdin.close()
        assert wire.process.wait(10) == 1


def test_what_is_printed_goes_to_the_log(wire: Wire) -> None:
    wire.initialize()
    assert wire.ask("test/print") is None
    assert wire.ask("test/state")["texts"] == {}
    assert "this is no message" in wire.log


def test_a_quiet_session_logs_nothing(tmp_path: Path) -> None:
    with Wire() as wire:
        wire.initialize(tmp_path)
        wire.notify("$/setTrace", {"value": "verbose"})
        wire.notify("$/something/new", {"a-b": 1})
        wire.notify("$/cancelRequest", {"id": 77})
        uri = (tmp_path / ".claude/agents/a.md").as_uri()
        wire.open(uri, "---\nname: a\ndescription: d\n---\nx\n")
        wire.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 1}})
        assert wire.stop() == 0
        assert wire.log == []


def test_headers_are_read_in_any_spelling(wire: Wire) -> None:
    body = b'{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}'
    assert wire.process.stdin
    wire.process.stdin.write(b"CONTENT-LENGTH:%d\r\nContent-Type: x; charset=utf-8\r\n\r\n" % len(body) + body)
    wire.process.stdin.flush()
    assert "result" in wire.answer(1)


def test_the_log_goes_where_it_is_wanted(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    with Wire((*SERVER, "--log-file", str(log), "--log-level", "debug")) as wire:
        wire.initialize()
        wire.stop()
        assert wire.log == []
    assert "shutdown" in log.read_text(encoding="utf-8")


def test_a_log_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    command = (*SERVER, "--log-file", str(tmp_path / "no" / "log.txt"))
    run = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert run.returncode == 2
    assert "--log-file" in run.stderr
