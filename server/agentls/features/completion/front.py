"""Completion among keys and values."""

from __future__ import annotations

from collections.abc import Iterator

from agentls.features.completion.files import Listing, file_completions
from agentls.features.completion.items import Completion
from agentls.features.completion.keys import first_key_completions, key_completions
from agentls.features.completion.slot import Slot
from agentls.features.completion.slots import slot_at
from agentls.features.completion.tree import found_at
from agentls.features.completion.values import value_completions
from agentls.features.completion.variables import variable_completions
from agentls.features.page import Page
from agentls.text import Span

_RELATIVE = {"path": "file", "glob": "project"}
"""Kinds of keys that hold paths, and what those are relative to."""


def front_completions(page: Page, offset: int, listing: Listing | None) -> Iterator[Completion]:
    """Keys, values, and what texts in keys may name."""
    slot = slot_at(page, offset)
    if slot is None:
        return
    if slot.role == "key":
        yield from key_completions(page, slot)
        return
    first_keys = list(first_key_completions(page, slot)) if slot.role == "either" else []
    if slot.role != "text" and (slot.entry or not first_keys):
        yield from value_completions(page, slot, offset)
        yield from _paths(page, slot, offset, listing)
    yield from first_keys
    yield from _variables(page, offset, slot, listing)


def _paths(page: Page, slot: Slot, offset: int, listing: Listing | None) -> Iterator[Completion]:
    """Files, where the key holds the path of one, or patterns that begin like one."""
    kinds = {found.key.kind for found in found_at(page, slot.path)}
    start = max(slot.word.start, *(page.text.rfind(sign, slot.word.start, offset) + 1 for sign in ", "))
    for kind in _RELATIVE if listing else ():
        if kind in kinds and listing:
            yield from file_completions(page, Span(start, slot.word.end), offset, _RELATIVE[kind], listing)


def _variables(page: Page, offset: int, slot: Slot, listing: Listing | None) -> Iterator[Completion]:
    """Variables that count in the key."""
    start = page.document.source.line_starts[page.document.source.line_of(offset)]
    before = page.text[start:offset] if slot.role == "text" else page.text[slot.word.start : offset]
    for key in dict.fromkeys(found.key.path for found in found_at(page, slot.path)):
        yield from variable_completions(page, before, offset, False, key, listing)
