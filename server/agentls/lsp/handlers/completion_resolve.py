"""`completionItem/resolve`."""

from __future__ import annotations

from lsprotocol import types

from agentls.features.completion import resolve
from agentls.lsp.asked import markup, reference
from agentls.lsp.protocol import Server
from agentls.lsp.session import Session


async def handle(server: Server, session: Session, params: types.CompletionItem) -> types.CompletionItem:
    """Add the documentation of an answer."""
    asked, ref = reference(session, params.data)
    text = resolve(ref, asked.page.schema) if asked and ref else ""
    if text:
        found = markup(text, markdown=session.client.item_markdown)
        params.documentation = found if session.client.item_markdown else found.value
    return params
