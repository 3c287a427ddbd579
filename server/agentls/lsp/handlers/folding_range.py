"""`textDocument/foldingRange`."""

from __future__ import annotations

from lsprotocol import types

from agentls.features.folding import folds
from agentls.lsp.asked import Asked

_KINDS = {"comment": types.FoldingRangeKind.Comment, "region": types.FoldingRangeKind.Region}


def handle(asked: Asked, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    """What can be folded."""
    by_line = asked.session.client.folds_by_line
    found = []
    for fold in folds(asked.page):
        range_ = asked.convert.range(fold.span)
        found.append(
            types.FoldingRange(
                range_.start.line,
                range_.end.line,
                None if by_line else range_.start.character,
                None if by_line else range_.end.character,
                _KINDS.get(fold.kind),
            )
        )
    return found
