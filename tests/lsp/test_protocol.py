"""Each fence around pygls, beside pygls without it: where the second half of a test fails, a fence can go."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from lsprotocol import types
from pygls.lsp.server import LanguageServer

from agentls.lsp.protocol import Server
from agentls.lsp.server import create_server
from tests.support.talk import Talk

HOVER = "textDocument/hover"
PLACE = {"textDocument": {"uri": "file:///nowhere/a.md"}, "position": {"line": 0, "character": 0}}


def ours() -> Server:
    return create_server()


def bare() -> LanguageServer:
    server = LanguageServer("bare", "0", types.TextDocumentSyncKind.Full)
    server.feature(HOVER)(lambda params: None)
    return server


def opened(uri: str) -> dict[str, Any]:
    return {"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": "# A page\n"}}


def changed(uri: str, version: int) -> dict[str, Any]:
    return {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": "# A page\n" * version}]}


async def kept_after(server: LanguageServer) -> int:
    """What is kept of a hundred handled notifications."""
    talk = Talk(server)
    await talk.start()
    await talk.say(method="textDocument/didOpen", params=opened("file:///a.md"))
    for version in range(100):
        await talk.say(2, method="textDocument/didChange", params=changed("file:///a.md", version))
    return len(server.protocol._request_futures)


async def test_nothing_is_kept_of_a_notification() -> None:
    assert await kept_after(ours()) == 0
    assert await kept_after(bare()) > 100


@pytest.mark.parametrize("params", [None, 7, [], {}, {"textDocument": 3}, {**PLACE, "position": {"line": "x"}}])
async def test_a_request_with_malformed_parameters_is_answered(params: Any) -> None:
    talk = Talk(ours())
    await talk.start()
    assert (await talk.ask(HOVER, params))["error"]["code"] == -32602
    assert talk.methods() == []  # nothing pops up


async def test_pygls_leaves_malformed_parameters_unanswered() -> None:
    talk = Talk(bare())
    await talk.start()
    await talk.say(id=1, method=HOVER, params={"textDocument": 3})
    assert talk.answers(1) == []


PROBES: dict[str, dict[str, Any]] = {
    "kind of symbol": {"workspace": {"symbol": {"symbolKind": {"valueSet": [1, 99]}}}},
    "diagnostic tag": {"textDocument": {"publishDiagnostics": {"tagSupport": {"valueSet": [1, 2, 9]}}}},
    "item tag": {"textDocument": {"completion": {"completionItem": {"tagSupport": {"valueSet": [1, 7]}}}}},
    "insert mode": {"textDocument": {"completion": {"completionItem": {"insertTextModeSupport": {"valueSet": [5]}}}}},
    "token format": {
        "textDocument": {
            "semanticTokens": {
                "requests": {}, "tokenTypes": [], "tokenModifiers": [], "formats": ["relative", "absolute"]
            }
        }
    },
    "resource operation": {"workspace": {"workspaceEdit": {"resourceOperations": ["create", "copy"]}}},
    "failure handling": {"workspace": {"workspaceEdit": {"failureHandling": "hope"}}},
    "markup": {"textDocument": {"hover": {"contentFormat": ["html", "markdown"]}}},
    "encoding": {"general": {"positionEncodings": ["utf-7", "utf-8"]}},
}  # fmt: skip


@pytest.mark.parametrize("probe", PROBES)
async def test_an_unknown_value_of_an_enumeration_does_not_stop_the_start(probe: str) -> None:
    talk = Talk(ours())
    await talk.start(capabilities=PROBES[probe])
    assert talk.answer("start")["result"]["serverInfo"]["name"] == "agentls"


async def test_pygls_does_not_start_for_an_unknown_kind_of_symbol() -> None:
    talk = Talk(bare())
    await talk.start(capabilities=PROBES["kind of symbol"])
    assert talk.answers("start") == []


ODD: dict[str, dict[str, Any]] = {
    "a capability of another shape": {"capabilities": {"textDocument": {"hover": True}}},
    "an unknown trace": {"trace": "compact"},
    "capabilities that are a list": {"capabilities": []},
    "options that look like a message": {"initializationOptions": {"jsonrpc": "2.0", "method": "x", "id": 5}},
    "options that look like an answer": {"initializationOptions": [{"jsonrpc": "2.0"}]},
}


@pytest.mark.parametrize("odd", ODD)
async def test_an_odd_initialize_is_understood(odd: str) -> None:
    talk = Talk(ours())
    await talk.start(**ODD[odd])
    assert talk.answer("start")["result"]["serverInfo"]["name"] == "agentls"


async def test_the_encoding_survives_an_odd_capability() -> None:
    talk = Talk(ours())
    await talk.start(capabilities={"general": {"positionEncodings": ["utf-8"]}, "textDocument": {"hover": 1}})
    assert talk.answer("start")["result"]["capabilities"]["positionEncoding"] == "utf-8"


async def test_pygls_takes_options_for_a_message() -> None:
    talk = Talk(bare())
    await talk.start(initializationOptions=[{"jsonrpc": "2.0"}])
    assert talk.answers("start") == []


async def test_initialize_without_capabilities_is_answered() -> None:
    talk = Talk(ours())
    assert (await talk.ask("initialize", {"processId": None, "rootUri": None}))["result"]["capabilities"]


async def test_a_change_of_a_document_that_is_not_open_is_left_out() -> None:
    for server, pops_up in ((ours(), []), (bare(), ["window/showMessage"])):
        talk = Talk(server)
        await talk.start()
        await talk.say(method="textDocument/didChange", params=changed("file:///never-opened.md", 2))
        assert talk.methods() == pops_up


async def shut_down_in_flight(server: LanguageServer) -> Talk:
    async def wait(*arguments: Any) -> None:
        await asyncio.sleep(60)

    server.feature("test/wait")(wait)
    server.command("test.wait")(wait)
    talk = Talk(server)
    await talk.start()
    for id_ in (10, 11):
        await talk.say(id=id_, method="workspace/executeCommand", params={"command": "test.wait", "arguments": []})
    await talk.say(id=12, method="test/wait", params=None)
    await talk.say(id=13, method="shutdown")
    return talk


async def test_a_shutdown_cancels_what_is_in_flight() -> None:
    talk = await shut_down_in_flight(ours())
    assert talk.answer(13)["result"] is None
    assert [talk.answer(id_)["error"]["code"] for id_ in (10, 11, 12)] == [-32800] * 3
    assert "error" in (await shut_down_in_flight(bare())).answer(13)


async def test_requests_out_of_turn_are_refused() -> None:
    talk = Talk(ours())
    assert (await talk.ask(HOVER, PLACE, 1))["error"]["code"] == -32002
    await talk.start()
    assert (await talk.ask("initialize", {"capabilities": {}}, 2))["error"]["code"] == -32600
    assert (await talk.ask("shutdown", None, 3))["result"] is None
    assert (await talk.ask(HOVER, PLACE, 4))["error"]["code"] == -32600


async def test_pygls_does_not_answer_after_a_shutdown() -> None:
    talk = Talk(bare())
    await talk.start()
    await talk.ask("shutdown", None, 3)
    await talk.say(id=4, method=HOVER, params=PLACE)
    assert talk.answers(4) == []


async def test_a_request_can_be_cancelled_before_its_work_begins() -> None:
    talk = Talk(ours())
    await talk.start()
    await talk.say(0, id=5, method=HOVER, params=PLACE)
    await talk.say(method="$/cancelRequest", params={"id": 5})
    assert talk.answer(5)["error"]["code"] == -32800
    await talk.say(method="$/cancelRequest", params={"id": 5})  # too late, and no harm


async def went_on(server: LanguageServer) -> list[str]:
    """What a command has done after it was cancelled."""
    done: list[str] = []

    async def work(*arguments: Any) -> None:
        await asyncio.sleep(0.01)
        done.append("work")

    server.command("test.work")(work)
    talk = Talk(server)
    await talk.start()
    await talk.say(id=5, method="workspace/executeCommand", params={"command": "test.work", "arguments": []})
    await talk.say(method="$/cancelRequest", params={"id": 5})
    await asyncio.sleep(0.05)
    assert talk.answer(5)["error"]["code"] == -32800
    return done


async def test_a_cancelled_command_stops() -> None:
    assert await went_on(ours()) == []
    assert await went_on(bare()) == ["work"]


@pytest.mark.parametrize(
    "message",
    [
        {"jsonrpc": "1.0", "id": 1, "method": HOVER},
        {"id": 1, "method": HOVER},
        {"jsonrpc": "2.0", "id": 1, "method": 5},
        {"jsonrpc": "2.0", "id": 1, "method": "no/such/method"},
        {"jsonrpc": "2.0", "id": 1, "method": "no/such/method", "params": {"a-b": [1]}, "more": 1},
    ],
)
async def test_what_is_no_request_is_answered_when_it_has_an_id(message: dict[str, Any]) -> None:
    talk = Talk(ours())
    await talk.start()
    ours_only: Any = talk.server.protocol
    ours_only.handle_message(message)
    assert talk.answer(1)["error"]["code"] in (-32600, -32601)


@pytest.mark.parametrize("message", [None, 3, "x", [], [{}], {}, {"jsonrpc": "2.0", "id": None, "method": HOVER}])
async def test_what_is_no_message_is_left_out(message: Any) -> None:
    talk = Talk(ours())
    await talk.start()
    before = len(talk.sent)
    talk.server.protocol.handle_message(message)
    assert len(talk.sent) == before


@pytest.mark.parametrize("params", [{}, {"params": None}, {"params": {}}, {"params": []}])
async def test_parameters_may_be_absent_where_there_are_none(params: dict[str, Any]) -> None:
    talk = Talk(ours())
    await talk.start(capabilities={"workspace": {"configuration": True}})
    await talk.say(method="initialized", **params)
    assert "workspace/configuration" in talk.methods()
    await talk.say(id=1, method="shutdown", **params)
    assert talk.answer(1)["result"] is None


async def test_a_late_answer_to_a_question_that_was_given_up_is_dropped(caplog: pytest.LogCaptureFixture) -> None:
    talk = Talk(ours())
    await talk.start()
    future = talk.server.protocol.send_request("workspace/configuration", types.ConfigurationParams([]))
    question = talk.sent[-1]["id"]
    future.cancel()
    await talk.say(id=question, result=[None])
    assert not caplog.records


async def test_an_unreadable_answer_ends_the_wait() -> None:
    talk = Talk(ours())
    await talk.start()
    future = talk.server.protocol.send_request("workspace/configuration", types.ConfigurationParams([]))
    await talk.say(id=talk.sent[-1]["id"], result="no list")
    assert future.done()


async def test_an_answer_is_one_object_of_plain_json() -> None:
    talk = Talk(ours())
    await talk.start()
    answer = talk.answer("start")
    assert json.loads(json.dumps(answer)) == answer
    assert answer.keys() == {"jsonrpc", "id", "result"}
