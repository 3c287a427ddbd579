"""`invalid-value`: a value that is none of those which the key takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from agentls.facts import KeyUse
from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Applicability, Edit, Fix, Severity
from agentls.rules.base import Rule
from agentls.rules.values import EMPTY_FORMS, NUMBER_FORMS, of_wrong_kind
from agentls.rules.written import written_like
from agentls.schema.keys import Key
from agentls.schema.nearest import nearest

_LEAST = 4
"""Characters from which the beginning of a value tells which one is meant."""


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per value outside a closed list or a range, and target."""
    for view, use, key in context.known_keys:
        bounded = key.values or key.limits or key.types == ["integer"]
        if not bounded or use.value.kind != "scalar" or use.form in EMPTY_FORMS:
            continue
        found = None if _fine_by_style(view, use) else _not_listed(use, key) or _out_of_range(use, key)
        minded = view.target is None or bool(view.dialect.behaviors("invalid-value", view.consumer))
        if found and minded and not of_wrong_kind(context, use):
            near = found.get("nearest", "")
            selectors = Selectors("invalid-value", key.path, use.form, use.value.text, nearest=near)
            fix = _change(view, use, near, key) if near else None
            yield Fault(selectors, use.value.span, view.target, found, use.value.text, fix=fix)


def _fine_by_style(view: View, use: KeyUse) -> bool:
    """Whether the file's own house style takes any value here: those who write in it know what they do."""
    style = view.document.dialect
    known = style.keys.get(use.name) if style and style is not view.dialect and use.top else None
    return known is not None and (known.open_values or not known.values)


def _not_listed(use: KeyUse, key: Key) -> dict[str, Any] | None:
    value = use.value.text
    if not key.values or key.open_values or "boolean" in key.types or value in key.values:
        return None
    if {"integer", "number"} & set(key.types) and use.form in NUMBER_FORMS:
        return None
    if not key.case_sensitive and value.casefold() in (known.casefold() for known in key.values):
        return None
    return {"key": key.path, "value": value, "values": key.values, "nearest": _meant(value, key.values)}


def _change(view: View, use: KeyUse, near: str, key: Key) -> Fix:
    """Write the value that was meant: unsafe where only its beginning stands there."""
    applicability: Applicability = "safe" if near == nearest(use.value.text, key.values) else "unsafe"
    written = written_like(view.document, use.value, near) if "string" in key.types else near
    return Fix(f"Change to `{near}`", (Edit(use.value.span, written),), applicability)


def _meant(value: str, known: Sequence[str]) -> str:
    """The value that was probably meant: the nearest one, or the only one that the written one begins; or empty."""
    begun = [one for one in known if len(value) >= _LEAST and one.casefold().startswith(value.casefold())]
    return nearest(value, known) or (begun[0] if len(begun) == 1 else "")


def _out_of_range(use: KeyUse, key: Key) -> dict[str, Any] | None:
    """A number below or above a limit, or a fraction where a whole number is due."""
    if key.types != ["integer"] and all(limit.unit != "number" for limit in key.limits):
        return None
    try:
        number = float(use.value.text)
    except ValueError:
        return None
    for limit in key.limits:
        if limit.unit == "number" and not _within(number, limit.min, limit.max):
            return {"key": key.path, "value": use.value.text, "least": limit.min, "most": limit.max}
    if key.types == ["integer"] and number != int(number if abs(number) < 1e300 else 0):
        return {"key": key.path, "value": use.value.text, "whole": True}
    return None


def _within(number: float, least: float | None, most: float | None) -> bool:
    return (least is None or number >= least) and (most is None or number <= most)


def words(arguments: Mapping[str, Any]) -> str:
    """Say which value is not taken."""
    return f"`{arguments['value']}` is no value of `{arguments['key']}`"


def advice(arguments: Mapping[str, Any]) -> str:
    """Name the values that are taken."""
    if arguments.get("nearest"):
        return f"did you mean `{arguments['nearest']}`?"
    if arguments.get("values"):
        return "write one of " + ", ".join(f"`{value}`" for value in arguments["values"])
    if arguments.get("whole"):
        return "write a whole number"
    least, most = arguments.get("least"), arguments.get("most")
    parts = [f"at least {least:g}" if least is not None else "", f"at most {most:g}" if most is not None else ""]
    return "write a number of " + " and ".join(filter(None, parts))


RULE = Rule("invalid-value", Severity.INFO, check, words, advice)
