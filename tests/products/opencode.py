"""OpenCode and its fork Kilo: agents, commands and skills, one file a folder, asked over their web interface."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.products.product import DROPPED, FAILS, LOADS, STOPS, Case, Listing, Observed, matched
from tests.products.room import Room, end, room
from tests.products.stub import Reply, Request, serve

_SECONDS = 60
_ADDRESS = re.compile(rb"http://[\d.]+:\d+")
_KILO_COMPLAINT = re.compile(r"Config file at (/\S+) is invalid: (.*)")
_EDITING = frozenset({"apply_patch", "edit", "write"})
_SWITCHES = (
    "DISABLE_AUTOUPDATE", "DISABLE_DEFAULT_PLUGINS", "DISABLE_LSP_DOWNLOAD", "DISABLE_MODELS_FETCH", "DISABLE_SHARE",
    "EXPERIMENTAL_DISABLE_FILEWATCHER", "PURE",
)  # fmt: skip
_KILO_SWITCHES = {
    "KILO_DISABLE_CODEBASE_INDEXING": "1",
    "KILO_DISABLE_SESSION_INGEST": "1",
    "KILO_TELEMETRY_LEVEL": "off",
}
_FOLDERS = (".config/kilo", ".config/opencode", ".kilo", ".kilocode", ".opencode")
# Such a lock file and an empty folder keep it from running npm in every folder of settings.
_LOCK = {"packages": {"": {"dependencies": {"@kilocode/plugin": "*", "@opencode-ai/plugin": "*"}}}}


class _Answer(NamedTuple):
    """The answer to one request: what was sent, or what went wrong."""

    good: bool
    data: Any


class _Seen:
    """The plan: every prompt names its folder; the first request of each is kept."""

    def __init__(self) -> None:
        self.requests: dict[str, Request] = {}

    def reply(self, request: Request) -> Reply:
        """Words."""
        if match := re.search(r"Probe (\d+)", request.last):
            self.requests.setdefault(match[1], request)
        return Reply()


class OpenCode:
    """Answers for any folder, so that each file has one of its own. A faulty file stops it, or is left out by Kilo."""

    consumer = "opencode"
    roles: Mapping[str, str] = {"opencode-agent": "agent", "opencode-command": "command", "agent-skill": "skill"}
    stands_for: Mapping[str, frozenset[str]] = {
        "apply_patch": _EDITING, "edit": _EDITING, "list": frozenset(), "patch": _EDITING, "write": _EDITING,
    }  # fmt: skip
    _together = frozenset({"skill"})  # the roles of which a faulty file does not stop the program
    _program = "opencode"
    _prefix = "OPENCODE"

    def package(self, version: str) -> str:
        """The package for this platform."""
        return f"opencode-linux-x64@{version}"

    def observe(self, package: Path, role: str, cases: Sequence[Case]) -> dict[str, Observed]:
        """One process for all cases; an empty folder shows what is its own."""
        seen = _Seen()
        with room() as here, serve(seen) as model, self._serving(package, here, model) as address:
            own = _listed(address, role, _folder(here, "0")).data
            if role in self._together:
                return self._all_at_once(here, address, role, cases, own)
            folders = {case.id: _folder(here, str(number), case) for number, case in enumerate(cases, 1)}
            answers = {name: _listed(address, role, folder) for name, folder in folders.items()}
            complaints = _complaints(here)
            found = {}
            for case in cases:
                complaint = complaints.get(str(folders[case.id] / case.path), "")
                found[case.id] = _judged(answers[case.id], own, complaint)
            if role == "agent":
                _run(address, seen, folders, answers, found)
            return found

    def _all_at_once(
        self, here: Room, address: str, role: str, cases: Sequence[Case], own: Mapping[str, Any]
    ) -> dict[str, Observed]:
        """All cases in one folder, for what is at worst left out."""
        folder = _folder(here, "1", *cases)
        listed = _listed(address, role, folder).data
        complaints = {path.removeprefix(f"{folder}/"): why for path, why in _complaints(here).items()}
        paths = {one["location"].removeprefix(f"{folder}/"): name for name, one in listed.items() if "location" in one}
        listing = Listing(frozenset(listed), complaints, paths=paths if role == "skill" else None)
        return matched(cases, listing, frozenset(own), None)

    @contextmanager
    def _serving(self, package: Path, here: Room, model: str) -> Iterator[str]:
        for name in _FOLDERS:
            _keep_npm_out(here, here.home / name)
        options = {"baseURL": f"{model}/v1", "apiKey": "any"}
        provider = {"npm": "@ai-sdk/openai-compatible", "options": options, "models": {"any": {"tool_call": True}}}
        switches = {f"{self._prefix}_{name}": "1" for name in _SWITCHES}
        config = {f"{self._prefix}_CONFIG_CONTENT": json.dumps({"provider": {"stub": provider}})}
        command = [str(package / "bin" / self._program), "serve", "--port", "0", "--print-logs", "--log-level", "WARN"]
        process = here.start(command, {**switches, **_KILO_SWITCHES, **config})
        assert process.stdout is not None
        try:
            yield next(match[0].decode() for line in process.stdout if (match := _ADDRESS.search(line)))
        finally:
            end(process)


class Kilo(OpenCode):
    """The fork: leaves out what OpenCode stops at, and says so in its log."""

    consumer = "kilo"
    roles: Mapping[str, str] = {
        "kilo-agent": "agent", "opencode-command": "command", "kilo-workflow": "command", "agent-skill": "skill",
    }  # fmt: skip
    _together = frozenset({"skill", "command"})
    _program = "kilo"
    _prefix = "KILO"

    def package(self, version: str) -> str:
        """The package for this platform."""
        return f"@kilocode/cli-linux-x64@{version}"


def _judged(answer: _Answer, own: Mapping[str, Any], complaint: str) -> Observed:
    if not answer.good:
        return Observed(STOPS, reason=str(answer.data))
    new = [one for name, one in answer.data.items() if one != own.get(name)]
    if not new:
        return Observed(DROPPED, reason=complaint)
    model = new[0].get("model")
    text = f"{model['providerID']}/{model['modelID']}" if isinstance(model, dict) else model
    return Observed(LOADS, new[0]["name"], model=text, reason=complaint)


def _ask(address: str, path: str, folder: Path, data: Any = None) -> _Answer:
    """One request for a folder."""
    where = f"{address}{path}?directory={urllib.parse.quote(str(folder))}"
    body = None if data is None else json.dumps(data).encode()
    request = urllib.request.Request(where, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
            return _Answer(True, json.load(answer))
    except urllib.error.HTTPError as error:
        return _Answer(False, error.read().decode("utf-8", "replace").replace(f"{folder}/", ""))
    except (OSError, ValueError) as error:
        return _Answer(False, str(error))


def _folder(here: Room, number: str, *cases: Case) -> Path:
    """A new project, with the files of the cases."""
    folder = here.root / "many" / number
    here.repository(folder)
    for case in cases:
        here.write(folder / case.path, case.raw)
        _keep_npm_out(here, folder / case.path.partition("/")[0])
    return folder


def _keep_npm_out(here: Room, folder: Path) -> None:
    here.write(folder / "package-lock.json", json.dumps(_LOCK))
    (folder / "node_modules").mkdir(parents=True, exist_ok=True)


def _listed(address: str, role: str, folder: Path) -> _Answer:
    """Name -> what is said of it."""
    answer = _ask(address, f"/{role}", folder)
    return answer._replace(data={one["name"]: one for one in answer.data}) if answer.good else answer


def _complaints(here: Room) -> dict[str, str]:
    return dict(_KILO_COMPLAINT.findall(here.errors.read_text(encoding="utf-8", errors="replace")))


def _run(
    address: str,
    seen: _Seen,
    folders: Mapping[str, Path],
    answers: Mapping[str, _Answer],
    found: dict[str, Observed],
) -> None:
    """Have one agent of each set of permissions say something, and give its tools to all that have the same."""
    tools: dict[str, Observed] = {}
    for name, one in found.items():
        if one.did != LOADS:
            continue
        rules = answers[name].data[one.name]["permission"]
        kind = json.dumps([rule for rule in rules if rule["permission"] != "external_directory"])
        if kind not in tools:
            tools[kind] = _said(address, seen, folders[name], one)
        found[name] = one._replace(did=tools[kind].did, tools=tools[kind].tools, reason=tools[kind].reason)


def _said(address: str, seen: _Seen, folder: Path, agent: Observed) -> Observed:
    session = _ask(address, "/session", folder, {"title": "probe"})
    if not session.good:
        return Observed(FAILS, reason=session.data)
    message = {
        "agent": agent.name,
        "model": {"providerID": "stub", "modelID": "any"},
        "parts": [{"type": "text", "text": f"Probe {folder.name}"}],
    }
    answer = _ask(address, f"/session/{session.data['id']}/message", folder, message)
    request = seen.requests.get(folder.name)
    if request is None:
        return Observed(FAILS, reason=str(answer.data))
    return Observed(LOADS, tools=frozenset(request.tools))
