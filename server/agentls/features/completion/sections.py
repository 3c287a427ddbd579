"""Headings and labels of a house style."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentls.features.completion.items import Completion
from agentls.features.completion.prose import Prose
from agentls.features.completion.styles import with_styles
from agentls.schema.bodies import Label, Section, bare_title, walk_sections
from agentls.schema.lookup import Dialect
from agentls.snippets import escaped
from agentls.text import Span

_HEADING = re.compile(r" {0,3}(#{1,6})([ \t]*)([^\r\n]*)$")
_LABEL = re.compile(r"[ \t]*\*{1,2}[^*\r\n]*$")
_BLANK = re.compile(r"\s*")


def section_completions(prose: Prose) -> Iterator[Completion]:
    """Sections on a line that begins with `#`, or on an empty line between two sections."""
    heading = _HEADING.match(prose.before)
    blank = not prose.before.strip() and not prose.behind.strip()
    if not heading and not (blank and _at_boundary(prose)):
        return
    marks = len(heading[1]) if heading else 0
    span = Span(prose.offset - len(prose.before.lstrip()), prose.line.end)
    present = _present(prose)
    wanted = [
        _section(dialect, section, _shift(prose, dialect), span)
        for dialect in (with_styles(prose.page) if heading and not prose.headings else prose.page.dialects)
        for section in walk_sections(dialect.sections)
        if section.repeatable or id(section) not in present
    ]
    fitting = [one for one in wanted if marks < 2 or one.filter.startswith("#" * marks + " ")]
    yield from fitting or wanted


def label_completions(prose: Prose) -> Iterator[Completion]:
    """Labels on an empty line, or on one that begins with asterisks."""
    blank = not prose.before.strip() and not prose.behind.strip()
    if not blank and not (_LABEL.fullmatch(prose.before)):
        return
    span = Span(prose.offset - len(prose.before.lstrip()), prose.line.end)
    for dialect in prose.page.dialects:
        section = _section_around(prose, dialect)
        for label in section[0].labels if section else ():
            if not _stands(label, [one.title for one in prose.labels if section and one.span.start >= section[1]]):
                yield _label(dialect, label, span)
        for label in dialect.labels:
            if not _stands(label, [one.title for one in prose.labels]):
                yield _label(dialect, label, span)


def _at_boundary(prose: Prose) -> bool:
    """Whether the next line with text is a heading, or there is none."""
    match = _BLANK.match(prose.page.text, prose.offset)
    at = match.end() if match else prose.offset
    return prose.page.text.startswith("#", at) or at >= len(prose.page.text)


def _present(prose: Prose) -> set[int]:
    """The sections that the text has on other lines."""
    styles = [dialect for dialect in prose.page.dialects if dialect.sections]
    return {id(dialect.titles.find(heading.title)) for dialect in styles for heading in prose.headings}


def _shift(prose: Prose, dialect: Dialect) -> int:
    """How much deeper than in the style the sections of this file are."""
    known = ((heading.level, dialect.titles.find(heading.title)) for heading in prose.headings)
    shifts = [level - section.level for level, section in known if section]
    return max(set(shifts), key=shifts.count) if shifts else 0


def _section(dialect: Dialect, section: Section, shift: int, span: Span) -> Completion:
    heading = f"{'#' * min(6, max(1, section.level + shift))} {section.written or section.title}"
    snippet = f"{escaped(heading)}\n\n{section.snippet}\n" if section.snippet else heading
    return Completion(
        label=section.written or section.title,
        kind="section",
        span=span,
        text=heading,
        snippet=snippet if section.snippet else "",
        description=dialect.title,
        filter=heading,
        ref=("section", dialect.id, section.title),
    )


def _section_around(prose: Prose, dialect: Dialect) -> tuple[Section, int] | None:
    """The section of the style that the cursor is in, and where its heading ends."""
    above = [heading for heading in prose.headings if heading.span.end <= prose.offset] if dialect.sections else []
    section = dialect.titles.find(above[-1].title) if above else None
    return (section, above[-1].span.end) if section else None


def _stands(label: Label, titles: list[str]) -> bool:
    known = {bare_title(title) for title in (label.title, *label.synonyms)}
    return any(bare_title(title) in known for title in titles)


def _label(dialect: Dialect, label: Label, span: Span) -> Completion:
    gap = "\n" if label.written.endswith((":", "**")) else " "
    snippet = f"{escaped(label.written)}{gap}{label.snippet}"
    return Completion(
        label=label.written,
        kind="label",
        span=span,
        text=label.written,
        snippet=snippet if label.snippet else "",
        description=dialect.title,
        ref=("label", dialect.id, label.title),
    )
