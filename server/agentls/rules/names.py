"""Values that must have some form: what the rules about names and models share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from agentls.facts import KeyUse
from agentls.faults import RuleContext, View
from agentls.findings import Edit, Fix
from agentls.patterns import lazy
from agentls.rules.values import EMPTY_FORMS, form_fault
from agentls.rules.written import written_like
from agentls.schema.keys import Check, Key

_PLAIN = lazy(r"[a-z][a-z0-9-]*")
_RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
_BREAKS = lazy(r"[\W_]+")


def checked(context: RuleContext) -> list[tuple[View, KeyUse, Key]]:
    """The uses of keys whose value must have some form, and is a text at all. Call it by `context.once`."""
    return [
        (view, use, key)
        for view, use, key in context.known_keys
        if key.checks and use.value.kind == "scalar" and not use.value.open and use.form not in EMPTY_FORMS
        if not form_fault(view, use, key, "invalid-type")
    ]


def fits(check: Check, value: str) -> bool:
    """Whether a value has the form."""
    if check.like and not _compiled(check.like).fullmatch(value):
        return False
    return not (check.unlike and _compiled(check.unlike).search(value))


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def of_path(check: Check, path: str) -> str:
    """The part of a path that the value must equal; empty when the check speaks of no part."""
    folder, _, name = path.rpartition("/")
    return {"directory": folder.rpartition("/")[2], "stem": name.partition(".")[0]}.get(check.equals, "")


def same(value: str, part: str) -> bool:
    """Whether a value equals a part of a path; some systems write an accent as a character of its own."""
    return unicodedata.normalize("NFC", value) == unicodedata.normalize("NFC", part)


def placed(context: RuleContext, view: View) -> bool:
    """Whether the path is one in which the view's target finds such files: elsewhere its folder means nothing."""
    places = context.schema.places_of(context.document.path)
    return any(view.consumer in place.consumers and place.dialect == view.dialect.id for place in places)


def fitting(key: Key, name: str) -> str:
    """The name in the form that the key wants; as it is where it has that form, or no simple name has."""
    simple = _simple(name)
    if all(fits(check, name) for check in key.checks) or not _PLAIN.fullmatch(simple):
        return name
    return simple if all(fits(check, simple) for check in key.checks) else name


def _simple(text: str) -> str:
    return _BREAKS.sub("-", text.casefold()).strip("-")


def renamed(context: RuleContext, view: View, use: KeyUse, key: Key) -> Fix | None:
    """The value brought into the form that is due: the folder's or file's name where it must be that.

    None where no simple name has the form. It is for a human to look at: who names it elsewhere must follow.
    """
    if key.kind in ("glob", "regex", "path"):
        return None  # every sign of a pattern means something
    parts = [part for check in key.checks if (part := of_path(check, context.document.path))]
    name = parts[0] if parts and placed(context, view) else _simple(use.value.text)
    if not _PLAIN.fullmatch(name) or name in _RESERVED or name == use.value.text:
        return None
    if not all(fits(check, name) for check in key.checks):
        return None
    written = written_like(context.document, use.value, name)
    return Fix(f"Change to `{name}`", (Edit(use.value.span, written),), "unsafe")
