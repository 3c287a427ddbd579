"""How long somebody who types must wait while all files are checked: a measurement, which is printed."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from tests.support.wire import Wire

FILES = 300
AGENT = """\
---
name: reviewer-{number}
description: Reviews changes before they are merged
tools: Read, Grep, MultiEdit
---
You review code.

## Process

{steps}
"""
STEPS = "".join(f"{step}. Read the change, and what calls it; note what the tests leave out.\n" for step in range(80))


def test_typing_is_answered_while_all_files_are_checked(tmp_path: Path) -> None:
    folder = tmp_path / ".claude/agents"
    folder.mkdir(parents=True)
    for number in range(FILES):
        (folder / f"agent-{number}.md").write_text(AGENT.format(number=number, steps=STEPS), encoding="utf-8")
    uri, text = (folder / "agent-0.md").as_uri(), AGENT.format(number=0, steps=STEPS)
    place = {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 2}}
    with Wire() as wire:
        wire.initialize(tmp_path, {"textDocument": {"diagnostic": {}}})
        wire.open(uri, text)
        wire.ask("textDocument/hover", place)
        sweep = wire.request("workspace/diagnostic", {"previousResultIds": []})
        waits, version = [], 1
        while sweep not in wire.responses:
            begun, version = time.perf_counter(), version + 1
            wire.change(uri, f"{text}{version}\n", version)
            assert wire.ask("textDocument/hover", place)
            waits.append((time.perf_counter() - begun) * 1000)
            time.sleep(0.01)
        assert len(wire.answer(sweep)["result"]["items"]) == FILES
        assert len(waits) > 1  # it was answered in between
        assert wire.stop() == 0
    print(
        f"\nkeystroke and hover while {FILES} files are checked: median {statistics.median(waits):.0f} ms, "
        f"worst {max(waits):.0f} ms, {len(waits)} times"
    )
