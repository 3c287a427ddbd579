"""`textDocument/formatting`."""

from __future__ import annotations

from lsprotocol import types

from agentls.features.formatting import formatted
from agentls.lsp.asked import Asked


def handle(asked: Asked, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
    """Edits that tidy a document."""
    return asked.convert.edits(formatted(asked.page))
