"""`textDocument/semanticTokens/range`."""

from __future__ import annotations

from lsprotocol import types

from agentls.lsp.asked import Asked
from agentls.lsp.tokens import encoded


def handle(asked: Asked, params: types.SemanticTokensRangeParams) -> types.SemanticTokens:
    """The tokens of a part of a document."""
    return types.SemanticTokens(encoded(asked, asked.convert.span(params.range)))
