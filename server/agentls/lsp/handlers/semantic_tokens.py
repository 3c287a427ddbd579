"""`textDocument/semanticTokens/full`."""

from __future__ import annotations

from lsprotocol import types

from agentls.lsp.asked import Asked
from agentls.lsp.tokens import encoded, kept


def handle(asked: Asked, params: types.SemanticTokensParams) -> types.SemanticTokens:
    """All tokens of a document."""
    data = encoded(asked)
    return types.SemanticTokens(data, kept(asked, data))
