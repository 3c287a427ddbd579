"""`textDocument/linkedEditingRange`."""

from __future__ import annotations

from lsprotocol import types

from agentls.features.tag_pairs import linked
from agentls.lsp.asked import Asked

_NAME = r"[A-Za-z][\w.:-]*"


def handle(asked: Asked, params: types.LinkedEditingRangeParams) -> types.LinkedEditingRanges | None:
    """Both names of a pair of tags."""
    found = linked(asked.page, asked.convert.offset(params.position))
    return types.LinkedEditingRanges([asked.convert.range(span) for span in found], _NAME) if found else None
