"""`mixed-lines`: keys of two product lines in one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Related, Severity
from agentls.rules.base import Rule


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per key beside which stands one of another product line, and target."""
    for view in context.views:
        if view.target and view.dialect.behaviors(RULE.id, view.consumer):
            yield from _faults(view)


def _faults(view: View) -> Iterator[Fault]:
    uses = [(use, use.key.line) for use in view.keys if use.top and use.key and use.key.line]
    for use, line in uses:
        other = next((one for one, its in uses if its != line), None)
        if other:
            related = (Related(other.span, f"`{other.name}` is a key of another version"),)
            arguments = {"key": use.name, "other": other.name}
            yield Fault(Selectors(RULE.id, key=use.path), use.span, view.target, arguments, related=related)


def words(arguments: Mapping[str, Any]) -> str:
    """Say which keys do not belong together."""
    return f"`{arguments['key']}` and `{arguments['other']}` are keys of two versions"


def advice(arguments: Mapping[str, Any]) -> str:
    """Keep to one."""
    return "keep to the keys of one version"


RULE = Rule("mixed-lines", Severity.INFO, check, words, advice, needs_effect=True)
