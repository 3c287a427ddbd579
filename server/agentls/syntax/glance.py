"""What can be told of a Markdown body without parsing it: quick, and only where it is certain.

The expressions begin with a line feed, not with `^`: a character is found much faster than the beginning of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentls.syntax.markdown import heading_of
from agentls.syntax.tree import Heading

_FENCE = "```"
_FENCE_LINE = re.compile(r"\n```(?!`)([^`\n]*)(?=\n|\Z)")
_HTML_LINE = re.compile(r"\n {0,3}<")
_UNDERLINE = re.compile(r"\n[ \t>]*(?:=+|-+)[ \t]*(?=\n|\Z)")
_BEFORE_HEADING = " \t>*+-.)0123456789"
"""Marks of lists and quotes in which a heading stands."""

_BLANKS = frozenset((" ", "\t", "\n", ""))


def has_open_fence(text: str, start: int) -> bool | None:
    """Whether a block of code is open at the end; None where only the parser knows.

    Fences that all stand in column 1, by turns with a word and bare, open and close each other whatever is around them,
    except inside HTML.
    """
    count = text.count(_FENCE, start)
    if text.find("~~~", start) >= 0 or text.find("\r", start) >= 0:
        return None
    if count == 0:
        return False
    if start == 0 or (text.find("<", start) >= 0 and _HTML_LINE.search(text, start - 1)):
        return None
    words = [match[1].strip() for match in _FENCE_LINE.finditer(text, start - 1)]
    by_turns = len(words) == count and count % 2 == 0 and not any(words[1::2])
    return False if by_turns else None


def possible_headings(text: str, start: int) -> tuple[Heading, ...] | None:
    """All headings of the body, and lines that only look like one, such as comments in code.

    None where only the parser knows: a line of dashes below a text may make a heading of it.
    """
    if text.find("\r", start) >= 0:
        return None
    for match in _UNDERLINE.finditer(text, start):
        if text[text.rfind("\n", start, match.start()) + 1 : match.start()].strip(" \t>"):
            return None
    return tuple(_marked_headings(text, start))


def _marked_headings(text: str, start: int) -> Iterator[Heading]:
    at = text.find("#", start)
    while at >= 0:
        line = max(start, text.rfind("\n", start, at) + 1)
        end = text.find("\n", at)
        end = end if end >= 0 else len(text)
        level = end - at - len(text[at:end].lstrip("#"))
        if not text[line:at].strip(_BEFORE_HEADING) and level <= 6 and text[at + level : at + level + 1] in _BLANKS:
            yield heading_of(text, level, at, end)
        at = text.find("#", end)
