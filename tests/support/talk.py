"""A conversation with a server in this very process: what is sent to its protocol, and what it sends back."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import Any

from pygls.lsp.server import LanguageServer

START: dict[str, Any] = {"processId": None, "rootUri": None, "capabilities": {}}


class Talk:
    """Speaks to a server's protocol as the wire does. `sent` holds what the server has sent, in its order."""

    def __init__(self, server: LanguageServer) -> None:
        self.server = server
        self.sent: list[dict[str, Any]] = []
        server.protocol.set_writer(self)

    def write(self, data: bytes) -> None:
        """Take what the server sends."""
        self.sent.append(json.loads(data.partition(b"\r\n\r\n")[2]))

    def close(self) -> None:
        """Nothing is open."""

    async def say(self, settle: int = 20, **message: Any) -> None:
        """Send one message of JSON-RPC 2.0, and let the loop turn until it is handled."""
        protocol, text = self.server.protocol, json.dumps({"jsonrpc": "2.0", **message})
        with suppress(Exception):  # pygls logs what goes wrong here, and reads on
            protocol.handle_message(json.loads(text, object_hook=protocol.structure_message))
        for _ in range(settle):
            await asyncio.sleep(0)

    async def start(self, **params: Any) -> None:
        """Initialize."""
        await self.say(id="start", method="initialize", params={**START, **params})

    async def ask(self, method: str, params: Any = None, id: Any = 1) -> dict[str, Any]:  # noqa: A002  # as on the wire
        """Send a request; the answer to it."""
        await self.say(id=id, method=method, params=params)
        return self.answer(id)

    def answer(self, id: Any) -> dict[str, Any]:  # noqa: A002
        """The one answer to a request."""
        (answer,) = self.answers(id)
        return answer

    async def answered(self, id: Any, seconds: float = 30) -> dict[str, Any]:  # noqa: A002
        """Wait for the answer to a request."""
        end = asyncio.get_running_loop().time() + seconds
        while not self.answers(id):
            assert asyncio.get_running_loop().time() < end, "waited in vain"
            await asyncio.sleep(0.01)
        return self.answer(id)

    def answers(self, id: Any) -> list[dict[str, Any]]:  # noqa: A002
        """All answers to a request."""
        return [one for one in self.sent if "method" not in one and one.get("id") == id]

    def methods(self) -> list[str]:
        """The methods of all that the server has sent by itself."""
        return [one["method"] for one in self.sent if "method" in one]
