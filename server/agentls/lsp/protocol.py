"""Fences around pygls 2.1: each is something that it does and a language server must not do.

Private names of pygls are used here and nowhere else; hence the pin in pyproject.toml, and a test for each fence
(tests/lsp/test_protocol.py) that also tells when pygls itself has mended it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from cattrs import Converter
from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter

log = logging.getLogger(__name__)

INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
NOT_INITIALIZED = -32002
VERSION = "2.0"

_NOT_BUILT_IN = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.NOTEBOOK_DOCUMENT_DID_OPEN,
    types.NOTEBOOK_DOCUMENT_DID_CHANGE,
    types.NOTEBOOK_DOCUMENT_DID_CLOSE,
)


class RequestFailedError(Exception):
    """What a user asked for can't be done; the message is a sentence for them."""


def tolerant_converter() -> Converter:
    """The converter of messages. A value of an enumeration that is newer than lsprotocol stays as it is.

    Without this, one new kind of symbol in `initialize` keeps the server from starting (clice-io/clice#455).
    """
    converter: Converter = default_converter()  # type: ignore[no-untyped-call]
    for kind in vars(types).values():
        if isinstance(kind, type) and issubclass(kind, Enum):
            converter.register_structure_hook(kind, _member_or_value)
    return converter


def _member_or_value(value: Any, kind: Any) -> Any:
    try:
        return kind(value)
    except ValueError:
        return value


class Protocol(LanguageServerProtocol):
    """The protocol, with every request answered once, whatever is in it."""

    initialize_params: Mapping[str, Any] = {}
    """Parameters of `initialize` as they came over the wire."""

    def __init__(self, server: LanguageServer, converter: Converter) -> None:
        super().__init__(server, converter)
        self.on_exit: Callable[[], None] = lambda: None
        self.answered_early: str | int | None = None

    def _register_builtin_features(self) -> None:
        """Take some of pygls' own handlers out, and put others in the place of three.

        The text of documents is the session's: pygls splits lines at characters that end none (U+2028, form feed), and
        a change of a document that was never opened is a KeyError in it. Notebooks are nobody's.
        """
        super()._register_builtin_features()  # type: ignore[no-untyped-call]
        for name in _NOT_BUILT_IN:
            del self.fm.builtin_features[name]
        self.fm.add_builtin_feature(types.SHUTDOWN, self._shut_down)
        self.fm.add_builtin_feature(types.EXIT, self._exit)
        self.fm.add_builtin_feature(types.WORKSPACE_EXECUTE_COMMAND, self._execute)

    @property
    def was_shut_down(self) -> bool:
        """Whether the client has asked for a shutdown, as it has to before `exit`."""
        return self._shutdown

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Leave what comes from the JSON parser as it is: it calls this for every object, not only for messages.

        pygls takes any nested object with a key `jsonrpc` for a message, and a message that can't be structured is
        never answered. `handle_message` structures instead.
        """
        return data

    def handle_message(self, message: Any) -> None:
        """Take one message as plain data. Never raises; a request is answered, if only with what is wrong with it."""
        try:
            self._take(message)
        except Exception:
            log.exception("a message could not be handled")
        self._forget_done()

    def _take(self, message: Any) -> None:
        if not isinstance(message, dict):
            log.error("a message that is no object was left out")
            return
        method, is_request = message.get("method"), _is_id(message.get("id")) and "method" in message
        refusal = self._refusal(message, method, is_request=is_request)
        if refusal and is_request:
            self._send_response(message["id"], error=types.ResponseError(*refusal))
        elif refusal:
            log.debug("left out: %s", refusal[1])
        else:
            self._structured(message, is_request=is_request)

    def _refusal(self, message: Mapping[str, Any], method: Any, *, is_request: bool) -> tuple[int, str] | None:
        """Why a message is not let in: the code of the error and its words; None for one that is."""
        if message.get("jsonrpc") != VERSION or ("id" in message and "method" in message and not is_request):
            return INVALID_REQUEST, "this is no message of JSON-RPC 2.0"
        if "method" not in message:
            return None if _is_id(message.get("id")) else (INVALID_REQUEST, "this is no answer")
        if not isinstance(method, str):
            return INVALID_REQUEST, "the name of the method is no text"
        if method == types.EXIT or (method == types.INITIALIZE and not self._is_initialized):
            return None
        if not self._is_initialized:
            return NOT_INITIALIZED, "`initialize` comes first"
        if self._shutdown or method == types.INITIALIZE:
            return INVALID_REQUEST, "the server is shutting down" if self._shutdown else "`initialize` comes only once"
        known = method in self.fm.features or method in self.fm.builtin_features or method == types.CANCEL_REQUEST
        return None if known else (METHOD_NOT_FOUND, f"there is no method `{method}` here")

    @property
    def _is_initialized(self) -> bool:
        return self._workspace is not None

    def _structured(self, message: dict[str, Any], *, is_request: bool) -> None:
        if message.get("method") == types.INITIALIZE:
            message = self._readable(message)
        if "method" in message:
            message = {"params": None, **message}  # `initialized` without any is usual, and an error for lsprotocol
        try:
            structured = super().structure_message(message)
        except JsonRpcException as error:
            if is_request:
                self._send_response(message["id"], error=types.ResponseError(INVALID_PARAMS, _why(error)))
            elif "method" not in message:
                self._handle_response(message["id"], error=types.ResponseError(INVALID_PARAMS, "unreadable answer"))
            return
        super().handle_message(structured)

    def _readable(self, message: dict[str, Any]) -> dict[str, Any]:
        """An `initialize` that can be structured: where a capability can't, all but the encodings are left out.

        What the client can do is read from `initialize_params`, one by one; a single odd one must not stop the start.
        """
        params = message.get("params")
        if not isinstance(params, dict):
            return message
        self.initialize_params = params
        capabilities = params.get("capabilities")
        try:
            self._converter.structure(capabilities, types.ClientCapabilities)
        except Exception:
            general = capabilities.get("general") if isinstance(capabilities, dict) else None
            encodings = general.get("positionEncodings") if isinstance(general, dict) else None
            named = [one for one in encodings if isinstance(one, str)] if isinstance(encodings, list) else []
            kept = {"general": {"positionEncodings": named}} if named else {}
            return {**message, "params": {**params, "capabilities": kept}}
        return message

    def _send_response(self, msg_id: Any, result: Any = None, error: types.ResponseError | None = None) -> None:
        """Answer. pygls structures a result as plain data before it is text; here that happens in one go.

        The answer to what was answered before the server was there is kept back.
        """
        if msg_id == self.answered_early:
            self.answered_early = None
            if error is not None:
                log.error("the start failed after it was answered: %s", error.message)
            return
        body = {"error": error} if error is not None else {"result": result}
        self._send_data({"jsonrpc": VERSION, "id": msg_id, **body})

    def plain(self, value: Any) -> Any:
        """A value of the protocol as plain data: what is big is made plain piece by piece, and then sent at once."""
        return self._converter.unstructure(value)

    def tell(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification of plain data."""
        self._send_data({"jsonrpc": VERSION, "method": method, "params": params})

    def _handle_response(self, msg_id: Any, result: Any = None, error: types.ResponseError | None = None) -> None:
        """Take an answer; one for somebody who has stopped waiting is dropped (pygls#621: InvalidStateError)."""
        future = self._request_futures.get(msg_id)
        if future is not None and future.done():
            self._request_futures.pop(msg_id)
            return
        super()._handle_response(msg_id, result, error)

    def _check_handler_result(self, future: Any) -> None:
        """Look for an error in a handled notification, then forget it: pygls keeps its future for ever."""
        super()._check_handler_result(future)
        self._forget_done()

    def _forget_done(self) -> None:
        for msg_id in [msg_id for msg_id, future in self._request_futures.items() if future.done()]:
            self._request_futures.pop(msg_id, None)

    def _shut_down(self, _: Any) -> None:
        """Cancel what is in flight: over a copy, for a cancelled request takes itself out of the table."""
        self._shutdown = True
        for msg_id, future in list(self._request_futures.items()):
            if msg_id != self.msg_id and not future.done():
                future.cancel()

    def _exit(self, _: Any) -> None:
        """Leave the loop by `on_exit`; pygls raises SystemExit in the middle of it and loses the exit code."""
        self.on_exit()

    async def _execute(self, params: types.ExecuteCommandParams) -> Any:
        """Run a command; in pygls its work goes on after it was cancelled, and nobody looks at how it ends."""
        command = self.fm.commands.get(params.command)
        if command is None:
            raise JsonRpcInvalidParams(f"there is no command `{params.command}` here")
        return await command(*(params.arguments or ()))


class Server(LanguageServer):
    """The server. What goes wrong in it is logged: nothing pops up over the user's work."""

    protocol: Protocol

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log an error that pygls has caught; by default it shows a message for each."""
        if not isinstance(error, JsonRpcInvalidParams):
            log.debug("%s: %s", getattr(source, "__name__", source), error)


def _is_id(value: object) -> bool:
    return isinstance(value, (str, int)) and not isinstance(value, bool)


def _why(error: JsonRpcException) -> str:
    """What does not fit in a message's parameters, without the traceback."""
    cause = error.__cause__
    return f"the parameters do not fit the method: {cause}" if cause else "the parameters do not fit the method"
