"""`workspace/executeCommand`: a function for each command."""

from __future__ import annotations

import os.path
from collections.abc import Awaitable, Callable
from typing import Any

from lsprotocol import types

from agentls.features import commands
from agentls.features.actions.model import Changes, OtherFile
from agentls.findings import Edit
from agentls.lsp.changes import around, workspace_edit
from agentls.lsp.diagnostics import page_of
from agentls.lsp.protocol import RequestFailedError, Server
from agentls.lsp.reading import Reading
from agentls.lsp.session import Session
from agentls.lsp.uris import uri_of
from agentls.rules import RULES
from agentls.text import Span

Arguments = dict[str, Any]


async def new_file(server: Server, session: Session, arguments: Arguments) -> dict[str, str]:
    """The text of a new file of a dialect; with `"apply": true` the client is asked to make and show the file, too."""
    try:
        file = commands.new_file(arguments, session.project.finder.schema(session.home), session.home)
    except ValueError as error:
        raise RequestFailedError(str(error)) from error
    if arguments.get("apply") is True:
        if os.path.lexists(file.path):
            raise RequestFailedError(f"{file.path} exists already")
        changes = Changes(files=(OtherFile(file.path, "", (Edit(Span(0, 0), file.text),), create=True),))
        await _apply(server, session, workspace_edit(session, changes), "New agent file")
        if session.client.shows_documents:
            shown = types.ShowDocumentParams(uri_of(file.path), take_focus=True)
            await server.window_show_document_async(shown)
    return {"uri": uri_of(file.path), "path": file.path, "text": file.text, "snippet": file.snippet}


async def fix_all(server: Server, session: Session, arguments: Arguments) -> bool:
    """Apply all safe fixes of a document; whether anything has changed."""
    reading = _reading(session, arguments)
    if reading.page is None:
        raise RequestFailedError(f"{reading.text.uri} is no agent file")
    changes = commands.fix_all(reading.page, reading.findings, around(session, reading))
    edit = workspace_edit(session, changes, reading.text)
    return await _apply(server, session, edit, "Fix all that agentls can safely fix")


async def detect(server: Server, session: Session, arguments: Arguments) -> dict[str, Any]:
    """Why a document counts as what it does, or that it is no agent file."""
    reading = _reading(session, arguments)
    return commands.detect(reading.text.path, reading.document, reading.rules.schema)


async def set_dialect(server: Server, session: Session, arguments: Arguments) -> bool:
    """Say which dialect a document has; whether anything has changed."""
    reading = _reading(session, arguments)
    text, schema = reading.text, reading.rules.schema
    try:
        changes = commands.set_dialect(text.path, text.source, arguments, schema, around(session, reading))
    except ValueError as error:
        raise RequestFailedError(str(error)) from error
    return await _apply(server, session, workspace_edit(session, changes, text), "Set dialect")


async def dialects(server: Server, session: Session, arguments: Arguments) -> list[dict[str, str]]:
    """All dialects that are known in the first folder of the workspace: id, title and summary."""
    return commands.dialects(session.project.finder.schema(session.home))


async def rules(server: Server, session: Session, arguments: Arguments) -> list[dict[str, str]]:
    """All rules: id, and the URI of the page."""
    return [{"id": rule, "page": page_of(rule)} for rule in RULES]


HANDLERS: dict[str, Callable[[Server, Session, Arguments], Awaitable[Any]]] = {
    "newFile": new_file,
    "fixAll": fix_all,
    "detect": detect,
    "setDialect": set_dialect,
    "dialects": dialects,
    "rules": rules,
}


def _reading(session: Session, arguments: Arguments) -> Reading:
    """The document that a command speaks of, an agent file or not."""
    uri = arguments.get("uri")
    text = session.text(uri) if isinstance(uri, str) else None
    if text is None:
        raise RequestFailedError(f"there is no document `{uri}`")
    return session.read(text)


async def _apply(server: Server, session: Session, edit: types.WorkspaceEdit | None, label: str) -> bool:
    """Have the client make an edit. Raises RequestFailedError where it does not."""
    if edit is None:
        return False
    if not session.client.applies_edits:
        raise RequestFailedError("this editor does not take edits from a server")
    result = await server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, label))
    if not result.applied:
        raise RequestFailedError(f"the editor did not take the edit: {result.failure_reason or 'it gave no reason'}")
    return True
