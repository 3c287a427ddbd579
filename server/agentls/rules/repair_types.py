"""Repairs of a value that is written as something else than its key takes."""

from __future__ import annotations

from agentls.facts import KeyUse
from agentls.faults import RuleContext, View
from agentls.findings import Applicability, Edit, Fix
from agentls.rules.quoting import quoted
from agentls.rules.repair_tools import names_as_list, names_as_switches, tools_as_list
from agentls.rules.repair_values import quote
from agentls.rules.values import NUMBER_FORMS, accepted
from agentls.rules.written import in_yaml
from agentls.schema.keys import Key

_YES = frozenset({"yes", "on", "y", "true"})
_NO = frozenset({"no", "off", "n", "false"})
_TEXTS = frozenset({"text", "quoted-text"})
_LITERALS = NUMBER_FORMS | {
    "boolean", "boolean-word", "date", "timestamp", "sexagesimal", "underscored", "infinity", "not-a-number",
}  # fmt: skip


def repaired(context: RuleContext, use: KeyUse, key: Key, form: str) -> Fix | None:
    """Write the value as its key takes it; None where it is not plain what that would be.

    Only free text is put in quotes: as the name of a model, say, `[a, b]` would be worse than no value at all.
    """
    tools = _names_tools(context, key)
    if tools and key.types == ["mapping"] and use.value.kind in ("scalar", "list"):
        return names_as_switches(context, key, use.value)
    if use.value.kind == "scalar" and use.value.style in ("plain", "single", "double"):
        return _scalar(context, use, key, form)
    if form.endswith("-mapping") and tools and "list" in key.types:
        return tools_as_list(context, key, use.value)
    if form in ("flow-list", "flow-mapping") and key.types == ["string"] and not key.kind and in_yaml(context.document):
        fix = quote(context, use.value)
        return _checked(context, use, "quoted-text", fix)
    return None


def _scalar(context: RuleContext, use: KeyUse, key: Key, form: str) -> Fix | None:
    word = use.value.text.strip().casefold()
    if key.types == ["boolean"]:
        state = "true" if word in _YES else "false" if word in _NO else ""
        edit = (Edit(use.value.span, state),)
        return _checked(context, use, "boolean", Fix(f"Write `{state}`", edit)) if state else None
    if form == "quoted-integer" and {"integer", "number"} & set(key.types):
        return _checked(context, use, "integer", Fix("Take the quotes off", (Edit(use.value.span, word),)))
    if form in _LITERALS and "string" in key.types and not key.kind and not key.tools:
        written = quoted(context.text[use.value.span.start : use.value.span.end])
        return _checked(context, use, "quoted-text", Fix("Put the value in quotes", (Edit(use.value.span, written),)))
    if form in _TEXTS and _names_tools(context, key) and "string" not in key.types and "list" in key.types:
        fix = names_as_list(use.value)
        return _checked(context, use, "flow-list", fix) if fix else None
    return None


def _names_tools(context: RuleContext, key: Key) -> bool:
    """Whether the key, or each entry of its list, names tools, and is written in YAML as the repairs are."""
    return bool(key.tools or (key.each and key.each.tools)) and in_yaml(context.document)


def _checked(context: RuleContext, use: KeyUse, form: str, fix: Fix) -> Fix:
    """The fix, unsafe where another reader of the file does not take the new form."""
    refused = any(accepted(view, key, form) is False for view in context.views if (key := _key(view, use)))
    applicability: Applicability = "unsafe" if refused else fix.applicability
    return Fix(fix.title, fix.edits, applicability)


def _key(view: View, use: KeyUse) -> Key | None:
    """What another view says of the same value."""
    other = next((one for one in view.keys if one.value is use.value), None)
    return other.key if other else None
