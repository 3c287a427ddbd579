"""Keys that a dialect does not have: what `unknown-key`, `foreign-key` and `lost-text` share."""

from __future__ import annotations

from collections.abc import Iterator

from agentls.facts import KeyUse
from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Fix, Setting
from agentls.rules.own_names import setting_for
from agentls.rules.values import EMPTY_FORMS, accepted
from agentls.rules.written import in_yaml, renaming
from agentls.schema.globs import key_matches
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
            if use.entry is None or not (_unknown(context, view, use) or _torn(view, use)):
                continue
            fault = _continuation(context, view, use)
            if fault is None and _unknown(context, view, use):
                fault = _stranger(context, view, use)
            if fault:
                faults.append(fault)
            if len(faults) == _MOST:
                return faults
    return faults


def _unknown(context: RuleContext, view: View, use: KeyUse) -> bool:
    """Whether the reader has no such key. One that only other readers of the format have counts where it costs."""
    if use.key is None:
        return not _taken(context, view, use)
    return view.target is not None and not use.key.known_to(view.consumer) and _costs(view, use)


def _costs(view: View, use: KeyUse) -> bool:
    """Whether the target is known to lose something by this very key."""
    told = view.dialect.behaviors("unknown-key", view.consumer)
    return any(use.path in one.key and (one.loses != "nothing" or one.access) for one in told)


def _minds(view: View, use: KeyUse) -> bool:
    """Whether the target is known to lose something by such a key, by whichever name."""
    told = view.dialect.behaviors("unknown-key", view.consumer) if view.target else ()
    speaking = (one for one in told if not one.key or any(key_matches(glob, use.path) for glob in one.key))
    return any((one.loses != "nothing" or one.access) and not set(one.nearest) - {"none"} for one in speaking)


def _torn(view: View, use: KeyUse) -> bool:
    """Whether the style names the word as one that begins lines of a long value: never a key, whatever it takes."""
    style = view.document.dialect
    words = (*view.dialect.not_keys, *(style.not_keys if style else ()))
    return use.top and use.key is None and use.name in words


def _taken(context: RuleContext, view: View, use: KeyUse) -> bool:
    """Whether the key is fine although the dialect does not list it.

    A style that is open to any key is so to names that nobody has: a slip of the hand is none, nor is a costly key.
    """
    if use.parent is not None:
        return use.parent.open_keys or use.parent.child(use.name) is not None
    if use.name == "<<":
        return True
    if not view.dialect.open_keys and (not view.style_knows(use.name) or _refuses(view)):
        return False
    if view.target is None:
        return not _near(context, view, use)
    return (view.style is not None and use.name in view.style.keys) or use.name not in context.once(_minded)


def _minded(context: RuleContext) -> frozenset[str]:
    """Top-level keys that a likely target has under another spelling, or is known to lose something by."""
    likely = (view for view in context.views if view.target and (view.target.certainty != "also" or view.target.chosen))
    return frozenset(
        use.name
        for view in likely
        for use in view.keys
        if use.top and use.key is None and (_near(context, view, use) or _costs(view, use))
    )


def _refuses(view: View) -> bool:
    """Whether the target loads no file with a key that it does not know: then it does not matter who else knows it."""
    told = view.dialect.behaviors("unknown-key", view.consumer) if view.target else ()
    return any(one.loses == "file" and not one.key and not set(one.nearest) - {"none"} for one in told)


def _continuation(context: RuleContext, view: View, use: KeyUse) -> Fault | None:
    """A line of the value above that was taken for a key; None when it is a key by all signs."""
    if use.parent is not None or not _continues(context, view, use):
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
        if other.key or _taken(context, view, other):
            break
        last = other.entry
    if above is None or last is None or not in_yaml(context.document):
        return None
    from agentls.rules.repair_keys import joined  # few files need it

    return joined(context, above, last)


def _continues(context: RuleContext, view: View, use: KeyUse) -> bool:
    document = view.document
    words = set(view.dialect.not_keys) | set(document.dialect.not_keys if document.dialect else ())
    above = document.syntax.entry_above(use.span.start)
    if above is None or above.value.kind != "scalar" or above.value.style != "plain" or " " not in above.value.text:
        return False
    if use.name in words:
        return True
    return use.name[:1].isupper() and not any(one.dialect.nearest_key(use.name) for one in context.views)


def _owners(context: RuleContext, view: View, use: KeyUse) -> list[str]:
    """Ids of the other dialects that have such a top-level key: the file's own, its folder's product's, the rest."""
    if use.parent or use.key:
        return []
    own, schema = view.document.dialect, context.schema
    owners = [owner for owner in schema.key_owners.get(use.name, ()) if owner != view.dialect.id]
    if len(owners) > 1:
        product = schema.owner_of(view.document.path)
        owners.sort(key=lambda owner: (own is None or owner != own.id, schema.dialects[owner].product != product))
    return owners


def _near(context: RuleContext, view: View, use: KeyUse) -> str:
    """The key that was probably meant and is not there; empty where there is none."""
    name = use.name.strip(" \t")
    near = use.parent.nearest_key(name) if use.parent else view.dialect.nearest_key(name)
    if use.parent is None and near in view.names:
        return ""
    own_word = near and folded(near) != folded(name) and name not in view.dialect.key_spellings
    return "" if own_word and _owners(context, view, use) else near


def _stranger(context: RuleContext, view: View, use: KeyUse) -> Fault | None:
    name, near, owners = use.name.strip(" \t"), _near(context, view, use), _owners(context, view, use)
    if view.target is None and not (near and view.dialect.open_keys):
        return None
    rule = "foreign-key" if owners else "unknown-key"
    path = f"{use.parent.path}.{near}" if use.parent and near else near
    cause = _hidden(view, name, near)
    also = _missing(view, use, near) if near and not cause else ()
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
            "costs": _minds(view, use),
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
    edits = (renaming(context.document, use, near),)
    return Fix(f"Rename to `{near}`", edits, "unsafe" if guessed or unfit else "safe")


def _siblings(view: View, use: KeyUse) -> list[str]:
    """Names of all keys in the mapping that holds one."""
    return [other.name for other in view.keys if other.parent is use.parent and other.entry]


def _hidden(view: View, name: str, near: str) -> str:
    """The reader's cause when the key differs from a known one by invisible characters alone; empty otherwise."""
    if name == near or not view.reader or near != view.reader.measured_key or folded(name) != near:
        return ""
    return "nbsp-before-key" if "\xa0" in name else "invisible-in-key"


def _missing(view: View, use: KeyUse, near: str) -> tuple[Selectors, ...]:
    """The missing key that a misspelled one explains."""
    key = (use.parent or view.dialect).keys[near]
    absent = near not in (entry.name for entry in use.siblings) and key.required_for(view.consumer)
    return (Selectors("missing-key", key=key.path, form="absent"),) if absent else ()


def explained(context: RuleContext, view: View) -> frozenset[str]:
    """Keys whose absence a misspelled key explains."""
    unknown = [use for use in view.keys if use.top and use.key is None]
    return frozenset(view.dialect.nearest_key(use.name.strip()) for use in unknown if not _taken(context, view, use))
