"""Lines of YAML around a line: those that hold it, and those beside it in the same mapping or list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from agentls.features.completion.yaml_lines import behind_dashes, is_dash, key_at
from agentls.text import SourceText, Span

_TEXT_LINE = re.compile(r"(?<=[\r\n])[ \t]*+[^\s#][^\r\n]*")
_FAR_ABOVE = 2_000
_FAR_BELOW = 50_000
"""Lines above, and characters below: nobody writes the same key so far from its neighbors."""


def lines_around(source: SourceText, content: Span, number: int, column: int) -> list[int]:
    """The lines above that a line is in, from the top: each less deep than the next, and the last neighbor above."""
    text, first = source.text, source.line_of(content.start)
    found: list[int] = []
    depth, dash = column + 1, False
    for above in range(number - 1, first - 1, -1):
        start = source.line_starts[above]
        deep = _shallow_column(text, start, depth + dash)
        if deep < 0 or text[start + deep] == "#" or (found and deep == depth and is_dash(text, start + deep)):
            continue
        written = text[slice(*source.line_span(above))]
        if not found and deep == 0 and not (key_at(written, 0) or is_dash(written, 0) or " " not in written.strip()):
            continue  # no line of YAML: prose, or a key that lost its colon
        found.append(above)
        depth, dash = deep, is_dash(written, deep)
        if depth == 0 and not dash:
            break
    return found[::-1]


def beside(source: SourceText, content: Span, number: int, column: int) -> Iterator[tuple[str, str]]:
    """Keys and entries of lists that begin at a column, below and above a line, as far as nothing is less deep.

    Those that stand very far off are left out.
    """
    text, end = source.text, source.line_span(number).end
    yield from _below(text, end, min(content.end, end + _FAR_BELOW), column)
    for above in range(number - 1, max(source.line_of(content.start), number - _FAR_ABOVE) - 1, -1):
        deep = _shallow_column(text, source.line_starts[above], column + 1)
        if deep < 0 or text[source.line_starts[above] + deep] == "#":
            continue
        written = text[slice(*source.line_span(above))]
        if deep == column or behind_dashes(written, deep) == column:
            yield _told(written, column)
        if deep < column:
            return


def next_line(source: SourceText, content: Span, number: int) -> str:
    """The first line below a line that has text and is no comment; empty where there is none near."""
    end = source.line_span(number).end
    match = _TEXT_LINE.search(source.text, end, max(end, min(content.end, end + _FAR_BELOW)))
    return match.group().rstrip() if match else ""


def _shallow_column(text: str, start: int, width: int) -> int:
    """The column of a line's first character within a width; -1 where the line is blank or deeper."""
    head = text[start : start + width]
    rest = head.lstrip(" \t")
    return len(head) - len(rest) if rest and rest[0] not in "\r\n" else -1


def _below(text: str, start: int, end: int, column: int) -> Iterator[tuple[str, str]]:
    for match in _shallow(min(column, 200)).finditer(text, start, end):
        if len(match[1]) < column:
            return
        yield _told(match.group(), column)


def _told(written: str, column: int) -> tuple[str, str]:
    """The key, and the entry of a list, that a line has at a column; empty where it has none."""
    behind = behind_dashes(written, column)
    if behind > column:
        return "", written[behind:].strip().strip("\"'")
    key = key_at(written, column)
    return (key[0] if key else ""), ""


@lru_cache
def _shallow(column: int) -> re.Pattern[str]:
    """Lines with text that are no deeper than a column."""
    return re.compile(rf"(?<=[\r\n])([ \t]{{0,{column}}})(?=[^\s#])[^\r\n]*")
