"""Marks in path and content by which dialects are recognized."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import NamedTuple

from agentls.parse import Syntax
from agentls.schema.detection import Signal
from agentls.schema.lookup import Dialect, Schema

_BODY_REACH = 200_000
_ANY = 0


class Seen:
    """What signals look at in one file, whatever the dialect: titles are stripped of their decoration once."""

    def __init__(self, path: str, syntax: Syntax, schema: Schema) -> None:
        self.path = path
        self.syntax = syntax
        self.schema = schema
        self._headings: dict[int, list[str]] = {}
        self._bare: dict[tuple[str, ...], list[tuple[int, str]]] = {}
        self._titles: dict[tuple[int, tuple[str, ...]], frozenset[str]] = {}

    @cached_property
    def places(self) -> frozenset[str]:
        """Of all globs by which dialects are recognized, those that the path fits."""
        return frozenset(self.schema.signal_places.matching(self.path))

    def headings(self, level: int) -> list[str]:
        """Headings of a level, as written."""
        if level not in self._headings:
            found = [heading.title for heading in self.syntax.body.headings if heading.level == level]
            self._headings[level] = found
        return self._headings[level]

    def titles(self, level: int, dialect: Dialect) -> frozenset[str]:
        """Headings of a level (`_ANY`: of all) without what the dialect takes for decoration."""
        prefixes = dialect.titles.prefixes
        if (level, prefixes) not in self._titles:
            if prefixes not in self._bare:
                headings = self.syntax.body.headings
                self._bare[prefixes] = [(one.level, dialect.titles.bare(one.title)) for one in headings]
            found = frozenset(title for its, title in self._bare[prefixes] if level in (_ANY, its))
            self._titles[level, prefixes] = found
        return self._titles[level, prefixes]

    @cached_property
    def tags(self) -> frozenset[str]:
        """Names of the top tags that begin a line."""
        text = self.syntax.source.text
        if "\n<" not in text and "\r<" not in text and not text.startswith("<"):
            return frozenset()  # to find tags takes much longer
        starts = ((tag.name, tag.opening.start) for tag in self.syntax.body.tags)
        return frozenset(name for name, at in starts if text[max(0, at - 1) : at] in ("", "\n", "\r"))

    @cached_property
    def folded(self) -> str:
        """The whole text in lower case."""
        return self.syntax.source.text.casefold()

    @cached_property
    def labels(self) -> frozenset[str]:
        """Labels in lower case."""
        return frozenset(label.title.casefold() for label in self.syntax.body.labels)


class Candidate(NamedTuple):
    """A dialect that front matter and path leave possible, with the marks found in them.

    `reachable` are the points that it can still score when all marks of the text are there.
    """

    dialect: Dialect
    found: tuple[Signal, ...]
    reachable: float


def candidate(dialect: Dialect, seen: Seen) -> Candidate | None:
    """What front matter and path say of a dialect; None when they rule it out."""
    detection = dialect.detection
    if not (detection.signals or detection.needs) or not _allowed(dialect, seen, outer=True):
        return None
    outer = [signal for signal in detection.signals if signal.outer]
    found = tuple(signal for signal in outer if _TESTS[signal.kind](signal, dialect, seen))
    gained = sum(signal.weight for signal in found)
    reachable = gained + sum(max(0.0, signal.weight) for signal in detection.signals if not signal.outer)
    return Candidate(dialect, found, reachable) if reachable >= detection.threshold else None


def score(one: Candidate, seen: Seen) -> tuple[float, tuple[Signal, ...]]:
    """The points that a file scores for a dialect, and the marks for them; 0 when the threshold is out of reach."""
    dialect, reachable = one.dialect, one.reachable
    detection = dialect.detection
    if not _allowed(dialect, seen, outer=False):
        return 0.0, ()
    untitled = bool(detection.titles) and seen.titles(_ANY, dialect).isdisjoint(detection.titles)
    if untitled:
        reachable -= detection.by_titles
    held = []
    for at, signal in detection.inner:
        if reachable < detection.threshold:
            return 0.0, ()
        if signal.kind == "heading" and untitled:
            continue
        if _TESTS[signal.kind](signal, dialect, seen):
            held.append(at)
            reachable += min(0.0, signal.weight)
        else:
            reachable -= max(0.0, signal.weight)
    found = (*one.found, *(detection.signals[at] for at in sorted(held)))
    return sum(signal.weight for signal in found), (*detection.needs, *found) if found else ()


def _allowed(dialect: Dialect, seen: Seen, *, outer: bool) -> bool:
    """Whether all that is needed is there, and nothing that excludes the dialect."""
    detection = dialect.detection
    for signal in detection.needs:
        if signal.outer is outer and not _TESTS[signal.kind](signal, dialect, seen):
            return False
    return not any(
        signal.outer is outer and _TESTS[signal.kind](signal, dialect, seen) for signal in detection.excludes
    )


def _key(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    return len(seen.syntax.key_set & signal.wanted) >= signal.at_least


def _only_keys(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    return seen.syntax.key_set == signal.wanted


def _no_frontmatter(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    return seen.syntax.front is None


def _path(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    return not seen.places.isdisjoint(signal.wanted)


def _heading(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    return len(seen.titles(signal.level, dialect) & signal.wanted) >= signal.at_least


def _heading_prefix(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    headings = seen.headings(signal.level)
    return sum(any(title.startswith(prefix) for title in headings) for prefix in signal.names) >= signal.at_least


def _heading_emoji(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    headings = seen.headings(signal.level)
    decorated = sum(unicodedata.category(title[:1] or " ") == "So" for title in headings)
    return bool(headings) and decorated >= signal.share * len(headings)


def _no_heading(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    return not seen.headings(signal.level)


def _tag(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    return len(seen.tags & signal.wanted) >= signal.at_least


def _label(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    written = sum(name in seen.folded for name in signal.wanted)  # to find labels takes much longer
    return written >= signal.at_least and len(seen.labels & signal.wanted) >= signal.at_least


def _pattern(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    return _compiled(signal.pattern).search(_PARTS[signal.part](seen.syntax)) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


def _title(syntax: Syntax) -> str:
    return next((heading.title for heading in syntax.body.headings if heading.level == 1), "")


def _description(syntax: Syntax) -> str:
    entry = syntax.entry("description")
    return syntax.source.text[entry.value.span.start : entry.value.span.end][:_BODY_REACH] if entry else ""


def _body(syntax: Syntax) -> str:
    return syntax.source.text[syntax.body_start : syntax.body_start + _BODY_REACH]


def _first_line(syntax: Syntax) -> str:
    return next((line for line in _body(syntax).splitlines() if line.strip()), "")


def _last_line(syntax: Syntax) -> str:
    return next((line for line in reversed(syntax.source.text[-4096:].splitlines()) if line.strip()), "")


def reason(signal: Signal) -> str:
    """A mark in words."""
    names = ", ".join(signal.names[:4]) + (" …" if len(signal.names) > 4 else "")
    words = {
        "key": f"has the key {names}"
        if len(signal.names) == 1
        else f"has {signal.at_least} or more of the keys {names}",
        "only-keys": f"has exactly the keys {names}",
        "heading": f"has the section {names}"
        if len(signal.names) == 1
        else f"has {signal.at_least} or more of the sections {names}",
        "heading-prefix": f"headings begin with {names}",
        "heading-emoji": "headings begin with emoji",
        "no-heading": "has no headings",
        "tag": f"has {signal.at_least} or more of the tags {names}",
        "label": f"has the label {names}",
        "pattern": signal.words or f"the {signal.part} fits {signal.pattern}",
        "no-frontmatter": "has no front matter",
        "path": f"the path fits {names}",
    }
    return words[signal.kind]


_TESTS: dict[str, Callable[[Signal, Dialect, Seen], bool]] = {
    "key": _key,
    "only-keys": _only_keys,
    "heading": _heading,
    "heading-prefix": _heading_prefix,
    "heading-emoji": _heading_emoji,
    "no-heading": _no_heading,
    "tag": _tag,
    "label": _label,
    "pattern": _pattern,
    "no-frontmatter": _no_frontmatter,
    "path": _path,
}
_PARTS: dict[str, Callable[[Syntax], str]] = {
    "title": _title,
    "description": _description,
    "body": _body,
    "first-line": _first_line,
    "last-line": _last_line,
}
