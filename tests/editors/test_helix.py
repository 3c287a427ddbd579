"""agentls in a real Helix, with the very lines of editors/other/helix.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editors import tools
from tests.editors.files import FILES, block_of, environment, write_files
from tests.editors.terminal import Terminal


@pytest.fixture
def helix(tmp_path: Path) -> Iterator[Terminal]:
    if why := tools.missing(tools.HELIX, "tmux"):
        pytest.skip(why)
    folder = write_files(tmp_path, FILES)
    config = folder / "home" / "config" / "helix"
    config.mkdir(parents=True)
    lines = block_of(tools.ROOT / "editors" / "other" / "helix.md", "run by the tests", "toml")
    (config / "languages.toml").write_text(lines, encoding="utf-8")
    runtime = next(path.parent for path in (tools.TOOLS / "helix").glob("**/themes") if path.is_dir())
    variables = {**environment(folder), "HELIX_RUNTIME": str(runtime)}
    with Terminal([str(tools.HELIX), ".claude/agents/reviewer.md"], variables, folder / "project") as terminal:
        terminal.wait_for("● [1-9]", pattern=True)
        yield terminal


def test_findings_are_listed(helix: Terminal) -> None:
    helix.keys("Space", "d")
    helix.wait_for("`Grepp`.*", pattern=True)


def test_hover_tells_what_a_key_is(helix: Terminal) -> None:
    helix.keys("4", "G", "Space", "k")
    helix.wait_for("tools.*key|key.*tools", pattern=True)


def test_completion_offers_tools(helix: Terminal) -> None:
    helix.keys("4", "G", "A", " ", "G", "r", "e")
    helix.wait_for(r"Grep\s", pattern=True)


def test_a_code_action_mends_the_tool(helix: Terminal) -> None:
    helix.keys("4", "G", "f", "G", "Space", "a")
    helix.wait_for("Rename to `Grep`|Change to `Grep`", pattern=True)
    helix.keys("Enter")
    helix.wait_for(r"tools: Read, Grep,")
