"""Gemini CLI: agents and skills."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.products.product import Case, Listing, Observed, matched
from tests.products.room import room
from tests.products.spawning import Roll
from tests.products.stub import Call, Reply, Request, serve

_SECONDS = 300
_NAME = re.compile(r"^- (\S+) -> ", re.MULTILINE)
_SKILL = re.compile(r"<name>(.*?)</name>.*?<location>(.*?)</location>", re.DOTALL)
_COMPLAINT = re.compile(
    r"^\[AgentRegistry\] Error loading \w+ agent: (?:Failed to load agent from )?(/\S+?\.md): "
    r"(.*?)(?=^\[|^Agent loading|\Z)",
    re.MULTILINE | re.DOTALL,
)
# A remote agent was read and taken, but neither its card nor its key is to be had here.
_ELSEWHERE = re.compile(r"Error loading A2A agent \"(.+?)\": (?:TypeError: fetch failed|Error: Environment variable)")
_SWITCHES = {"GEMINI_API_KEY": "any", "GEMINI_MODEL": "gemini-2.5-pro", "GEMINI_CLI_TRUST_WORKSPACE": "true"}
_SETTINGS = {
    "general": {"enableAutoUpdate": False, "enableAutoUpdateNotification": False},
    "privacy": {"usageStatisticsEnabled": False},
    "security": {"auth": {"selectedType": "gemini-api-key"}},
    "telemetry": {"enabled": False},
}
_END = Reply(calls=(Call("end", "complete_task", {"result": "done"}),))  # how an agent ends here


class GeminiCli:
    """Names agents and skills in the system prompt, and complains about agents on standard error."""

    consumer = "gemini-cli"
    roles: Mapping[str, str] = {"gemini-agent": "agent", "agent-skill": "skill"}
    stands_for: Mapping[str, frozenset[str]] = {"": frozenset({"complete_task"})}

    def package(self, version: str) -> str:
        """The package, which runs with node."""
        return f"@google/gemini-cli@{version}"

    def observe(self, package: Path, role: str, cases: Sequence[Case]) -> dict[str, Observed]:
        """All cases in one start; an empty home before it shows which agents are its own."""
        if role == "skill":
            return matched(cases, self._start(package, cases)[0], frozenset(), None)
        own = self._start(package, [])[0].names
        listing, roll = self._start(package, cases)
        return matched(cases, listing, own, roll)

    def _start(self, package: Path, cases: Sequence[Case]) -> tuple[Listing, Roll]:
        wanted = {name for case in cases if not case.only_listed for name in case.names}
        roll = Roll(
            "invoke_agent", lambda request: [name for name in _names(request) if name in wanted], _arguments,
            last_word=_END,
        )  # fmt: skip
        with room() as here, serve(roll) as address:
            for case in cases:
                # agents of a project wait for the user's consent, those of the user do not
                here.write((here.home if case.role == "agent" else here.project) / case.path, case.raw)
            here.write(here.home / ".gemini" / "settings.json", json.dumps(_SETTINGS))
            command = ["node", str(package / "bundle" / "gemini.js"), "-p", "Go", "--yolo"]
            err = here.run(command, {**_SWITCHES, "GOOGLE_GEMINI_BASE_URL": address}, _SECONDS).err
            return _read(cases, roll, err.replace(f"{here.home}/", "/"), f"{here.project}/"), roll


def _read(cases: Sequence[Case], roll: Roll, err: str, project: str) -> Listing:
    complaints = {match[1].removeprefix("/"): match[2] for match in _COMPLAINT.finditer(err)}
    if roll.main is None:
        return Listing(frozenset(), complaints)
    if cases and cases[0].role == "skill":
        skills = {path.removeprefix(project): name for name, path in _SKILL.findall(roll.main.system)}
        return Listing(frozenset(), paths=skills)
    return Listing(frozenset([*_names(roll.main), *_ELSEWHERE.findall(err)]), complaints)


def _names(request: Request) -> list[str]:
    return list(dict.fromkeys(_NAME.findall(request.system)))


def _arguments(name: str, prompt: str) -> dict[str, Any]:
    return {"agent_name": name, "prompt": prompt}
