"""Actions on the sections of a style: insert those that are missing, put them in order."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from agentls.faults import RuleContext
from agentls.features.actions.model import REWRITE, Action, Changes
from agentls.features.page import Page
from agentls.findings import Edit
from agentls.rules.missing_section import opened
from agentls.rules.sections import RECOMMENDED, Placed, Sections, before, insertion, sections_in
from agentls.text import Span

_END = re.compile(r"(\S[ \t]*+)(?:\r\n|\r|\n)\s*\Z")
"""The last character of a text with the blanks on its line, and the empty lines that follow."""

INSERT, SORT = "insert-sections", "sort-sections"
"""First words of refs."""


def section_actions(page: Page, span: Span) -> Iterator[Action]:
    """Insert the sections that belong behind the one at the span, insert all that are missing, sort."""
    sections = _sections(page)
    if sections is None:
        return
    missing = _missing(page, sections)
    alone = missing if len(missing) == 1 else [rank for rank in missing if _belongs_here(sections, rank, span)]
    titles = [sections.dialect.sections[rank].title for rank in missing]
    for title in (sections.dialect.sections[rank].title for rank in alone):
        yield Action(f"Insert the section “{title}”", REWRITE, (INSERT, sections.dialect.id, title))
    if len(titles) > 1:
        yield Action(f"Insert the {len(titles)} missing sections", REWRITE, (INSERT, sections.dialect.id, *titles))
    if _sorted_edits(page, sections):
        yield Action(f"Sort the sections as {sections.dialect.title} has them", REWRITE, (SORT, sections.dialect.id))


def inserted(page: Page, style: str, titles: Sequence[str]) -> Changes:
    """The drafts of those sections that are still missing, each at its place in the order."""
    sections = _sections(page)
    if sections is None or sections.dialect.id != style:
        return Changes()
    context = _context(page)
    drafts: dict[Span, str] = {}
    for rank in _missing(page, sections):
        fix = insertion(context, sections, rank) if sections.dialect.sections[rank].title in titles else None
        for edit in fix.edits if fix else ():
            drafts[edit.span] = drafts.get(edit.span, "") + edit.text
    return Changes(tuple(Edit(span, text) for span, text in sorted(drafts.items())))


def sorted_sections(page: Page, style: str) -> Changes:
    """The edit that puts the sections in the order of the style; nothing where they are."""
    sections = _sections(page)
    return Changes(_sorted_edits(page, sections) if sections and sections.dialect.id == style else ())


def _sections(page: Page) -> Sections | None:
    """The sections of the file's own style; None where it has none, and in a copied page."""
    style = page.document.dialect
    known = style is not None and style.sections and not page.document.syntax.copy
    return sections_in(page.document, style) if style and known else None


def _context(page: Page) -> RuleContext:
    return RuleContext(page.document, page.schema, page.views)


def _missing(page: Page, sections: Sections) -> list[int]:
    """Places in the order of usual sections that no heading opens and that the schema has a draft of."""
    present = opened(_context(page), sections)
    return [
        rank
        for rank, section in enumerate(sections.dialect.sections)
        if (section.presence or 0) >= RECOMMENDED and section.snippet and section.title not in present
    ]


def _belongs_here(sections: Sections, rank: int, span: Span) -> bool:
    """Whether the section that it comes behind is the one at the span."""
    previous = before(sections, rank)
    return previous is not None and previous.span.start <= span.start < previous.span.end


def _sorted_edits(page: Page, sections: Sections) -> tuple[Edit, ...]:
    """One edit per run of sections that are out of order. Texts move whole; the blank lines between them stay."""
    if not sections.dialect.ordered:
        return ()
    edits = []
    for run in _runs(page, sections):
        starts = [placed.heading.span.start for placed in run]
        end = max(starts[-1], _end(page, run[-1]))
        pieces = [Span(*pair) for pair in pairwise([*starts, end])]
        order = sorted(range(len(run)), key=lambda index: (run[index].rank, index))
        if order != sorted(order) and not _torn(page, pieces):
            edits.append(Edit(Span(starts[0], end), _reordered(page.text, pieces, order)))
    return tuple(edits)


def _runs(page: Page, sections: Sections) -> Iterator[Sequence[Placed]]:
    """Sections that stand below one heading; what has no place in the order stays with the section above it."""
    level = sections.placed[0].heading.level if sections.placed else 0
    above = iter([one.span.start for one in page.document.syntax.body.headings if one.level < level])
    run: list[Placed] = []
    border = next(above, len(page.text))
    for placed in sections.placed:
        while placed.span.start > border:
            border = next(above, len(page.text))
            yield from [run] if run else ()
            run = []
        run.append(placed)
    yield from [run] if run else ()


def _end(page: Page, last: Placed) -> int:
    """Where the last section of a run ends, with those of its rank behind it that have no place in the order."""
    headings = page.document.syntax.body.headings
    higher = (one.span.start for one in headings if one.span.start > last.span.start and one.level < last.heading.level)
    return next(higher, page.document.syntax.body.span.end)


def _torn(page: Page, pieces: Sequence[Span]) -> bool:
    """Whether a tag reaches over the border of a section: then moving one would break it."""
    borders = [piece.start for piece in pieces] + [pieces[-1].end]
    spans = (tag.span for tag in page.document.syntax.body.tags)
    return any(bisect_left(borders, span.end) > bisect_right(borders, span.start) for span in spans)


def _reordered(text: str, pieces: Sequence[Span], order: Sequence[int]) -> str:
    written = [text[piece.start : piece.end] for piece in pieces]
    bare = [_END.sub(r"\1", one) for one in written]
    gaps = [one[len(kept) :] for one, kept in zip(written, bare, strict=True)]
    return "".join(bare[index] + gap for index, gap in zip(order, gaps, strict=True))
