"""`empty-section`: a heading of the style with nothing below it."""

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.sections import filling, sections_of


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per section of the style without text, list, code or heading of a lower rank in it."""
    sections = context.once(sections_of)
    for placed in sections.placed if sections else ():
        if not context.text[placed.heading.span.end : placed.span.end].strip():
            arguments = {"title": placed.section.title, "doc": placed.section.doc}
            fix = filling(context, placed)
            yield Fault(Selectors(RULE.id), placed.heading.title_span, None, arguments, fix=fix)


def words(arguments: Mapping[str, Any]) -> str:
    """Say which section is empty."""
    return f"the section “{arguments['title']}” is empty"


def advice(arguments: Mapping[str, Any]) -> str:
    """Say what it holds in this style."""
    return f"fill it, or delete the heading ({arguments['doc'].rstrip('.')})"


RULE = Rule("empty-section", Severity.HINT, check, words, advice)
