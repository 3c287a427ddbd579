"""Repairs of a list of tools that is written in another form than its key takes: text, list, or switches per tool."""

from __future__ import annotations

import re
from collections.abc import Iterable

from agentls.facts import ToolUse
from agentls.faults import RuleContext
from agentls.findings import Edit, Fix
from agentls.rules.quoting import quoted
from agentls.rules.tools import in_catalog
from agentls.schema.keys import Key
from agentls.schema.products import Catalog
from agentls.syntax.tree import Value
from agentls.text import Span

_NAME = re.compile(r"[\w./*-]+")
_ALL = "*"


def tools_as_list(context: RuleContext, key: Key, value: Value) -> Fix | None:
    """The tools that a mapping switches on, as a list.

    Never safe: where tools are switched in a mapping, those that it does not name stay as they are. None where all are
    off, and where the list takes tools away and some are off: nobody knows which way round that is meant.
    """
    states = {entry.value.text.casefold() for entry in value.entries}
    on = [entry.name for entry in value.entries if entry.value.text.casefold() == "true"]
    doubtful = key.role == "deny" and "false" in states
    if not on or doubtful or not states <= {"true", "false"} or value.span.start == value.span.end:
        return None
    return Fix("Write the tools as a list", (Edit(_with_gap(context, value), f" [{', '.join(on)}]"),), "unsafe")


def names_as_list(value: Value) -> Fix | None:
    """Names in one text, as a list in brackets; None for a text that can't be told apart.

    Between commas they are meant as names; between blanks, somebody should look.
    """
    names = _names_in(value.text)
    if not names:
        return None
    listed = ", ".join(quoted(name) if name[0] == _ALL else name for name in names)
    parted = len(names) == 1 or "," in value.text
    return Fix("Write the names as a list", (Edit(value.span, f"[{listed}]"),), "safe" if parted else "unsafe")


def names_as_switches(context: RuleContext, key: Key, value: Value) -> Fix | None:
    """Names of a text or a list, as a mapping that switches these tools on and all others off.

    None where the product knows no word for all others, and where something else would be lost with the list.
    """
    catalog = context.schema.catalogs.get(key.tools)
    texts = [item.text for item in value.items] if value.kind == "list" else _names_in(value.text)
    if catalog is None or catalog.pattern(_ALL, key.path) is None or key.role == "deny" or "." in key.path:
        return None
    if not texts or not all(map(_NAME.fullmatch, texts)) or "#" in context.text[slice(*value.span)]:
        return None
    end = context.document.source.line_ending
    names = dict.fromkeys(_named_here(context, key, catalog, texts))
    lines = [f"{end}  {quoted(_ALL)}: false", *(f"{end}  {name}: true" for name in names if name != _ALL)]
    return Fix("Switch these tools on and all others off", (Edit(_with_gap(context, value), "".join(lines)),), "unsafe")


def _named_here(context: RuleContext, key: Key, catalog: Catalog, names: Iterable[str]) -> Iterable[str]:
    """The names as the product has them, where it is known how."""
    for name in names:
        use = ToolUse(name, Span(0, 0), None, Span(0, 0))
        named = in_catalog(use, key.path, catalog, context.schema, catalog.consumers[0])
        yield named.nearest if named.rule and named.nearest else name


def _names_in(text: str) -> list[str]:
    """Names between commas or blanks, in brackets or not; none where one of them can't be the name of a tool."""
    inner = text.strip()
    if inner[:1] == "[" and inner[-1:] == "]":
        inner = inner[1:-1]
    parts = inner.split(",") if "," in inner else inner.split()
    names = [part.strip().strip("'\"") for part in parts if part.strip()]
    return names if all(map(_NAME.fullmatch, names)) else []


def _with_gap(context: RuleContext, value: Value) -> Span:
    """The value with the blanks and line ends between it and the colon."""
    start = value.span.start
    while context.text[start - 1] in " \t\r\n":
        start -= 1
    return Span(start, value.span.end)
