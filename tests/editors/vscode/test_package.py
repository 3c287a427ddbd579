"""What the extension's package promises is there; no editor is needed for that."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.editors import tools

PACKAGE: dict[str, Any] = json.loads((tools.EXTENSION / "package.json").read_text(encoding="utf-8"))
COMMANDS = {one["command"] for one in PACKAGE["contributes"]["commands"]}
STEPS = [step for page in PACKAGE["contributes"]["walkthroughs"] for step in page["steps"]]


def test_the_walkthrough_shows_pages_that_exist() -> None:
    for step in STEPS:
        for path in step["media"].values():
            assert (tools.EXTENSION / path).read_text(encoding="utf-8").startswith("# "), path


def test_the_walkthrough_calls_commands_that_exist() -> None:
    called = {name for step in STEPS for name in re.findall(r"\(command:([\w.]+)\)", step["description"])}
    assert called
    assert called <= COMMANDS


def test_every_command_is_carried_out_by_the_extension() -> None:
    source = (tools.EXTENSION / "src" / "commands.ts").read_text(encoding="utf-8")
    assert set(re.findall(r'^    "([\w.]+)": \(\) =>', source, re.MULTILINE)) == COMMANDS


def test_commands_differ_from_those_that_the_client_library_registers() -> None:
    from agentls.lsp.offer import COMMANDS as SERVER

    assert not COMMANDS & set(SERVER)


def test_the_page_shows_pictures_that_exist_and_are_small() -> None:
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", (tools.EXTENSION / "README.md").read_text(encoding="utf-8"))
    for path in [*pictures, PACKAGE["icon"]]:
        assert 0 < (tools.EXTENSION / path).stat().st_size < 150_000, path


def test_settings_that_name_programs_are_not_those_of_an_untrusted_workspace() -> None:
    careful = PACKAGE["capabilities"]["untrustedWorkspaces"]
    programs = {name for name in PACKAGE["contributes"]["configuration"]["properties"] if ".server." in name}
    assert careful["supported"] == "limited"
    assert programs - {"agentls.trace.server"} <= set(careful["restrictedConfigurations"])
