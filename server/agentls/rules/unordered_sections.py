"""`unordered-sections`: a section that stands elsewhere than in all other files of the style."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Related, Severity
from agentls.rules.base import Rule
from agentls.rules.sections import RECOMMENDED, Placed, sections_of


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per section that would have to be moved; the longest run in the right order stays.

    Only sections that most files of the style have count: where a rare one belongs, nobody knows.
    """
    sections = context.once(sections_of)
    if sections is None or not sections.dialect.ordered:
        return
    usual = [placed for placed in sections.placed if (placed.section.presence or 0) >= RECOMMENDED]
    first = {placed.rank: placed for placed in reversed(usual)}
    placed = sorted(first.values(), key=lambda one: one.span.start)
    staying = _longest_run([one.rank for one in placed])
    for one in placed:
        if one.rank not in staying:
            later = next((other for other in placed if other.rank in staying and other.rank > one.rank), None)
            yield _fault(one, later, sections.dialect.title)


def _fault(placed: Placed, later: Placed | None, style: str) -> Fault:
    arguments = {"title": placed.section.title, "dialect": style, "before": later.section.title if later else ""}
    related = (Related(later.heading.title_span, "it belongs before this one"),) if later else ()
    return Fault(Selectors(RULE.id), placed.heading.title_span, None, arguments, related=related)


def _longest_run(numbers: Sequence[int]) -> frozenset[int]:
    """The longest increasing subsequence; of several the one that ends lowest."""
    ends: list[int] = []
    chains: list[tuple[int, ...]] = []
    for number in numbers:
        at = bisect_left(ends, number)
        chain = (*(chains[at - 1] if at else ()), number)
        ends[at:], chains[at:] = [number, *ends[at + 1 :]], [chain, *chains[at + 1 :]]
    return frozenset(chains[-1] if chains else ())


def words(arguments: Mapping[str, Any]) -> str:
    """Say which section stands out of order."""
    return f"the section “{arguments['title']}” is not where {arguments['dialect']} has it"


def advice(arguments: Mapping[str, Any]) -> str:
    """Say where it belongs."""
    return f"move it before “{arguments['before']}”" if arguments["before"] else "move it to the end"


RULE = Rule("unordered-sections", Severity.HINT, check, words, advice)
