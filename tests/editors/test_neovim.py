"""agentls in real Neovims, started with the very lines of editors/nvim/README.md."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.editors import tools
from tests.editors.files import FILES, block_of, environment, results_in, write_files
from tests.editors.terminal import Terminal

PLUGIN = tools.ROOT / "editors" / "nvim"
SESSION = Path(__file__).parent / "neovim" / "session.lua"
STEPS = re.findall(r"^step\('(.*?)'", SESSION.read_text(encoding="utf-8"), re.MULTILINE)
NEOVIMS = {"0.12": (tools.NEOVIM_NEW, "new"), "0.10": (tools.NEOVIM_OLD, "old")}
"""Programs, and the lines of the page that are for them."""


def init_for(folder: Path, release: str) -> Path:
    """The user's init.lua: what the page says, and this checkout on the runtimepath."""
    init = folder / "init.lua"
    lines = block_of(PLUGIN / "README.md", f"run by the tests: {release}", "lua")
    init.write_text(f"vim.opt.runtimepath:append('{PLUGIN}')\n{lines}", encoding="utf-8")
    return init


@pytest.fixture(scope="module", params=NEOVIMS)
def results(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    program, release = NEOVIMS[request.param]
    if why := tools.missing(program):
        pytest.skip(why)
    folder = write_files(tmp_path_factory.mktemp(release), FILES)
    command = [str(program), "--headless", "--clean", "-u", str(init_for(folder, release)), "-c", f"luafile {SESSION}"]
    run = subprocess.run(command, env=environment(folder), capture_output=True, text=True, timeout=120, check=False)
    return results_in(folder, run.stdout + run.stderr)


@pytest.mark.parametrize("step", STEPS)
def test_in_neovim(results: dict[str, Any], step: str) -> None:
    assert results[step] is True


def test_the_list_opens_by_itself_while_typing(tmp_path: Path) -> None:
    if why := tools.missing(tools.NEOVIM_NEW, "tmux"):
        pytest.skip(why)
    folder = write_files(tmp_path, FILES)
    command = [str(tools.NEOVIM_NEW), "--clean", "-u", str(init_for(folder, "new")), ".claude/agents/reviewer.md"]
    with Terminal(command, environment(folder), folder / "project") as terminal:
        terminal.wait_for("Grepp")
        terminal.wait_for("`Grepp` is not known")
        terminal.keys("4G", "A", "Edit,", "Space")
        terminal.wait_for(r"Bash +[A-Z]\w+", pattern=True)
        terminal.keep_picture("neovim", "A list of tools in Neovim, and findings beside the text")
