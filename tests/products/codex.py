"""Codex: agents (roles) and skills. It needs no model."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.products.product import Case, Listing, Observed, matched
from tests.products.room import Room, end, room

_SECONDS = 60
_OWN = frozenset({"default", "explorer", "worker"})  # listed only together with others
_COMPLAINT = re.compile(r"(/\.\S+?\.toml)[:.\s]\s*(.*)", re.DOTALL)
_ROLE = re.compile(r"^(?P<name>[^\n{}]+): \{\n(?P<text>.*?)^\}$", re.DOTALL | re.MULTILINE)
_MODEL = re.compile(r"model is set to `([^`]+)`")
# With the usual provider every start waits for a list of models; an unknown folder is not trusted, and says nothing.
_SETTINGS = """\
check_for_update_on_startup = false
model_provider = "none"
[model_providers.none]
name = "none"
base_url = "http://127.0.0.1:9/v1"
[projects."{project}"]
trust_level = "trusted"
"""


class Codex:
    """Warns by path at its start; shows its roles, with their models, in the prompt that it would send."""

    consumer = "codex"
    roles: Mapping[str, str] = {"codex-agent": "agent", "agent-skill": "skill"}
    stands_for: Mapping[str, frozenset[str]] = {}

    def package(self, version: str) -> str:
        """The package: the platform stands in the version."""
        return f"@openai/codex@{version}-linux-x64"

    def observe(self, package: Path, role: str, cases: Sequence[Case]) -> dict[str, Observed]:
        """All cases in one start, and one more for the roles."""
        listing = self._roles(package, cases) if role == "agent" else self._skills(package, cases)
        return matched(cases, listing, _OWN, None)

    def _roles(self, package: Path, cases: Sequence[Case]) -> Listing:
        with room() as here:
            program = _prepare(package, here, cases)
            complaints = {}
            for message in _talk(program, here):
                text = str(message.get("params", {}).get("summary", "")).replace(str(here.project), "")
                if message.get("method") == "configWarning" and (match := _COMPLAINT.search(text)):
                    complaints[match[1].removeprefix("/")] = match[2]
            prompt = here.run([program, "debug", "prompt-input", "hi"], _environment(here), _SECONDS).out
        roles = list(_ROLE.finditer(_after(json.loads(prompt), "Available roles:")))
        models = {match["name"]: found[1] for match in roles if (found := _MODEL.search(match["text"]))}
        return Listing(frozenset(match["name"] for match in roles), complaints, models)

    def _skills(self, package: Path, cases: Sequence[Case]) -> Listing:
        with room() as here:
            answers = [one for one in _talk(_prepare(package, here, cases), here) if one.get("id") == 2]
            found = answers[0]["result"]["data"][0]
            skills = {one["path"].removeprefix(f"{here.project}/"): one["name"] for one in found["skills"]}
            errors = {one["path"].removeprefix(f"{here.project}/"): one["message"] for one in found["errors"]}
        return Listing(frozenset(), errors, paths=skills)


def _after(data: Any, words: str) -> str:
    """The rest of the first text that holds the words, wherever it stands in the data."""
    if isinstance(data, str):
        return data.partition(words)[2]
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return next((text for one in inner if (text := _after(one, words))), "")


def _prepare(package: Path, here: Room, cases: Sequence[Case]) -> str:
    """Write everything; the program."""
    for case in cases:
        here.write(here.project / case.path, case.raw)
    here.write(here.home / ".codex" / "config.toml", _SETTINGS.format(project=here.project))
    return str(next(package.glob("vendor/*/bin/codex")))


def _environment(here: Room) -> dict[str, str]:
    return {"CODEX_HOME": str(here.home / ".codex")}


def _talk(program: str, here: Room) -> Iterator[dict[str, Any]]:
    """What it says until it has listed its skills, warnings among it."""
    process = here.start([program, "app-server"], _environment(here))
    assert process.stdin is not None
    assert process.stdout is not None
    about_us = {"clientInfo": {"name": "agentls", "version": "1"}}
    try:
        for message in (
            {"id": 1, "method": "initialize", "params": about_us},
            {"method": "initialized"},
            {"id": 2, "method": "skills/list", "params": {"cwds": [str(here.project)]}},
        ):
            process.stdin.write(json.dumps(message).encode() + b"\n")
        process.stdin.flush()
        for line in process.stdout:
            answer = json.loads(line)
            yield answer
            if answer.get("id") == 2:
                return
    finally:
        end(process)
