"""Slots in JSON. Where it is written with one key a line, the reading begins at the key above, not at the start."""

from __future__ import annotations

import re

from agentls.features.completion.flow import Flow, Level, flow_slot
from agentls.features.completion.slot import Slot
from agentls.text import SourceText, Span

_FIRST_LINE = re.compile(r"\s*\{[ \t]*(?:\r\n|\r|\n)\s*?(?P<indent>[ \t]*)\"")


def json_slot(source: SourceText, content: Span, offset: int) -> Slot | None:
    """The slot at an offset in JSON between two offsets; None where nothing new can begin."""
    text = source.text
    first = _FIRST_LINE.match(text, content.start)
    flow = Flow()
    start, names = (_entry_above(source, first["indent"], offset) if first else None) or (content.start, [])
    if start > content.start:
        flow.levels.append(Level("{", names=names))
    flow.read(text, start, offset)
    return flow_slot(text, flow, (), offset, content.end, "json")


def _entry_above(source: SourceText, indent: str, offset: int) -> tuple[int, list[str]] | None:
    """Where the top key above the offset's line begins, and the names of all others; None where there is none."""
    number = source.line_of(offset)
    line = source.line_span(number)
    start = -1
    names = []
    for match in re.compile(rf"(?<=[\r\n]){indent}\"([^\"\r\n]*)\"[ \t]*:").finditer(source.text):
        if match.start() < line.start:
            start = match.start()
        if not line.start <= match.start() <= line.end:
            names.append(match[1])
    return (start, names) if start >= 0 else None
