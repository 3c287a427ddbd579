"""`misspelled-section`: a heading or label that is nearly one of the dialect's, or nearly a heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Edit, Fix, Severity
from agentls.rules.base import Rule
from agentls.rules.misspelled_labels import misspelled_labels
from agentls.rules.sections import tight_headings
from agentls.schema.bodies import Section, undecorated
from agentls.schema.lookup import Dialect
from agentls.syntax.tree import Body, Heading
from agentls.text import Span


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per heading or label that is near one of the dialect's which is absent.

    Others are nobody's business: every file may have sections of its own, and raising those would be noise.
    """
    dialect = context.style
    if dialect is None or not dialect.sections or context.document.syntax.copy:
        return
    yield from _tight(context, dialect)
    yield from _labels(context.document.syntax.body, dialect)
    headings = context.document.syntax.body.headings
    known = [dialect.titles.find(heading.title) for heading in headings]
    present = {section.title for section in known if section}
    for heading, found in zip(headings, known, strict=True):
        section = None if found else _meant(heading, dialect)
        if section and section.title not in present:
            yield _fault(heading, section, dialect)


def _tight(context: RuleContext, dialect: Dialect) -> Iterator[Fault]:
    """Lines that lack the blank which makes a heading of them."""
    for one in context.once(tight_headings):
        fix = Fix("Add the blank", (Edit(Span(one.marks.end, one.marks.end), " "),))
        marks = "#" * (one.marks.end - one.marks.start)
        arguments = {"title": one.title, "nearest": one.section.title, "dialect": dialect.title, "marks": marks}
        yield Fault(Selectors(RULE.id, nearest=one.section.title), one.marks, None, arguments, "tight", fix=fix)


def _labels(body: Body, dialect: Dialect) -> Iterator[Fault]:
    for label, title in misspelled_labels(body, dialect):
        fix = Fix(f"Rename to “{title}”", (Edit(label.title_span, title),))
        arguments = {"title": label.title, "nearest": title, "dialect": dialect.title, "label": True}
        yield Fault(Selectors(RULE.id, nearest=title), label.title_span, None, arguments, fix=fix)


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
    """Say which section or label was probably meant, or what keeps the line from being a heading."""
    if "marks" in arguments:
        return f"“{arguments['marks']}{arguments['title']}” lacks the blank that makes it a heading"
    kind = "label" if "label" in arguments else "section"
    return f"“{arguments['title']}” is no {kind} of {arguments['dialect']}, but nearly “{arguments['nearest']}”"


def advice(arguments: Mapping[str, Any]) -> str:
    """Name the section."""
    if "marks" in arguments:
        return f"write `{arguments['marks']} {arguments['title']}`"
    return f"did you mean “{arguments['nearest']}”?"


RULE = Rule("misspelled-section", Severity.INFO, check, words, advice)
