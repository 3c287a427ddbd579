"""Keys that a dialect does not have: what `unknown-key`, `foreign-key` and `lost-text` share."""

from __future__ import annotations

from collections.abc import Iterator

from agentls.facts import KeyUse
from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Edit, Fix
from agentls.schema.nearest import folded, nearest

CONTINUATION = "column-one-colon"
"""Cause: a line of a long value begins in column 1 and has a colon, so that it counts as a key of its own."""


def strangers(context: RuleContext, rule: str) -> Iterator[Fault]:
    """Faults of one of the three rules, one per key and target."""
    return (fault for fault in context.once(_all) if fault.rule == rule)


def _all(context: RuleContext) -> list[Fault]:
    faults = []
    for view in context.views:
        for use in view.keys:
            if use.entry is not None and use.key is None and not _taken(view, use):
                fault = _continuation(view, use) or _stranger(context, view, use)
                if fault:
                    faults.append(fault)
    return faults


def _taken(view: View, use: KeyUse) -> bool:
    """Whether the key is fine although the dialect does not list it."""
    if use.parent is not None:
        return use.parent.open_keys or use.parent.each is not None
    return view.dialect.open_keys or view.style_knows(use.name) or use.name == "<<"


def _continuation(view: View, use: KeyUse) -> Fault | None:
    """A line of the value above that was taken for a key; None when it is a key by all signs."""
    if use.parent is not None or not _continues(view, use):
        return None
    arguments = {"cause": CONTINUATION, "key": use.name, "lost": f"{use.name}: {use.value.text}".strip()}
    selectors = Selectors("lost-text", key=use.name, cause=CONTINUATION)
    return Fault(selectors, use.span, view.target, arguments, CONTINUATION)


def _continues(view: View, use: KeyUse) -> bool:
    document = view.document
    words = set(view.dialect.not_keys) | set(document.dialect.not_keys if document.dialect else ())
    entries = document.syntax.front.entries if document.syntax.front else ()
    above = next((entry for entry in reversed(entries) if entry.key.span.start < use.span.start), None)
    if above is None or above.value.kind != "scalar" or above.value.style != "plain" or " " not in above.value.text:
        return False
    return use.name in words or (use.name[:1].isupper() and not view.dialect.nearest_key(use.name))


def _stranger(context: RuleContext, view: View, use: KeyUse) -> Fault | None:
    if view.target is None:
        return None
    name = use.name.strip(" \t")
    near = nearest(name, use.parent.keys) if use.parent else view.dialect.nearest_key(name)
    if use.parent is None and near in view.names:
        near = ""
    owners = (
        []
        if use.parent
        else [owner for owner in context.schema.key_owners.get(use.name, ()) if owner != view.dialect.id]
    )
    rule = "foreign-key" if owners else "unknown-key"
    path = f"{use.parent.path}.{near}" if use.parent and near else near
    cause = _hidden(view, name, near)
    also = _missing(view, near) if near and not use.parent and not cause else ()
    return Fault(
        Selectors(rule, key=use.path, nearest=path, cause=cause),
        use.span,
        view.target,
        {
            "key": use.name,
            "dialect": context.schema.dialects[view.dialect.id].title,
            "owner": context.schema.dialects[owners[0]].title if owners else "",
            "parent": use.parent.path if use.parent else "",
            "nearest": near,
        },
        also=also,
        fix=Fix(f"Rename to `{near}`", (Edit(use.span, near),)) if near else None,
    )


def _hidden(view: View, name: str, near: str) -> str:
    """The reader's cause when the key differs from a known one by invisible characters alone; empty otherwise."""
    if name == near or not view.reader or near != view.reader.measured_key or folded(name) != near:
        return ""
    return "nbsp-before-key" if "\xa0" in name else "invisible-in-key"


def _missing(view: View, near: str) -> tuple[Selectors, ...]:
    """The missing key that a misspelled one explains."""
    key = view.dialect.keys[near]
    return (Selectors("missing-key", key=near, form="absent"),) if key.required_for(view.consumer) else ()


def explained(view: View) -> frozenset[str]:
    """Keys whose absence a misspelled key explains."""
    unknown = [use for use in view.keys if use.top and use.key is None]
    return frozenset(view.dialect.nearest_key(use.name.strip()) for use in unknown if not _taken(view, use))
