"""`invalid-name`: a value that has not the form that is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.facts import KeyUse
from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Edit, Fix, Severity
from agentls.rules.base import Rule
from agentls.rules.names import checked, fits, renamed
from agentls.rules.values import of_wrong_kind
from agentls.schema.keys import Check
from agentls.schema.nearest import nearest


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield one fault per value and target, with the first check that fails; the others speak through the effect."""
    for view, use, key in context.once(checked):
        if key.kind == "model":
            continue
        failed = [one for one in key.checks if not fits(one, use.value.text) and _matters(view, use, one)]
        if failed and not of_wrong_kind(context, use):
            near = nearest(use.value.text, ("true", "false")) if key.types == ["boolean"] else ""
            made = [Selectors(RULE.id, key.path, use.form, use.value.text, "", one.id, nearest=near) for one in failed]
            arguments = {"key": key.path, "value": use.value.text, "doc": failed[0].doc, "nearest": near}
            rename = Fix(f"Change to `{near}`", (Edit(use.value.span, near),)) if near else None
            fix = rename or renamed(context, view, use, key)
            yield Fault(made[0], use.value.span, view.target, arguments, also=tuple(made[1:]), fix=fix)


def _matters(view: View, use: KeyUse, failed: Check) -> bool:
    """Whether the target is known to mind. Mere advice is kept from files that only may be meant for it.

    The same holds for files in a house style, which names things in its own way.
    """
    if view.target is None:
        return True
    told = view.dialect.behaviors("invalid-name", view.consumer)
    told = [one for one in told if not one.check or failed.id in one.check]
    if any(one.loses != "nothing" or one.access for one in told):
        return True
    return bool(told) and view.target.certainty == "certain" and not (use.top and view.style_knows(use.name))


def words(arguments: Mapping[str, Any]) -> str:
    """Say which name it is."""
    return f"`{arguments['value']}` is no well-formed `{arguments['key']}`"


def advice(arguments: Mapping[str, Any]) -> str:
    """Say what was probably meant, or what form is due."""
    if arguments["nearest"]:
        return f"did you mean `{arguments['nearest']}`?"
    return str(arguments["doc"]).rstrip(".")


RULE = Rule("invalid-name", Severity.HINT, check, words, advice)
