"""The answer to `initialize` before the protocol's types are imported: that takes most of the time until it.

The client reads it while the rest is loaded; then the server handles the same message, and its own answer is kept back.
What the server can do stands in `capabilities.json`, written by a test that compares both answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from agentls import __version__
from agentls.lsp.client import Client
from agentls.lsp.wishes import Wishes

OFFERED = Path(__file__).with_name("capabilities.json")
"""What is offered to a client that can do everything and whose user wants everything."""

_ENCODINGS = ("utf-8", "utf-16", "utf-32")


def _optional(kind: type) -> Callable[[object], bool]:
    return lambda value: value is None or (isinstance(value, kind) and not isinstance(value, bool))


def _is_folders(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(map(_is_folder, value)))


def _is_folder(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("uri"), str) and isinstance(value.get("name"), str)


def _is_info(value: object) -> bool:
    return value is None or (isinstance(value, dict) and isinstance(value.get("name"), str))


_EXPECTED: dict[str, Callable[[object], bool]] = {
    "processId": _optional(int),
    "clientInfo": _is_info,
    "locale": _optional(str),
    "rootPath": _optional(str),
    "rootUri": _optional(str),
    "capabilities": lambda value: isinstance(value, dict),
    "initializationOptions": lambda value: True,
    "trace": lambda value: value in (None, "off", "messages", "verbose"),
    "workspaceFolders": _is_folders,
    "workDoneToken": lambda value: True,
}
"""What a usual client sends. With anything else it is left to the server whether the message is a good one."""


def answered(message: object) -> dict[str, Any] | None:
    """The answer to a usual `initialize`; None for every other message."""
    if not isinstance(message, dict) or message.get("method") != "initialize" or message.get("jsonrpc") != "2.0":
        return None
    params = message.get("params")
    if not isinstance(message.get("id"), (int, str)) or not isinstance(params, dict):
        return None
    if not {"capabilities", "processId"} <= params.keys() <= _EXPECTED.keys():
        return None
    if not all(_EXPECTED[name](value) for name, value in params.items()):
        return None
    result = {"capabilities": _offered(params), "serverInfo": {"name": "agentls", "version": __version__}}
    return {"jsonrpc": "2.0", "id": message["id"], "result": result}


def _offered(params: Mapping[str, Any]) -> dict[str, Any]:
    """What the server can do for this client."""
    offered: dict[str, Any] = json.loads(OFFERED.read_text(encoding="utf-8"))
    client = Client.of(params["capabilities"])
    if not client.pulls:
        del offered["diagnosticProvider"]
    if not client.prepares_rename:
        offered["renameProvider"] = True
    if not Wishes.of(params.get("initializationOptions")).formats:
        del offered["documentFormattingProvider"]
    return {**offered, "positionEncoding": _encoding(params["capabilities"])}


def _encoding(capabilities: Mapping[str, Any]) -> str:
    """The first encoding of the client's that we know."""
    general = capabilities.get("general")
    wanted = general.get("positionEncodings") if isinstance(general, dict) else None
    return next((one for one in wanted if one in _ENCODINGS), "utf-16") if isinstance(wanted, list) else "utf-16"
