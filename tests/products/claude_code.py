"""Claude Code: agents, skills and commands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.products.product import Case, Listing, Observed, matched
from tests.products.room import Room, end, room
from tests.products.spawning import Roll
from tests.products.stub import serve

_COMPLAINT = re.compile(r"(?:Failed to parse agent from|Agent file|YAML frontmatter in) (/\S+?\.md):?\s?(.*)")
_COUNT = re.compile(r"Loaded (\d+) unique skills")
_HIDING = re.compile(rb"(?m)^(?:user-invocable|paths):")
_COMMAND = ["-p", "--input-format", "stream-json", "--output-format", "stream-json", "--verbose", "--debug-file"]
_SWITCHES = {
    "ANTHROPIC_API_KEY": "any",
    "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
    "CLAUDE_CODE_MAX_CONCURRENT_SUBAGENTS": "1000",
    "DISABLE_AUTOUPDATER": "1",
    "DISABLE_ERROR_REPORTING": "1",
    "DISABLE_TELEMETRY": "1",
    "ENABLE_TOOL_SEARCH": "false",
}
_ASK = {"type": "control_request", "request_id": "1", "request": {"subtype": "initialize"}}
_GO = {"type": "user", "message": {"role": "user", "content": "Go"}}


class ClaudeCode:
    """Lists names; its debug log says, by path, why one is not there. Runs agents with the tool Agent."""

    consumer = "claude-code"
    roles: Mapping[str, str] = {
        "claude-code-agent": "agent", "agent-skill": "skill", "claude-code-command": "command",
    }  # fmt: skip
    stands_for: Mapping[str, frozenset[str]] = {}

    def package(self, version: str) -> str:
        """The package for this platform."""
        return f"@anthropic-ai/claude-code-linux-x64@{version}"

    def observe(self, package: Path, role: str, cases: Sequence[Case]) -> dict[str, Observed]:
        """All cases in one start; an empty project before it shows what is its own."""
        own = self._listing(package, role, [], None).names
        if role != "agent":
            listing = self._listing(package, role, cases, None)
            return matched(cases, _with_hidden(cases, listing, own), own, None)
        names = [name for case in cases if not case.only_listed for name in case.names[:1]]
        roll = Roll("Agent", lambda request: names, _arguments)
        return matched(cases, self._listing(package, role, cases, roll), own, roll)

    def _listing(self, package: Path, role: str, cases: Sequence[Case], roll: Roll | None) -> Listing:
        with room() as here, serve(roll or Roll("", lambda request: [], _arguments)) as address:
            for case in cases:
                here.write(here.project / case.path, case.raw)
            here.write(here.home / ".claude" / "settings.json", json.dumps({"disableAllHooks": True}))
            log = here.scratch / "debug.txt"
            messages = list(_talk([str(package / "claude"), *_COMMAND, str(log)], here, address))
            text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
            return _read(role, messages, text.replace(f"{here.project}/", "/"))


def _arguments(name: str, prompt: str) -> dict[str, Any]:
    return {"description": "probe", "prompt": prompt, "subagent_type": name, "run_in_background": False}


def _talk(command: list[str], here: Room, address: str) -> Iterator[dict[str, Any]]:
    """Everything it says until the end of the first turn."""
    process = here.start(command, {**_SWITCHES, "ANTHROPIC_BASE_URL": address})
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        for message in (_ASK, _GO):
            process.stdin.write(json.dumps(message).encode() + b"\n")
        process.stdin.flush()
        for line in process.stdout:
            message = json.loads(line)
            yield message
            if message["type"] == "result":
                return
    finally:
        process.stdin.close()
        end(process)


def _with_hidden(cases: Sequence[Case], listing: Listing, own: frozenset[str]) -> Listing:
    """With skills that no user can call, or that wait for a file: in no list, but in the number of those loaded."""
    listed = {name for case in cases for name in case.names} & (listing.names - own)
    hidden = {case.names[-1] for case in cases if case.role == "skill" and _HIDING.search(case.raw)} - listed
    everything = listing.total == len(listed | hidden)
    return listing._replace(names=listing.names | hidden) if everything else listing


def _read(role: str, messages: Sequence[Mapping[str, Any]], log: str) -> Listing:
    answer = next(one for one in messages if one["type"] == "control_response")["response"]["response"]
    start = next(one for one in messages if one.get("subtype") == "init")
    complaints = {match[1].removeprefix("/"): match[2] for match in _COMPLAINT.finditer(log)}
    if role != "agent":
        count = _COUNT.search(log)
        return Listing(frozenset(start["slash_commands"]), complaints, total=int(count[1]) if count else None)
    agents = answer["agents"]
    models = {one["name"]: one["model"] for one in agents if "model" in one}
    return Listing(frozenset(one["name"] for one in agents), complaints, models)
