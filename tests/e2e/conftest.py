"""A server process and a client that knows what the specification allows, for each of the three clients."""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest
import pytest_lsp
from lsprotocol import converters, types
from pytest_lsp import ClientServerConfig, LanguageClient

from tests.e2e.clients import CLIENTS, Introduction

ROOT = Path(__file__).parents[2]
CONFIG = ClientServerConfig(
    server_command=[sys.executable, "-m", "agentls", "server", "--stdio"],
    server_env={**os.environ, "PYTHONPATH": str(ROOT / "server")},
)
EDITORS: WeakKeyDictionary[LanguageClient, Editor] = WeakKeyDictionary()


class Editor:
    """A client with a folder: opens documents, and finds places in them by the text that stands there."""

    def __init__(self, client: LanguageClient, introduction: Introduction, folder: Path) -> None:
        self.client: Any = client  # answers are unions of all that the protocol allows: tests look at what came
        self.introduction = introduction
        self.folder = folder
        self.published: dict[str, list[types.PublishDiagnosticsParams]] = {}
        self.applied: list[types.WorkspaceEdit] = []
        self.texts: dict[str, str] = {}
        self._numbers = itertools.count()

    def open(self, text: str, name: str = "") -> str:
        """Open a new document in a place that a product reads, or of that name; its URI."""
        path = self.folder / (name or f".claude/agents/agent-{next(self._numbers)}.md")
        uri = path.as_uri()
        self.texts[uri] = text
        item = types.TextDocumentItem(uri, "markdown", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, text: str, version: int) -> None:
        """Send a new text."""
        self.texts[uri] = text
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version, uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def document(self, uri: str) -> types.TextDocumentIdentifier:
        """A document, as parameters name it."""
        return types.TextDocumentIdentifier(uri)

    def units(self, text: str) -> int:
        """How long a text is for this client."""
        encodings = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
        name, width = encodings[self.introduction.encoding]
        return len(text.encode(name)) // width

    def at(self, uri: str, wanted: str, behind: bool = False) -> types.Position:
        """The position of the first place where a text stands, or of the place behind it."""
        text = self.texts[uri]
        offset = text.index(wanted) + (len(wanted) if behind else 0)
        line = text.count("\n", 0, offset)
        return types.Position(line, self.units(text[text.rfind("\n", 0, offset) + 1 : offset]))

    def range(self, uri: str, wanted: str) -> types.Range:
        """The range of the first place where a text stands."""
        return types.Range(self.at(uri, wanted), self.at(uri, wanted, behind=True))

    def whole(self, uri: str) -> types.Range:
        """The range of all of a document, and more."""
        return types.Range(types.Position(0, 0), types.Position(10_000, 0))

    async def diagnostics(self, uri: str, version: int = 1) -> list[types.Diagnostic]:
        """What is found in a version of a document, pulled or pushed."""
        if self.introduction.pulls:
            params = types.DocumentDiagnosticParams(self.document(uri))
            report = await self.client.text_document_diagnostic_async(params)
            assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
            return list(report.items)
        await until(lambda: any((one.version or 0) >= version for one in self.published.get(uri, ())))
        return list(self.published[uri][-1].diagnostics)


async def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until something holds."""
    end = asyncio.get_running_loop().time() + seconds
    while not condition():
        assert asyncio.get_running_loop().time() < end, "waited in vain"
        await asyncio.sleep(0.01)


@pytest_lsp.fixture(scope="session", params=CLIENTS, ids=[one.name for one in CLIENTS], config=CONFIG)  # type: ignore[untyped-decorator]
async def client(
    request: pytest.FixtureRequest, lsp_client: LanguageClient, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Any]:
    """The client, after `initialize`."""
    introduction: Introduction = request.param
    folder = tmp_path_factory.mktemp(introduction.name)
    structure = converters.get_converter().structure
    capabilities = structure(introduction.capabilities, types.ClientCapabilities)
    editor = Editor(lsp_client, introduction, folder)
    EDITORS[lsp_client] = editor
    handlers = dict(lsp_client.protocol.fm.features)
    published = handlers[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS]

    def publish(params: types.PublishDiagnosticsParams) -> None:
        editor.published.setdefault(params.uri, []).append(params)
        published(params)

    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        editor.applied.append(params.edit)
        return types.ApplyWorkspaceEditResult(True)

    lsp_client.protocol.fm.features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = publish
    for name, handler in (
        (types.WORKSPACE_APPLY_EDIT, apply),
        (types.CLIENT_REGISTER_CAPABILITY, lambda params: None),
        (types.WORKSPACE_SEMANTIC_TOKENS_REFRESH, lambda params: None),
        (types.WORKSPACE_INLAY_HINT_REFRESH, lambda params: None),
    ):
        lsp_client.feature(name)(handler)
    result = await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities,
            initialization_options=introduction.options,
            workspace_folders=[types.WorkspaceFolder(folder.as_uri(), "project")],
        )
    )
    assert result.capabilities.position_encoding == introduction.encoding
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def editor(client: LanguageClient) -> Editor:
    """The client with its folder."""
    return EDITORS[client]
