"""The extension in the real VS Code: as a person sees it, and from inside the extension host."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.editors import tools
from tests.editors.files import results_in, write_files
from tests.editors.vscode.scenes import AGENT, SCENES
from tests.editors.vscode.server import workbench

HERE = Path(__file__).parent / "vscode"
PACKAGE = tools.EXTENSION / "dist" / "agentls.vsix"
DRIVER = tools.TOOLS / "driver"
STEPS = {
    name: re.findall(r'^await steps\.step\("(.*?)"', (HERE / f"{name}.mjs").read_text(encoding="utf-8"), re.MULTILINE)
    for name in SCENES
}
HOST_TESTS = [
    test
    for name in ("suite.js", "features.js")
    for test in re.findall(r'^  test\("(.*?)"', (HERE / "host" / name).read_text(encoding="utf-8"), re.MULTILINE)
]

SKILL = "---\nname: notes\ndescription: Keeps notes. Use it to remember.\nlicence: MIT\n---\n\n# Notes\n\nKeep them.\n"
KINDS = [
    (".claude/agents/kind.md", "chatagent", "Grepp", AGENT.format(name="kind")),
    ("agents/kind.agent.md", "chatagent", "tool", "---\ndescription: Helps.\ntool: [read]\n---\n\nYou help.\n"),
    ("skills/notes/SKILL.md", "skill", "licence", SKILL),
    (".github/prompts/kind.prompt.md", "prompt", "discription", "---\ndiscription: Asks.\n---\n\nAsk.\n"),
    (
        ".github/instructions/kind.instructions.md",
        "instructions",
        "apply-to",
        "---\napply-to: '**/*.py'\n---\n\nUse types.\n",
    ),
    (".opencode/agent/kind.md", "markdown", "mod", "---\ndescription: Helps.\nmod: subagent\n---\n\nYou help.\n"),
    (".cursor/rules/kind.mdc", "markdown", "alwaysApplied", "---\nalwaysApplied: true\n---\n\nUse types.\n"),
    (
        ".gemini/commands/kind.toml",
        "plaintext",
        "discription",
        'discription = "Asks."\nprompt = "Ask."\n',
    ),
]
"""A file of every language id: path, the id that VS Code gives it, what is marked in it, its text."""

TAGGED = (
    "---\nname: tagged\ndescription: Helps.\nmodel: inherit\n---\n\n<role>\nYou help.\n</role>\n\n"
    "## Rules\n\n- See [the page](../../README.md).\n"
)


def drive(script: str, *arguments: object, **environment: object) -> subprocess.CompletedProcess[str]:
    """Run a script of the folder with our node; the browser is the system's Chromium."""
    more = {"AGENTLS_DRIVER": str(DRIVER), "AGENTLS_CHROMIUM": str(shutil.which("chromium"))}
    return subprocess.run(
        [str(tools.NODE), str(HERE / script), *map(str, arguments)],
        env={**os.environ, **more, **{name: str(value) for name, value in environment.items()}},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module", autouse=True)
def _editor() -> None:
    if why := tools.missing(tools.NODE, tools.CODE_SERVER, DRIVER, PACKAGE, "chromium"):
        pytest.skip(why)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Any]]:
    """What a person saw, step by step, by the name of a script."""

    @cache
    def see(script: str) -> dict[str, Any]:
        folder = tmp_path_factory.mktemp(script)
        scene = SCENES[script](folder)
        with workbench(folder / "home", {}, extension=PACKAGE, **scene.options) as server:
            run = drive(f"{script}.mjs", server.port, scene.workspace, folder)
        if pictures := os.environ.get("AGENTLS_PICTURES"):
            for picture in folder.glob("*.png"):
                shutil.copy(picture, pictures)
        return results_in(folder, run.stdout + run.stderr)

    return see


@pytest.mark.parametrize(("script", "step"), [(script, step) for script in SCENES for step in STEPS[script]])
def test_in_the_workbench(seen: Callable[[str], dict[str, Any]], script: str, step: str) -> None:
    assert seen(script).get(step) is True, seen(script).get(step)


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the suite inside the extension host found."""
    folder = tmp_path_factory.mktemp("host")
    names = ("fix", "closed", "all")
    files = {
        **{path: text for path, _, _, text in KINDS},
        **{f".claude/agents/{name}.md": AGENT.format(name=name) for name in names},
        ".claude/agents/crlf.md": AGENT.format(name="crlf").replace("\n", "\r\n"),
        ".claude/agents/emoji.md": "---\nname: emoji\ndescription: 🚀🚀 Reviews change #1 today\n---\n\nYou help.\n",
        "agents/twice.agent.md": "---\ndescription: Helps.\nfrobnicate: 1\ntool: [read]\n---\n\nYou help.\n",
        ".claude/agents/tagged.md": TAGGED,
        ".claude/agents/loose.md": "---\nname:    loose\ndescription:  Helps.\n---\n\nYou help.\n",
        "README.md": "# A project\n\nNothing to see.\n",
    }
    first = write_files(folder / "first", files)
    second = write_files(folder / "second", {".claude/agents/second.md": AGENT.format(name="second")})
    both = folder / "both.code-workspace"
    both.write_text(json.dumps({"folders": [{"path": str(first)}, {"path": str(second)}]}), encoding="utf-8")
    kinds = folder / "kinds.json"
    kinds.write_text(json.dumps([kind[:3] for kind in KINDS]), encoding="utf-8")
    environment = {"AGENTLS_REPORT": folder / "report.json", "AGENTLS_KINDS": kinds, "AGENTLS_DRIVER": DRIVER}
    with workbench(folder / "home", {}, environment=environment) as server:
        run = drive("host.mjs", server.port, both, tools.EXTENSION, HERE / "host" / "index.js")
    return results_in(folder, run.stdout + run.stderr)


@pytest.mark.parametrize(
    "name", [*(f"{path} is {language} and is checked" for path, language, *_ in KINDS), *HOST_TESTS]
)
def test_in_the_extension_host(inside: dict[str, Any], name: str) -> None:
    assert inside.get(name) is True, inside.get(name)
