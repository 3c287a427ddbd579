"""The server: which message goes where."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from agentls import __version__
from agentls.lsp.client import Client
from agentls.lsp.commands import register_commands
from agentls.lsp.dynamic import Registrations
from agentls.lsp.lifecycle import Lifecycle
from agentls.lsp.offer import Method, methods
from agentls.lsp.protocol import Protocol, RequestFailedError, Server, tolerant_converter
from agentls.lsp.publish import Publisher
from agentls.lsp.session import Session, encoding_of
from agentls.lsp.uris import is_file, path_of
from agentls.lsp.wishes import Wishes

log = logging.getLogger(__name__)

REQUEST_FAILED = -32803
INTERNAL_ERROR = -32603

Handler = Callable[[Any], Awaitable[Any]]


def create_server(session: Session | None = None) -> Server:
    """A server that waits for `initialize`; what it offers depends on the client."""
    server = Server(
        "agentls",
        __version__,
        types.TextDocumentSyncKind.Full,
        protocol_cls=Protocol,
        converter_factory=tolerant_converter,
    )
    session = session or Session()
    publisher = Publisher(server, session)

    def offer(method: Method) -> None:
        server.feature(method.name, method.options)(_handler(server, session, method))

    lifecycle = Lifecycle(server, session, publisher, Registrations(server, session, offer))
    lifecycle.register()

    def initialize(params: types.InitializeParams) -> None:
        _meet(session, server, params)
        for method in methods():
            if method.offered(session.client, session.wishes):
                offer(method)
        register_commands(server, session, _guarded)
        lifecycle.begin()

    server.feature(types.INITIALIZE)(initialize)
    return server


def _meet(session: Session, server: Server, params: types.InitializeParams) -> None:
    """Take what the client says of itself."""
    session.client = Client.of(server.protocol.initialize_params.get("capabilities"))
    session.encoding = encoding_of(server.workspace.position_encoding)
    session.wishes = Wishes.of(params.initialization_options)
    roots = [folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""]
    session.folders = [path_of(uri) for uri in roots if is_file(uri)]


def _handler(server: Server, session: Session, method: Method) -> Handler:
    """The function that pygls calls for a method; its task can be cancelled until the work begins."""
    answer = _of_document(session, method) if method.of_document else _of_all(server, session, method)
    guarded = _guarded(method.name, answer)

    async def handle(params: Any) -> Any:
        try:
            return await guarded(params)
        except JsonRpcException as error:
            if method.quiet and error.code == INTERNAL_ERROR:
                return params if method.echoes else None
            raise

    return handle


def _guarded(name: str, answer: Handler) -> Handler:
    """A function whose errors are answers: what a user asked for and can't have, and what went wrong here."""

    async def handle(params: Any) -> Any:
        try:
            return await answer(params)
        except RequestFailedError as error:
            raise JsonRpcException(str(error), REQUEST_FAILED) from None
        except JsonRpcException:
            raise
        except Exception as error:
            log.exception("%s failed", name)
            raise JsonRpcException(f"agentls: internal error ({type(error).__name__})", INTERNAL_ERROR) from None

    return handle


def _of_document(session: Session, method: Method) -> Handler:
    """A handler that is asked about an agent file, in the version that it has when the request arrives."""

    async def answer(params: Any) -> Any:
        text = session.text(params.text_document.uri)
        await asyncio.sleep(0)  # what is in the queue already, such as a cancellation, comes first
        if text is None:
            return None
        from agentls.lsp.asked import asked

        found = asked(session, session.read(text))
        return _module(method).handle(found, params) if found else None

    return answer


def _of_all(server: Server, session: Session, method: Method) -> Handler:
    async def answer(params: Any) -> Any:
        return await _module(method).handle(server, session, params)

    return answer


def _module(method: Method) -> Any:
    return import_module(f"agentls.lsp.handlers.{method.module}")
