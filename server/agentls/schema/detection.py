"""The marks by which dialects are recognized."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from agentls.schema.keys import record


class Signal(NamedTuple):
    """One mark by which a dialect is recognized."""

    kind: str
    names: Sequence[str] = ()
    pattern: str = ""
    part: str = "body"
    level: int = 2
    at_least: int = 1
    share: float = 0
    weight: float = 1


def _cost(signal: Signal) -> int:
    """Front matter and path cost nothing, headings, tags and labels little; a search through the text comes last."""
    return {"key": 0, "only-keys": 0, "no-frontmatter": 0, "path": 0, "pattern": 2}.get(signal.kind, 1)


class Detection(NamedTuple):
    """How a dialect is recognized by content. `most` is what all signals together can score."""

    threshold: float = 4.5
    needs: tuple[Signal, ...] = ()
    excludes: tuple[Signal, ...] = ()
    signals: tuple[Signal, ...] = ()
    most: float = 0
    fallback: bool = False

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Detection":
        """Signals from compiled data."""
        parts = {
            name: tuple(sorted((record(Signal, signal) for signal in data.get(name, ())), key=_cost))
            for name in ("needs", "excludes", "signals")
        }
        most = sum(max(0.0, signal.weight) for signal in parts["signals"])
        return record(cls, data, **parts, most=most)
