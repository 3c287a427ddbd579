"""Entries of a list, however it is written: what the rules share that take one out."""

from __future__ import annotations

from collections.abc import Sequence

from agentls.facts import ToolUse
from agentls.findings import Edit
from agentls.patterns import lazy
from agentls.syntax.tree import Value
from agentls.text import Span

_BETWEEN = lazy(r"\s*[,;]\s*|[ \t]+|[ \t]*(?P<line>\r\n?|\n)[ \t]*-[ \t]+")
_REST = lazy(r"[ \t]*(?:[\r\n]|$)")


def entry_spans(value: Value, uses: Sequence[ToolUse]) -> list[Span]:
    """The entries with their quotes; for a string that holds several, the parts."""
    if value.kind == "list" and len(value.items) == len(uses):
        return [item.span for item in value.items]
    return [use.span for use in uses]


def removal(text: str, spans: Sequence[Span], index: int) -> Edit | None:
    """The edit that takes one entry out with what parts it from its neighbor.

    None for the only entry, and where something stands between the entries that must not be lost.
    """
    if len(spans) < 2:
        return None
    left, right = (spans[index - 1], spans[index]) if index else (spans[0], spans[1])
    between = _BETWEEN.fullmatch(text, left.end, right.start)
    if between is None or (between["line"] and not _REST.match(text, spans[index].end)):
        return None
    return Edit(Span(left.end, right.end) if index else Span(left.start, right.start), "")
