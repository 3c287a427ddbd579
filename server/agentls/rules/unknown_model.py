"""`unknown-model`: a model whose name has the form of another product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.names import checked, fits
from agentls.syntax.forms import form_of


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per model of a wrong form and target. No list is asked: a new model has a right form."""
    for view, use, key in checked(context):
        failed = next((one for one in key.checks if not fits(one, use.value.text)), None)
        if failed and key.kind == "model" and view.target and use.value.text not in key.values:
            selectors = Selectors(RULE.id, key.path, form_of(use.value), use.value.text, check=failed.id)
            consumer = context.schema.consumers[view.consumer]
            arguments = {"value": use.value.text, "title": consumer.label, "date": consumer.date, "doc": failed.doc}
            yield Fault(selectors, use.value.span, view.target, {"key": key.path, **arguments}, doubtful=True)


def words(arguments: Mapping[str, Any]) -> str:
    """Say whose model it is not, and as of when."""
    as_of = f" ({arguments['date']})" if arguments["date"] else ""
    return f"`{arguments['value']}` does not look like a model of {arguments['title']}{as_of}"


def advice(arguments: Mapping[str, Any]) -> str:
    """Say what form is due."""
    return str(arguments["doc"]).rstrip(".")


RULE = Rule("unknown-model", Severity.INFO, check, words, advice, needs_effect=True)
