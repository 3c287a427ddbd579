"""Values that may stand at a slot."""

from __future__ import annotations

from collections.abc import Iterator

from agentls.features.completion import written
from agentls.features.completion.items import Completion, CompletionKind
from agentls.features.completion.names import named, servers
from agentls.features.completion.parts import Part, part_at
from agentls.features.completion.slot import Slot
from agentls.features.completion.tools import arguments, list_catalog, tool_names
from agentls.features.completion.tree import Found, found_at, is_entry
from agentls.features.forms import quoted
from agentls.features.page import Page
from agentls.rules.names import fits, of_path
from agentls.schema.keys import Key
from agentls.text import Span


def value_completions(page: Page, slot: Slot, offset: int) -> Iterator[Completion]:
    """What the dialects know to fit; a value that several of them have is given once."""
    seen: set[str] = set()
    for found in found_at(page, slot.path):
        for one in _of_key(page, slot, found, offset):
            if one.label not in seen:
                seen.add(one.label)
                yield one


def _of_key(page: Page, slot: Slot, found: Found, offset: int) -> Iterator[Completion]:
    entry = _entry(found)
    begins_list = not slot.entry and entry is not found and (slot.role == "either" or "string" not in found.key.types)
    separators = () if begins_list or slot.entry else found.key.separators
    part = part_at(page.text, slot.word, offset, separators)
    if part.argument:
        yield from _arguments(page, found, part)
        return
    without = part.others if separators else slot.names
    only_listed = _is_only_listed(slot, entry, found)
    for one in _candidates(page, entry, found, part.span, without):
        listed = begins_list or (only_listed and one.label not in found.key.values)
        if not (listed and slot.quote):  # a list does not begin in quotes
            yield _written(page.text, slot, one, entry.key, part, listed)


def _is_only_listed(slot: Slot, entry: Found, found: Found) -> bool:
    """Whether the key takes a few words as text, and everything else in a list only."""
    closed = bool(found.key.values) and not found.key.open_values and not found.key.separators
    return closed and not slot.entry and entry is not found


def _entry(found: Found) -> Found:
    """What one entry of a list is; the key itself where it is no list, or says nothing of its entries."""
    each = found.key.each
    if not each or "list" not in found.key.types:
        return found
    return Found(found.dialect, each, found.key, found.key if found.key.tools else None)


def _arguments(page: Page, found: Found, part: Part) -> Iterator[Completion]:
    for one in (found, _entry(found)):
        tools = list_catalog(page, one)
        if tools:
            yield from arguments(page, one, tools[0], part)
            return


def _candidates(page: Page, entry: Found, found: Found, span: Span, without: frozenset[str]) -> Iterator[Completion]:
    """Everything that fits, with bare texts."""
    yield from _own_name(page, found, span)
    for owner in (found,) if entry is found else (found, entry):
        yield from _fixed(owner, span, without)
        dialects = owner.key.refers_to or (owner.holder.refers_to if owner.holder and is_entry(owner) else ())
        yield from (one for one in named(page, dialects, span) if one.label not in without)
        if owner.key.servers:
            yield from (one for one in servers(page, span) if one.label not in without)
    tools = list_catalog(page, found) or list_catalog(page, entry)
    if tools and "mapping" not in entry.key.types:
        yield from tool_names(page, tools[0], span, without, tools[1])


def _own_name(page: Page, found: Found, span: Span) -> Iterator[Completion]:
    """What the file or its folder is called, where the value must be that."""
    names = dict.fromkeys(of_path(check, page.document.path) for check in found.key.checks)
    for name in names:
        if name and all(fits(check, name) for check in found.key.checks):
            yield Completion(name, "value", span, name, ref=("key", found.dialect.id, found.key.path))


def _fixed(found: Found, span: Span, without: frozenset[str]) -> Iterator[Completion]:
    key = found.key
    values = list(key.values) or (["true", "false"] if "boolean" in key.types else [])
    kind: CompletionKind = "model" if key.kind == "model" else "value"
    for value in values:
        text = value.strip('"')  # where people have to quote it, the schema does, too
        if text not in without:
            yield Completion(
                label=text,
                kind=kind,
                span=span,
                text=text,
                description="default" if value == key.default else "",
                ref=("value", found.dialect.id, key.path, value),
            )


def _written(text: str, slot: Slot, one: Completion, key: Key, part: Part, begins_list: bool) -> Completion:
    """A candidate as the slot needs it."""
    if begins_list and slot.role == "value":
        text_there = written.listed(slot, one.text)
    elif begins_list:
        text_there = f"- {quoted(one.text, 'block')}"
    elif part.alone:
        bare = "boolean" in key.types and one.text in ("true", "false")
        text_there = written.value_text(slot, one.text, bare=bare)
    else:
        text_there = (" " if text.startswith(",", one.span.start - 1) else "") + one.text
    return one._replace(text=text_there, edits=written.edits(slot))
