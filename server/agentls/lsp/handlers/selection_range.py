"""`textDocument/selectionRange`."""

from __future__ import annotations

from lsprotocol import types

from agentls.features.selection import selections
from agentls.lsp.asked import Asked


def handle(asked: Asked, params: types.SelectionRangeParams) -> list[types.SelectionRange]:
    """For each position what to select next, and what after that."""
    return [_around(asked, position) for position in params.positions]


def _around(asked: Asked, position: types.Position) -> types.SelectionRange:
    offset = asked.convert.offset(position)
    found: types.SelectionRange | None = None
    for span in reversed(selections(asked.page, offset)):
        found = types.SelectionRange(asked.convert.range(span), found)
    here = asked.convert.position(offset)
    return found or types.SelectionRange(types.Range(here, here))
