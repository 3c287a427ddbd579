"""The event loop: one thread reads messages, everything else is done here, one thing after the other.

pygls reads each line of a header and each body in the pool that its handlers use; three hops through busy threads would
make a keystroke wait.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from agentls.lsp.protocol import Server

log = logging.getLogger(__name__)

_PARENT_SECONDS = 5.0
_SWITCH_SECONDS = 0.001
"""How long the thread that reads may have to wait for the one that works."""


def run(server: Server, first: Any, rest: Iterator[Any], sink: BinaryIO, *, is_answered: bool) -> None:
    """Have the server handle its first message, then the rest, until it is told to leave or there are no more.

    `is_answered` tells that the client has the answer to the first message already.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    if is_answered:
        server.protocol.answered_early = first["id"]
    try:
        asyncio.run(_serve(server, first, rest, sink))
    except KeyboardInterrupt:
        log.info("interrupted")


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


async def _serve(server: Server, first: Any, rest: Iterator[Any], sink: BinaryIO) -> None:
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    server.protocol.on_exit = over.set
    server.protocol.set_writer(Output(sink, over.set))
    server.protocol.handle_message(first)

    def read() -> None:
        for message in rest:
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
