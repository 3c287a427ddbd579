"""Labels that are nearly one of the dialect's: part of what `misspelled-section` says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from agentls.schema.bodies import Label as Definition
from agentls.schema.bodies import bare_title
from agentls.schema.lookup import Dialect
from agentls.schema.nearest import nearest
from agentls.syntax.tree import Body, Label


def misspelled_labels(body: Body, dialect: Dialect) -> Iterator[tuple[Label, str]]:
    """Labels with the title that was probably meant and that is absent where they stand."""
    if not body.labels:
        return
    for here, known in _areas(body, dialect):
        meant = {bare_title(name): label.title for label in known for name in (label.title, *label.synonyms)}
        present = {meant.get(bare_title(label.title)) for label in here}
        for label in here:
            bare = bare_title(label.title)
            near = "" if bare in meant else nearest(bare, meant)
            if near and meant[near] not in present:
                yield label, meant[near]


def _areas(body: Body, dialect: Dialect) -> Iterator[tuple[Sequence[Label], Sequence[Definition]]]:
    """The labels below each heading that opens a section with labels, and the labels that the section has.

    Labels of no section may stand anywhere.
    """
    if dialect.labels:
        yield body.labels, dialect.labels
    ends = [*(heading.span.start for heading in body.headings[1:]), body.span.end]
    for heading, end in zip(body.headings, ends, strict=False):
        section = dialect.titles.find(heading.title)
        if section and section.labels:
            first = bisect_left(body.labels, heading.span.end, key=lambda label: label.span.start)
            last = bisect_left(body.labels, end, key=lambda label: label.span.start)
            yield body.labels[first:last], section.labels
