"""What the server sends without being asked, in one process with its client."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from agentls.lsp.server import create_server
from agentls.lsp.session import Session
from tests.support.talk import Talk

GOOD = "---\nname: reviewer\ndescription: Reviews code before it is merged\ntools: Read\n---\nYou review code.\n"
MISSPELLED = GOOD.replace("tools", "toools")
PULL = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}


class Client(Talk):
    """A client with a folder."""

    def __init__(self, folder: Path) -> None:
        self.session = Session()
        super().__init__(create_server(self.session))
        self.folder = folder
        self.uri = (folder / ".claude/agents/reviewer.md").as_uri()

    async def begin(self, **capabilities: Any) -> None:
        """Initialize, and wait until the server has warmed up."""
        folders = [{"uri": self.folder.as_uri(), "name": "project"}]
        await self.start(capabilities=capabilities, workspaceFolders=folders)
        await self.say(method="initialized", params={})
        await asyncio.sleep(0.1)

    async def open(self, text: str, uri: str = "") -> None:
        item = {"uri": uri or self.uri, "languageId": "markdown", "version": 1, "text": text}
        await self.say(method="textDocument/didOpen", params={"textDocument": item})

    async def change(self, text: str, version: int) -> None:
        document = {"uri": self.uri, "version": version}
        await self.say(
            method="textDocument/didChange", params={"textDocument": document, "contentChanges": [{"text": text}]}
        )

    async def note(self, method: str, **params: Any) -> None:
        await self.say(method=method, params=params)

    def published(self, uri: str = "") -> list[tuple[int | None, list[str]]]:
        """Version and rules of what was pushed for a document, in its order."""
        sent = [one["params"] for one in self.sent if one.get("method") == "textDocument/publishDiagnostics"]
        return [
            (one.get("version"), [diagnostic["code"] for diagnostic in one["diagnostics"]])
            for one in sent
            if one["uri"] == (uri or self.uri)
        ]


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(tmp_path)


async def quiet() -> None:
    """Wait until the server has said all that it has to say."""
    await asyncio.sleep(0.6)


async def test_many_changes_are_checked_once_in_the_last_version(client: Client) -> None:
    await client.begin()
    await client.open(MISSPELLED)
    await client.say()
    assert client.published() == [(1, ["unknown-key"])]
    for version in range(2, 9):
        await client.change(GOOD if version == 8 else MISSPELLED + "x" * version, version)
    await quiet()
    assert client.published() == [(1, ["unknown-key"]), (8, [])]


async def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    await client.begin()
    await client.open(MISSPELLED)
    await client.change(MISSPELLED + "More.\n", 2)
    await quiet()
    assert len(client.published()) == 1


async def test_a_closed_document_is_cleared(client: Client) -> None:
    await client.begin()
    await client.open(MISSPELLED)
    await client.change(MISSPELLED + "\n", 2)
    await client.note("textDocument/didClose", textDocument={"uri": client.uri})
    await quiet()
    assert client.published() == [(1, ["unknown-key"]), (None, [])]


async def test_nothing_is_sent_for_what_is_no_agent_file(client: Client) -> None:
    await client.begin()
    await client.open("# A page\n\nAbout something else.\n", (client.folder / "page.md").as_uri())
    await quiet()
    assert client.methods() == []


async def test_a_client_that_pulls_gets_nothing_pushed_for_what_it_has_open(client: Client) -> None:
    await client.begin(**PULL)
    await client.open(MISSPELLED)
    await client.change(MISSPELLED + "\n", 2)
    await quiet()
    assert client.published() == []


@pytest.mark.parametrize("capabilities", [{}, PULL])
async def test_a_settings_file_that_is_not_open_is_pushed_to_everybody(
    client: Client, capabilities: dict[str, Any]
) -> None:
    file = client.folder / "agentls.toml"
    file.write_text('ignore = ["unknown-kye"]\n', encoding="utf-8")
    await client.begin(**capabilities)
    await quiet()
    assert client.published(file.as_uri()) == [(None, ["invalid-settings"])]
    file.write_text('ignore = ["unknown-key"] # mended\n', encoding="utf-8")
    await client.note("workspace/didChangeWatchedFiles", changes=[{"uri": file.as_uri(), "type": 2}])
    await quiet()
    assert client.published(file.as_uri())[1:] == [(None, [])]


async def test_a_settings_file_is_either_pushed_or_pulled(client: Client) -> None:
    file = client.folder / "agentls.toml"
    file.write_text('ignore = ["unknown-kye"]\n', encoding="utf-8")
    await client.begin(**PULL)
    await client.open(file.read_text(encoding="utf-8"), file.as_uri())
    await quiet()
    assert client.published(file.as_uri()) == [(None, ["invalid-settings"]), (None, [])]
    report = await client.ask("textDocument/diagnostic", {"textDocument": {"uri": file.as_uri()}})
    assert [one["code"] for one in report["result"]["items"]] == ["invalid-settings"]
    await client.note("textDocument/didClose", textDocument={"uri": file.as_uri()})
    await quiet()
    assert client.published(file.as_uri())[2:] == [(None, ["invalid-settings"])]


async def test_a_broken_schema_of_ones_own_is_pushed(client: Client) -> None:
    (client.folder / "agentls.toml").write_text('schemas = ["house.yaml"]\n', encoding="utf-8")
    (client.folder / "house.yaml").write_text("id: house\nknid: community\n", encoding="utf-8")
    await client.begin(**PULL)
    await quiet()
    assert client.published((client.folder / "house.yaml").as_uri()) == [(None, ["invalid-settings"])]


async def test_saved_settings_are_seen_without_watched_files(client: Client) -> None:
    file = client.folder / "agentls.toml"
    await client.begin()
    await client.open(MISSPELLED)
    await client.say()
    file.write_text('ignore = ["unknown-key"]\n', encoding="utf-8")
    await client.note("textDocument/didSave", textDocument={"uri": file.as_uri()})
    await quiet()
    assert client.published() == [(1, ["unknown-key"]), (1, [])]


async def test_changed_files_make_a_client_that_pulls_ask_again(client: Client) -> None:
    await client.begin(**PULL)
    for name, type_ in (("agentls.toml", 2), (".claude/agents/new.md", 1)):
        change = {"uri": (client.folder / name).as_uri(), "type": type_}
        await client.note("workspace/didChangeWatchedFiles", changes=[change])
        await quiet()
    assert client.methods().count("workspace/diagnostic/refresh") == 2
    change = {"uri": client.uri, "type": 2}  # its own pull sees that
    await client.note("workspace/didChangeWatchedFiles", changes=[change])
    await quiet()
    assert client.methods().count("workspace/diagnostic/refresh") == 2


async def test_pushed_settings_of_the_client_count(client: Client) -> None:
    await client.begin()
    await client.open(MISSPELLED)
    await client.say()
    await client.note("workspace/didChangeConfiguration", settings={"agentls": {"ignore": ["unknown-key"]}})
    await quiet()
    assert client.published() == [(1, ["unknown-key"]), (1, [])]


async def test_settings_are_asked_for_where_the_client_has_them(client: Client) -> None:
    await client.begin(workspace={"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}})
    (question,) = [one for one in client.sent if one.get("method") == "workspace/configuration"]
    assert question["params"]["items"] == [{"section": "agentls"}]
    await client.say(id=question["id"], result=[{"ignore": ["unknown-key"]}])
    await client.open(MISSPELLED)
    await quiet()
    assert client.published() == []
    (asked,) = [one for one in client.sent if one.get("method") == "client/registerCapability"]
    assert [one["method"] for one in asked["params"]["registrations"]] == ["workspace/didChangeConfiguration"]


async def test_files_are_watched_where_the_client_can(client: Client) -> None:
    await client.begin(workspace={"didChangeWatchedFiles": {"dynamicRegistration": True}})
    (asked,) = [one for one in client.sent if one.get("method") == "client/registerCapability"]
    globs = [one["globPattern"] for one in asked["params"]["registrations"][0]["registerOptions"]["watchers"]]
    assert any("md" in glob for glob in globs)
    assert "**/agentls.toml" in globs


async def test_a_folder_that_comes_brings_its_settings(
    client: Client, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "agentls.toml").write_text("ignore = 7\n", encoding="utf-8")
    await client.begin()
    folder = {"uri": other.as_uri(), "name": "other"}
    await client.note("workspace/didChangeWorkspaceFolders", event={"added": [folder], "removed": []})
    assert client.session.folders == [client.folder.as_posix(), other.as_posix()]
    gone = {"uri": client.folder.as_uri(), "name": "project"}
    await client.note("workspace/didChangeWorkspaceFolders", event={"added": [], "removed": [gone]})
    assert client.session.folders == [other.as_posix()]
    await quiet()
    assert client.published((other / "agentls.toml").as_uri()) == [(None, ["invalid-settings"])]


async def test_formatting_is_offered_when_the_user_wants_it(client: Client) -> None:
    await client.begin(textDocument={"formatting": {"dynamicRegistration": True}})
    options = {"tabSize": 2, "insertSpaces": True}
    params = {"textDocument": {"uri": client.uri}, "options": options}
    await client.open(GOOD.replace("name: ", "name:    "))
    for number, wanted in enumerate((True, True, False)):
        await client.note("workspace/didChangeConfiguration", settings={"agentls": {"format": wanted}})
        answer = await client.ask("textDocument/formatting", params, number)
        assert ("result" in answer) == wanted
    assert [one for one in client.methods() if one.startswith("client/")] == [
        "client/registerCapability", "client/unregisterCapability"
    ]  # fmt: skip
