"""What the language server costs: `python tests/bench/server.py`. A pygls server that does nothing runs beside it.

Times are wall times over stdio as a client sees them, medians; `cpu` is the server's processor time. Numbers of a busy
machine are good for ratios only.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.support.wire import SERVER, Wire

BARE = (sys.executable, str(Path(__file__).with_name("bare_server.py")))
SERVERS = {"bare pygls": BARE, "agentls": SERVER}
PULLS: dict[str, Any] = {
    "textDocument": {"diagnostic": {}, "completion": {"completionItem": {"snippetSupport": True}}},
    "general": {"positionEncodings": ["utf-16"]},
}
PUSHED: dict[str, Any] = {}

AGENT = """\
---
name: reviewer-{number}
description: Reviews changes before they are merged; finds what breaks and says how to mend it
tools: Read, Grep, Glob, MultiEdit
model: sonnet
colour: blue
---

You review code, one change at a time.

## Process

{steps}

## Output

A list of findings, the worst first: `file:line`, what is wrong, what to write instead.
"""
STEP = "{step}. Read the change, and what calls it; note what the tests do *not* cover. See <https://example.org/{step}>.\n"


def agent(size: int, number: int = 0) -> str:
    """An agent file of about that many characters, with some findings."""
    rest = max(0, size - len(AGENT))
    return AGENT.format(number=number, steps="".join(STEP.format(step=step) for step in range(rest // len(STEP))))


def starts(command: tuple[str, ...], times: int) -> Iterator[tuple[float, float]]:
    """Milliseconds from the spawn to the reply to `initialize`, wall and processor time."""
    for _ in range(times):
        begun = time.perf_counter()
        with Wire(command) as wire:
            wire.ask("initialize", {"processId": None, "rootUri": None, "capabilities": PULLS})
            yield (time.perf_counter() - begun) * 1000, wire.cpu() * 1000


def timed(action: Callable[[], object]) -> float:
    """Milliseconds of an action."""
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1000


def spread(values: list[float]) -> str:
    """Median and 99th percentile."""
    ordered = sorted(values)
    return f"{statistics.median(ordered):.1f} / {ordered[int(len(ordered) * 0.99)]:.1f}"


def first_findings(wire: Wire, uri: str, text: str) -> None:
    """Open a document and wait for its diagnostics."""
    wire.open(uri, text)
    wire.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})


def settle(wire: Wire) -> None:
    """Wait until the server has nothing more to do."""
    before = -1.0
    while wire.cpu() != before:
        before = wire.cpu()
        time.sleep(0.7)


def measure_typing(wire: Wire, uri: str, text: str, times: int) -> tuple[list[float], float]:
    """Milliseconds from a keystroke to the answer of a pull, and the server's processor time for each."""
    before, found = wire.cpu(), []
    for version in range(2, times + 2):
        changed = f"{text}\nLine {version}.\n"
        begun = time.perf_counter()
        wire.change(uri, changed, version)
        wire.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        found.append((time.perf_counter() - begun) * 1000)
    return found, (wire.cpu() - before) * 1000 / times


def at(uri: str, line: int, character: int) -> dict[str, Any]:
    """Parameters that name a place in a document."""
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}


def measure(name: str, command: tuple[str, ...], folder: Path, files: int) -> dict[str, str]:
    """All that is measured of one server, by the name of the row."""
    begun = list(starts(command, 7))
    rows = {
        "spawn → initialize, wall ms": f"{statistics.median(one[0] for one in begun):.0f}",
        "spawn → initialize, least CPU ms": f"{min(one[1] for one in begun):.0f}",
    }
    with Wire(command) as wire:
        wire.initialize(folder, PULLS)
        uri = (folder / ".claude/agents/agent-0.md").as_uri()
        first = timed(partial(first_findings, wire, uri, agent(10_000)))
        rows["open → first diagnostics, right after start, ms"] = f"{first:.0f}"
        settle(wire)
        for size in (10_000, 200_000):
            here = (folder / f".claude/agents/size-{size}.md").as_uri()
            opened = timed(partial(first_findings, wire, here, agent(size)))
            rows[f"open → diagnostics at {size // 1000} KB, ms"] = f"{opened:.0f}"
            found, cpu = measure_typing(wire, here, agent(size), 40 if size < 100_000 else 10)
            rows[f"keystroke → diagnostics at {size // 1000} KB, median / p99 ms"] = spread(found)
            rows[f"keystroke at {size // 1000} KB, server CPU ms"] = f"{cpu:.1f}"
        places = [at(uri, line, character) for line in range(1, 7) for character in (0, 3, 8, 14)] * 10
        for method in ("textDocument/completion", "textDocument/hover"):
            wire.ask(method, places[0])
            before = wire.cpu()
            rows[f"{method}, median / p99 ms"] = spread([timed(partial(wire.ask, method, place)) for place in places])
            rows[f"{method}, server CPU ms"] = f"{(wire.cpu() - before) * 1000 / len(places):.1f}"
        if name != "bare pygls":
            rows.update(measure_workspace(wire, uri, files))
        rows["memory, MB"] = f"{wire.memory() / 1e6:.0f}"
        rows["exit code"] = str(wire.stop())
    return rows


def measure_workspace(wire: Wire, uri: str, files: int) -> dict[str, str]:
    """Diagnostics of the whole workspace, and how long a hover and a keystroke wait meanwhile."""
    waits: list[float] = []
    begun = time.perf_counter()
    request = wire.request("workspace/diagnostic", {"previousResultIds": [], "partialResultToken": "p"})
    version = 1000
    while request not in wire.responses:
        version += 1
        wire.change(uri, agent(10_000) + f"{version}\n", version)
        waits.append(timed(lambda: wire.ask("textDocument/hover", at(uri, 1, 2))))
        time.sleep(0.02)
    seconds = wire.responses[request][0][0] - begun
    parts = [one["value"]["items"] for one in wire.told("$/progress") if one["token"] == "p"]
    had = [{"uri": one["uri"], "value": one["resultId"]} for part in parts for one in part]
    had += [{"uri": one["uri"], "value": one["resultId"]} for one in wire.responses[request][0][1]["result"]["items"]]
    settle(wire)
    before = wire.cpu()
    quiet = timed(lambda: wire.ask("workspace/diagnostic", {"previousResultIds": []}))
    cpu = wire.cpu() - before
    again = timed(lambda: wire.ask("workspace/diagnostic", {"previousResultIds": had}))
    return {
        f"workspace diagnostics of {files} files, with typing, s": f"{seconds:.2f}",
        "… hover meanwhile, median / p99 / worst ms": f"{spread(waits)} / {max(waits):.1f}",
        "… in one answer, nobody typing, s (server CPU)": f"{quiet / 1000:.2f} ({cpu:.2f})",
        "… again, nothing changed, s": f"{again / 1000:.2f}",
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2_000, help="agents in the workspace (default: 2000)")
    files = parser.parse_args().files
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / ".claude/agents").mkdir(parents=True)
        for number in range(files):
            (folder / f".claude/agents/agent-{number}.md").write_text(agent(6_800, number), encoding="utf-8")
        tables = {name: measure(name, command, folder, files) for name, command in SERVERS.items()}
    rows = tables["agentls"]
    print(f"{'':<60}" + "".join(f"{name:>28}" for name in SERVERS))
    for row in rows:
        print(f"{row:<60}" + "".join(f"{table.get(row, '–'):>28}" for table in tables.values()))


if __name__ == "__main__":
    main()
