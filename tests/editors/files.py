"""The small workspace that every editor opens, and the parts of a page that are run as they stand."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

FILES = {
    "project/.git/HEAD": "ref: refs/heads/main\n",
    "project/.claude/agents/reviewer.md": (
        "---\nname: reviewer\ndescription: 🚀🚀 Reviews change #1 today\ntools: Read, Grepp, \n---\n\nYou review.\n"
    ),
    "project/.claude/agents/other.md": "---\nname: other\ndescription: Helps.\ntools: Reed\n---\n\nYou help.\n",
    "project/.cursor/rules/style.mdc": "---\ndescription: Style\nalwaysApplied: true\n---\n\nUse short names.\n",
    "project/tagged.md": (
        "---\nname: tagged\ndescription: Helps with tags.\n---\n\n# Tags\n<rules>\nBe brief.\n</rules>\n"
        "<!-- agentls: dialect=claude-code-agent -->\n"
    ),
    "alone/helper.agent.md": "---\nname: helper\ndescription: Helps.\ntool: [read]\n---\n\nYou help.\n",
}


def write_files(folder: Path, files: dict[str, str]) -> Path:
    """Write texts as they are, line endings included, below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def block_of(page: Path, mark: str, language: str) -> str:
    """The first block of code below a mark in a page: what users are told to write is what is run."""
    found = re.search(rf"<!-- {mark} -->\n```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"{page.name} has no block marked {mark}"
    return found[1]


def environment(folder: Path) -> dict[str, str]:
    """A home of its own, the program under test on the PATH, and where to work and to report."""
    programs = Path(sys.executable).parent
    home = folder / "home"
    return {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        **{f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "STATE", "DATA", "CACHE")},
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "AGENTLS_WORKSPACE": str(folder / "project"),
        "AGENTLS_REPORT": str(folder / "report.json"),
    }


def results_in(folder: Path, output: str) -> dict[str, Any]:
    """What came of each step; the output of the editor is told when it left no report."""
    report = folder / "report.json"
    assert report.exists(), output
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))["results"]
    return found
