"""Qwen Code: agents and skills."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.products.product import Case, Listing, Observed, matched
from tests.products.room import room
from tests.products.spawning import Roll
from tests.products.stub import Request, serve

_SECONDS = 300
_NAME = re.compile(r"^- \*\*(.+?)\*\*: ", re.MULTILINE)
_COMPLAINT = re.compile(r"(?:Skipped invalid file|Failed to parse skill at) (/\S+?): (.*)")
_SKILL = re.compile(r"Successfully parsed skill: (.+) \(project\) from (/\S+)")
_FAILED = re.compile(r"Background agent failed: (.*)\n.*?call_(\d{4})")
_SWITCHES = {"OPENAI_API_KEY": "any", "OPENAI_MODEL": "some-model", "DEBUG": "1"}
_SETTINGS = {"privacy": {"usageStatisticsEnabled": False}}


class QwenCode:
    """Names its agents in the tool that runs them; what fails, and which skills it has, stands in its debug log."""

    consumer = "qwen-code"
    roles: Mapping[str, str] = {"qwen-agent": "agent", "agent-skill": "skill"}
    stands_for: Mapping[str, frozenset[str]] = {}

    def package(self, version: str) -> str:
        """The package, which runs with node."""
        return f"@qwen-code/qwen-code@{version}"

    def observe(self, package: Path, role: str, cases: Sequence[Case]) -> dict[str, Observed]:
        """All cases in one start; an empty project before it shows which agents are its own."""
        if role == "skill":
            return matched(cases, self._start(package, cases)[0], frozenset(), None)
        own = self._start(package, [])[0].names
        listing, roll = self._start(package, cases)
        return matched(cases, listing, own, roll)

    def _start(self, package: Path, cases: Sequence[Case]) -> tuple[Listing, Roll]:
        wanted = {name for case in cases if not case.only_listed for name in case.names}
        roll = Roll("agent", lambda request: [name for name in _names(request) if name in wanted], _arguments)
        with room() as here, serve(roll) as address:
            for case in cases:
                here.write(here.project / case.path, case.raw)
            here.write(here.home / ".qwen" / "settings.json", json.dumps(_SETTINGS))
            command = ["node", str(package / "cli.js"), "-p", "Go", "--auth-type", "openai", "--yolo"]
            here.run(command, {**_SWITCHES, "OPENAI_BASE_URL": f"{address}/v1"}, _SECONDS)
            logs = (here.home / ".qwen" / "debug").glob("*.txt")
            log = "\n".join(
                file.read_text(encoding="utf-8", errors="replace") for file in logs if not file.is_symlink()
            )
            return _read(cases, roll, log.replace(f"{here.project}/", "/")), roll


def _read(cases: Sequence[Case], roll: Roll, log: str) -> Listing:
    complaints = {match[1].removeprefix("/"): match[2] for match in _COMPLAINT.finditer(log)}
    for match in _FAILED.finditer(log):
        roll.told[roll.named(match[2])] = match[1]
    if cases and cases[0].role == "skill":
        skills = {path.removeprefix("/"): name for name, path in _SKILL.findall(log)}
        return Listing(frozenset(), {f"{path}/SKILL.md": why for path, why in complaints.items()}, paths=skills)
    return Listing(frozenset(_names(roll.main)) if roll.main else frozenset(), complaints)


def _names(request: Request) -> list[str]:
    return list(dict.fromkeys(_NAME.findall(request.tools["agent"]["description"])))


def _arguments(name: str, prompt: str) -> dict[str, Any]:
    return {"description": "probe", "prompt": prompt, "subagent_type": name}
