"""`misspelled-section`: a heading that is nearly the title of one of the dialect's sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Edit, Fix, Severity
from agentls.rules.base import Rule
from agentls.schema.bodies import Section, undecorated
from agentls.schema.lookup import Dialect
from agentls.syntax.tree import Heading
from agentls.text import Span


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per heading that is near the title of a section which is absent.

    Others are nobody's business: every file may have sections of its own, and raising those would be noise.
    """
    dialect = context.document.dialect
    if dialect is None or not dialect.sections or context.document.syntax.copy:
        return
    headings = context.document.syntax.body.headings
    known = [dialect.titles.find(heading.title) for heading in headings]
    present = {section.title for section in known if section}
    for heading, found in zip(headings, known, strict=True):
        section = None if found else _meant(heading, dialect)
        if section and section.title not in present:
            yield _fault(heading, section, dialect)


def _meant(heading: Heading, dialect: Dialect) -> Section | None:
    section = dialect.titles.near(heading.title)
    return section if section and heading.level == section.level else None


def _fault(heading: Heading, section: Section, dialect: Dialect) -> Fault:
    span = _title_span(heading, dialect)
    fix = Fix(f"Rename to “{section.title}”", (Edit(span, section.title),))
    arguments = {"title": heading.title, "nearest": section.title, "dialect": dialect.title}
    return Fault(Selectors("misspelled-section", nearest=section.title), span, None, arguments, fix=fix)


def _title_span(heading: Heading, dialect: Dialect) -> Span:
    """The title without its decoration, which the fix keeps."""
    text = undecorated(heading.title).rstrip(": ")
    lower = text.casefold()
    prefix = next((prefix for prefix in dialect.titles.prefixes if lower.startswith(prefix)), "")
    start = heading.title.find(text)
    if start < 0:
        return heading.title_span
    begin = heading.title_span.start + start
    return Span(begin + len(prefix), begin + len(text))


def words(arguments: Mapping[str, Any]) -> str:
    """Say which section was probably meant."""
    return f"“{arguments['title']}” is no section of {arguments['dialect']}, but nearly “{arguments['nearest']}”"


def advice(arguments: Mapping[str, Any]) -> str:
    """Name the section."""
    return f"did you mean “{arguments['nearest']}”?"


RULE = Rule("misspelled-section", Severity.INFO, check, words, advice)
