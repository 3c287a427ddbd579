"""`textDocument/hover`."""

from __future__ import annotations

from lsprotocol import types

from agentls.features.hover import hover
from agentls.lsp.asked import Asked, markup


def handle(asked: Asked, params: types.HoverParams) -> types.Hover | None:
    """What is known of the thing under the cursor."""
    found = hover(asked.page, asked.convert.offset(params.position), asked.findings)
    if found is None:
        return None
    contents = markup(found.markdown, markdown=asked.session.client.hover_markdown)
    return types.Hover(contents, asked.convert.range(found.span))
