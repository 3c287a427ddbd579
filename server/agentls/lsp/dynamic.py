"""What the client is asked for while the server runs: to tell of files and settings, and to offer formatting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lsprotocol import types

from agentls.lsp.offer import Method, formatting
from agentls.lsp.protocol import Server
from agentls.lsp.session import Session
from agentls.lsp.wishes import SECTION

_FILES, _SETTINGS, _FORMATTING = f"{SECTION}-files", f"{SECTION}-settings", f"{SECTION}-formatting"


class Registrations:
    """Dynamic registrations, as far as the client takes any."""

    def __init__(self, server: Server, session: Session, offer: Callable[[Method], None]) -> None:
        """Take the function by which a method is handled from then on."""
        self._server = server
        self._session = session
        self._offer = offer
        self._formats = False

    def begin(self) -> None:
        """Ask to be told of changed files and settings."""
        client = self._session.client
        if client.watches_files:
            from agentls.lsp.watching import watchers

            patterns = watchers(self._session.project.finder.schema(""))
            options: Any = types.DidChangeWatchedFilesRegistrationOptions(patterns)
            self._register(_FILES, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        if client.tells_settings:
            options = types.DidChangeConfigurationRegistrationOptions(SECTION)
            self._register(_SETTINGS, types.WORKSPACE_DID_CHANGE_CONFIGURATION, options)

    def formatting(self) -> None:
        """Offer to format, or no longer, where the user wants something else than at the start."""
        method, wanted = formatting(), self._session.wishes.formats
        is_known = method.name in self._server.protocol.fm.features
        if wanted == self._formats or not self._session.client.registers_formatting or (is_known and wanted):
            return
        self._formats = wanted
        if wanted:
            self._offer(method)
            self._register(_FORMATTING, method.name, types.TextDocumentRegistrationOptions())
        else:
            del self._server.protocol.fm.features[method.name]
            gone = types.Unregistration(_FORMATTING, method.name)
            self._server.client_unregister_capability(types.UnregistrationParams([gone]))

    def _register(self, id_: str, name: str, options: Any) -> None:
        params = types.RegistrationParams([types.Registration(id_, name, options)])
        self._server.client_register_capability(params)
