"""`duplicate-section`: one section of the style under two equal headings."""

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Related, Severity
from agentls.rules.base import Rule
from agentls.rules.sections import Placed, sections_of


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per heading that stands there a second time; synonyms of one section are no duplicates."""
    sections = context.once(sections_of)
    if sections is None:
        return
    seen: dict[str, Placed] = {}
    for placed in sections.placed:
        title = sections.dialect.titles.bare(placed.heading.title)
        first = seen.setdefault(title, placed)
        if first is not placed and not placed.section.repeatable:
            related = (Related(first.heading.title_span, "the first is here"),)
            arguments = {"title": placed.section.title}
            yield Fault(Selectors(RULE.id), placed.heading.title_span, None, arguments, related=related)


def words(arguments: Mapping[str, Any]) -> str:
    """Say which section stands there twice."""
    return f"the section “{arguments['title']}” stands there a second time"


def advice(arguments: Mapping[str, Any]) -> str:
    """Make one of two."""
    return "put both texts under one heading, or rename one"


RULE = Rule("duplicate-section", Severity.HINT, check, words, advice)
