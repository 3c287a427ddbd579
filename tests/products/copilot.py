"""Copilot CLI: agents and skills."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.products.product import Case, Listing, Observed, matched
from tests.products.room import Room, room
from tests.products.spawning import Roll
from tests.products.stub import Request, serve

_AT_ONCE = 30  # it runs 32 agents at a time and refuses the rest
_SECONDS = 300
_ERROR = re.compile(r"\[ERROR\] (\.\S+?/agents/\S+?): (.*)")
_SKILL_ERROR = re.compile(r"• (\S+): (.*)")
_COMMAND = ["-p", "Go", "--no-auto-update", "--trust-folder", "--allow-all-tools", "--log-level", "all", "--log-dir"]
_AGENT = frozenset({"task", "list_agents", "read_agent", "write_agent"})
_SHELL = frozenset({"bash", "list_bash", "read_bash", "stop_bash"})
_SWITCHES = {
    "COPILOT_AUTO_UPDATE": "false",
    "COPILOT_MODEL": "claude-sonnet-4-5",
    "COPILOT_OFFLINE": "true",
    "COPILOT_PROVIDER_API_KEY": "any",
    "COPILOT_PROVIDER_TYPE": "anthropic",
}


class CopilotCli:
    """Names its agents in the tool that runs them, and complains in its log; lists skills with their paths."""

    consumer = "copilot-cli"
    roles: Mapping[str, str] = {"copilot-agent": "agent", "claude-code-agent": "agent", "agent-skill": "skill"}
    stands_for: Mapping[str, frozenset[str]] = {
        "agent": _AGENT,
        "agent/runSubagent": _AGENT,
        "edit": frozenset({"edit", "create"}),
        "edit/createDirectory": frozenset({"create"}),
        "edit/createFile": frozenset({"create"}),
        "edit/editFiles": frozenset({"edit"}),
        "execute": _SHELL,
        "execute/runInTerminal": _SHELL,
        "Glob": frozenset({"glob"}),
        "Grep": frozenset({"grep"}),
        "powershell": frozenset(),
        "read": frozenset({"view"}),
        "read/readFile": frozenset({"view"}),
        "search": frozenset({"grep", "glob"}),
        "search/codebase": frozenset({"grep", "glob"}),
        "search/fileSearch": frozenset({"glob"}),
        "search/textSearch": frozenset({"grep"}),
        "todo": frozenset({"update_todo"}),
        "web": frozenset(),  # offline there are none
    }

    def package(self, version: str) -> str:
        """The package for this platform."""
        return f"@github/copilot-linux-x64@{version}"

    def observe(self, package: Path, role: str, cases: Sequence[Case]) -> dict[str, Observed]:
        """All cases in one start; an empty project before it shows which agents are its own."""
        if role == "skill":
            return matched(cases, self._skills(package, cases), frozenset(), None)
        own, _ = self._agents(package, [])
        listing, roll = self._agents(package, cases)
        return matched(cases, listing, own.names, roll)

    def _agents(self, package: Path, cases: Sequence[Case]) -> tuple[Listing, Roll]:
        never = {name for case in cases if case.only_listed for name in case.names}
        wanted = {name for case in cases for name in case.names} - never
        roll = Roll("task", lambda request: [name for name in _names(request) if name in wanted], _arguments, _AT_ONCE)
        with room() as here, serve(roll) as address:
            log = here.scratch / "log"
            self._run(package, here, cases, address, [*_COMMAND, str(log)])
            text = "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in log.glob("*"))
        complaints = {match[1]: match[2] for match in _ERROR.finditer(text)}
        listed = set(_names(roll.main)) if roll.main else set()
        hidden = {_hidden(case) for case in cases if case.path not in complaints}
        return Listing(frozenset(listed | hidden - {""}), complaints), roll

    def _skills(self, package: Path, cases: Sequence[Case]) -> Listing:
        with room() as here:
            out, err = self._run(package, here, cases, "", ["skill", "list", "--json"])
            listed = [(one["path"].removeprefix(f"{here.project}/"), one["name"]) for one in json.loads(out)]
            skills = {f"{path}/SKILL.md": name for path, name in listed}
        return Listing(frozenset(), {match[1]: match[2] for match in _SKILL_ERROR.finditer(err)}, paths=skills)

    def _run(
        self, package: Path, here: Room, cases: Sequence[Case], address: str, arguments: list[str]
    ) -> tuple[str, str]:
        for case in cases:
            here.write(here.project / case.path, case.raw)
        unpacked = package.parents[2] / "cache"  # 235 MB, the same for every start
        more = {"COPILOT_CACHE_HOME": str(unpacked), "COPILOT_PROVIDER_BASE_URL": address}
        return here.run([str(package / "copilot"), *arguments], {**_SWITCHES, **more}, _SECONDS)


def _names(request: Request) -> list[str]:
    return list(dict.fromkeys(request.tools["task"]["input_schema"]["properties"]["agent_type"]["enum"]))


def _arguments(name: str, prompt: str) -> dict[str, Any]:
    return {"description": "probe", "name": "probe", "prompt": prompt, "agent_type": name, "mode": "sync"}


def _hidden(case: Case) -> str:
    """The name of an agent that no other may call: it is not in the list of names, and there all the same."""
    return case.names[0] if re.search(rb"(?m)^(?:disable-model-invocation: true|infer: false)", case.raw) else ""
