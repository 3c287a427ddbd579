"""Actions that write a list of tools another way: as text with commas, in brackets, or one to a line.

Offered only where every product that surely reads the file takes both ways alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentls.document import Document, open_document
from agentls.facts import KeyUse
from agentls.faults import View
from agentls.features.actions.model import REWRITE, Action, Changes
from agentls.features.forms import quoted
from agentls.features.page import Page
from agentls.findings import Edit
from agentls.fixing import apply_edits
from agentls.rules.values import accepted, form_fault
from agentls.schema.keys import Key
from agentls.syntax.tree import Entry
from agentls.text import Span

CONVERT = "convert-tools"
"""First word of refs."""

_TITLES = {
    "text": "Write `{}` as text with commas",
    "flow-list": "Write `{}` as a list in brackets",
    "block-list": "Write `{}` as a list, one to a line",
}
_MARKS = re.compile(r"[\s,;\[\]\"'-]*")
_MOST = 200


def conversions(page: Page, span: Span) -> Iterator[Action]:
    """The other ways to write the tools at the span."""
    use = _use_at(page, span)
    for form in _forms(page, use) if use else ():
        yield Action(_TITLES[form].format(use.name if use else ""), REWRITE, (CONVERT, use.path if use else "", form))


def converted(page: Page, path: str, form: str) -> Changes:
    """The edit that writes the tools of a key another way; nothing where some reader would see other tools."""
    use = next((one for one in _uses(page) if one.path == path), None)
    if use is None or use.entry is None or use.key is None or form not in _forms(page, use):
        return Changes()
    names = _names(page.document, use)
    edit = _edit(page, use.entry, names, form)
    source = page.document.source.with_text(apply_edits(page.text, (edit,)))
    after = open_document(page.document.path, source, page.schema, page.settings)
    if after is None or after.dialect is not page.document.dialect:
        return Changes()
    again = next((one for one in _uses(_page_of(page, after)) if one.path == path), None)
    return Changes((edit,)) if again and _names(after, again) == names else Changes()


def _page_of(page: Page, document: Document) -> Page:
    """The page of another text of the same file."""
    return Page(document, page.schema, page.settings, page.names)


def _uses(page: Page) -> Iterator[KeyUse]:
    """Top-level keys that list tools, as the first reader that knows them has them."""
    front, seen = page.document.syntax.front, set()
    for view in _readers(page) if front and front.kind == "yaml" else ():
        for use in view.keys:
            if use.top and use.key and use.key.tools and use.value.span not in seen:
                seen.add(use.value.span)
                yield use


def _use_at(page: Page, span: Span) -> KeyUse | None:
    touched = (use for use in _uses(page) if use.entry and use.entry.span.start <= span.end)
    return next((use for use in touched if use.entry and span.start <= use.entry.span.end), None)


def _readers(page: Page) -> list[View]:
    """The views of targets that surely read the file; where there are none, of all that it is meant for."""
    sure = [view for view in page.views if view.target and (view.target.certainty == "certain" or view.target.chosen)]
    return sure or [view for view in page.views if not view.target or view.target.certainty == "intended"]


def _forms(page: Page, use: KeyUse) -> list[str]:
    """The forms that all readers take like the one that is written; none where a comment or an escape would go."""
    form = "text" if use.form == "quoted-text" else use.form
    if form not in _TITLES or use.entry is None or not _is_simple(page, use, use.entry):
        return []
    alike = [one for one in _TITLES if one == form or all(_takes(view, use, one) for view in _readers(page))]
    return [one for one in alike if one != form] if all(_takes(view, use, form) for view in _readers(page)) else []


def _takes(view: View, use: KeyUse, form: str) -> bool:
    """Whether a reader takes the tools of a key in a form; a key that it does not know is nothing to it either way."""
    other = next((one for one in view.keys if one.value is use.value), None)
    key: Key | None = other.key if other else None
    if view.blind or other is None or key is None or not key.known_to(view.consumer):
        return not view.blind and other is not None
    parted = form != "text" or "comma" in key.separators
    fault = form_fault(view, other._replace(form=form), key, "invalid-type")
    return parted and fault is None and accepted(view, key, form) is True


def _is_simple(page: Page, use: KeyUse, entry: Entry) -> bool:
    """Whether the entry holds nothing but its name, tools and the marks between them."""
    tools = page.document.tool_uses(use.key, use.value) if use.key else ()
    text, last = page.text, _behind_colon(page.text, entry)
    if not 0 < len(tools) <= _MOST or last is None or use.value.tag or use.value.anchor or use.value.open:
        return False
    for tool in tools:
        inner = text[tool.span.start : tool.span.end]
        if not _MARKS.fullmatch(text, last, max(last, tool.span.start)) or set("\"'\\#\r\n") & set(inner):
            return False
        last = tool.span.end
    return _MARKS.fullmatch(text, last, max(last, entry.span.end)) is not None


def _behind_colon(text: str, entry: Entry) -> int | None:
    """The offset behind the colon of an entry; None where none follows its name."""
    match = re.compile(r"[ \t]*:").match(text, entry.key.span.end)
    return match.end() if match else None


def _names(document: Document, use: KeyUse) -> list[str]:
    tools = document.tool_uses(use.key, use.value) if use.key else ()
    return [document.source.text[tool.span.start : tool.span.end] for tool in tools]


def _edit(page: Page, entry: Entry, names: list[str], form: str) -> Edit:
    start = _behind_colon(page.text, entry) or entry.value.span.start
    source = page.document.source
    if form == "text":
        written = f" {quoted(', '.join(names), 'block')}"
    elif form == "flow-list":
        written = f" [{', '.join(quoted(name, 'flow') for name in names)}]"
    else:
        margin = entry.key.span.start - source.line_span(source.line_of(entry.key.span.start)).start
        lead = f"{source.line_ending}{' ' * (margin + 2)}- "
        written = "".join(f"{lead}{quoted(name, 'block')}" for name in names)
    return Edit(Span(start, entry.span.end), written)
