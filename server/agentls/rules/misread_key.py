"""`misread-key`: a legal key that does less than people think."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.schema.globs import key_matches


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per key of which the schema tells so, and target. It is told, never more: the key may be meant."""
    for view in context.views:
        told = view.dialect.behaviors(RULE.id, view.consumer) if view.target else ()
        for use in view.keys if told else ():
            spoken = [one for one in told if any(key_matches(glob, use.path) for glob in one.key)]
            if use.entry is not None and spoken:
                selectors = Selectors(RULE.id, key=use.path, form=use.form, value=use.value.text)
                arguments = {"key": use.path, "value": use.value.text, "instead": spoken[0].instead}
                yield Fault(selectors, use.span, view.target, arguments, doubtful=True)


def words(arguments: Mapping[str, Any]) -> str:
    """Say that the key is easily misread."""
    return f"`{arguments['key']}` does less than it seems to"


def advice(arguments: Mapping[str, Any]) -> str:
    """What does what this key seems to do."""
    return str(arguments["instead"]).rstrip(".")


RULE = Rule("misread-key", Severity.INFO, check, words, advice, needs_effect=True)
