"""`unknown-model`: a model whose name has the form of another product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.names import checked, fits
from agentls.rules.own_names import setting_for


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per model of a wrong form and target. No list is asked: a new model has a right form."""
    for view, use, key in context.once(checked):
        if key.kind != "model":
            continue
        failed = next((one for one in key.checks if not fits(one, use.value.text)), None)
        if failed and view.target and use.value.text not in key.values:
            selectors = Selectors(RULE.id, key.path, use.form, use.value.text, check=failed.id)
            consumer = context.schema.consumers[view.consumer]
            arguments = {"value": use.value.text, "title": consumer.label, "date": consumer.date, "doc": failed.doc}
            setting = setting_for(view.dialect.id, "model", use.value.text)
            arguments = {"key": key.path, **arguments}
            yield Fault(selectors, use.value.span, view.target, arguments, doubtful=True, setting=setting)


def words(arguments: Mapping[str, Any]) -> str:
    """Say whose model it is not, and as of when."""
    as_of = f" ({arguments['date']})" if arguments["date"] else ""
    return f"`{arguments['value']}` does not look like a model of {arguments['title']}{as_of}"


def advice(arguments: Mapping[str, Any]) -> str:
    """Say what form is due."""
    return str(arguments["doc"]).rstrip(".")


RULE = Rule("unknown-model", Severity.INFO, check, words, advice, needs_effect=True)
