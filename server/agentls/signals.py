"""Marks in path and content by which dialects are recognized."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from agentls.parse import Syntax
from agentls.schema.globs import path_matches
from agentls.schema.lookup import Dialect, Signal

_BODY_REACH = 200_000


def score(dialect: Dialect, path: str, syntax: Syntax) -> tuple[float, tuple[str, ...]]:
    """The points that a file scores for a dialect, with reasons; 0 when something needed is absent."""
    detection = dialect.detection
    if not detection.signals and not detection.needs:
        return 0.0, ()
    if not all(holds(signal, dialect, path, syntax) for signal in detection.needs):
        return 0.0, ()
    if any(holds(signal, dialect, path, syntax) for signal in detection.excludes):
        return 0.0, ()
    found = [signal for signal in detection.signals if holds(signal, dialect, path, syntax)]
    reasons = tuple(map(_reason, (*detection.needs, *found)))
    return sum(signal.weight for signal in found), reasons


def holds(signal: Signal, dialect: Dialect, path: str, syntax: Syntax) -> bool:
    """Whether a mark is there."""
    return _TESTS[signal.kind](signal, dialect, path, syntax)


def _key(signal: Signal, dialect: Dialect, path: str, syntax: Syntax) -> bool:
    return sum(name in syntax.key_names for name in signal.names) >= signal.at_least


def _only_keys(signal: Signal, dialect: Dialect, path: str, syntax: Syntax) -> bool:
    return set(syntax.key_names) == set(signal.names)


def _no_frontmatter(signal: Signal, dialect: Dialect, path: str, syntax: Syntax) -> bool:
    return syntax.front is None


def _path(signal: Signal, dialect: Dialect, path: str, syntax: Syntax) -> bool:
    return any(path_matches(glob, path) for glob in signal.names)


def _headings(signal: Signal, syntax: Syntax) -> list[str]:
    return [heading.title for heading in syntax.body.headings if heading.level == signal.level]


def _heading(signal: Signal, dialect: Dialect, path: str, syntax: Syntax) -> bool:
    titles = {dialect.titles.bare(title) for title in _headings(signal, syntax)}
    return len(titles & {dialect.titles.bare(name) for name in signal.names}) >= signal.at_least


def _heading_prefix(signal: Signal, dialect: Dialect, path: str, syntax: Syntax) -> bool:
    titles = _headings(signal, syntax)
    return sum(any(title.startswith(prefix) for title in titles) for prefix in signal.names) >= signal.at_least


def _heading_emoji(signal: Signal, dialect: Dialect, path: str, syntax: Syntax) -> bool:
    titles = _headings(signal, syntax)
    return bool(titles) and sum(unicodedata.category(title[:1] or " ") == "So" for title in titles) >= signal.share * len(titles)


def _no_heading(signal: Signal, dialect: Dialect, path: str, syntax: Syntax) -> bool:
    return not _headings(signal, syntax)


def _tag(signal: Signal, dialect: Dialect, path: str, syntax: Syntax) -> bool:
    starts = syntax.source.line_starts
    in_column_0 = {tag.name for tag in syntax.body.tags if starts[syntax.source.line_of(tag.opening.start)] == tag.opening.start}
    return len(in_column_0.intersection(signal.names)) >= signal.at_least


def _label(signal: Signal, dialect: Dialect, path: str, syntax: Syntax) -> bool:
    titles = {label.title.casefold() for label in syntax.body.labels}
    return sum(name.casefold() in titles for name in signal.names) >= signal.at_least


def _pattern(signal: Signal, dialect: Dialect, path: str, syntax: Syntax) -> bool:
    return _compiled(signal.pattern).search(_PARTS[signal.part](syntax)) is not None


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
        "key": f"has the key {names}" if len(signal.names) == 1 else f"has {signal.at_least} or more of the keys {names}",
        "only-keys": f"has exactly the keys {names}",
        "heading": f"has the section {names}" if len(signal.names) == 1 else f"has {signal.at_least} or more of the sections {names}",
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


_TESTS: dict[str, Callable[[Signal, Dialect, str, Syntax], bool]] = {
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
