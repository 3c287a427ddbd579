"""`textDocument/documentSymbol`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types

from agentls.features.symbols import Symbol, SymbolKind, document_symbols
from agentls.lsp.asked import Asked
from agentls.lsp.convert import Convert

_KINDS: dict[SymbolKind, types.SymbolKind] = {
    "key": types.SymbolKind.Property,
    "item": types.SymbolKind.Field,
    "section": types.SymbolKind.String,
    "label": types.SymbolKind.Field,
    "tag": types.SymbolKind.Object,
}


def handle(
    asked: Asked, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    """The outline, as a tree where the client shows one."""
    found = document_symbols(asked.page)
    if asked.session.client.tree_of_symbols:
        return [_tree(symbol, asked.convert) for symbol in found]
    return list(_flat(found, asked))


def _tree(symbol: Symbol, convert: Convert) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        symbol.name,
        _KINDS[symbol.kind],
        convert.range(symbol.span),
        convert.range(symbol.name_span),
        detail=symbol.detail or None,
        children=[_tree(inner, convert) for inner in symbol.children],
    )


def _flat(symbols: Iterable[Symbol], asked: Asked, parent: str | None = None) -> Iterator[types.SymbolInformation]:
    for symbol in symbols:
        location = types.Location(asked.uri, asked.convert.range(symbol.span))
        yield types.SymbolInformation(location, symbol.name, _KINDS[symbol.kind], container_name=parent)
        yield from _flat(symbol.children, asked, symbol.name)
