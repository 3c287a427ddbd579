"""Semantic tokens as the protocol has them: five numbers for each, counted from the one before."""

from __future__ import annotations

from lsprotocol import types

from agentls.features.tokens import tokens
from agentls.lsp.asked import Asked
from agentls.lsp.offer import TOKEN_MODIFIERS, TOKEN_TYPES
from agentls.text import Span

_TYPES = {name: index for index, name in enumerate(TOKEN_TYPES)}
_MODIFIERS = {name: 1 << index for index, name in enumerate(TOKEN_MODIFIERS)}


def encoded(asked: Asked, span: Span | None = None) -> list[int]:
    """The tokens of a document, or of a part of it."""
    data: list[int] = []
    line = character = 0
    for token in tokens(asked.page, span):
        start, end = asked.convert.position(token.span.start), asked.convert.position(token.span.end)
        same = start.line == line
        data += (
            start.line - line,
            start.character - character if same else start.character,
            end.character - start.character,
            _TYPES[token.type],
            sum(_MODIFIERS[one] for one in token.modifiers),
        )
        line, character = start.line, start.character
    return data


def kept(asked: Asked, data: list[int]) -> str:
    """Remember the tokens that the client gets, those of one version a document; the id by which it names them."""
    result_id = f"{hash(tuple(data)) & 0xFFFF_FFFF_FFFF_FFFF:016x}"
    asked.session.tokens[asked.uri] = (result_id, data)
    return result_id


def known(asked: Asked, result_id: str) -> list[int] | None:
    """The tokens that the client names, None where they are forgotten."""
    last = asked.session.tokens.get(asked.uri)
    return last[1] if last and last[0] == result_id else None


def difference(before: list[int], after: list[int]) -> list[types.SemanticTokensEdit]:
    """The edit that makes the one list of numbers the other: none where they are the same."""
    if before == after:
        return []
    shorter = min(len(before), len(after))
    head = next((index for index in range(shorter) if before[index] != after[index]), shorter)
    rest = shorter - head
    tail = next((index for index in range(rest) if before[-1 - index] != after[-1 - index]), rest)
    return [types.SemanticTokensEdit(head, len(before) - head - tail, after[head : len(after) - tail])]
