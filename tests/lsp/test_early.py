"""The answer to `initialize` that is given before the server is there is the one that the server would give."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from agentls.lsp.early import OFFERED, answered
from agentls.lsp.server import create_server
from tests.e2e.clients import CLIENTS, RICH, Introduction
from tests.support.talk import START, Talk

EVERYTHING: dict[str, Any] = {"capabilities": RICH.capabilities, "initializationOptions": {"format": True}}


def bare(value: Any) -> Any:
    """What a client makes of it: nothing and false both mean that something is not there."""
    if isinstance(value, dict):
        return {name: bare(one) for name, one in value.items() if one is not None and one is not False}
    return value


async def late(**params: Any) -> dict[str, Any]:
    talk = Talk(create_server())
    await talk.start(**params)
    return talk.answer("start")


def early(**params: Any) -> dict[str, Any] | None:
    return answered({"jsonrpc": "2.0", "id": "start", "method": "initialize", "params": {**START, **params}})


async def test_what_is_offered_is_up_to_date() -> None:
    fresh = json.dumps(bare((await late(**EVERYTHING))["result"]["capabilities"]), indent=2) + "\n"
    if os.environ.get("AGENTLS_UPDATE") == "1":
        OFFERED.write_text(fresh, encoding="utf-8")
    assert OFFERED.read_text(encoding="utf-8") == fresh, "stale: run the tests with AGENTLS_UPDATE=1"


@pytest.mark.parametrize("client", CLIENTS, ids=lambda one: str(one.name))
@pytest.mark.parametrize("options", [None, {"format": True}, {"format": "odd"}, [3]])
async def test_both_answers_are_the_same(client: Introduction, options: Any) -> None:
    params = {"capabilities": client.capabilities, "initializationOptions": options}
    assert bare(early(**params)) == bare(await late(**params))


@pytest.mark.parametrize(
    "general", [{}, {"positionEncodings": []}, {"positionEncodings": ["utf-7", "utf-8"]}, {"positionEncodings": None}]
)
async def test_both_choose_the_same_encoding(general: Any) -> None:
    params = {"capabilities": {"general": general, "textDocument": {"hover": "odd"}}}
    assert bare(early(**params)) == bare(await late(**params))


@pytest.mark.parametrize(
    "params",
    [
        {"capabilities": []},
        {"processId": "x"},
        {"processId": True},
        {"trace": "compact"},
        {"rootUri": 3},
        {"workspaceFolders": [{"uri": 3}]},
        {"clientInfo": 3},
        {"something": "new"},
    ],
)
def test_an_unusual_initialize_is_left_to_the_server(params: dict[str, Any]) -> None:
    assert early(**params) is None


@pytest.mark.parametrize("message", [None, 3, {}, {"jsonrpc": "2.0", "method": "initialize"}, {"method": "initialize"}])
def test_other_messages_are_left_to_the_server(message: Any) -> None:
    assert answered(message) is None


async def test_the_client_gets_one_answer() -> None:
    server = create_server()
    server.protocol.answered_early = "start"
    talk = Talk(server)
    await talk.start()
    assert talk.answers("start") == []
    assert "error" in await talk.ask("initialize", START, "start")


def test_little_is_imported_until_then() -> None:
    code = "import sys, agentls.cli.server, agentls.lsp.stdio; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"asyncio", "attrs", "lsprotocol", "pygls", "yaml"} & set(loaded)
