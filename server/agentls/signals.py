"""Marks in path and content by which dialects are recognized."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from agentls.parse import Syntax
from agentls.schema.bodies import Titles
from agentls.schema.detection import Signal
from agentls.schema.globs import path_matches
from agentls.schema.lookup import Dialect

_BODY_REACH = 200_000


class Seen:
    """What signals look at in one file, whatever the dialect: titles are stripped of their decoration once."""

    def __init__(self, path: str, syntax: Syntax) -> None:
        self.path = path
        self.syntax = syntax
        self._places: dict[tuple[str, ...], bool] = {}
        self._headings: dict[int, list[str]] = {}
        self._titles: dict[tuple[int, tuple[str, ...]], frozenset[str]] = {}

    def lies_in(self, globs: tuple[str, ...]) -> bool:
        """Whether the path fits one of the globs; many dialects ask for the same ones."""
        if globs not in self._places:
            self._places[globs] = any(path_matches(glob, self.path) for glob in globs)
        return self._places[globs]

    def headings(self, level: int) -> list[str]:
        """Headings of a level, as written."""
        if level not in self._headings:
            found = [heading.title for heading in self.syntax.body.headings if heading.level == level]
            self._headings[level] = found
        return self._headings[level]

    def titles(self, level: int, dialect: Dialect) -> frozenset[str]:
        """Headings of a level without what the dialect takes for decoration."""
        key = level, dialect.titles.prefixes
        if key not in self._titles:
            self._titles[key] = frozenset(map(dialect.titles.bare, self.headings(level)))
        return self._titles[key]


def score(dialect: Dialect, seen: Seen) -> tuple[float, tuple[str, ...]]:
    """The points that a file scores for a dialect, with reasons; 0 when something needed is absent."""
    detection = dialect.detection
    if not detection.signals and not detection.needs:
        return 0.0, ()
    if not all(holds(signal, dialect, seen) for signal in detection.needs):
        return 0.0, ()
    if any(holds(signal, dialect, seen) for signal in detection.excludes):
        return 0.0, ()
    found = _found(dialect, seen)
    reasons = tuple(map(_reason, (*detection.needs, *found))) if found else ()
    return sum(signal.weight for signal in found), reasons


def _found(dialect: Dialect, seen: Seen) -> list[Signal]:
    """The signals that hold, the cheap ones first; nothing as soon as the threshold is out of reach."""
    found: list[Signal] = []
    detection = dialect.detection
    reachable = detection.most
    for signal in detection.signals:
        if reachable < detection.threshold:
            return []
        if _TESTS[signal.kind](signal, dialect, seen):
            found.append(signal)
            if signal.weight < 0:
                reachable += signal.weight
        elif signal.weight > 0:
            reachable -= signal.weight
    return found


def holds(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    """Whether a mark is there."""
    return _TESTS[signal.kind](signal, dialect, seen)


def _key(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    return len(seen.syntax.key_set.intersection(signal.names)) >= signal.at_least


def _only_keys(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    return seen.syntax.key_set == set(signal.names)


def _no_frontmatter(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    return seen.syntax.front is None


def _path(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    return seen.lies_in(tuple(signal.names))


def _heading(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    titles = seen.titles(signal.level, dialect)
    return len(titles & bare_names(dialect.titles, tuple(signal.names))) >= signal.at_least if titles else False


@lru_cache(maxsize=1024)
def bare_names(titles: Titles, names: tuple[str, ...]) -> frozenset[str]:
    """The names of a signal as headings are compared."""
    return frozenset(map(titles.bare, names))


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
    text = seen.syntax.source.text
    begins_line = (
        tag.name
        for tag in seen.syntax.body.tags
        if text[max(0, tag.opening.start - 1) : tag.opening.start] in ("", "\n", "\r")
    )
    return len(set(begins_line).intersection(signal.names)) >= signal.at_least


def _label(signal: Signal, dialect: Dialect, seen: Seen) -> bool:
    titles = {label.title.casefold() for label in seen.syntax.body.labels}
    return sum(name.casefold() in titles for name in signal.names) >= signal.at_least


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


def _reason(signal: Signal) -> str:
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
        "pattern": f"the {signal.part} fits {signal.pattern}",
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
