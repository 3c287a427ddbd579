"""The marks by which dialects are recognized."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from agentls.schema.keys import record


class Signal(NamedTuple):
    """One mark by which a dialect is recognized.

    `wanted` are the names as they are compared; `outer` tells that front matter and path decide, whatever the text is.
    """

    kind: str
    names: Sequence[str] = ()
    pattern: str = ""
    part: str = "body"
    level: int = 2
    at_least: int = 1
    share: float = 0
    weight: float = 1
    words: str = ""
    wanted: frozenset[str] = frozenset()
    outer: bool = False

    @classmethod
    def of(cls, data: Mapping[str, Any], bare: Callable[[str], str]) -> "Signal":
        """A mark from compiled data; `bare` takes the decoration from a heading."""
        fold = {"heading": bare, "label": str.casefold}.get(data["kind"], str)
        return record(cls, data, wanted=frozenset(map(fold, data.get("names", ()))), outer=data["kind"] in _OUTER)


PARTS = ("needs", "excludes", "signals")
_OUTER = frozenset({"key", "only-keys", "no-frontmatter", "path"})


def _cost(signal: Signal) -> int:
    """Front matter and path cost nothing, headings, tags and labels little; a search through the text comes last."""
    return 0 if signal.outer else 2 if signal.kind == "pattern" else 1


def _looked_for(pair: tuple[int, Signal]) -> tuple[int, bool]:
    """The order in which marks of the text are looked for: of patterns, those first that need not search all of it."""
    return _cost(pair[1]), pair[1].part == "body"


class Detection(NamedTuple):
    """How a dialect is recognized by content.

    `inner` are the marks of the text in the order in which to look for them, each with its place in `signals`. `titles`
    are all titles that any of them wants, and `by_titles` is what these can score together.
    """

    threshold: float = 4.5
    needs: tuple[Signal, ...] = ()
    excludes: tuple[Signal, ...] = ()
    signals: tuple[Signal, ...] = ()
    inner: tuple[tuple[int, Signal], ...] = ()
    titles: frozenset[str] = frozenset()
    by_titles: float = 0
    fallback: bool = False

    @classmethod
    def of(cls, data: Mapping[str, Any], bare: Callable[[str], str]) -> "Detection":
        """Signals from compiled data; `bare` takes the decoration from a heading."""
        parts = {
            name: tuple(sorted((Signal.of(signal, bare) for signal in data.get(name, ())), key=_cost)) for name in PARTS
        }
        inner = [(at, signal) for at, signal in enumerate(parts["signals"]) if not signal.outer]
        headings = [signal for _, signal in inner if signal.kind == "heading"]
        titles = frozenset[str]().union(*(signal.wanted for signal in headings))
        by_titles = sum(max(0.0, signal.weight) for signal in headings)
        return record(
            cls, data, **parts, inner=tuple(sorted(inner, key=_looked_for)), titles=titles, by_titles=by_titles
        )
