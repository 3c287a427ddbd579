"""What the client can do, resolved once into flat flags, and what its user wants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

_DIAGNOSTICS = ("textDocument.diagnostic", "textDocument.publishDiagnostics")
_ITEM = "textDocument.completion.completionItem"
_ACTION = "textDocument.codeAction"
_AS_IS = 1
"""The mode of insertion in which a client leaves the indentation of further lines alone."""


class Client(NamedTuple):
    """Flags of the `initialize` request. What a client does not say, it can't do."""

    pulls: bool = False
    related: bool = False
    rule_links: bool = False
    finding_data: bool = False
    finding_tags: frozenset[int] = frozenset()
    refreshes_findings: bool = False
    refreshes_tokens: bool = False
    refreshes_hints: bool = False
    watches_files: bool = False
    tells_settings: bool = False
    asks_for_settings: bool = False
    shows_progress: bool = False
    hover_markdown: bool = False
    item_markdown: bool = False
    snippets: bool = False
    items_as_written: bool = False
    label_details: bool = False
    item_tags: bool = False
    tree_of_symbols: bool = False
    folds_by_line: bool = False
    link_tooltips: bool = False
    action_literals: bool = False
    action_preferred: bool = False
    action_data: bool = False
    action_resolves: frozenset[str] = frozenset()
    versioned_edits: bool = False
    creates_files: bool = False
    applies_edits: bool = False
    shows_documents: bool = False
    prepares_rename: bool = False
    registers_formatting: bool = False

    @classmethod
    def of(cls, capabilities: object) -> Client:
        """The flags of capabilities as they came over the wire; what has another shape than expected is not there."""
        has = _Asked(capabilities)
        return cls(
            pulls=has.table("textDocument.diagnostic"),
            related=any(has.flag(f"{one}.relatedInformation") for one in _DIAGNOSTICS),
            rule_links=any(has.flag(f"{one}.codeDescriptionSupport") for one in _DIAGNOSTICS),
            finding_data=any(has.flag(f"{one}.dataSupport") for one in _DIAGNOSTICS),
            finding_tags=frozenset(
                tag for one in _DIAGNOSTICS for tag in has.list(f"{one}.tagSupport.valueSet") if isinstance(tag, int)
            ),
            refreshes_findings=has.flag("workspace.diagnostics.refreshSupport"),
            refreshes_tokens=has.flag("workspace.semanticTokens.refreshSupport"),
            refreshes_hints=has.flag("workspace.inlayHint.refreshSupport"),
            watches_files=has.flag("workspace.didChangeWatchedFiles.dynamicRegistration"),
            tells_settings=has.flag("workspace.didChangeConfiguration.dynamicRegistration"),
            asks_for_settings=has.flag("workspace.configuration"),
            shows_progress=has.flag("window.workDoneProgress"),
            hover_markdown="markdown" in has.list("textDocument.hover.contentFormat"),
            item_markdown="markdown" in has.list(f"{_ITEM}.documentationFormat"),
            snippets=has.flag(f"{_ITEM}.snippetSupport"),
            items_as_written=_AS_IS in has.list(f"{_ITEM}.insertTextModeSupport.valueSet"),
            label_details=has.flag(f"{_ITEM}.labelDetailsSupport"),
            item_tags=1 in has.list(f"{_ITEM}.tagSupport.valueSet"),
            tree_of_symbols=has.flag("textDocument.documentSymbol.hierarchicalDocumentSymbolSupport"),
            folds_by_line=has.flag("textDocument.foldingRange.lineFoldingOnly"),
            link_tooltips=has.flag("textDocument.documentLink.tooltipSupport"),
            action_literals=has.table(f"{_ACTION}.codeActionLiteralSupport"),
            action_preferred=has.flag(f"{_ACTION}.isPreferredSupport"),
            action_data=has.flag(f"{_ACTION}.dataSupport"),
            action_resolves=frozenset(map(str, has.list(f"{_ACTION}.resolveSupport.properties"))),
            versioned_edits=has.flag("workspace.workspaceEdit.documentChanges"),
            creates_files="create" in has.list("workspace.workspaceEdit.resourceOperations"),
            applies_edits=has.flag("workspace.applyEdit"),
            shows_documents=has.flag("window.showDocument.support"),
            prepares_rename=has.flag("textDocument.rename.prepareSupport"),
            registers_formatting=has.flag("textDocument.formatting.dynamicRegistration"),
        )


class _Asked:
    """Plain data, asked by dotted names."""

    def __init__(self, data: object) -> None:
        self._data = data

    def _at(self, name: str) -> object:
        data = self._data
        for part in name.split("."):
            data = data.get(part) if isinstance(data, Mapping) else None
        return data

    def flag(self, name: str) -> bool:
        return self._at(name) is True

    def table(self, name: str) -> bool:
        return isinstance(self._at(name), Mapping)

    def list(self, name: str) -> list[Any]:
        found = self._at(name)
        return found if isinstance(found, list) else []
