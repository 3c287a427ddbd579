"""Lines of YAML, read by indentation: which mappings and lists are open, and whether a text or a flow goes on.

One line can't spoil the next: what is not closed ends with the first line that is not deeper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from agentls.features.completion.flow import Flow
from agentls.features.completion.slot import Path
from agentls.text import Span

_COLON = re.compile(r":(?=[ \t]|$)")
_LONGEST_KEY = 200
_WORD = re.compile(r"(?P<plain>[\w.$-]+)[ \t]*$")
_DASH = re.compile(r"-(?:[ \t]+|(?=[\r\n])|\Z)")
_BLOCK = re.compile(r"[|>][-+0-9]{0,3}[ \t]*(?:#.*)?$")
_PROPERTY = re.compile(r"(?:[&!]\S*[ \t]+)+")
_QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*+"'), "'": re.compile(r"'(?:[^']|'')*+'")}
_DEEPEST = 60


@dataclass(slots=True)
class Frame:
    """One block collection: the column of its keys or dashes, and its last key or index.

    `empty` tells that nothing stands behind the last key or dash. Entries are counted as far as they are read.
    """

    kind: Literal["map", "list"]
    column: int
    key: str = ""
    index: int = -1
    empty: bool = True

    @property
    def step(self) -> str | int:
        """The step that the path takes through its last entry."""
        return self.key if self.kind == "map" else self.index


def key_at(written: str, column: int) -> tuple[str, int] | None:
    """The key that begins at a column of a line, and the column behind its colon; None where there is none."""
    sign = written[column : column + 1]
    if not sign or sign in "#[]{},":
        return None
    end = quoted_end(written, column) if sign in "\"'" else column
    colon = _COLON.search(written, end, end + _LONGEST_KEY) if end >= 0 else None
    if colon is None or (end > column and written[end : colon.start()].strip()):
        return None
    return written[column : colon.start()].strip().strip("\"'"), colon.end()


def column_of(written: str) -> int:
    """How deep a line is indented."""
    return len(written) - len(written.lstrip(" \t"))


def is_dash(written: str, column: int) -> bool:
    """Whether the entry of a list begins at a column."""
    return bool(_DASH.match(written, column))


def behind_dashes(written: str, column: int) -> int:
    """The column behind all dashes that begin at a column."""
    match = _DASH.match(written, column)
    while match:
        column = match.end()
        match = _DASH.match(written, column)
    return column


def value_start(written: str, column: int) -> int:
    """The column of a value behind a colon or a dash, without blanks, anchor and tag before it."""
    while column < len(written) and written[column] in " \t":
        column += 1
    match = _PROPERTY.match(written, column)
    return match.end() if match else column


def quoted_end(written: str, column: int) -> int:
    """The column behind the string that begins at a column, -1 where it is not closed on the line."""
    match = _QUOTED[written[column]].match(written, column)
    return match.end() if match else -1


def begins_text(written: str, column: int) -> bool:
    """Whether a text of several lines begins: `|` or `>`."""
    return bool(_BLOCK.match(written, column))


@dataclass(slots=True)
class Lines:
    """What the lines read so far have left open: collections, a flow, a string, a text of several lines."""

    text: str
    frames: list[Frame] = field(default_factory=list)
    flow: Flow | None = None
    quote: str = ""
    block: bool = False
    open_column: int = -1

    def path(self) -> Path:
        """The path to what was read last."""
        return tuple(frame.step for frame in self.frames)

    def read(self, line: Span) -> None:
        """Read a whole line."""
        written = self.text[line.start : line.end].rstrip()
        column = column_of(written)
        rest = written[column:]
        if not rest or self.continues(column, rest, line) or rest[0] == "#":
            return
        column, dashed = self.dashes(written, column)
        key = key_at(written, column) or (None if dashed or self.frames else _lone_word(written, column))
        if key:
            self.enter_key(key[0], column)
            self._value(written, key[1], line.start, column)
        elif dashed:
            self._value(written, column, line.start, self.frames[-1].column)

    def continues(self, column: int, rest: str, line: Span) -> bool:
        """Whether a line goes on with what is open; what a line of less depth leaves open is given up."""
        deeper = column > self.open_column
        if self.flow is not None and (deeper or rest[:1] in "]}," or not (key_at(rest, 0) or _DASH.match(rest))):
            self.read_flow(line.start, line.end)
            return True
        goes_on = deeper and (self.block or bool(self.quote))
        if self.quote and (not goes_on or rest.rstrip().endswith(self.quote)):
            self.quote = ""
        self.block = self.block and goes_on
        self.flow = None
        return goes_on

    def read_flow(self, start: int, end: int) -> None:
        """Read on in the open flow, which may end here."""
        if self.flow is not None:
            self.flow.read(self.text, start, end)
            if not self.flow.levels:
                self.flow = None

    def dashes(self, written: str, column: int) -> tuple[int, bool]:
        """Step into the entries of lists that begin the line; the column behind, and whether there were any."""
        dashed = False
        match = _DASH.match(written, column)
        while match and len(self.frames) < _DEEPEST:
            self.leave(column)
            if not self.frames or self.frames[-1].kind != "list" or self.frames[-1].column != column:
                self.frames.append(Frame("list", column))
            self.frames[-1].index += 1
            column, dashed = match.end(), True
            match = _DASH.match(written, column)
        return column, dashed

    def enter_key(self, name: str, column: int) -> None:
        """A key at a column: a further one of an open mapping, or the first of a new one."""
        self.leave(column)
        if self.frames and self.frames[-1].kind == "list" and self.frames[-1].column == column:
            self.frames.pop()
        if not self.frames or self.frames[-1].kind != "map" or self.frames[-1].column != column:
            self.frames.append(Frame("map", column))
        self.frames[-1].key = name

    def leave(self, column: int) -> None:
        """Leave the collections that are deeper than a column."""
        while self.frames and self.frames[-1].column > column:
            self.frames.pop()

    def _value(self, written: str, column: int, line_start: int, key_column: int) -> None:
        """What a value leaves open at the end of its line."""
        column = value_start(written, column)
        sign = written[column : column + 1]
        self.frames[-1].empty = sign in ("", "#")
        self.open_column = key_column
        if sign and sign in "[{":
            self.flow = Flow()
            self.read_flow(line_start + column, line_start + len(written))
        elif begins_text(written, column):
            self.block = True
        elif sign and sign in "\"'" and quoted_end(written, column) < 0:
            self.quote = sign


def _lone_word(written: str, column: int) -> tuple[str, int] | None:
    """A single word where a key should be: somebody lost its colon."""
    match = _WORD.match(written, column)
    return (match["plain"], match.end()) if match else None
