"""Messages out of a stream that comes in pieces, and the end of a server whose client is gone."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from agentls.lsp import loop
from agentls.lsp.stdio import messages


def reader(stream: bytes, size: int) -> Callable[[int], bytes]:
    source = io.BytesIO(stream)
    return lambda wanted: source.read(min(size, wanted))


def framed(*bodies: bytes) -> bytes:
    return b"".join(b"Content-Length: %d\r\n\r\n" % len(body) + body for body in bodies)


@pytest.mark.parametrize("size", [1, 3, 7, 100_000])
def test_messages_are_whole_however_they_come(size: int) -> None:
    bodies = [b"{}", b"", '{"a": "字\\n"}'.encode(), b"x" * 3_000]
    assert list(messages(reader(framed(*bodies), size))) == bodies


@pytest.mark.parametrize(
    "header",
    [
        b"content-length:2\r\n\r\n",
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n",
        b"Content-Length: 2\n\n",
        b"noise\r\n\r\n\r\nContent-Length:  2 \r\n\r\n",
        b"Content-Length: -5\r\nContent-Length: 2\r\n\r\n",
    ],
)
def test_headers_may_be_written_in_many_ways(header: bytes) -> None:
    assert list(messages(reader(header + b"{}" + framed(b"[]"), 5))) == [b"{}", b"[]"]


def test_a_message_that_is_cut_off_is_none() -> None:
    assert list(messages(reader(framed(b"{}") + b"Content-Length: 10\r\n\r\n{", 4))) == [b"{}"]


@pytest.fixture
def parent(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    monkeypatch.setattr(loop, "_FIRST_PARENT", 100)
    return lambda now: monkeypatch.setattr("os.getppid", lambda: now)


def test_a_server_outlives_no_client_that_was_its_parent(parent: Callable[[int], None]) -> None:
    parent(100)
    assert not loop._is_orphan(100)
    parent(1)
    assert loop._is_orphan(100)
    assert not loop._is_orphan(77)  # started by a launcher, or in another container
    assert not loop._is_orphan(None)
