"""Pushed diagnostics: for clients that can't pull, and in every client for files that speak for others."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from lsprotocol import types

from agentls.lsp.documents import Text
from agentls.lsp.protocol import Server
from agentls.lsp.session import Session
from agentls.lsp.uris import uri_of

if TYPE_CHECKING:  # brings the checker with it
    from agentls.lsp.diagnostics import Diagnosed

log = logging.getLogger(__name__)

QUIET_SECONDS = 0.2
"""How long nobody must have typed before a document is checked."""


class Publisher:
    """Sends diagnostics that the client does not ask for, each only when it differs from what was sent before."""

    def __init__(self, server: Server, session: Session) -> None:
        self._server = server
        self._session = session
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._sent: dict[str, str] = {}

    def open(self, text: Text) -> None:
        """Take over a document that the client has opened: what was sent for its file, the client asks for now."""
        spellings = {text.uri, uri_of(text.path)}
        for uri in spellings if self._session.client.pulls else spellings - {text.uri}:
            self._send(uri, None, None)
        self.later(text.uri, 0)

    def later(self, uri: str, seconds: float = QUIET_SECONDS) -> None:
        """Check an open document after a while in which it does not change. Nothing where the client pulls."""
        if not self._session.client.pulls:
            self._drop_timer(uri)
            self._timers[uri] = asyncio.get_running_loop().call_later(seconds, self._check, uri)

    def everything(self) -> None:
        """Check all open documents soon, and what settings files say."""
        for text in self._session.documents:
            self.later(text.uri)
        self.settings_files()

    def close(self, uri: str) -> None:
        """Take back what was sent for a document that the client has closed."""
        self._drop_timer(uri)
        self._send(uri, None, None)
        self.settings_files()

    def settings_files(self) -> None:
        """Send what is wrong with settings and schema files that are not open; the client pulls those that are."""
        try:
            self._tell_of_settings()
        except Exception:
            log.exception("what is wrong with settings could not be told")

    def _tell_of_settings(self) -> None:
        from agentls.analysis import report_wrong
        from agentls.lsp.diagnostics import diagnosed

        session, told = self._session, set()
        for wrong in session.project.wrong:
            if session.documents.at(wrong.path) is None:
                uri = session.uri_at(wrong.path)
                settings, schema = session.project.rules(wrong.path)
                findings = report_wrong(wrong, settings).findings
                found = diagnosed(session, Text(uri, wrong.path, wrong.source), findings, schema.consumers)
                self._send(uri, None, found)
                told.add(uri)
        for uri in [uri for uri in self._sent if uri not in told and session.documents.get(uri) is None]:
            self._send(uri, None, None)

    def _check(self, uri: str) -> None:
        """Check a document and send what is found."""
        self._timers.pop(uri, None)
        text = self._session.documents.get(uri)
        try:
            if text:
                self._publish(text)
        except Exception:
            log.exception("%s could not be checked", uri)

    def _publish(self, text: Text) -> None:
        from agentls.lsp.diagnostics import diagnose

        found = diagnose(self._session, self._session.read(text))
        self._send(text.uri, text.version, found)

    def _send(self, uri: str, version: int | None, found: Diagnosed | None) -> None:
        """Send what was found in a document, if that is new; None takes back all."""
        result_id = found.result_id if found and found.items else ""
        if self._sent.get(uri, "") != result_id:
            self._sent[uri] = result_id
            items = found.items if found else []
            self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, items, version))
        if not result_id:
            self._sent.pop(uri, None)

    def _drop_timer(self, uri: str) -> None:
        timer = self._timers.pop(uri, None)
        if timer:
            timer.cancel()
