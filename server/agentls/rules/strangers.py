"""Keys that a dialect does not have: what `unknown-key`, `foreign-key` and `lost-text` share."""

from __future__ import annotations

from collections.abc import Iterator

from agentls.facts import KeyUse
from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Edit, Fix, Setting
from agentls.rules.own_names import setting_for
from agentls.rules.values import EMPTY_FORMS, accepted
from agentls.schema.nearest import folded

_MOST = 5_000
CONTINUATION = "column-one-colon"
"""Cause: a line of a long value begins in column 1 and has a colon, so that it counts as a key of its own."""


def strangers(context: RuleContext, rule: str) -> Iterator[Fault]:
    """Faults of one of the three rules, one per key and target."""
    return (fault for fault in context.once(_all) if fault.rule == rule)


def _all(context: RuleContext) -> list[Fault]:
    faults: list[Fault] = []
    for view in context.views:
        for use in view.keys:
            if use.key is not None and not use.key.consumers:
                continue  # nearly every key: known to all
            if use.entry is None or not (_unknown(view, use) or _torn(view, use)):
                continue
            fault = _continuation(context, view, use)
            if fault is None and _unknown(view, use):
                fault = _stranger(context, view, use)
            if fault:
                faults.append(fault)
            if len(faults) == _MOST:
                return faults
    return faults


def _unknown(view: View, use: KeyUse) -> bool:
    """Whether the reader has no such key. One that only other readers of the format have counts where it costs."""
    if use.key is None:
        return not _taken(view, use)
    if not view.target or use.key.known_to(view.consumer):
        return False
    told = view.dialect.behaviors("unknown-key", view.consumer)
    return any(use.path in one.key and (one.loses != "nothing" or one.access) for one in told)


def _torn(view: View, use: KeyUse) -> bool:
    """Whether the style names the word as one that begins lines of a long value: never a key, whatever it takes."""
    style = view.document.dialect
    words = (*view.dialect.not_keys, *(style.not_keys if style else ()))
    return use.top and use.key is None and use.name in words


def _taken(view: View, use: KeyUse) -> bool:
    """Whether the key is fine although the dialect does not list it."""
    if use.parent is not None:
        return use.parent.open_keys or use.parent.child(use.name) is not None
    if view.dialect.open_keys or use.name == "<<":
        return True
    return view.style_knows(use.name) and not _refuses(view)


def _refuses(view: View) -> bool:
    """Whether the target loads no file with a key that it does not know: then it does not matter who else knows it."""
    told = view.dialect.behaviors("unknown-key", view.consumer) if view.target else ()
    return any(one.loses == "file" and not one.key and not set(one.nearest) - {"none"} for one in told)


def _continuation(context: RuleContext, view: View, use: KeyUse) -> Fault | None:
    """A line of the value above that was taken for a key; None when it is a key by all signs."""
    if use.parent is not None or not _continues(view, use):
        return None
    arguments = {"cause": CONTINUATION, "key": use.name, "lost": f"{use.name}: {use.value.text}".strip()}
    selectors = Selectors("lost-text", key=use.name, cause=CONTINUATION)
    return Fault(selectors, use.span, view.target, arguments, CONTINUATION, fix=_rejoined(context, view, use))


def _rejoined(context: RuleContext, view: View, use: KeyUse) -> Fix | None:
    """Take the torn text together, with all lines of it down to the next key; None where its end can't be told."""
    uses = [one for one in view.keys if one.top]
    at = next(index for index, one in enumerate(uses) if one is use)
    above = uses[at - 1].entry if at else None
    last = use.entry
    for other in uses[at + 1 :]:
        if other.key or _taken(view, other):
            break
        last = other.entry
    if above is None or last is None:
        return None
    from agentls.rules.repair_keys import joined  # few files need it

    return joined(context, above, last)


def _continues(view: View, use: KeyUse) -> bool:
    document = view.document
    words = set(view.dialect.not_keys) | set(document.dialect.not_keys if document.dialect else ())
    above = document.syntax.entry_above(use.span.start)
    if above is None or above.value.kind != "scalar" or above.value.style != "plain" or " " not in above.value.text:
        return False
    return use.name in words or (use.name[:1].isupper() and not view.dialect.nearest_key(use.name))


def _stranger(context: RuleContext, view: View, use: KeyUse) -> Fault | None:
    if view.target is None:
        return None
    name = use.name.strip(" \t")
    near = use.parent.nearest_key(name) if use.parent else view.dialect.nearest_key(name)
    if use.parent is None and near in view.names:
        near = ""
    owners = (
        []
        if use.parent or use.key
        else [owner for owner in context.schema.key_owners.get(use.name, ()) if owner != view.dialect.id]
    )
    rule = "foreign-key" if owners else "unknown-key"
    if owners and near and folded(near) != folded(name) and name not in view.dialect.key_spellings:
        near = ""  # a word of its own, not a slip of the hand
    path = f"{use.parent.path}.{near}" if use.parent and near else near
    cause = _hidden(view, name, near)
    also = _missing(view, near) if near and not use.parent and not cause else ()
    return Fault(
        Selectors(rule, key=use.path, value=use.value.text, nearest=path, cause=cause),
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
        fix=_rename(context, view, use, near) if near else None,
        setting=None if owners or near or cause else _own(view, use),
    )


def _own(view: View, use: KeyUse) -> Setting | None:
    """The setting for a key that may be the user's own; None inside another key, and where none is allowed."""
    if use.parent or use.key or _refuses(view):
        return None
    return setting_for(view.dialect.id, "key", use.name)


def _rename(context: RuleContext, view: View, use: KeyUse, near: str) -> Fix | None:
    """Rename to the key that was meant; None where two would get one name, and where another reader has the key.

    Unsafe where the key is one of another format that only looks like it, and where the other takes no such value.
    """
    if use.top and any(use.name in other.dialect.keys for other in context.views if other is not view):
        return None
    if use.form in EMPTY_FORMS:
        return None  # under the right name nothing may mean more than under the wrong one
    if use.parent is None:
        unknown = [name for name in view.names if name not in view.dialect.keys]
        if sum(view.dialect.nearest_key(name.strip()) == near for name in unknown) > 1:
            return None
    elif sum(use.parent.nearest_key(name) == near for name in _siblings(view, use)) > 1:
        return None
    key = use.parent.keys[near] if use.parent else view.dialect.keys[near]
    unfit = accepted(view, key, use.form) is False
    foreign = use.parent is None and use.name in context.schema.key_owners
    guessed = foreign and use.name not in view.dialect.key_spellings and folded(use.name) != folded(near)
    return Fix(f"Rename to `{near}`", (Edit(use.span, near),), "unsafe" if guessed or unfit else "safe")


def _siblings(view: View, use: KeyUse) -> list[str]:
    """Names of all keys in the mapping that holds one."""
    return [other.name for other in view.keys if other.parent is use.parent and other.entry]


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
