"""`textDocument/completion`."""

from __future__ import annotations

import os
from itertools import islice

from lsprotocol import types

from agentls.features.completion import Completion, CompletionKind, complete
from agentls.lsp.asked import Asked

_MOST_NAMES = 2_000
_KINDS: dict[CompletionKind, types.CompletionItemKind] = {
    "key": types.CompletionItemKind.Property,
    "value": types.CompletionItemKind.EnumMember,
    "tool": types.CompletionItemKind.Function,
    "model": types.CompletionItemKind.Constant,
    "section": types.CompletionItemKind.Struct,
    "label": types.CompletionItemKind.Field,
    "tag": types.CompletionItemKind.Class,
    "attribute": types.CompletionItemKind.Property,
    "file": types.CompletionItemKind.File,
    "agent": types.CompletionItemKind.Reference,
    "skill": types.CompletionItemKind.Reference,
    "command": types.CompletionItemKind.Reference,
    "server": types.CompletionItemKind.Module,
    "snippet": types.CompletionItemKind.Snippet,
}


def handle(asked: Asked, params: types.CompletionParams) -> types.CompletionList:
    """What may be written at the cursor."""
    listing = names_in if asked.reading.text.on_disk else None
    found = complete(asked.page, asked.convert.offset(params.position), listing)
    return types.CompletionList(
        not asked.session.index.ready, [_item(asked, one, place) for place, one in enumerate(found)]
    )


def _item(asked: Asked, one: Completion, place: int) -> types.CompletionItem:
    client = asked.session.client
    snippet = one.snippet if client.snippets else ""
    labeled = client.label_details and bool(one.detail or one.description)
    return types.CompletionItem(
        one.label,
        label_details=_label_details(one) if labeled else None,
        kind=_KINDS[one.kind],
        tags=[types.CompletionItemTag.Deprecated] if one.deprecated and client.item_tags else None,
        detail=one.detail or one.description or None if not labeled else None,
        sort_text=f"{place:05}",
        filter_text=one.filter or None,
        insert_text_format=types.InsertTextFormat.Snippet if snippet else types.InsertTextFormat.PlainText,
        insert_text_mode=types.InsertTextMode.AsIs if client.items_as_written else None,
        text_edit=types.TextEdit(asked.convert.range(one.span), _as_expanded(asked, one, snippet) or one.text),
        additional_text_edits=asked.convert.edits(one.edits) if one.edits else None,
        data={"uri": asked.uri, "ref": list(one.ref)} if one.ref else None,
    )


def _label_details(one: Completion) -> types.CompletionItemLabelDetails:
    """What is drawn behind the label; editors put the detail right behind it, without a blank of their own."""
    return types.CompletionItemLabelDetails(f" {one.detail}" if one.detail else None, one.description or None)


def _as_expanded(asked: Asked, one: Completion, snippet: str) -> str:
    """A snippet for a client that will indent its further lines like the line it stands on; else as it is."""
    if "\n" not in snippet or asked.session.client.items_as_written:
        return snippet
    source = asked.page.document.source
    line = source.text[source.line_starts[source.line_of(one.span.start)] : one.span.start]
    return snippet.replace("\n" + line[: len(line) - len(line.lstrip())], "\n")


def names_in(folder: str) -> list[str] | None:
    """The names in an absolute folder, folders with a slash at their end; None where it can't be listed."""
    try:
        with os.scandir(folder) as listing:
            return [f"{entry.name}/" if entry.is_dir() else entry.name for entry in islice(listing, _MOST_NAMES)]
    except (OSError, ValueError):
        return None
