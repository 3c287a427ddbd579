"""Notifications: documents and folders come and go, files and settings change."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable
from importlib import import_module
from typing import Any

from lsprotocol import types

from agentls.lsp.dynamic import Registrations
from agentls.lsp.protocol import Server
from agentls.lsp.publish import Publisher
from agentls.lsp.session import Session
from agentls.lsp.slices import Slices
from agentls.lsp.uris import path_of
from agentls.lsp.wishes import SECTION, Wishes

log = logging.getLogger(__name__)

_WARM_UP = ("diagnostics", "asked", "handlers.completion", "handlers.hover", "handlers.workspace_diagnostic")
"""Modules that the first keystroke would otherwise wait for."""

_REFRESH_SECONDS = 0.2
_CALM_SECONDS = 0.5


class Lifecycle:
    """What happens without being asked for."""

    def __init__(self, server: Server, session: Session, publisher: Publisher, registrations: Registrations) -> None:
        self._server = server
        self._session = session
        self._publisher = publisher
        self._registrations = registrations
        self._refresh: asyncio.TimerHandle | None = None
        self._naming: asyncio.Future[None] | None = None
        self._warming: asyncio.Future[None] | None = None
        session.on_new_settings = self.look_again_soon

    def register(self) -> None:
        """Have pygls call the methods below."""
        handlers: dict[str, Callable[[Any], Any]] = {
            types.TEXT_DOCUMENT_DID_OPEN: self.did_open,
            types.TEXT_DOCUMENT_DID_CHANGE: self.did_change,
            types.TEXT_DOCUMENT_DID_CLOSE: self.did_close,
            types.TEXT_DOCUMENT_DID_SAVE: self.did_save,
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES: self.did_change_files,
            types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: self.did_change_folders,
        }
        for name, handler in handlers.items():
            self._server.feature(name)(_function(handler))
        self._server.feature(types.INITIALIZED)(_coroutine(self.initialized))
        self._server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(_coroutine(self.did_change_settings))

    def did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take a document. What was pushed for its file belongs to the client's own questions now."""
        self._publisher.open(self._session.documents.open(params.text_document, self._session.home))
        self._look_unless_told()

    def did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take a new text, and nothing more: no work while somebody types."""
        document = params.text_document
        self._session.documents.change(document.uri, document.version, params.content_changes, self._session.encoding)
        self._publisher.later(document.uri)

    def did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a document; what its file says on the disk counts again."""
        self._session.close(params.text_document.uri)
        self._publisher.close(params.text_document.uri)
        self._session.changed.set()
        self._look_unless_told()

    def did_save(self, params: types.DidSaveTextDocumentParams) -> None:
        """A saved file may be one that speaks for others."""
        self._changed_on_disk(path_of(params.text_document.uri), is_new=False)

    def did_change_files(self, params: types.DidChangeWatchedFilesParams) -> None:
        """Files have come, gone or changed on the disk."""
        for change in params.changes:
            self._changed_on_disk(path_of(change.uri), is_new=change.type != types.FileChangeType.Changed)

    def _changed_on_disk(self, path: str, *, is_new: bool) -> None:
        """Others are checked again where the file says settings, and where one that they may link to comes or goes."""
        if is_new or self._session.project.speaks(path):
            self.look_again_soon()
        self._session.changed.set()
        self._read_names_soon()

    def _look_unless_told(self) -> None:
        """Look for files that have come or gone, where the client does not tell of them."""
        if not self._session.client.watches_files:
            self._read_names_soon()

    def did_change_folders(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        """Take the folders that have come, and leave those that are gone."""
        event = params.event
        self._session.change_folders([one.uri for one in event.added], [one.uri for one in event.removed])
        self.look_again_soon()

    def begin(self) -> None:
        """Load what the first question needs, while the client looks at the answer to `initialize`."""
        self._warming = asyncio.ensure_future(self._warm_up())

    async def initialized(self, params: types.InitializedParams) -> None:
        """The client is ready: ask for its settings, and tell it what to watch."""
        settings = asyncio.ensure_future(self._ask_for_settings())
        if self._warming:
            await self._warming
        self._registrations.begin()
        self._publisher.settings_files()
        self._read_names_soon()
        await settings

    async def did_change_settings(self, params: types.DidChangeConfigurationParams) -> None:
        """Take new settings, or ask for them where the notification does not bring them."""
        told = params.settings.get(SECTION) if isinstance(params.settings, dict) else None
        if isinstance(told, dict):
            self._take_settings(told)
        else:
            await self._ask_for_settings()

    async def _warm_up(self) -> None:
        """Import, load settings and schema; and keep what stays for good from slowing the collection of garbage."""
        try:
            for name in _WARM_UP:
                await asyncio.sleep(0)
                import_module(f"agentls.lsp.{name}")
            self._session.look_again()
        except Exception:
            log.exception("the checker could not be loaded")
        gc.freeze()
        gc.enable()

    async def _ask_for_settings(self) -> None:
        if not self._session.client.asks_for_settings:
            return
        item = types.ConfigurationItem(section=SECTION)
        answer = await self._server.workspace_configuration_async(types.ConfigurationParams([item]))
        self._take_settings(answer[0] if answer else None)

    def _take_settings(self, told: object) -> None:
        options = self._server.protocol.initialize_params.get("initializationOptions")
        if self._session.wish(Wishes.of(told, Wishes.of(options))):
            self.look_again_soon()
            self._registrations.formatting()

    def _read_names_soon(self) -> None:
        """Read the names of the workspace, once things have calmed down."""
        if self._naming:
            self._naming.cancel()
        self._naming = asyncio.ensure_future(self._read_names())

    async def _read_names(self) -> None:
        session, slices = self._session, Slices()
        await asyncio.sleep(_CALM_SECONDS)
        while session.sweeps:  # what it reads need not be read again
            await asyncio.sleep(_CALM_SECONDS)
        try:
            for _ in session.index.refresh(session.folders, session.project):
                await slices.pause()
        except Exception:
            log.exception("the names of the workspace could not be read")

    def look_again_soon(self) -> None:
        """Look at everything again, once the last of many changes has been told."""
        self._session.changed.set()
        if self._refresh:
            self._refresh.cancel()
        self._refresh = asyncio.get_running_loop().call_later(_REFRESH_SECONDS, self._look_again)

    def _look_again(self) -> None:
        client, server = self._session.client, self._server
        try:
            self._session.look_again()
            self._publisher.everything()
            self._read_names_soon()
        except Exception:
            log.exception("files could not be looked at again")
        if client.pulls and client.refreshes_findings:
            server.workspace_diagnostic_refresh(None)
        if client.refreshes_tokens:
            server.workspace_semantic_tokens_refresh(None)
        if client.refreshes_hints:
            server.workspace_inlay_hint_refresh(None)


def _function(method: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A plain function in the place of a method: pygls sets attributes on what it calls."""

    def call(params: Any) -> Any:
        return method(params)

    return call


def _coroutine(method: Callable[[Any], Any]) -> Callable[[Any], Any]:
    async def call(params: Any) -> Any:
        return await method(params)

    return call
