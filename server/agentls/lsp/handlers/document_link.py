"""`textDocument/documentLink`."""

from __future__ import annotations

import os.path

from lsprotocol import types

from agentls.features.links import links
from agentls.lsp.asked import Asked
from agentls.lsp.uris import uri_of


def handle(asked: Asked, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    """Places that lead to a file."""
    if not asked.reading.text.on_disk:
        return []
    tells = asked.session.client.link_tooltips
    return [
        types.DocumentLink(
            asked.convert.range(link.span),
            target=uri_of(link.path) if link.path.startswith("/") or link.path[1:2] == ":" else link.path,
            tooltip=link.tooltip or None if tells else None,
        )
        for link in links(asked.page, os.path.exists)
    ]
