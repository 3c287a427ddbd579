"""How keys and values are written at a slot: quotes, commas, dashes, skeletons to fill in."""

from __future__ import annotations

import re

from agentls.features.completion.slot import Slot
from agentls.features.forms import block_value, data_value, flow_value, name_of, quoted, toml_name
from agentls.findings import Edit
from agentls.patterns import lazy
from agentls.schema.keys import Key
from agentls.snippets import emptied, escaped, has_places
from agentls.text import Span

_NAMELESS = lazy(
    r"^[ \t]*(?:-[ \t]+)*[:=]|[{,][ \t]*[:=]|(?:^|[{,])[ \t]*\"\"[ \t]*[:=]|^[ \t]*-[ \t]*\n", re.MULTILINE
)
"""A key without a name, or an empty entry above another."""


def value_text(slot: Slot, value: str, *, bare: bool = False) -> str:
    """A value for a slot: with the quotes and blanks that it needs there."""
    if slot.quote:
        return value + ("" if slot.closed else slot.quote) + _comma(slot)
    return slot.lead + quoted(value, slot.style, bare=bare) + _comma(slot)


def listed(slot: Slot, value: str) -> str:
    """A value as the only entry of a list that has to be begun."""
    style = "flow" if slot.style == "block" else slot.style
    return f"{slot.lead}[{quoted(value, style)}]{_comma(slot)}"


def edits(slot: Slot) -> tuple[Edit, ...]:
    """The comma that is missing before the slot."""
    return (Edit(Span(slot.comma_at, slot.comma_at), ","),) if slot.comma_at >= 0 else ()


def key_span(slot: Slot) -> Span:
    """What a key replaces: with its quotes where it gets a value, too."""
    if slot.quote and not slot.separated:
        return Span(slot.word.start - 1, slot.word.end + slot.closed)
    return slot.word


def key_texts(slot: Slot, key: Key, name: str = "") -> tuple[str, str]:
    """A key with a skeleton of its value: as plain text, and as a snippet (empty where it holds nothing to fill in).

    It is the key alone where its colon is there already. The plain text ends behind the colon where the skeleton says
    nothing, or has keys that are yet to be named. `name` is that of the key, where its path does not end in it.
    """
    name = name or name_of(key)
    if slot.separated:
        return name + ("" if slot.closed else slot.quote), ""
    if slot.style == "json":
        begun, value = f'"{name}": ', data_value(key, "json")
    elif slot.style == "toml":
        begun, value = f"{toml_name(name)} = ", data_value(key, "toml")
    else:
        begun = f"{slot.lead}{quoted(name, slot.style)}: "
        value = flow_value(key) if slot.style == "flow" else block_value(key, slot.column)
    lead = begun.rstrip(" ") if value.startswith("\n") else begun
    plain = emptied(value)
    bare = (not plain.strip() and not value.startswith("\n")) or _NAMELESS.search(plain)
    return begun if bare else lead + plain + _comma(slot), fills(escaped(lead) + value + _comma(slot))


def _comma(slot: Slot) -> str:
    return "," if slot.comma_behind and slot.style != "block" else ""


def fills(snippet: str) -> str:
    """The snippet, or an empty string where it holds nothing to fill in."""
    return snippet if has_places(snippet) else ""
