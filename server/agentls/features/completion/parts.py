"""One entry of a text that holds several, such as the tools of `Read, Bash(git diff), Write`."""

from __future__ import annotations

import re
from typing import NamedTuple

from agentls.text import Span

_SEPARATORS = {"comma": ",", "space": r"\s", "newline": r"\n", "semicolon": ";"}


class Part(NamedTuple):
    """The entry at an offset, without blanks around it, and the names of the others, without their arguments.

    `argument` is the piece of the argument at the offset, None where the offset is not in parentheses; `tool` is then
    the name before them, and `arguments` the other pieces. `alone` tells that the text has no other entry.
    """

    span: Span
    others: frozenset[str]
    argument: Span | None = None
    tool: str = ""
    alone: bool = True
    arguments: frozenset[str] = frozenset()


def part_at(text: str, whole: Span, offset: int, separators: tuple[str, ...]) -> Part:
    """The entry at an offset of a text between two offsets; separators in parentheses don't count."""
    bounds = list(_bounds(text, whole, separators))
    parts = [Span(start, end) for start, end in zip(bounds[:-1:2], bounds[1::2], strict=True)]
    here = next((part for part in parts if part.start <= offset <= part.end), Span(offset, offset))
    others = [text[part.start : part.end].strip() for part in parts if part != here]
    named = frozenset(name for name in (other.partition("(")[0].rstrip() for other in others) if name)
    opening = text.find("(", here.start, offset)
    if opening >= 0 and text.find(")", opening, offset) < 0:
        piece = _argument(text, opening + 1, here.end, offset)
        pieces = (*text[opening + 1 : piece.start].split(","), *_behind(text, piece.end, here.end).split(","))
        return Part(_trimmed(text, here, offset), named, piece, text[here.start : opening].strip(), not named,
                    frozenset(one for one in map(str.strip, pieces) if one))  # fmt: skip
    return Part(_trimmed(text, here, offset), named, alone=not named)


def _bounds(text: str, whole: Span, separators: tuple[str, ...]) -> list[int]:
    """Start and end of each entry, one after the other."""
    signs = "|".join(_SEPARATORS[name] for name in separators)
    depth, bounds = 0, [whole.start]
    for match in re.compile(rf"[()]|{signs}").finditer(text, *whole) if signs else ():
        sign = match.group()
        if sign in "()":
            depth = max(0, depth + (1 if sign == "(" else -1))
        elif depth == 0:
            bounds += [match.start(), match.end()]
    return [*bounds, whole.end]


def _trimmed(text: str, part: Span, offset: int) -> Span:
    """A part without blanks around it; the offset stays inside."""
    start, end = part
    while start < offset and text[start].isspace():
        start += 1
    while end > offset and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _behind(text: str, start: int, end: int) -> str:
    """What follows between two offsets, up to the parenthesis that closes."""
    return text[start:end].partition(")")[0]


def _argument(text: str, start: int, end: int, offset: int) -> Span:
    """The piece between commas of an argument; it ends with the parenthesis."""
    first = max(text.rfind(",", start, offset) + 1, start)
    stop = min((at for at in (text.find(",", offset, end), text.find(")", offset, end)) if at >= 0), default=end)
    return _trimmed(text, Span(first, stop), offset)
