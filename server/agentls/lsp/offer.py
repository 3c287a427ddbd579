"""What the server offers: the methods, the module that handles each, and what the client is told of it.

Modules of handlers are imported when their method is first asked for, so that `initialize` is answered before the
checker is loaded. For that alone, some words of the features stand here a second time; a test compares them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from lsprotocol import types

from agentls.lsp.client import Client
from agentls.lsp.wishes import SECTION, Wishes

TRIGGERS = "#</@:(, \"'-$*{["
TOKEN_TYPES = ("property", "function", "type", "enumMember", "class", "parameter", "variable", "namespace")
TOKEN_MODIFIERS = ("deprecated",)
ACTION_KINDS = ("quickfix", "source.fixAll.agentls", "refactor.rewrite")
COMMANDS = (
    "agentls.newFile", "agentls.fixAll", "agentls.detect", "agentls.setDialect", "agentls.dialects", "agentls.rules",
)  # fmt: skip


def _always(client: Client, wishes: Wishes) -> bool:
    return True


def _pulls(client: Client, wishes: Wishes) -> bool:
    return client.pulls


def _formats(client: Client, wishes: Wishes) -> bool:
    return wishes.formats


class Method(NamedTuple):
    """A request and what handles it: `handle` in the module of that name in `handlers`.

    A method `of_document` gets what is asked of a document, and is not called for what is no agent file. One that
    the editor calls by itself is answered as if nothing was there when it fails (`quiet`); one that fills in what it is
    given gives it back (`echoes`).
    """

    name: str
    module: str
    options: Any = None
    of_document: bool = True
    quiet: bool = True
    echoes: bool = False
    offered: Callable[[Client, Wishes], bool] = _always


def formatting() -> Method:
    """Formatting, which is offered to those who want it: editors ask which formatter to use where there are two."""
    return Method(types.TEXT_DOCUMENT_FORMATTING, "formatting", quiet=False, offered=_formats)


def methods() -> tuple[Method, ...]:
    """All requests that are handled. pygls changes the options that it is given: they are made anew."""
    findings = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier=SECTION)
    items = types.CompletionOptions(
        trigger_characters=list(TRIGGERS),
        resolve_provider=True,
        completion_item=types.ServerCompletionItemOptions(label_details_support=True),
    )
    actions = types.CodeActionOptions(code_action_kinds=ACTION_KINDS, resolve_provider=True)
    legend = types.SemanticTokensLegend(TOKEN_TYPES, TOKEN_MODIFIERS)
    return (
        Method(types.TEXT_DOCUMENT_DIAGNOSTIC, "diagnostic", findings, of_document=False, quiet=False, offered=_pulls),
        Method(types.WORKSPACE_DIAGNOSTIC, "workspace_diagnostic", of_document=False, quiet=False, offered=_pulls),
        Method(types.TEXT_DOCUMENT_COMPLETION, "completion", items),
        Method(types.COMPLETION_ITEM_RESOLVE, "completion_resolve", of_document=False, echoes=True),
        Method(types.TEXT_DOCUMENT_HOVER, "hover"),
        Method(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, "document_symbol"),
        Method(types.WORKSPACE_SYMBOL, "workspace_symbol", of_document=False),
        Method(types.TEXT_DOCUMENT_FOLDING_RANGE, "folding_range"),
        Method(types.TEXT_DOCUMENT_SELECTION_RANGE, "selection_range"),
        Method(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, "document_highlight"),
        Method(types.TEXT_DOCUMENT_LINKED_EDITING_RANGE, "linked_editing_range"),
        Method(types.TEXT_DOCUMENT_PREPARE_RENAME, "prepare_rename"),
        Method(types.TEXT_DOCUMENT_RENAME, "rename", quiet=False),
        Method(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, "semantic_tokens", legend),
        Method(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA, "semantic_tokens_delta", legend),
        Method(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, "semantic_tokens_range", legend),
        Method(types.TEXT_DOCUMENT_INLAY_HINT, "inlay_hint"),
        Method(types.TEXT_DOCUMENT_DOCUMENT_LINK, "document_link"),
        formatting(),
        Method(types.TEXT_DOCUMENT_CODE_ACTION, "code_action", actions),
        Method(types.CODE_ACTION_RESOLVE, "code_action_resolve", of_document=False, quiet=False),
    )
