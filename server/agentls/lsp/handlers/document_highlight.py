"""`textDocument/documentHighlight`."""

from __future__ import annotations

from lsprotocol import types

from agentls.features.highlights import highlights
from agentls.lsp.asked import Asked


def handle(asked: Asked, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
    """All places that are the same thing as the one under the cursor."""
    found = highlights(asked.page, asked.convert.offset(params.position))
    return [types.DocumentHighlight(asked.convert.range(span), types.DocumentHighlightKind.Text) for span in found]
