"""The source line of a finding with its exact range underlined, cut around the range when it is too long."""

from __future__ import annotations

from typing import NamedTuple

from agentls.report.display import cells
from agentls.text import SourceText, Span

_CUT = "…"


class Snippet(NamedTuple):
    """One line as it is shown. `line` is 1-based; `indent` and `marks` are in columns of the terminal.

    `last_line` is the 1-based line on which the range ends; `line` itself when it ends there.
    """

    line: int
    text: str
    indent: int
    marks: int
    last_line: int


def snippet(source: SourceText, span: Span, columns: int) -> Snippet:
    """The first line of a span, in at most so many columns; a range without characters gets one mark."""
    line = source.line_of(span.start)
    whole = source.line_span(line)
    start = min(span.start, whole.end)
    end = max(start, min(span.end, whole.end))
    shown = Span(_window_start(source.text, whole, Span(start, end), columns), whole.end)
    text, indent, marks = _draw(source.text, whole, shown, Span(start, end), columns)
    last = source.line_of(max(span.start, span.end - 1))
    return Snippet(line + 1, text, indent, max(1, marks), last + 1)


def _window_start(text: str, whole: Span, marked: Span, columns: int) -> int:
    """Where the shown part of a line begins: at its start, if the range can be seen then.

    Else a third of the columns stands before the range, or more where little follows it.
    """
    if marked.end - whole.start < columns and _columns(text[whole.start : marked.end]) < columns:
        return whole.start
    behind = _columns(text[marked.start : min(whole.end, marked.start + columns)])
    room = max(columns // 3, columns - behind - 2)
    start = max(whole.start, marked.start - room)
    before = [width for _, width in cells(text[start : marked.start])]
    excess = sum(before) - room
    while excess > 0:
        excess -= before[start - marked.start]
        start += 1
    return start


def _columns(text: str) -> int:
    return sum(width for _, width in cells(text))


def _draw(text: str, whole: Span, shown: Span, marked: Span, columns: int) -> tuple[str, int, int]:
    """The shown text, the columns before the range, and those of the range."""
    parts, used, indent, marks = [], 0, 0, 0
    if shown.start > whole.start:
        parts, used, indent = [_CUT], 1, 1
    some = text[shown.start : min(shown.end, shown.start + 4 * columns)]
    for offset, (character, width) in enumerate(cells(some), shown.start):
        if used + width > columns - (offset + 1 < shown.end):
            parts.append(_CUT)
            break
        parts.append(character)
        used += width
        indent += width if offset < marked.start else 0
        marks += width if marked.start <= offset < marked.end else 0
    return "".join(parts), indent, marks
