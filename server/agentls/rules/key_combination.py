"""`key-combination`: a key that counts only together with another one, or that excludes another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from agentls.facts import KeyUse
from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.strangers import explained
from agentls.rules.values import EMPTY_FORMS, form_fault
from agentls.schema.keys import Combination, Key
from agentls.schema.nearest import nearest
from agentls.syntax.tree import Entry
from agentls.text import Span


class _Group(NamedTuple):
    """The keys of one mapping, as one target has them."""

    context: RuleContext
    view: View
    entries: tuple[Entry, ...]
    keys: Mapping[str, Key]


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per combination that does not hold, and target."""
    for view, use, key in context.known_keys:
        if use.entry is not None and key.combinations and not form_fault(view, use, key, "invalid-type"):
            beside = _Group(context, view, use.siblings, use.parent.keys if use.parent else view.dialect.keys)
            for combination in key.combinations:
                group = _Group(context, view, use.value.entries, key.keys) if _within(combination, key) else beside
                if _concerns(combination, view) and _speaks_of(combination, use):
                    yield from _faults(group, combination, use.path, use.span)
    yield from _of_files(context)


def _speaks_of(combination: Combination, use: KeyUse) -> bool:
    """Whether it is about the value. That a key without one does nothing is no news."""
    if combination.useless_when and use.form in EMPTY_FORMS:
        return False
    return not combination.value or use.value.text in combination.value


def _within(combination: Combination, key: Key) -> bool:
    """Whether it speaks of the keys inside a mapping, not of those beside it."""
    return bool(key.keys) and bool(combination.one_of) and set(combination.one_of) <= key.keys.keys()


def _of_files(context: RuleContext) -> Iterator[Fault]:
    """What the front matter as a whole must hold."""
    front = context.document.syntax.front
    if front is None:
        return
    for view in context.views:
        group = _Group(context, view, front.entries, view.dialect.keys)
        for combination in () if view.blind else view.dialect.combinations:
            if _concerns(combination, view) and not explained(context, view) & set(combination.one_of):
                yield from _faults(group, combination, "", front.opening)


def _concerns(combination: Combination, view: View) -> bool:
    return not combination.consumers or view.consumer in combination.consumers


def _faults(group: _Group, combination: Combination, path: str, span: Span) -> Iterator[Fault]:
    for kind, wanted in _broken(group, combination):
        selectors = Selectors("key-combination", key=path, check=combination.id)
        arguments = {"key": path, "kind": kind, "wanted": wanted, "doc": combination.doc}
        yield Fault(selectors, span, group.view.target, arguments, combination.id)


def _broken(group: _Group, combination: Combination) -> Iterator[tuple[str, str]]:
    """What does not hold, as its kind and the keys and values concerned in words."""
    for name, values in combination.needs.items():
        if not _has(group, name, values, absent=_absence_is_all(group, name)) and not _meant(group, name, values):
            yield "needs", _named(group, name, values)
    for name, values in combination.useless_when.items():
        if _has(group, name, values):
            yield "useless", _named(group, name, values)
    if combination.one_of and not any(_has(group, name, []) for name in combination.one_of):
        yield "needs", " or ".join(f"`{name}`" for name in combination.one_of)
    for name in combination.none_of:
        if _has(group, name, []):
            yield "excludes", f"`{name}`"


def _meant(group: _Group, name: str, values: list[str]) -> bool:
    """Whether a misspelled key or value is what was meant: then that is the fault to tell of."""
    entry = next((entry for entry in reversed(group.entries) if entry.name == name), None)
    key = group.keys.get(name)
    if entry is None:
        return group.keys is group.view.dialect.keys and name in explained(group.context, group.view)
    listed = key.values if key and not key.open_values else ()
    text = entry.value.text
    return bool(listed) and entry.value.kind == "scalar" and text not in listed and nearest(text, listed) in values


def _absence_is_all(group: _Group, name: str) -> bool:
    """Whether the absent key, a list of what is allowed, leaves everything allowed."""
    key = group.keys.get(name)
    return key is not None and key.role == "allow"


def _has(group: _Group, name: str, values: list[str], *, absent: bool = False) -> bool:
    """Whether a key is there with one of the values (any, where none is named). A broken value may be any."""
    entry = next((entry for entry in reversed(group.entries) if entry.name == name), None)
    if entry is None:
        return absent
    if not values or entry.value.open or name in group.context.broken_keys:
        return True
    key = group.keys.get(name)
    if key and key.tools:
        return _gives(group, key, entry, values)
    items = entry.value.items if entry.value.kind == "list" else (entry.value,)
    return any(item.text in values for item in items)


def _gives(group: _Group, key: Key, entry: Entry, wanted: list[str]) -> bool:
    """Whether a list of tools gives one of those that are wanted, by whatever name."""
    catalog = group.context.schema.catalogs[key.tools]
    for use in group.context.document.tool_uses(key, entry.value):
        pattern, tool = catalog.pattern(use.name, key.path), catalog.tool(use.name)
        if use.name in wanted or (pattern and pattern.all):
            return True
        if tool and any(catalog.tool(name) == tool for name in wanted):
            return True
    return False


def _named(group: _Group, name: str, values: list[str]) -> str:
    """A key with its values in words; of tools the first, since the others are other names or more than is needed."""
    key = group.keys.get(name)
    if key and key.tools and values:
        return f"`{values[0]}` in `{name}`"
    return f"`{name}: {' or '.join(values)}`" if values else f"`{name}`"


def words(arguments: Mapping[str, Any]) -> str:
    """Say which keys do not go together."""
    key = f"`{arguments['key']}`" if arguments["key"] else "the front matter"
    if arguments["kind"] == "needs":
        return f"{key} stands without {arguments['wanted']}"
    if arguments["kind"] == "useless":
        return f"{key} does nothing beside {arguments['wanted']}"
    return f"{key} and {arguments['wanted']} exclude each other"


def advice(arguments: Mapping[str, Any]) -> str:
    """What the schema says of the combination."""
    return str(arguments["doc"]).rstrip(".")


RULE = Rule("key-combination", Severity.INFO, check, words, advice)
