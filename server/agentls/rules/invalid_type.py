"""`invalid-type`: a value of a kind that the reader does not take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.values import EMPTY_FORMS, form_fault
from agentls.schema.keys import Key

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "list": "a list",
    "mapping": "a mapping",
}
_FORMS = {
    "text": "text", "quoted-text": "text in quotes", "boolean": "true or false",
    "quoted-boolean": "true or false in quotes", "boolean-word": "a word such as yes or on",
    "quoted-boolean-word": "yes or no in quotes", "integer": "a number", "quoted-integer": "a number in quotes",
    "float": "a number", "octal": "a number with a leading 0", "hex": "a number",
    "exponent": "a number", "signed": "a number", "underscored": "a number", "sexagesimal": "a number in base 60",
    "infinity": "a number", "not-a-number": "a number", "date": "a date", "timestamp": "a date",
    "flow-list": "a list", "block-list": "a list", "flow-mapping": "a mapping", "block-mapping": "a mapping",
}  # fmt: skip


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per value of a wrong kind and target."""
    for view, use, key in context.known_keys:
        selectors = form_fault(view, use, key, "invalid-type")
        if selectors and selectors.form not in EMPTY_FORMS:
            from agentls.rules.repair_types import repaired  # few files need it

            arguments = {
                "key": key.path,
                "value": use.value.text,
                "form": selectors.form,
                "types": " or ".join(_wanted(key, selectors.form)),
            }
            fix = repaired(context, use, key, selectors.form)
            yield Fault(selectors, use.value.span, view.target, arguments, selectors.form, fix=fix)


def _wanted(key: Key, form: str) -> list[str]:
    """What the value should be; not what it is, where the reader at hand does not take that."""
    names = [_TYPES[wanted] for wanted in key.types]
    return [name for name in names if name != _FORMS[form]] or names


def words(arguments: Mapping[str, Any]) -> str:
    """Say what stands there and what should."""
    return f"`{arguments['key']}` should be {arguments['types']}, not {_FORMS[arguments['form']]}"


def advice(arguments: Mapping[str, Any]) -> str:
    """Quotes make text of anything."""
    scalar = arguments["value"] and "list" not in arguments["form"] and "mapping" not in arguments["form"]
    if scalar and "text" in arguments["types"].split(" or "):
        return f'write it in quotes: "{arguments["value"]}"'
    return "write true or false, without quotes" if arguments["types"] == _TYPES["boolean"] else ""


RULE = Rule("invalid-type", Severity.INFO, check, words, advice)
