"""Diagnostics of all files, in one process with its client."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.lsp.test_publish import GOOD, MISSPELLED, PULL, Client

METHOD = "workspace/diagnostic"
Reports = dict[str, dict[str, Any]]


@pytest.fixture
def client(tmp_path: Path) -> Client:
    client = Client(tmp_path)
    for number in range(130):
        write(client, f".claude/agents/a{number}.md", MISSPELLED if number % 10 == 0 else GOOD)
    write(client, "README.md", "# A page\n")
    write(client, "node_modules/x/.claude/agents/a.md", MISSPELLED)
    write(client, ".git/info/exclude", "ignored/\n")
    write(client, "ignored/.claude/agents/a.md", MISSPELLED)
    return client


def write(client: Client, name: str, text: str) -> None:
    path = client.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def by_uri(items: list[dict[str, Any]]) -> Reports:
    return {one["uri"]: one for one in items}


async def sweep(client: Client, had: Reports | None = None, id_: int = 1, **tokens: str) -> Reports:
    """Ask for all diagnostics and wait: the reports by URI."""
    previous = [{"uri": uri, "value": one["resultId"]} for uri, one in (had or {}).items()]
    await client.say(id=id_, method=METHOD, params={"previousResultIds": previous, **tokens})
    answer = await client.answered(id_)
    return by_uri([*partial(client, tokens.get("partialResultToken")), *answer["result"]["items"]])


def partial(client: Client, token: str | None) -> list[dict[str, Any]]:
    sent = [one["params"] for one in client.sent if one.get("method") == "$/progress"]
    return [item for one in sent if one["token"] == token and "items" in one["value"] for item in one["value"]["items"]]


async def test_every_agent_file_is_reported_and_no_other(client: Client) -> None:
    await client.begin(**PULL)
    reports = await sweep(client)
    assert len(reports) == 130
    assert sum(bool(one["items"]) for one in reports.values()) == 13
    assert {one["kind"] for one in reports.values()} == {"full"}


async def test_what_the_client_has_is_unchanged(client: Client) -> None:
    await client.begin(**PULL)
    first = await sweep(client)
    write(client, ".claude/agents/a1.md", MISSPELLED + "Longer.\n")
    (client.folder / ".claude/agents/a2.md").unlink()
    again = await sweep(client, first, 2)
    full = {uri: one for uri, one in again.items() if one["kind"] == "full"}
    assert {uri.rpartition("/")[2]: len(one["items"]) for uri, one in full.items()} == {"a1.md": 1, "a2.md": 0}


async def test_partial_results_come_by_and_by_and_the_answer_holds_the_rest(client: Client) -> None:
    await client.begin(**PULL)
    assert len(await sweep(client, partialResultToken="p")) == 130
    assert len(partial(client, "p")) == 100
    assert len(client.answer(1)["result"]["items"]) == 30


async def test_buffers_win_over_the_disk(client: Client) -> None:
    await client.begin(**PULL)
    uri = (client.folder / ".claude/agents/a0.md").as_uri()
    await client.open(GOOD, uri)
    report = (await sweep(client))[uri]
    assert (report["items"], report["version"]) == ([], 1)


async def test_settings_files_are_left_to_be_pushed(client: Client) -> None:
    write(client, "agentls.toml", 'exclude = ["a1*.md"]\nignore = 3\n')
    await client.begin(**PULL)
    reports = await sweep(client)
    assert len(reports) == 130 - 11 - 30
    assert client.published((client.folder / "agentls.toml").as_uri()) == [(None, ["invalid-settings"])]


async def test_all_folders_are_looked_into(client: Client, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Client(tmp_path_factory.mktemp("other"))
    write(other, ".claude/agents/b.md", GOOD)
    await client.begin(**PULL)
    folder = {"uri": other.folder.as_uri(), "name": "other"}
    await client.note("workspace/didChangeWorkspaceFolders", event={"added": [folder], "removed": []})
    assert len(await sweep(client)) == 131
    await client.note("workspace/didChangeWorkspaceFolders", event={"added": [], "removed": [folder]})
    assert len(await sweep(client, id_=2)) == 130


async def test_open_files_only_if_the_user_wants_so(client: Client) -> None:
    await client.begin(**PULL)
    first = await sweep(client)
    await client.note("workspace/didChangeConfiguration", settings={"agentls": {"diagnostics": "openFiles"}})
    reports = await sweep(client, first, 2)
    assert {uri for uri, one in reports.items() if one["items"]} == set()
    assert len(reports) == 130


async def test_without_news_the_answer_waits_for_some(client: Client) -> None:
    await client.begin(**PULL)
    first = await sweep(client, partialResultToken="p")
    previous = [{"uri": uri, "value": one["resultId"]} for uri, one in first.items()]
    await client.say(id=2, method=METHOD, params={"previousResultIds": previous, "partialResultToken": "q"})
    await asyncio.sleep(0.3)
    assert client.answers(2) == []
    uri = (client.folder / ".claude/agents/a3.md").as_uri()
    write(client, ".claude/agents/a3.md", MISSPELLED + "Longer.\n")
    await client.note("workspace/didChangeWatchedFiles", changes=[{"uri": uri, "type": 2}])
    news = [one for one in (await client.answered(2))["result"]["items"] if one["kind"] == "full"]
    assert [one["uri"] for one in [*partial(client, "q"), *news] if one["kind"] == "full"] == [uri]


async def test_it_can_be_cancelled_half_way(client: Client) -> None:
    await client.begin(**PULL)
    await client.say(id=2, method=METHOD, params={"previousResultIds": []})
    await client.note("$/cancelRequest", id=2)
    assert (await client.answered(2))["error"]["code"] == -32800
    assert client.session.sweeps == 0
    assert len(await sweep(client, id_=3)) == 130


async def test_progress_is_shown_for_what_takes_long(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agentls.lsp.progress._QUIET_SECONDS", 0.0)
    monkeypatch.setattr("agentls.lsp.progress._STEP_SECONDS", 0.0)
    await client.begin(**PULL, window={"workDoneProgress": True})
    await sweep(client, workDoneToken="w")
    kinds = [one["params"]["value"]["kind"] for one in client.sent if one.get("method") == "$/progress"]
    assert kinds[0] == "begin"
    assert kinds[-1] == "end"
    assert set(kinds[1:-1]) == {"report"}


async def test_a_bar_is_made_where_the_client_gave_no_token(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agentls.lsp.progress._QUIET_SECONDS", 0.0)
    await client.begin(**PULL, window={"workDoneProgress": True})
    await sweep(client)
    (asked,) = [one for one in client.sent if one.get("method") == "window/workDoneProgress/create"]
    await client.say(id=asked["id"], result=None)
    await sweep(client, id_=2)
    assert client.session.sweeps == 0
