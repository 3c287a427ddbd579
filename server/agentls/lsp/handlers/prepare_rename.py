"""`textDocument/prepareRename`."""

from __future__ import annotations

from lsprotocol import types

from agentls.features.tag_pairs import renamable
from agentls.lsp.asked import Asked


def handle(asked: Asked, params: types.PrepareRenameParams) -> types.Range | None:
    """What would be renamed here, if anything."""
    found = renamable(asked.page, asked.convert.offset(params.position))
    return asked.convert.range(found) if found else None
