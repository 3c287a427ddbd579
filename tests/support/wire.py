"""A raw client of a language server, out of the standard library alone: messages in, messages out, and their times."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SERVER = (sys.executable, "-m", "agentls", "server", "--stdio")
Answer = Callable[[dict[str, Any]], Any]


class Wire:
    """One server process. What it asks of the client is answered with `answers` by method, null for all others."""

    def __init__(self, command: Sequence[str] = SERVER, answers: dict[str, Answer] | None = None) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "server"), str(ROOT)))}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
        )
        self.answers = answers or {}
        self.notifications: list[dict[str, Any]] = []
        self.responses: dict[object, list[tuple[float, dict[str, Any]]]] = {}
        self.asked: list[dict[str, Any]] = []
        self.log: list[str] = []
        self._news: queue.Queue[None] = queue.Queue()
        self._id = 0
        self._lock = threading.Lock()
        for target in (self._read, self._read_log):
            threading.Thread(target=target, daemon=True).start()

    def send(self, body: bytes) -> None:
        """Send the body of one message, whatever it holds."""
        assert self.process.stdin
        with self._lock:
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            self.process.stdin.flush()

    def message(self, **fields: Any) -> None:
        """Send one message of JSON-RPC 2.0."""
        self.send(json.dumps({"jsonrpc": "2.0", **fields}).encode())

    def notify(self, method: str, params: Any = None) -> None:
        """Send a notification."""
        self.message(method=method, params=params)

    def request(self, method: str, params: Any = None) -> int:
        """Send a request, and return its id."""
        self._id += 1
        self.message(id=self._id, method=method, params=params)
        return self._id

    def ask(self, method: str, params: Any = None, seconds: float = 30) -> Any:
        """Send a request and wait for the answer: its result. Fails on an error."""
        answer = self.answer(self.request(method, params), seconds)
        assert "error" not in answer, answer
        return answer["result"]

    def answer(self, request: object, seconds: float = 30) -> dict[str, Any]:
        """Wait for the answer to a request."""
        self.wait(lambda: request in self.responses, seconds)
        return self.responses[request][0][1]

    def wait(self, condition: Callable[[], bool], seconds: float = 30) -> None:
        """Wait until something holds, which can only change with a message of the server."""
        end = time.monotonic() + seconds
        while not condition():
            assert self.process.poll() is None, f"the server has ended: {self.log[-5:]}"
            try:
                self._news.get(timeout=max(0.01, min(1.0, end - time.monotonic())))
            except queue.Empty:
                assert time.monotonic() < end, f"waited for {seconds} seconds; log: {self.log[-5:]}"

    def told(self, method: str) -> list[dict[str, Any]]:
        """The parameters of all notifications of a method, in their order."""
        return [one["params"] for one in list(self.notifications) if one["method"] == method]

    def initialize(self, folder: Path | None = None, capabilities: dict[str, Any] | None = None, **params: Any) -> Any:
        """Begin, and return what the server can do."""
        uri = folder.as_uri() if folder else None
        folders = [{"uri": uri, "name": "project"}] if uri else None
        params = {"processId": os.getpid(), "rootUri": uri, "workspaceFolders": folders, **params}
        result = self.ask("initialize", {"capabilities": capabilities or {}, **params})
        self.notify("initialized", {})
        return result["capabilities"]

    def open(self, uri: str, text: str, language: str = "markdown", version: int = 1) -> None:
        """Open a document."""
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, text: str, version: int) -> None:
        """Send a whole new text."""
        params = {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]}
        self.notify("textDocument/didChange", params)

    def stop(self) -> int:
        """Shut the server down, and return its exit code."""
        self.ask("shutdown")
        self.notify("exit")
        return self.process.wait(10)

    def kill(self) -> None:
        """End the process, if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def memory(self) -> int:
        """Bytes of the server's resident memory; 0 where the system does not tell."""
        try:
            pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        except OSError:
            return 0
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def cpu(self) -> float:
        """Seconds of processor time that the server has used; 0 where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _read(self) -> None:
        for message in self._messages():
            now = time.perf_counter()
            if "method" not in message:
                self.responses.setdefault(message.get("id"), []).append((now, message))
            elif "id" in message:
                self.asked.append(message)
                answer = self.answers.get(message["method"])
                self.message(id=message["id"], result=answer(message.get("params") or {}) if answer else None)
            else:
                self.notifications.append(message)
            self._news.put(None)
        self._news.put(None)

    def _messages(self) -> Iterator[dict[str, Any]]:
        stream = self.process.stdout
        assert stream
        length = 0
        while line := stream.readline():
            if line.lower().startswith(b"content-length"):
                length = int(line.partition(b":")[2])
            elif not line.strip():
                yield json.loads(stream.read(length))

    def _read_log(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.log.append(line.decode("utf-8", "replace").rstrip())
