"""`workspace/symbol`."""

from __future__ import annotations

from lsprotocol import types

from agentls.lsp.documents import read_text
from agentls.lsp.protocol import Server
from agentls.lsp.session import Session
from agentls.lsp.slices import Slices
from agentls.text import Span
from agentls.workspace import Named, NameKind

_MOST = 500
_KINDS: dict[NameKind, types.SymbolKind] = {
    "agent": types.SymbolKind.Class,
    "skill": types.SymbolKind.Function,
    "command": types.SymbolKind.Event,
    "server": types.SymbolKind.Module,
}


async def handle(server: Server, session: Session, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    """Agents, skills, commands and servers whose names hold the letters of the query in their order."""
    slices, found = Slices(), []
    for text in session.documents:  # names that have just been typed
        await slices.pause()
        session.read(text)
    for named in session.index.matching(params.query)[:_MOST]:
        await slices.pause()
        found.append(_symbol(session, named))
    return found


def _symbol(session: Session, named: Named) -> types.WorkspaceSymbol:
    location = types.Location(session.uri_at(named.path), _range(session, named))
    return types.WorkspaceSymbol(location, named.name, _KINDS[named.kind], container_name=named.dialect or None)


def _range(session: Session, named: Named) -> types.Range:
    """Where the name stands; the begin of the file where that gives it."""
    text = (session.documents.at(named.path) or read_text(named.path)) if named.offset else None
    if text is None:
        return types.Range(types.Position(0, 0), types.Position(0, 0))
    return session.convert(text).range(Span(named.offset, named.offset + len(named.name)))
