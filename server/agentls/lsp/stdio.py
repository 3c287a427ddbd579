"""The way in and out: one thread reads whole messages from stdin, the event loop does everything else.

pygls reads each line of a header and each body in the pool that its handlers use; three hops through busy threads would
make a keystroke wait.
"""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from agentls.lsp.protocol import Server

log = logging.getLogger(__name__)

_LENGTH = re.compile(rb"content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\Z", re.IGNORECASE)
_CHUNK = 65_536
_PARENT_SECONDS = 5.0
_SWITCH_SECONDS = 0.001
"""How long the thread that reads may have to wait for the one that works."""


def serve(server: Server) -> int:
    """Serve one client over stdin and stdout until it leaves; the exit code: 0 after a shutdown, 1 without one."""
    source, sink = _streams()
    sys.setswitchinterval(_SWITCH_SECONDS)
    try:
        asyncio.run(_serve(server, source, sink))
    except KeyboardInterrupt:
        log.info("interrupted")
    return 0 if server.protocol.was_shut_down else 1


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


class Output:
    """Where messages go. After the client has gone, they go nowhere."""

    def __init__(self, sink: BinaryIO, lost: Callable[[], None]) -> None:
        self._sink = sink
        self._lost = lost

    def write(self, data: bytes) -> None:
        """Write one message."""
        try:
            self._sink.write(data)
            self._sink.flush()
        except (OSError, ValueError):
            self._lost()

    def close(self) -> None:
        """Leave the stream open: it belongs to the process."""


async def _serve(server: Server, source: BinaryIO, sink: BinaryIO) -> None:
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    server.protocol.on_exit = over.set
    server.protocol.set_writer(Output(sink, over.set))

    def read() -> None:
        for body in messages(source.read):
            try:
                message: Any = json.loads(body)
            except (ValueError, RecursionError) as error:
                log.error("a message that is no JSON was left out: %s", error)
                continue
            if not _tell(loop, server.protocol.handle_message, message):
                return
        _tell(loop, over.set)

    threading.Thread(target=read, name="stdin", daemon=True).start()
    while not over.is_set():
        try:
            await asyncio.wait_for(over.wait(), _PARENT_SECONDS)
        except TimeoutError:
            if _is_orphan(server.process_id):
                over.set()


def _tell(loop: asyncio.AbstractEventLoop, call: Callable[..., object], *arguments: object) -> bool:
    """Have something called on the loop; whether there still is one."""
    try:
        loop.call_soon_threadsafe(call, *arguments)
    except RuntimeError:  # the loop is closed
        return False
    return True


_FIRST_PARENT = os.getppid()


def _is_orphan(client: int | None) -> bool:
    """Whether the client was the parent process and is gone; somebody else may still hold the other end of stdin."""
    return client == _FIRST_PARENT and os.getppid() != client


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Stdin without a buffer, and a stdout that is the protocol's alone: whoever prints, prints to stderr."""
    source: BinaryIO = io.FileIO(sys.stdin.fileno(), "r", closefd=False)
    sink = io.BufferedWriter(io.FileIO(os.dup(sys.stdout.fileno()), "w"))
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.stdout = sys.stderr
    return source, sink
