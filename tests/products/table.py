"""The committed table: what each product did with each of our files, and where agentls says otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.products.product import LOADS, Observed

FILE = Path(__file__).parent / "outcome.yaml"
_KNOWN = Path(__file__).parent / "known.yaml"
_HEAD = """\
# What the real products did with our files. Written by `python -m tests.products --update`; not edited by hand.
# golden: a file -> what became of it; tools where they are not all; recorded: which of the texts in ../shared did not
# load. A disagreement has its reason in known.yaml.
"""
_LONGEST = 200


class Disagreement(NamedTuple):
    """One case in which a product did something else than agentls says, and why that is so."""

    case: str
    what: str
    why: str = ""


def load() -> dict[str, Any]:
    """Product -> what was recorded; empty before the first run."""
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8"))) if FILE.is_file() else {}


def known(consumer: str) -> dict[str, str]:
    """Case -> why agentls says something else than this product was seen to do."""
    return dict((yaml.safe_load(_KNOWN.read_text(encoding="utf-8")) or {}).get(consumer) or {})


def save(outcome: Mapping[str, Any]) -> None:
    """Write the table, one line a file."""
    FILE.write_text(_HEAD + "\n".join(_lines(outcome, 0)) + "\n", encoding="utf-8")


def _lines(data: Mapping[str, Any], depth: int) -> list[str]:
    lines = []
    for key, value in data.items():
        inner = isinstance(value, Mapping) and any(isinstance(one, (Mapping, list)) for one in value.values())
        start = f"{'  ' * depth}{key}:"
        if inner or (isinstance(value, Mapping) and depth < 2):
            lines += [start, *_lines(value, depth + 1)] if value else [f"{start} {{}}"]
        else:
            lines.append(f"{start} {json.dumps(value, ensure_ascii=False)}")
    return lines


def entry(seen: Observed, full: Observed | None) -> dict[str, Any]:
    """One observation in as few words as it takes."""
    data: dict[str, Any] = {"did": seen.did}
    if seen.name:
        data["name"] = seen.name
    if seen.tools is not None and full and full.tools is not None:
        data["tools"] = "all" if seen.tools == full.tools else sorted(seen.tools)
    if seen.model is not None:
        data["model"] = seen.model
    if seen.reason and seen.did != LOADS:
        data["reason"] = shortened(seen.reason)
    return data


def observed(data: Mapping[str, Any], full: frozenset[str] | None) -> Observed:
    """The observation that an entry tells of; `full` are the tools of an agent that has all."""
    tools = data.get("tools")
    seen = full if tools == "all" else frozenset(tools) if tools is not None else None
    return Observed(data["did"], data.get("name", ""), seen, data.get("model"), data.get("reason", ""))


def shortened(text: str) -> str:
    """A reason in one line of the table."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def listed(disagreements: Sequence[Disagreement]) -> dict[str, Any]:
    """Disagreements as the table has them."""
    return {one.case: {"what": one.what, "why": one.why} for one in disagreements}
