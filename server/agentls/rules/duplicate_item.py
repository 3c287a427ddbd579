"""`duplicate-item`: an entry that stands twice in a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from agentls.facts import KeyUse
from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Fix, Related, Severity
from agentls.rules.base import Rule
from agentls.rules.entries import entry_spans, removal
from agentls.schema.keys import Key
from agentls.text import Span


class _Listed(NamedTuple):
    """Entries that must differ: what each says, as the product compares it, and where."""

    path: str
    names: list[str]
    spans: list[Span]
    removable: bool


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per entry that stands above already, and target."""
    for view, known in groupby(context.known_keys, key=itemgetter(0)):
        for listed in _lists(context, known):
            first: dict[str, Span] = {}
            for index, (name, span) in enumerate(zip(listed.names, listed.spans, strict=True)):
                if name in first:
                    yield _fault(context, view, listed, index, first[name])
                first.setdefault(name, span)


def _lists(context: RuleContext, known: Iterable[tuple[View, KeyUse, Key]]) -> Iterator[_Listed]:
    """Lists whose entries must differ, and single values that must differ over the entries of a list around them."""
    apart: dict[str, list[KeyUse]] = {}
    for _, use, key in known:
        if (key.unique or key.tools) and not use.value.open:
            if use.value.kind == "list" or key.separators:
                listed = _listed(context, use, key)
                if listed and (key.unique or key.tools in context.schema.catalogs):
                    yield listed
            elif key.unique and use.value.kind == "scalar" and use.entry:
                apart.setdefault(use.path, []).append(use)
    for path, uses in apart.items():
        yield _Listed(path, [use.value.text for use in uses], [use.value.span for use in uses], removable=False)


def _listed(context: RuleContext, use: KeyUse, key: Key) -> _Listed | None:
    """The entries of a list, None where all differ."""
    text, catalog = context.text, context.schema.catalogs.get(key.tools)
    uses = context.document.tool_uses(key, use.value) if use.value.kind in ("list", "scalar") else ()
    names = [text[one.span.start : one.span.end] for one in uses]
    names = [name.casefold() for name in names] if catalog and catalog.any_case else names
    if len(set(names)) == len(names):
        return None
    plain = all(item.kind == "scalar" for item in use.value.items)
    spans = entry_spans(use.value, uses) if plain else [one.span for one in uses]
    return _Listed(use.path, names, spans, removable=plain)


def _fault(context: RuleContext, view: View, listed: _Listed, index: int, first: Span) -> Fault:
    span = listed.spans[index]
    name = context.text[slice(*span)]
    edit = removal(context.text, listed.spans, index) if listed.removable else None
    fix = Fix(f"Remove the second {name}", (edit,)) if edit else None
    related = (Related(first, f"{name} stands here already"),)
    selectors = Selectors(RULE.id, key=listed.path, tool=name, value=name)
    arguments = {"key": listed.path, "name": name}
    return Fault(selectors, span, view.target, arguments, fix=fix, related=related)


def words(arguments: Mapping[str, Any]) -> str:
    """Say what stands there twice."""
    return f"`{arguments['name']}` stands in `{arguments['key']}` twice"


RULE = Rule("duplicate-item", Severity.HINT, check, words)
