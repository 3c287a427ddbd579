"""`empty-value`: a key with nothing in it where the reader makes something of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.values import EMPTY_FORMS, form_fault

_FORMS = {
    "nothing": "no value",
    "null": "null as its value",
    "empty": "an empty text",
    "blank": "only blanks",
    "empty-list": "an empty list",
    "empty-mapping": "an empty mapping",
}


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per empty value and target."""
    for view, use, key in context.known_keys:
        selectors = form_fault(view, use, key, "empty-value")
        if selectors and selectors.form in EMPTY_FORMS:
            from agentls.rules.repair_keys import without_empty  # few files need it

            span = use.value.span if use.value.span.start < use.value.span.end else use.span
            fix = without_empty(context, use.entry) if use.top and use.entry else None
            arguments = {"key": key.path, "form": selectors.form}
            yield Fault(selectors, span, view.target, arguments, selectors.form, fix=fix)


def words(arguments: Mapping[str, Any]) -> str:
    """Say how the value is empty."""
    return f"`{arguments['key']}` has {_FORMS[arguments['form']]}"


def advice(arguments: Mapping[str, Any]) -> str:
    """A key without a value is better left out."""
    return f"give `{arguments['key']}` a value, or leave the key out"


RULE = Rule("empty-value", Severity.INFO, check, words, advice)
