"""Three clients as they introduce themselves: what each can do is cut down from what real editors say."""

from __future__ import annotations

from typing import Any, NamedTuple

_ALL_KINDS = {"symbolKind": {"valueSet": list(range(1, 27))}}
_TAGS = {"tagSupport": {"valueSet": [1, 2]}}


class Introduction(NamedTuple):
    """A client's name, the encoding that it gets, its capabilities and its initialization options."""

    name: str
    encoding: str
    capabilities: dict[str, Any]
    options: dict[str, Any] | None = None

    @property
    def pulls(self) -> bool:
        """Whether it asks for diagnostics."""
        return "diagnostic" in self.capabilities["textDocument"]


RICH = Introduction(
    "rich",
    "utf-16",
    {
        "general": {"positionEncodings": ["utf-16"]},
        "textDocument": {
            "diagnostic": {"dynamicRegistration": True, "relatedDocumentSupport": False},
            "publishDiagnostics": {
                "relatedInformation": True, "versionSupport": True, "codeDescriptionSupport": True, "dataSupport": True,
                **_TAGS,
            },
            "completion": {
                "completionItem": {
                    "snippetSupport": True, "labelDetailsSupport": True, "deprecatedSupport": True,
                    "documentationFormat": ["markdown", "plaintext"], "tagSupport": {"valueSet": [1]},
                    "insertTextModeSupport": {"valueSet": [1, 2]},
                    "resolveSupport": {"properties": ["documentation", "detail"]},
                },
                "completionItemKind": {"valueSet": list(range(1, 26))},
            },
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": True, **_ALL_KINDS},
            "documentLink": {"tooltipSupport": True},
            "codeAction": {
                "isPreferredSupport": True, "dataSupport": True, "resolveSupport": {"properties": ["edit"]},
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "refactor", "source"]}},
            },
            "rename": {"prepareSupport": True},
            "foldingRange": {"lineFoldingOnly": True},
            "selectionRange": {}, "linkedEditingRange": {}, "inlayHint": {}, "documentHighlight": {}, "formatting": {},
            "semanticTokens": {
                "requests": {"full": {"delta": True}, "range": True}, "tokenTypes": [], "tokenModifiers": [],
                "formats": ["relative"],
            },
        },
        "workspace": {
            "applyEdit": True, "configuration": True, "workspaceFolders": True,
            "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]},
            "didChangeConfiguration": {"dynamicRegistration": True},
            "didChangeWatchedFiles": {"dynamicRegistration": True},
            "diagnostics": {"refreshSupport": True}, "semanticTokens": {"refreshSupport": True},
            "inlayHint": {"refreshSupport": True}, "symbol": _ALL_KINDS, "executeCommand": {},
        },
        "window": {"workDoneProgress": True, "showDocument": {"support": True}},
    },
    {"format": True},
)  # fmt: skip

PULLING = Introduction(
    "pulling",
    "utf-8",
    {
        "general": {"positionEncodings": ["utf-8", "utf-16", "utf-32"]},
        "textDocument": {
            "diagnostic": {"dynamicRegistration": False},
            "publishDiagnostics": {"relatedInformation": True, "dataSupport": True, **_TAGS},
            "completion": {
                "completionItem": {
                    "snippetSupport": True, "documentationFormat": ["markdown", "plaintext"],
                    "resolveSupport": {"properties": ["additionalTextEdits", "command", "documentation"]},
                }
            },
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": True, **_ALL_KINDS},
            "codeAction": {
                "isPreferredSupport": True, "dataSupport": True, "resolveSupport": {"properties": ["edit", "command"]},
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "refactor", "source"]}},
            },
            "rename": {"prepareSupport": True},
            "foldingRange": {"lineFoldingOnly": True},
        },
        "workspace": {
            "applyEdit": True, "configuration": True, "workspaceFolders": True,
            "workspaceEdit": {"resourceOperations": ["create"]},
            "didChangeWatchedFiles": {"dynamicRegistration": False},
        },
        "window": {"workDoneProgress": True},
    },
    {"format": True},
)  # fmt: skip

PLAIN = Introduction(
    "plain",
    "utf-32",
    {
        "general": {"positionEncodings": ["utf-32", "utf-8", "utf-16"]},
        "textDocument": {
            "publishDiagnostics": {"relatedInformation": False},
            "completion": {"completionItem": {"snippetSupport": False}},
            "hover": {"contentFormat": ["plaintext"]},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor"]}}},
        },
        "workspace": {"applyEdit": True, "workspaceEdit": {"documentChanges": False}},
    },
    {"format": True},
)  # fmt: skip

CLIENTS = (RICH, PULLING, PLAIN)
