"""Thousands of random messages, legal and not: no crash, one answer for each request, the same texts at the end."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support.wire import Wire

MIRROR = (sys.executable, str(Path(__file__).with_name("mirror.py")))
LEGAL, ILLEGAL = 5_000, 500
SEED = 20_261_121

PIECES = (
    "---\n", "name: reviewer\n", "description: Reviews 😀 code\n", "tools: Read, Grep\n", "tools:\n  - Bash(git:*)\n",
    "colour: blue\n",
    "## Process\n", "# 字\n", "<review>\n", "</review>\n", "```\n", "See [more](more.md).\n", "\u2028",
    "\r\n", "\r", "\x0c", "- one\n", "'", '"', ": ", "<", "@", "#tool:", "$ARGUMENTS", "\udc80", "\0", "  ", "x" * 200,
)  # fmt: skip
CAPABILITIES: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "diagnostic": {},
        "completion": {"completionItem": {"snippetSupport": True}},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}, "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
    },
    "workspace": {"configuration": True},
}  # fmt: skip


class Typist:
    """Sends what a client may send, at random, and knows what the server must hold in the end."""

    def __init__(self, wire: Wire, folder: Path, seed: int) -> None:
        self.wire = wire
        self.random = random.Random(seed)
        self.folder = folder
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.requests: list[Any] = []
        names = (".claude/agents/a.md", ".claude/agents/b.md", "page.md", "agentls.toml", ".github/agents/c.agent.md")
        self.uris = [*((folder / name).as_uri() for name in names), "untitled:Untitled-1"]

    def legal(self) -> None:
        """One legal message."""
        uri = self.random.choice(self.uris)
        if uri not in self.texts:
            self.texts[uri], self.versions[uri] = self.text(), 1
            self.wire.open(uri, self.texts[uri])
            return
        act = self.random.choices((self.change, self.request, self.cancel, self.close, self.tell), (40, 50, 5, 2, 3))[0]
        act(uri)

    def text(self) -> str:
        return "".join(self.random.choices(PIECES, k=self.random.randrange(60)))

    def change(self, uri: str) -> None:
        old = self.texts[uri]
        at = self.random.randrange(len(old) + 1)
        new = self.text() if self.random.random() < 0.05 else old[:at] + self.random.choice(PIECES) + old[at:]
        new = new[:4_000]
        self.texts[uri], self.versions[uri] = new, self.versions[uri] + 1
        self.wire.change(uri, new, self.versions[uri])

    def close(self, uri: str) -> None:
        del self.texts[uri]
        self.wire.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def cancel(self, uri: str) -> None:
        self.wire.notify("$/cancelRequest", {"id": self.requests[-1] if self.requests else 0})

    def tell(self, uri: str) -> None:
        method, params = self.random.choice(
            (
                ("textDocument/didSave", {"textDocument": {"uri": uri}}),
                ("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": 2}]}),
                ("workspace/didChangeConfiguration", {"settings": {"agentls": {"ignore": ["unknown-key"]}}}),
                ("$/setTrace", {"value": "off"}),
                ("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": []}}),
            )
        )
        self.wire.notify(method, params)

    def place(self) -> dict[str, int]:
        return {"line": self.random.randrange(30), "character": self.random.randrange(60)}

    def range(self) -> dict[str, Any]:
        return {"start": self.place(), "end": self.place()}

    def request(self, uri: str) -> None:
        """One request at a random place, of a document that may be closed by now."""
        document = {"textDocument": {"uri": uri}}
        makers: dict[str, Callable[[], Any]] = {
            "textDocument/diagnostic": lambda: document,
            "textDocument/completion": lambda: {**document, "position": self.place()},
            "completionItem/resolve": lambda: {"label": "tools", "data": {"uri": uri, "ref": ["key", "tools"]}},
            "textDocument/hover": lambda: {**document, "position": self.place()},
            "textDocument/documentSymbol": lambda: document,
            "workspace/symbol": lambda: {"query": self.random.choice(("", "re", "x"))},
            "textDocument/foldingRange": lambda: document,
            "textDocument/selectionRange": lambda: {**document, "positions": [self.place(), self.place()]},
            "textDocument/documentHighlight": lambda: {**document, "position": self.place()},
            "textDocument/linkedEditingRange": lambda: {**document, "position": self.place()},
            "textDocument/prepareRename": lambda: {**document, "position": self.place()},
            "textDocument/rename": lambda: {**document, "position": self.place(), "newName": "check"},
            "textDocument/semanticTokens/full": lambda: document,
            "textDocument/semanticTokens/full/delta": lambda: {**document, "previousResultId": "x"},
            "textDocument/semanticTokens/range": lambda: {**document, "range": self.range()},
            "textDocument/inlayHint": lambda: {**document, "range": self.range()},
            "textDocument/documentLink": lambda: document,
            "textDocument/codeAction": lambda: {**document, "range": self.range(), "context": {"diagnostics": []}},
            "codeAction/resolve": lambda: {"title": "x", "data": {"uri": uri, "ref": ["fix-all"]}},
            "workspace/executeCommand": lambda: {"command": "agentls.detect", "arguments": [{"uri": uri}]},
            "workspace/diagnostic": lambda: {"previousResultIds": []},
        }
        method = self.random.choice(list(makers))
        self.requests.append(self.wire.request(method, makers[method]()))

    def illegal(self, number: int) -> None:
        """One message that no client may send; a request gets an id of its own."""
        uri, id_ = self.random.choice(self.uris), f"bad-{number}"
        hover = {"jsonrpc": "2.0", "id": id_, "method": "textDocument/hover"}
        requests: tuple[dict[str, Any], ...] = (
            hover,
            {**hover, "params": []},
            {**hover, "params": {"textDocument": {"uri": 7}, "position": {"line": -1, "character": 0}}},
            {**hover, "params": {"textDocument": {"uri": uri}, "position": {"line": 2**40, "character": "x"}}},
            {**hover, "params": {"textDocument": {"uri": "::://["}, "position": {"line": 0, "character": 0}}},
            {**hover, "jsonrpc": "1.0"},
            {**hover, "method": "no/such"},
            {**hover, "method": None},
            {**hover, "method": "initialize", "params": {"capabilities": {}}},
            {**hover, "method": "workspace/executeCommand", "params": {"command": "agentls.detect", "arguments": [7]}},
            {**hover, "method": "completionItem/resolve", "params": {"label": "x", "data": [[[]]]}},
            {**hover, "method": "codeAction/resolve", "params": {"title": "x", "data": {"uri": uri, "ref": [{}]}}},
        )
        deep = '{"jsonrpc":"2.0","method":"x","params":' + "[" * 5_000 + "]" * 5_000 + "}"
        others = (
            b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"jsonrpc":"2.0"}', b'{"jsonrpc":"2.0","id":[1],"method":"x"}',
            b'{"jsonrpc":"2.0","id":"never-asked","result":1}', deep.encode(), b'[{"jsonrpc":"2.0"}]',
            b'{"jsonrpc":"2.0","method":"textDocument/didChange","params":{}}',
            b'{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///not-open"}}}',
            b'{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"nobody"}}',
        )  # fmt: skip
        if self.random.random() < 0.5:
            self.requests.append(id_)
            self.wire.send(json.dumps(self.random.choice(requests)).encode())
        else:
            self.wire.send(self.random.choice(others))


def test_random_messages(tmp_path: Path) -> None:
    begun = time.monotonic()
    with Wire(MIRROR) as wire:
        wire.initialize(tmp_path, CAPABILITIES)
        typist = Typist(wire, tmp_path, SEED)
        bad = set(typist.random.sample(range(LEGAL), ILLEGAL))
        memory = []
        for number in range(LEGAL):
            typist.legal()
            if number in bad:
                typist.illegal(number)
            if number % 500 == 0:
                wire.ask("test/state")
                memory.append(wire.memory() / 1e6)
        state = wire.ask("test/state")
        wire.wait(lambda: len(wire.responses.keys() & set(typist.requests)) == len(typist.requests))
        memory.append(wire.memory() / 1e6)
        assert state["texts"] == typist.texts
        assert {id_: len(wire.responses[id_]) for id_ in typist.requests if len(wire.responses[id_]) != 1} == {}
        internal = [answer for ((_, answer), *_) in wire.responses.values() if _code(answer) == -32603]
        assert internal == [], wire.log[-30:]
        assert not [line for line in wire.log if "Traceback" in line], "\n".join(wire.log[-60:])
        assert wire.ask("test/state")["futures"] <= 2  # questions to the client, if any
        assert wire.stop() == 0
    print(
        f"\n{LEGAL} legal and {ILLEGAL} illegal messages, {len(typist.requests)} requests in "
        f"{time.monotonic() - begun:.0f} s; memory in MB, every 500: {', '.join(f'{one:.0f}' for one in memory)}"
    )
    assert memory[-1] < memory[2] * 1.5


def _code(answer: dict[str, Any]) -> int:
    return int(answer.get("error", {}).get("code", 0))
