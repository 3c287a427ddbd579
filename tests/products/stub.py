"""A model server on loopback that answers at once, in the three ways of talking that products know.

It keeps every request. What it answers is asked of a `Plan`: words, or calls of tools.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, Protocol

from tests.products.wires import Wire, wire_of


class Call(NamedTuple):
    """A call of a tool that the model asks for. `id` comes back with the result."""

    id: str
    tool: str
    arguments: Mapping[str, Any]


class Reply(NamedTuple):
    """What the model says: words, or calls."""

    text: str = "done"
    calls: tuple[Call, ...] = ()


class Request(NamedTuple):
    """What a product asked of the model. `tools` is name -> declaration; `results` call id -> text of the result."""

    model: str
    system: str
    prompt: str
    last: str
    tools: Mapping[str, Mapping[str, Any]]
    results: Mapping[str, str]


class Plan(Protocol):
    """Decides what the model says."""

    def reply(self, request: Request) -> Reply:
        """The answer to a request. Called by several threads, one at a time."""


class _Server(ThreadingHTTPServer):
    request_queue_size = 512  # a hundred agents connect at once; with five waiting the rest comes back seconds later
    daemon_threads = True
    plan: Plan
    lock: threading.Lock


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        self._send(b"{}", "application/json")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        wire = wire_of(self.path)
        if wire is None:
            self._send(b'{"input_tokens": 10, "totalTokens": 10}', "application/json")
            return
        self._answer(wire, json.loads(body))

    def _answer(self, wire: Wire, data: Mapping[str, Any]) -> None:
        request = Request(**wire.read(data, self.path))
        with self.server.lock:
            reply = self.server.plan.reply(request)
        streams = wire.streams(data, self.path)
        content = wire.stream(reply, request.model) if streams else json.dumps(wire.whole(reply, request.model))
        self._send(content.encode(), "text/event-stream" if streams else "application/json")

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def serve(plan: Plan) -> Iterator[str]:
    """The address of a server that follows the plan, until the block ends."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.plan, server.lock = plan, threading.Lock()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
