"""`codeAction/resolve`."""

from __future__ import annotations

import asyncio

from lsprotocol import types

from agentls.features.actions import resolve
from agentls.lsp.asked import reference
from agentls.lsp.changes import around, workspace_edit
from agentls.lsp.protocol import Server
from agentls.lsp.session import Session


async def handle(server: Server, session: Session, params: types.CodeAction) -> types.CodeAction:
    """Work out what an action changes in the document as it is now. Raises RequestFailedError where it can't."""
    asked, ref = reference(session, params.data)
    await asyncio.sleep(0)
    if asked:
        changes = resolve(asked.page, asked.findings, ref, around(session, asked.reading))
        params.edit = workspace_edit(session, changes, asked.reading.text)
    return params
