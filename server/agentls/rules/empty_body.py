"""`empty-body`: nothing stands below the front matter, or less than a reader takes."""

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.text import Span


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per target, at the closing line of the front matter or at the text that is too short."""
    syntax = context.document.syntax
    front = syntax.front
    if front is None or front.closing is None or not front.entries:
        return
    text = context.text[syntax.body_start :].strip()
    for view in context.views:
        if view.target and not view.blind:
            if text:
                yield from _too_short(context, view, text)
            else:
                yield Fault(Selectors("empty-body", cause="empty-body"), front.closing, view.target)


def _too_short(context: RuleContext, view: View, text: str) -> Iterator[Fault]:
    for limit in view.dialect.body.limits:
        concerned = "body" in limit.of and (not limit.consumers or view.consumer in limit.consumers)
        if concerned and limit.unit == "characters" and limit.min is not None and len(text) < limit.min:
            start = context.text.index(text, context.document.syntax.body_start)
            selectors = Selectors("empty-body", check=limit.id)
            yield Fault(selectors, Span(start, start + len(text)), view.target, {"least": limit.min}, limit.id)


def words(arguments: Mapping[str, Any]) -> str:
    """Say what is missing."""
    if "least" in arguments:
        return f"the text is shorter than the {arguments['least']:g} characters that are needed"
    return "there is no text below the front matter"


def advice(arguments: Mapping[str, Any]) -> str:
    """Write the instructions."""
    return "write the instructions" if "least" in arguments else "write the instructions below the closing line"


RULE = Rule("empty-body", Severity.INFO, check, words, advice, needs_effect=True)
