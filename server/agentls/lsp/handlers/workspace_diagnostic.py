"""`workspace/diagnostic`."""

from __future__ import annotations

import asyncio
import weakref
from typing import Any

from lsprotocol import types

from agentls.lsp.progress import Progress
from agentls.lsp.protocol import Server
from agentls.lsp.session import Session
from agentls.lsp.slices import Slices
from agentls.lsp.sweep import Sweep, Swept

Report = dict[str, Any]
"""A report of one file as plain data: an answer with thousands of them must not be made in one go."""

_CHUNK = 50
"""Reports in one partial result."""

_WAIT_SECONDS = 30.0
"""How long an answer without news is held back: not every client can tell when files change on the disk."""

_CALM_SECONDS = 0.3
"""How long further news may follow the first: files seldom change alone."""

_sweeps: weakref.WeakKeyDictionary[Session, Sweep] = weakref.WeakKeyDictionary()


async def handle(server: Server, session: Session, params: types.WorkspaceDiagnosticParams) -> dict[str, list[Report]]:
    """Diagnostics of all files of the workspace, by and by where the client takes them so.

    A client that takes them so asks again as soon as it has an answer: it gets the next one when there is news.
    """
    had = {one.uri: one.value for one in params.previous_result_ids}
    while True:
        session.changed.clear()
        closed = frozenset(session.closed)
        reports, is_new = await _reports(server, session, params, _without(had, closed))
        if params.partial_result_token is None or not had or is_new:
            session.closed -= closed
            return {"items": reports}
        try:
            await asyncio.wait_for(session.changed.wait(), _WAIT_SECONDS)
            await asyncio.sleep(_CALM_SECONDS)
        except TimeoutError:
            continue


async def _reports(
    server: Server, session: Session, params: types.WorkspaceDiagnosticParams, had: dict[str, str]
) -> tuple[list[Report], bool]:
    """The reports that have not been sent as partial results, and whether there was news in these or in those."""
    token, slices, sent = params.partial_result_token, Slices(), False
    progress = Progress(
        server, "Checking agent files", params.work_done_token, may_create=session.client.shows_progress
    )
    missing, reports, count = dict(had), [], 0
    sweep = _sweeps.setdefault(session, Sweep(session))
    session.sweeps += 1
    try:
        for swept in sweep.files(had) if session.wishes.everywhere else ():
            await slices.pause()
            count += swept is not None
            progress.step(f"{count} files")
            if swept is None:
                continue
            reports.append(server.protocol.plain(_report(swept, missing.pop(swept.uri, None))))
            if token is not None and len(reports) >= _CHUNK and (sent or any(map(_is_news, reports))):
                server.protocol.tell(types.PROGRESS, {"token": token, "value": {"items": reports}})
                reports, sent = [], True
    finally:
        session.sweeps -= 1
        progress.end()
    reports += [_nothing(server, uri) for uri in missing if not _is_open(session, uri)]
    return reports, sent or any(map(_is_news, reports))


def _without(had: dict[str, str], closed: frozenset[str]) -> dict[str, str]:
    """What the client still has. Of a closed document it shows the buffer: an empty id stands for that."""
    return {uri: "" if uri in closed else result_id for uri, result_id in had.items()}


def _report(
    swept: Swept, had: str | None
) -> types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport:
    if swept.found is None or swept.result_id == had:
        return types.WorkspaceUnchangedDocumentDiagnosticReport(swept.uri, swept.result_id, version=swept.version)
    return types.WorkspaceFullDocumentDiagnosticReport(
        swept.uri, swept.found.items, version=swept.version, result_id=swept.result_id
    )


def _nothing(server: Server, uri: str) -> Report:
    """The report of a file that is gone."""
    report: Report = server.protocol.plain(types.WorkspaceFullDocumentDiagnosticReport(uri, []))
    return report


def _is_news(report: Report) -> bool:
    return bool(report["kind"] == "full")


def _is_open(session: Session, uri: str) -> bool:
    return session.documents.get(uri) is not None
