"""Slots in TOML: keys and values under the nearest table above, whatever stands before it.

Strings of several lines are found first, since anything may stand in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from agentls.features.completion.flow import Flow, flow_slot
from agentls.features.completion.slot import Path, Slot
from agentls.text import SourceText, Span

_LONG = re.compile(r"\"\"\"|'''")
_TABLE = re.compile(r"(?<![^\r\n])[ \t]*(\[\[?)[ \t]*([\w.\"' -]+?)[ \t]*\]\]?[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")
_KEY = re.compile(
    r"(?<![^\r\n])[ \t]*((?:[\w-]+|\"[^\"\r\n]*\"|'[^'\r\n]*')(?:[ \t]*\.[ \t]*(?:[\w-]+|\"[^\"\r\n]*\"))*+)[ \t]*="
)
_WORD = re.compile(r"[ \t]*([\w.-]*)\Z")
_WORD_REST = re.compile(r"[\w.-]*")
_PART = re.compile(r"[\w-]+|\"[^\"]*\"|'[^']*'")
_VALUE_REST = re.compile(r"[^\s#,\]}]*")
_LINE_REST = re.compile(r"[^\r\n]*")


@dataclass(frozen=True, slots=True)
class _Around:
    """A TOML file around an offset: strings of several lines, and the table that the offset is in."""

    text: str
    content: Span
    offset: int
    start: int
    strings: tuple[Span, ...]
    tables: tuple[re.Match[str], ...] = ()
    table: Path = ()
    table_end: int = 0

    def visible(self, pattern: re.Pattern[str], start: int, end: int) -> Iterator[re.Match[str]]:
        """Where a form is found outside of strings of several lines."""
        strings = iter(self.strings)
        string = next(strings, None)
        for match in pattern.finditer(self.text, start, end):
            while string and string.end <= match.start():
                string = next(strings, None)
            if string is None or match.start() < string.start:
                yield match


def toml_slot(source: SourceText, content: Span, offset: int) -> Slot | None:
    """The slot at an offset in TOML between two offsets; None in a comment and where nothing can be written."""
    around = _around(source, content, offset)
    key = _last_key(around)
    inside = next((span for span in around.strings if span.start < offset < span.end), None)
    if inside:
        return Slot("text", _path(around, key) if key else (), Span(offset, offset), "toml") if key else None
    if key and key.start() >= around.start:
        return _value(around, key)
    if key and (flow := _open_flow(around, key)):
        return flow_slot(around.text, flow, _path(around, key), offset, content.end, "toml")
    return _word(around)


def _around(source: SourceText, content: Span, offset: int) -> _Around:
    text, start = source.text, max(source.line_starts[source.line_of(offset)], content.start)
    strings = tuple(_strings(text, content))
    bare = _Around(text, content, offset, start, strings, table_end=content.start)
    tables = tuple(bare.visible(_TABLE, content.start, content.end))
    table = next((table for table in reversed(tables) if table.start() < start), None)
    if table is None:
        return replace(bare, tables=tables)
    path: Path = tuple(_parts(table[2]))
    inside = (*path, 0) if len(table[1]) > 1 else path
    return replace(bare, tables=tables, table=inside, table_end=table.end())


def _strings(text: str, content: Span) -> Iterator[Span]:
    """Strings of several lines; the last may have no end."""
    opened = None
    for match in _LONG.finditer(text, *content):
        if opened is None:
            opened = match
        elif opened.group() == match.group():
            yield Span(opened.end(), match.start() + 1)
            opened = None
    if opened:
        yield Span(opened.end() - 1, content.end + 1)


def _last_key(around: _Around) -> re.Match[str] | None:
    """The last key before the offset in its table."""
    last = None
    for last in around.visible(_KEY, around.table_end, around.offset):  # noqa: B007  # the last one counts
        pass
    return last


def _path(around: _Around, key: re.Match[str]) -> Path:
    return (*around.table, *_parts(key[1]))


def _open_flow(around: _Around, key: re.Match[str]) -> Flow | None:
    """The array or inline table that a key has opened, where it is still open at the offset."""
    if around.text[key.end() :][:200].lstrip(" \t")[:1] not in ("[", "{"):
        return None
    flow = Flow("=")
    flow.read(around.text, key.end(), around.offset)
    return flow if flow.levels else None


def _value(around: _Around, key: re.Match[str]) -> Slot | None:
    text, offset, path = around.text, around.offset, _path(around, key)
    flow = _open_flow(around, key)
    if flow:
        return flow_slot(text, flow, path, offset, around.content.end, "toml")
    written = text[key.end() : offset]
    typed = written.lstrip()
    at = offset - len(typed)
    if typed[:1] in ("'", '"'):
        return _string(around, path, at, typed)
    if typed[:1] in ("[", "{", "#") or " " in typed:
        return None
    rest = _VALUE_REST.match(text, offset)
    lead = "" if written[:1].isspace() or typed else " "
    return Slot("value", path, Span(at, rest.end() if rest else offset), "toml", lead=lead)


def _string(around: _Around, path: Path, at: int, typed: str) -> Slot | None:
    if typed[0] in typed[1:]:
        return None
    text, offset = around.text, around.offset
    line = _LINE_REST.match(text, offset)
    stop = line.end() if line else offset
    end = text.find(typed[0], offset, stop)
    word = Span(at + 1, end if end >= 0 else offset + len(text[offset:stop].rstrip()))
    return Slot("value", path, word, "toml", quote=typed[0], closed=end >= 0)


def _word(around: _Around) -> Slot | None:
    text, offset = around.text, around.offset
    match, rest = _WORD.match(text[around.start : offset]), _WORD_REST.match(text, offset)
    if match is None or rest is None:
        return None
    parts = _parts(match[1])
    dotted = match[1].endswith(".")
    path: Path = (*around.table, *(parts if dotted else parts[:-1]))
    begin = offset if dotted or not parts else offset - len(parts[-1])
    separated = text[rest.end() : rest.end() + 40].lstrip(" \t").startswith("=")
    return Slot("key", path, Span(begin, rest.end()), "toml", frozenset(_names(around, path)), separated=separated)


def _names(around: _Around, path: Path) -> Iterator[str]:
    """Keys of the mapping at a path in the table of the offset, and tables that stand in it."""
    line = _LINE_REST.match(around.text, around.offset)
    end = next((table.start() for table in around.tables if table.start() > around.offset), around.content.end)
    inner = path[len(around.table) :]
    for key in around.visible(_KEY, around.table_end, end):
        parts = tuple(_parts(key[1]))
        if not around.start <= key.start() <= (line.end() if line else 0) and parts[: len(inner)] == inner:
            yield from parts[len(inner) : len(inner) + 1]
    for table in around.tables:
        parts = tuple(_parts(table[2]))
        if parts[: len(path)] == path:
            yield from parts[len(path) : len(path) + 1]


def _parts(written: str) -> list[str]:
    return [match.group().strip("\"'") for match in _PART.finditer(written)]
