"""Sections of a house style as a file has them: what the rules about sections share."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from sys import maxsize
from typing import NamedTuple

from agentls.document import Document
from agentls.faults import RuleContext
from agentls.findings import Edit, Fix
from agentls.patterns import lazy
from agentls.schema.bodies import Section
from agentls.schema.lookup import Dialect
from agentls.snippets import filled
from agentls.syntax.tree import Heading
from agentls.text import Span

_TIGHT = lazy(r"^ {0,3}(#{1,6})(?=[^\s#])([^\r\n]+)", re.MULTILINE)
CERTAIN = 0.9
"""From here on the content alone makes a file's style certain enough to say what it lacks."""

REQUIRED = 90
"""From this percentage of measured files on, a section counts as required."""

RECOMMENDED = 50
"""From this percentage on, a section counts as usual."""


class Placed(NamedTuple):
    """A top section of the style that a file has. `span` runs from its heading to the next of the same rank."""

    rank: int
    section: Section
    heading: Heading
    span: Span


class Sections(NamedTuple):
    """The top sections of a file in the order of the text, and the style that has them."""

    dialect: Dialect
    placed: tuple[Placed, ...]


def certain_style(context: RuleContext) -> Dialect | None:
    """The file's house style where it is certain, else None."""
    document, style = context.document, context.style
    if style is None or style.kind != "community" or document.syntax.copy:
        return None
    return style if document.detected.by_content >= CERTAIN else None


def sections_of(context: RuleContext) -> Sections | None:
    """The sections of a file whose style is certain and has sections; else None. Call it by `context.once`."""
    style = certain_style(context)
    return sections_in(context.document, style) if style and style.sections else None


def sections_in(document: Document, style: Dialect) -> Sections:
    """The sections of a style as a file has them."""
    ranks = {section.title: number for number, section in enumerate(style.sections)}
    headings = document.syntax.body.headings
    found = []
    for number, heading in enumerate(headings):
        section = style.titles.find(heading.title)
        if section and section.title in ranks:
            end = _end(headings, number, document.syntax.body.span.end)
            found.append(Placed(ranks[section.title], section, heading, Span(heading.span.start, end)))
    level = min((placed.heading.level for placed in found), default=0)
    return Sections(style, tuple(placed for placed in found if placed.heading.level == level))


class Tight(NamedTuple):
    """A line that a missing blank keeps from being a heading. `marks` are its `#`, `title` is what follows them."""

    marks: Span
    title: str
    section: Section


def tight_headings(context: RuleContext) -> list[Tight]:
    """Lines such as `##Goals` that would open a section of the file's style which is absent, outside code and comments.

    One for each section. Call it by `context.once`.
    """
    dialect, body = context.style, context.document.syntax.body
    if dialect is None or not dialect.sections:
        return []
    hidden = sorted((*body.code, *body.comments))

    def shown(at: int) -> bool:
        index = bisect_right(hidden, (at, maxsize)) - 1
        return index < 0 or hidden[index].end <= at

    found: dict[str, Tight] = {}
    for match in _TIGHT.finditer(context.text, *body.span):
        section = dialect.titles.find(match[2].strip())
        if section and section.level == len(match[1]) and section.title not in found and shown(match.start()):
            found[section.title] = Tight(Span(*match.span(1)), match[2].strip(), section)
    opened = {section.title for heading in body.headings if (section := dialect.titles.find(heading.title))}
    return [one for title, one in found.items() if title not in opened]


def _end(headings: tuple[Heading, ...], number: int, last: int) -> int:
    level = headings[number].level
    return next((other.span.start for other in headings[number + 1 :] if other.level <= level), last)


def before(sections: Sections, rank: int) -> Placed | None:
    """The last section in the text that comes before a place in the order, or None."""
    return next((placed for placed in reversed(sections.placed) if placed.rank < rank), None)


def insertion(context: RuleContext, sections: Sections, rank: int) -> Fix | None:
    """Insert a section's skeleton behind the one before it; None where the schema has no skeleton."""
    section = sections.dialect.sections[rank]
    if not section.snippet:
        return None
    level = sections.placed[0].heading.level if sections.placed else section.level
    text = f"{'#' * level} {section.written or section.title}\n\n{filled(section.snippet)}\n"
    previous = before(sections, rank)
    start = sections.placed[0].span.start if sections.placed else len(context.text)
    at = previous.span.end if previous else start
    if context.text[at:].strip():
        return _fix(context, section, at, text + "\n")
    return _fix(context, section, len(context.text.rstrip()), "\n\n" + text.rstrip("\n"))


def filling(context: RuleContext, placed: Placed) -> Fix | None:
    """Put a section's skeleton below its empty heading; None where the schema has none for it."""
    if not placed.section.snippet:
        return None
    return _fix(context, placed.section, placed.heading.span.end, f"\n\n{filled(placed.section.snippet)}")


def _fix(context: RuleContext, section: Section, at: int, text: str) -> Fix:
    lines = text.replace("\n", context.document.source.line_ending)
    return Fix(f"Insert a draft of “{section.title}”", (Edit(Span(at, at), lines),), "unsafe")


def required(dialect: Dialect) -> Iterator[tuple[int, Section]]:
    """The top sections that nearly all files of the style have, with their place in the order."""
    for index, section in enumerate(dialect.sections):
        if (section.presence or 0) >= REQUIRED:
            yield index, section
