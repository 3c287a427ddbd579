"""`missing-section`: a section that nearly all files of the style have, and this one has not."""

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.sections import Sections, before, insertion, required, sections_of, tight_headings
from agentls.text import Span


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per required section that no heading opens, at the heading of the section before it.

    A misspelled heading explains the missing section.
    """
    sections = context.once(sections_of)
    if sections is None or not sections.placed:
        return
    placed = {one.section.title for one in sections.placed}
    missing = [(rank, section) for rank, section in required(sections.dialect) if section.title not in placed]
    present = opened(context, sections) if missing else ()
    for rank, section in missing:
        if section.title not in present:
            span, after = _place(sections, rank)
            arguments = {"title": section.title, "dialect": sections.dialect.title, "after": after, "doc": section.doc}
            fix = insertion(context, sections, rank)
            yield Fault(Selectors(RULE.id), span, None, arguments, section.title, fix=fix)


def opened(context: RuleContext, sections: Sections) -> frozenset[str]:
    """Sections that a heading of any rank or a label opens, or a misspelled one, or one that lacks its blank."""
    titles, body = sections.dialect.titles, context.document.syntax.body
    opened = [heading.title for heading in body.headings] + [label.title for label in body.labels]
    found = (titles.find(title) or titles.near(title) for title in opened)
    tight = (one.section for one in context.once(tight_headings))
    return frozenset(section.title for section in (*found, *tight) if section)


def _place(sections: Sections, rank: int) -> tuple[Span, str]:
    """The heading of the last section before the place, and its title; the first heading where there is none."""
    previous = before(sections, rank)
    placed = previous or sections.placed[0]
    return placed.heading.title_span, previous.section.title if previous else ""


def words(arguments: Mapping[str, Any]) -> str:
    """Say which section is missing."""
    return f"the section “{arguments['title']}” of {arguments['dialect']} is missing"


def advice(arguments: Mapping[str, Any]) -> str:
    """Say where it belongs, and what it holds."""
    where = f"behind “{arguments['after']}”" if arguments["after"] else "before this heading"
    return f"add it {where} ({arguments['doc'].rstrip('.')})"


RULE = Rule("missing-section", Severity.HINT, check, words, advice)
