"""Between offsets in code points and the positions of the protocol."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from lsprotocol import types

from agentls.findings import Edit
from agentls.lsp.units import Units
from agentls.text import PositionEncoding, SourceText, Span

_MARK_WIDTH: dict[PositionEncoding, int] = {"utf-8": 3, "utf-16": 1, "utf-32": 1}


class Convert:
    """Positions in one text. `marked` tells that the client's text begins with a byte order mark; ours has none."""

    def __init__(self, source: SourceText, encoding: PositionEncoding, *, marked: bool = False) -> None:
        self.source = source
        self.encoding = encoding
        self._mark = _MARK_WIDTH[encoding] if marked else 0

    @cached_property
    def _units(self) -> Units:
        return Units(self.source.text, self.encoding)

    def position(self, offset: int) -> types.Position:
        """The position of an offset, clamped into the text."""
        offset = max(0, min(offset, len(self.source.text)))
        line = self.source.line_of(offset)
        character = self._units.between(self.source.line_starts[line], offset)
        return types.Position(line, character + self._mark if line == 0 else character)

    def range(self, span: Span) -> types.Range:
        """The range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """The offset of a position: past the line's end that end, past the text its end."""
        span = self.source.line_span(position.line)
        character = position.character - self._mark if position.line == 0 else position.character
        return self._units.offset(span.start, span.end, max(0, character))

    def span(self, range_: types.Range) -> Span:
        """The span of a range; one that is the wrong way round is turned."""
        start, end = self.offset(range_.start), self.offset(range_.end)
        return Span(min(start, end), max(start, end))

    def edits(self, edits: Iterable[Edit]) -> list[types.TextEdit]:
        """Edits as the protocol has them."""
        return [types.TextEdit(self.range(edit.span), edit.text) for edit in edits]
