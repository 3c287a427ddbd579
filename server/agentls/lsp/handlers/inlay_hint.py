"""`textDocument/inlayHint`."""

from __future__ import annotations

from lsprotocol import types

from agentls.features.hints import KINDS, hints
from agentls.lsp.asked import Asked, markup


def handle(asked: Asked, params: types.InlayHintParams) -> list[types.InlayHint]:
    """Words to show between those of the text, of the kinds that the user wants."""
    session = asked.session
    kinds = [kind for kind in KINDS if session.wishes.wants_hint(kind)]
    return [
        types.InlayHint(
            asked.convert.position(hint.offset),
            hint.label,
            tooltip=markup(hint.tooltip, markdown=True) if hint.tooltip else None,
            padding_left=True,
        )
        for hint in hints(asked.page, asked.convert.span(params.range), kinds)
    ]
