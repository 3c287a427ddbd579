"""Slots in YAML: keys, values and entries of lists, by the lines above that hold the cursor's and by its own line.

Only lines count that are less deep than those below them, and the neighbor right above; the rest can be as broken as it
likes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentls.features.completion.flow import Flow, flow_slot
from agentls.features.completion.slot import Role, Slot
from agentls.features.completion.yaml_lines import (
    Lines,
    begins_text,
    column_of,
    is_dash,
    key_at,
    quoted_end,
    value_start,
)
from agentls.features.completion.yaml_neighbors import beside, lines_around, next_line
from agentls.text import SourceText, Span

_COMMENT = re.compile(r"[ \t]#.*$")


def yaml_slot(source: SourceText, content: Span, offset: int) -> Slot | None:
    """The slot at an offset in YAML between two offsets; None in a comment and where nothing can be written."""
    number = source.line_of(offset)
    start = max(source.line_starts[number], content.start)
    cursor = _Cursor(source, content, number, start, offset)
    column = column_of(cursor.before)
    if not cursor.whole.strip() and cursor.column_below > column:
        return cursor.split(_lines_above(source, content, number, cursor.column_below))
    return cursor.slot(_lines_above(source, content, number, column), column)


def _lines_above(source: SourceText, content: Span, number: int, column: int) -> Lines:
    """What the lines above leave open for one that begins at a column."""
    lines = Lines(source.text)
    around = lines_around(source, content, number, column)
    for above in around:
        lines.read(source.line_span(above))
    for above in range(around[-1] + 1, number) if around else ():
        if lines.flow is None and not lines.quote:
            break
        lines.read(source.line_span(above))
    return lines


class _Cursor:
    """The line of the cursor."""

    def __init__(self, source: SourceText, content: Span, number: int, start: int, offset: int) -> None:
        self.source, self.text, self.content = source, source.text, content
        self.number, self.start, self.offset = number, start, offset
        self.end = max(offset, min(source.line_span(number).end, content.end))
        self.before = self.text[start:offset]
        self.whole = self.text[start : self.end]
        self.below = next_line(source, content, number)
        self.column_below = column_of(self.below)

    def split(self, lines: Lines) -> Slot | None:
        """The slot on an empty line above a deeper one, which must stay part of what it is part of."""
        if lines.flow is not None:
            return self._flow(lines.flow, lines) if self._goes_on(lines) else None
        return Slot("text", lines.path(), Span(self.offset, self.offset), "block") if self._goes_on(lines) else None

    def _goes_on(self, lines: Lines) -> bool:
        """Whether the line below goes on with a text or a flow of those above."""
        open_ = lines.flow is not None or lines.block or bool(lines.quote)
        return open_ and self.column_below > lines.open_column

    def slot(self, lines: Lines, column: int) -> Slot | None:
        """The slot, after the lines above were read."""
        flow = lines.flow
        if lines.continues(column, self.before[column:], Span(self.start, self.offset)):
            if flow is not None:
                return self._flow(flow, lines)
            return Slot("text", lines.path(), Span(self.offset, self.offset), "block")
        if self.before[column : column + 1] == "#":
            return None
        column, dashed = lines.dashes(self.before, column)
        key = key_at(self.whole, column)
        cursor = self.offset - self.start
        if key and key[1] <= cursor:
            lines.enter_key(key[0], column)
            return self._value(lines, key[1], entry=False)
        if key and cursor <= column + len(self.whole[column : key[1] - 1].rstrip()):
            return self._key(lines, column, key[1] - 1)
        if dashed:
            return self._value(lines, column, entry=True)
        return self._word(lines, column)

    def _flow(self, flow: Flow, lines: Lines) -> Slot | None:
        return flow_slot(self.text, flow, lines.path(), self.offset, self.content.end, "flow")

    def _value(self, lines: Lines, behind: int, entry: bool) -> Slot | None:
        """The value behind a colon, or behind a dash."""
        column = value_start(self.before, behind)
        sign = self.before[column : column + 1]
        if sign and sign in "[{":
            flow = Flow()
            flow.read(self.text, self.start + column, self.offset)
            return self._flow(flow, lines)
        if begins_text(self.whole, column) or _COMMENT.search(self.before, behind) or sign == "#":
            return None
        if sign and sign in "\"'":
            return self._string(lines, column, entry)
        start = self.start + column
        if not self.whole[column:].strip() and self._is_held(lines, entry):
            return self._first_key(lines, column) if entry else None
        word = Span(start, max(self.offset, start + len(_COMMENT.sub("", self.text[start : self.end]).rstrip())))
        lead = "" if self.before[-1:] in (" ", "\t") or word.start < self.offset else " "
        role: Role = "either" if entry else "value"
        names = self._entries(lines, entry)
        return Slot(role, lines.path(), word, "block", names, column=column + len(lead), lead=lead, entry=entry)

    def _is_held(self, lines: Lines, entry: bool) -> bool:
        """Whether the value of the key or dash at the line's end stands on the lines below."""
        column = lines.frames[-1].column
        dashed = not entry and is_dash(self.below, self.column_below) and self.column_below == column
        return bool(self.below) and (self.column_below > column or dashed)

    def _first_key(self, lines: Lines, column: int) -> Slot | None:
        """A key behind a dash, above the other keys of the entry; None where those begin elsewhere."""
        if column != self.column_below or self.offset != self.start + column or not key_at(self.below, column):
            return None
        return Slot("key", lines.path(), Span(self.offset, self.offset), "block", self._names(column), column=column)

    def _string(self, lines: Lines, column: int, entry: bool) -> Slot | None:
        if quoted_end(self.before, column) >= 0:
            return None
        end = quoted_end(self.whole, column)
        stop = self.start + end - 1 if end >= 0 else self.start + len(self.whole.rstrip())
        word = Span(self.start + column + 1, max(self.offset, stop))
        names, quote = self._entries(lines, entry), self.before[column]
        return Slot("value", lines.path(), word, "block", names, quote, end >= 0, column, entry=entry)

    def _key(self, lines: Lines, column: int, colon: int) -> Slot | None:
        """On a key that has its colon; None outside of its quotes."""
        lines.enter_key("", column)
        start = self.start + column
        quote = self.whole[column] if self.whole[column] in "\"'" else ""
        end = start + len(self.whole[column:colon].rstrip())
        word = Span(start + len(quote), end - len(quote))
        if not word.start <= self.offset <= word.end:
            return None
        names = self._names(column)
        return Slot("key", lines.path()[:-1], word, "block", names, quote, column=column, separated=True)

    def _word(self, lines: Lines, column: int) -> Slot | None:
        """A word, or nothing, on a line of its own."""
        word = Span(self.start + column, max(self.offset, self.start + len(self.whole.rstrip())))
        if any(character in " \t" for character in self.before[column:]):
            return None
        lines.leave(column)
        frames = lines.frames
        if frames and frames[-1].kind == "list" and frames[-1].column == column:
            if len(frames) < 2 or frames[-2].column < column:
                frames[-1].index += 1
                names = self._entries(lines, entry=True)
                return Slot("either", lines.path(), word, "block", names, column=column + 2, lead="- ", entry=True)
            frames.pop()
        if not frames or (frames[-1].kind == "map" and frames[-1].column == column):
            return Slot("key", lines.path()[:-1], word, "block", self._names(column), column=column)
        return self._first(lines, column, word) if frames[-1].empty else None

    def _first(self, lines: Lines, column: int, word: Span) -> Slot | None:
        """The first line of a value below its key; the next one may hold more of it already."""
        if not self.below or self.column_below <= lines.frames[-1].column:
            return Slot("either", lines.path(), word, "block", column=column)
        if self.column_below != column:
            return None
        if is_dash(self.below, column):
            names = frozenset(dash for _, dash in self._beside(column) if dash)
            path = (*lines.path(), 0)
            return Slot("either", path, word, "block", names, column=column + 2, lead="- ", entry=True)
        return Slot("key", lines.path(), word, "block", self._names(column), column=column)

    def _names(self, column: int) -> frozenset[str]:
        """The other keys of the mapping that has its keys at a column."""
        return frozenset(key for key, _ in self._beside(column) if key)

    def _entries(self, lines: Lines, entry: bool) -> frozenset[str]:
        """The other entries of the list."""
        if not entry:
            return frozenset()
        return frozenset(dash for _, dash in self._beside(lines.frames[-1].column) if dash)

    def _beside(self, column: int) -> Iterator[tuple[str, str]]:
        return beside(self.source, self.content, self.number, column)
