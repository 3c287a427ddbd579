"""The way in and out: whole messages from stdin, and a stdout that is the protocol's alone.

Nothing heavy is imported here before `initialize` has been answered.
"""

from __future__ import annotations

import gc
import io
import json
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO

from agentls.lsp.early import answered

if TYPE_CHECKING:
    from agentls.lsp.protocol import Server

log = logging.getLogger(__name__)

_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\Z", re.IGNORECASE)
_CHUNK = 65_536


def serve(create: Callable[[], Server]) -> int:
    """Serve one client over stdin and stdout until it leaves; the exit code: 0 after a shutdown, 1 without one.

    The server is created after `initialize` has been answered, if that can be answered without it.
    """
    source, sink = _streams()
    bodies = messages(source.read)
    first = _parsed(next(bodies, b"{}"))
    answer = answered(first)
    if answer:
        _write(sink, answer)
    gc.disable()  # what is imported stays: to look for garbage in it takes a quarter of the time; `Lifecycle` ends this
    from agentls.lsp.loop import run

    server = create()
    run(server, first, map(_parsed, bodies), sink, is_answered=answer is not None)
    return 0 if server.protocol.was_shut_down else 1


def _parsed(body: bytes) -> Any:
    """The message in a body; None, which is no message, for what is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        log.error("a message that is no JSON was left out: %s", error)
        return None


def _write(sink: BinaryIO, message: dict[str, Any]) -> None:
    body = json.dumps(message).encode("ascii")
    with suppress(OSError):  # a client that is gone is noticed by its silence
        sink.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        sink.flush()


def messages(read: Callable[[int], bytes | None]) -> Iterator[bytes]:
    """The bodies of messages, until there is nothing more to read. Lines that are no header are passed over."""
    pending = bytearray()

    def more() -> bool:
        chunk = read(_CHUNK)
        pending.extend(chunk or b"")
        return bool(chunk)

    length = None
    while True:
        end = pending.find(b"\n")
        if end < 0:
            if not more():
                return
            continue
        line = bytes(pending[:end]).rstrip(b"\r")
        del pending[: end + 1]
        found = _LENGTH.match(line)
        if found:
            length = int(found[1])
        if line or length is None:
            continue
        while len(pending) < length:
            if not more():
                return
        yield bytes(pending[:length])
        del pending[:length]
        length = None


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Stdin without a buffer, and a stdout that is the protocol's alone: whoever prints, prints to stderr."""
    source: BinaryIO = io.FileIO(sys.stdin.fileno(), "r", closefd=False)
    sink = io.BufferedWriter(io.FileIO(os.dup(sys.stdout.fileno()), "w"))
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.stdout = sys.stderr
    return source, sink
