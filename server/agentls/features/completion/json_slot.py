"""Slots in JSON. Where it is indented, only the lines are read that the cursor's is in, and the neighbor above it."""

from __future__ import annotations

import re

from agentls.features.completion.flow import Flow, flow_slot
from agentls.features.completion.slot import Slot
from agentls.features.completion.yaml_lines import column_of
from agentls.features.completion.yaml_neighbors import beside, lines_around
from agentls.text import SourceText, Span

_INDENTED = re.compile(r"\s*\{[ \t]*(?:\r\n|\r|\n)\s*?[ \t]+\"")
_CLOSING = re.compile(r"[ \t]*[\]}]")


def json_slot(source: SourceText, content: Span, offset: int) -> Slot | None:
    """The slot at an offset in JSON between two offsets; None where nothing new can begin."""
    flow = Flow()
    if not (_INDENTED.match(source.text, content.start) and _read_lines(source, content, offset, flow)):
        flow = Flow()
        flow.read(source.text, content.start, offset)
    return flow_slot(source.text, flow, (), offset, content.end, "json")


def _read_lines(source: SourceText, content: Span, offset: int, flow: Flow) -> bool:
    """Read the lines around an offset; whether they say where it is."""
    number = source.line_of(offset)
    line = source.line_span(number)
    column = _column(source, number)
    around = lines_around(source, content, number, column)
    if len(around) < 2:
        return False
    *holding, neighbor = [source.line_span(above) for above in around]
    if column_of(source.text[slice(*neighbor)]) != column:
        holding, neighbor = [*holding, neighbor], Span(line.start, line.start)
    for span in holding:
        flow.read(source.text, *span)
    if len(flow.levels) < len(holding):
        return False
    flow.levels[-1].names.extend(name for pair in beside(source, content, number, column) for name in pair if name)
    flow.read(source.text, _behind_closing(source.text, neighbor, flow), offset)
    return True


def _column(source: SourceText, number: int) -> int:
    """How deep a line is indented; a blank one as the last above that is not."""
    for line in range(number, -1, -1):
        written = source.text[slice(*source.line_span(line))]
        if written.strip():
            return column_of(written)
    return 0


def _behind_closing(text: str, neighbor: Span, flow: Flow) -> int:
    """Where the reading of the neighbor begins: behind the bracket that ends a value, which counts as read."""
    closing = _CLOSING.match(text, *neighbor)
    if closing is None:
        return neighbor.start
    level = flow.levels[-1]
    level.key, level.last_start, level.last_end = "", closing.end(), closing.end()
    return closing.end()
