"""What the scripts of this folder are shown: a workspace each, and what is special about its workbench."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from tests.editors.files import write_files

AGENT = "---\nname: {name}\ndescription: Helps with changes.\ntools: Read, Grepp\n---\n\nYou help.\n"

_OLD = "import agentls\nagentls.__version__ = '0.0.1'\n"
_CRASHING = """\
import os, time
from agentls.lsp.lifecycle import Lifecycle
async def leave(self, params):
    time.sleep(0.5)
    os._exit(3)
Lifecycle.initialized = leave
"""
_SERVE = "import sys\nfrom agentls.cli import main\nsys.argv[0] = 'agentls'\nsys.exit(main())\n"


class Scene(NamedTuple):
    """A workspace, and arguments of `workbench` besides."""

    workspace: Path
    options: Mapping[str, Any] = MappingProxyType({})


def _ui(folder: Path) -> Scene:
    styled = "---\nname: styled\ndescription: Styles.\ncategory: quality\n---\n\n# Styled\n\n## Triggers\n\n- style\n"
    tagged = "---\nname: tagged\ndescription: Helps.\n---\n\n<role>\nYou help.\n</role>\n"
    chosen = {"editor.codeActionsOnSave": {"source.fixAll.agentls": "explicit"}, "editor.linkedEditing": True}
    files = {
        ".claude/agents/reviewer.md": AGENT.format(name="reviewer"),
        ".claude/agents/other.md": AGENT.format(name="other").replace("tools: Read, Grepp", "tool: Read"),
        "docs.agent.md": "---\nname: docs\ndescription: Writes docs.\ntools: [read]\n---\n\nYou write.\n",
        "styled.md": styled + "<!-- agentls: dialect=superclaude -->\n",
        "tagged.md": tagged + "<!-- agentls: dialect=xml-agent -->\n",
        "linked.md": tagged + "<!-- agentls: dialect=xml-agent -->\n",
        ".vscode/settings.json": json.dumps(chosen),
    }
    return Scene(write_files(folder / "workspace", files))


def _commands(folder: Path) -> Scene:
    names = ("marked", "listed", "closed", "locked")
    files = {f".claude/agents/{name}.md": AGENT.format(name=name) for name in names}
    workspace = write_files(folder / "workspace", {**files, ".git/HEAD": "ref: refs/heads/main\n"})
    (workspace / ".claude" / "agents" / "locked.md").chmod(0o444)
    write_files(folder / "plain", {"README.md": "# A project\n\nNothing to see.\n"})
    return Scene(workspace)


def _broken(folder: Path) -> Scene:
    """Programs in the place of the server, each broken in a way of its own, and one that works: `agentls.whl`."""
    python = f"#!{sys.executable}\n"
    programs = {
        "dying": "#!/bin/sh\necho 'a part is missing' >&2\nexit 3\n",
        "silent": "#!/bin/sh\nexec sleep 600\n",
        "old": python + _OLD + _SERVE,
        "crashing": python + _CRASHING + _SERVE,
        "agentls.whl": python + _SERVE,
    }
    for path in write_files(folder / "programs", programs).iterdir():
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    workspace = write_files(folder / "workspace", {".claude/agents/reviewer.md": AGENT.format(name="reviewer")})
    return Scene(workspace, {"has_program": False})


def _trust(folder: Path) -> Scene:
    """A workspace that brings a program and the settings that would start it; it leaves a mark when it runs."""
    program = folder / "workspace" / "tool"
    files = {
        ".claude/agents/reviewer.md": AGENT.format(name="reviewer"),
        ".vscode/settings.json": json.dumps({"agentls.server.command": [str(program)]}),
        "tool": f"#!/bin/sh\ntouch '{folder}/it-ran'\nexec '{Path(sys.executable).parent}/agentls' server\n",
    }
    workspace = write_files(folder / "workspace", files)
    program.chmod(0o755)
    return Scene(workspace, {"trusts": False})


SCENES: dict[str, Callable[[Path], Scene]] = {"ui": _ui, "commands": _commands, "broken": _broken, "trust": _trust}
"""By the name of the script, which gets the port, the workspace, and the folder that holds everything."""
