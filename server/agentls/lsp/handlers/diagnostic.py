"""`textDocument/diagnostic`."""

from __future__ import annotations

import asyncio

from lsprotocol import types

from agentls.lsp.diagnostics import diagnose
from agentls.lsp.protocol import Server
from agentls.lsp.session import Session

Report = types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport


async def handle(server: Server, session: Session, params: types.DocumentDiagnosticParams) -> Report:
    """All diagnostics of a document, or that the client has them already."""
    text = session.text(params.text_document.uri)
    await asyncio.sleep(0)
    if text is None:
        return types.RelatedFullDocumentDiagnosticReport([])
    found = diagnose(session, session.read(text))
    if found.result_id == params.previous_result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(found.result_id)
    return types.RelatedFullDocumentDiagnosticReport(found.items, result_id=found.result_id)
