"""`textDocument/semanticTokens/full/delta`."""

from __future__ import annotations

from lsprotocol import types

from agentls.lsp.asked import Asked
from agentls.lsp.tokens import difference, encoded, kept, known


def handle(asked: Asked, params: types.SemanticTokensDeltaParams) -> types.SemanticTokens | types.SemanticTokensDelta:
    """What is different since the tokens that the client has; all of them where those are forgotten."""
    before = known(asked, params.previous_result_id)
    data = encoded(asked)
    result_id = kept(asked, data)
    if before is None:
        return types.SemanticTokens(data, result_id)
    return types.SemanticTokensDelta(difference(before, data), result_id)
