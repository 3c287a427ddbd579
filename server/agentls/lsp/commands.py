"""Commands that every client can call: `workspace/executeCommand`, each with one object as its argument."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

from pygls.exceptions import JsonRpcInvalidParams

from agentls.lsp.offer import COMMANDS
from agentls.lsp.protocol import Server
from agentls.lsp.session import Session
from agentls.lsp.wishes import SECTION

Guard = Callable[[str, Callable[[Any], Awaitable[Any]]], Callable[[Any], Awaitable[Any]]]


def register_commands(server: Server, session: Session, guard: Guard) -> None:
    """Register the commands; `guard` makes errors of a function, called by a name, into answers."""
    for name in COMMANDS:
        server.command(name)(_command(name, guard(name, _answer(server, session, name))))


def _command(name: str, answer: Callable[[Any], Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def call(*arguments: Any) -> Any:
        if len(arguments) > 1 or not all(isinstance(one, dict) for one in arguments):
            raise JsonRpcInvalidParams(f"{name} takes one object")
        return await answer(arguments[0] if arguments else {})

    return call


def _answer(server: Server, session: Session, name: str) -> Callable[[Any], Awaitable[Any]]:
    function = name.removeprefix(f"{SECTION}.")

    async def answer(arguments: dict[str, Any]) -> Any:
        return await import_module("agentls.lsp.handlers.execute_command").HANDLERS[function](
            server, session, arguments
        )

    return answer
