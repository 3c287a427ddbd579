"""A pygls server that does nothing, for the comparison in `server.py`."""

from __future__ import annotations

from lsprotocol import types
from pygls.lsp.server import LanguageServer

server = LanguageServer("bare", "0", types.TextDocumentSyncKind.Full)


@server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC)
def diagnostic(params: types.DocumentDiagnosticParams) -> types.RelatedFullDocumentDiagnosticReport:
    """Find nothing."""
    return types.RelatedFullDocumentDiagnosticReport([])


@server.feature(types.TEXT_DOCUMENT_COMPLETION)
def completion(params: types.CompletionParams) -> types.CompletionList:
    """Offer sixty words."""
    return types.CompletionList(False, [types.CompletionItem(f"word-{number}") for number in range(60)])


@server.feature(types.TEXT_DOCUMENT_HOVER)
def hover(params: types.HoverParams) -> types.Hover:
    """Say something."""
    return types.Hover("nothing")


if __name__ == "__main__":
    server.start_io()
