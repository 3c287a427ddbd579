"""Keys that may be added at a slot."""

from __future__ import annotations

from collections.abc import Iterator

from agentls.features import words
from agentls.features.completion import written
from agentls.features.completion.items import Completion
from agentls.features.completion.slot import Slot
from agentls.features.completion.tools import tool_keys
from agentls.features.completion.tree import Found, found_at, keys_in
from agentls.features.forms import name_of
from agentls.features.page import Page
from agentls.rules.sections import RECOMMENDED
from agentls.schema.keys import Key

_DASH = "- "


def key_completions(page: Page, slot: Slot) -> Iterator[Completion]:
    """The keys of the mapping that are not there yet: needed ones first, then in the order of the schema."""
    lines = _lines_used(page) if not slot.path else frozenset()
    wanted = [found for found in keys_in(page, slot.path) if _is_offered(found.key, slot)]
    wanted = [found for found in wanted if _is_of_line(page, found.key, lines)]
    for found in sorted(wanted, key=lambda one: _tier(page, one.key)):
        yield _completion(page, slot, found)
    for found in found_at(page, slot.path):
        yield from tool_keys(page, slot, found)


def first_key_completions(page: Page, slot: Slot) -> Iterator[Completion]:
    """The keys of a mapping that is about to begin at the slot: the value itself, or the first entry of a list."""
    for found in found_at(page, slot.path):
        if "mapping" in found.key.types:
            yield from key_completions(page, _as_key(slot))
            return
        each = found.key.each
        if "list" in found.key.types and each and "mapping" in each.types and not slot.entry and not slot.lead:
            inner = slot._replace(path=(*slot.path, 0), lead=_DASH, column=slot.column + len(_DASH))
            yield from key_completions(page, _as_key(inner))
            return


def _as_key(slot: Slot) -> Slot:
    return slot._replace(role="key", names=frozenset())


def _is_offered(key: Key, slot: Slot) -> bool:
    return not key.deprecated and not key.until and name_of(key) not in slot.names


def _lines_used(page: Page) -> frozenset[str]:
    """The product lines that keys of the file belong to."""
    uses = (use for dialect in page.dialects for use in page.document.key_uses(dialect, None) if use.top and use.key)
    return frozenset(use.key.line for use in uses if use.key and use.key.line)


def _is_of_line(page: Page, key: Key, used: frozenset[str]) -> bool:
    """Whether a key is of the product line that the file is written for; of the first reader's where none tells."""
    if not key.line or key.line in used:
        return True
    return not used and (not page.consumers or key.known_to(page.consumers[0]))


def _tier(page: Page, key: Key) -> int:
    if any(key.required_for(consumer) for consumer in page.consumers) or (key.required and not page.consumers):
        return 0
    return 1 if key.recommended or (key.presence or 0) >= RECOMMENDED else 2


def _completion(page: Page, slot: Slot, found: Found) -> Completion:
    key = found.key
    text, snippet = written.key_texts(slot, key)
    name = name_of(key)
    return Completion(
        label=name,
        kind="key",
        span=written.key_span(slot),
        text=text,
        snippet=snippet,
        detail=words.types(key),
        description=_need(page, key) or (found.dialect.title if len(page.dialects) > 1 else ""),
        filter=f"{slot.quote}{name}" if slot.quote and not slot.separated else "",
        edits=written.edits(slot),
        ref=("key", found.dialect.id, key.path),
    )


def _need(page: Page, key: Key) -> str:
    return ("required", "recommended", "")[_tier(page, key)] if not key.presence else ""
