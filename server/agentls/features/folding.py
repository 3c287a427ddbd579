"""What can be folded: front matter, long values, sections, fences, tags, lists, comments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from agentls.features.page import Page
from agentls.features.tag_tree import all_tags
from agentls.syntax.tree import Body, Tag, Value
from agentls.text import SourceText, Span

FoldKind = Literal["", "comment", "region"]

_ITEM = re.compile(r"[ \t]*+(?:[-*+]|\d{1,9}[.)])[ \t]++\S")
_DEEPEST = 20
_LONG_LIST = 8
"""From so many entries on, a list folds as a whole; shorter ones fit on a screen anyway."""


class Fold(NamedTuple):
    """A range of several lines; it ends in the last line that is hidden, before its line ending."""

    span: Span
    kind: FoldKind = ""


def folds(page: Page) -> tuple[Fold, ...]:
    """All folds in the order of the text, the largest of those that begin on one line.

    Of two that share lines, one holds the other: what would go on behind the end of an outer one ends with it.
    """
    source = page.document.source
    largest: dict[int, tuple[int, Fold]] = {}
    for fold in _found(page):
        first, last = source.line_of(fold.span.start), source.line_of(fold.span.end)
        if last > first and last > largest.get(first, (0, fold))[0]:
            largest[first] = last, fold
    return tuple(_nested(source, largest))


def _nested(source: SourceText, found: dict[int, tuple[int, Fold]]) -> Iterator[Fold]:
    """Folds by their first lines, each with its last: in that order, cut where an outer one ends."""
    ends: list[int] = []
    for first in sorted(found):
        last, fold = found[first]
        while ends and ends[-1] < first:
            ends.pop()
        cut = min(last, ends[-1]) if ends else last
        if cut > first:
            ends.append(cut)
            yield fold if cut == last else fold._replace(span=Span(fold.span.start, source.line_span(cut).end))


def _found(page: Page) -> Iterator[Fold]:
    syntax, source = page.document.syntax, page.document.source
    if syntax.front:
        if syntax.front.opening.end > syntax.front.opening.start:
            end = syntax.front.closing.end if syntax.front.closing else syntax.front.content.end
            yield Fold(_trimmed(source, Span(syntax.front.opening.start, end)), "region")
        yield from _values(source, syntax.front.root)
        yield from _hash_comments(source, syntax.front.content, syntax.front.kind)
    body = syntax.body
    yield from _sections(source, body)
    yield from (Fold(_trimmed(source, fence.span)) for fence in body.fences)
    yield from (Fold(_trimmed(source, comment), "comment") for comment in body.comments)
    yield from _tags(source, body.tags)
    yield from _lists(source, body)


def _trimmed(source: SourceText, span: Span) -> Span:
    """The span without blanks and line endings at its end."""
    end = span.end
    while end > span.start and source.text[end - 1].isspace():
        end -= 1
    return Span(span.start, end)


def _values(source: SourceText, root: Value) -> Iterator[Fold]:
    """Entries whose value goes on below their key, and entries of lists that do."""
    pending = [root]
    while pending:
        value = pending.pop()
        for entry in value.entries:
            if _goes_on(source.text, entry.span):
                yield Fold(_trimmed(source, entry.span))
                pending.append(entry.value)
        for item in value.items:
            if item.kind != "scalar" and _goes_on(source.text, item.span):
                yield Fold(_trimmed(source, item.span))
                pending.append(item)


def _goes_on(text: str, span: Span) -> bool:
    """Whether there is a line ending in a span."""
    return text.find("\n", *span) >= 0 or text.find("\r", *span) >= 0


def _hash_comments(source: SourceText, content: Span, kind: str) -> Iterator[Fold]:
    """Runs of comment lines."""
    if kind == "json" or "#" not in source.text[content.start : content.end]:
        return
    start = end = -1
    for number in range(source.line_of(content.start), source.line_of(content.end) + 1):
        line = source.line_span(number)
        if source.text[line.start : line.end].lstrip().startswith("#"):
            start, end = (line.start if start < 0 else start), line.end
        elif start >= 0:
            yield Fold(Span(start, end), "comment")
            start = -1
    if start >= 0:
        yield Fold(Span(start, end), "comment")


def _sections(source: SourceText, body: Body) -> Iterator[Fold]:
    """From each heading to the next of its rank."""
    open_: list[tuple[int, int]] = []
    for heading in body.headings:
        while open_ and open_[-1][0] >= heading.level:
            yield Fold(_trimmed(source, Span(open_.pop()[1], heading.span.start)))
        open_.append((heading.level, heading.span.start))
    for _, start in open_:
        yield Fold(_trimmed(source, Span(start, body.span.end)))


def _tags(source: SourceText, tags: tuple[Tag, ...]) -> Iterator[Fold]:
    """Down to the line before the closing tag, which stays in sight."""
    for tag in all_tags(tags):
        if tag.closing:
            line = source.line_of(tag.closing.start)
            begins = not source.text[source.line_starts[line] : tag.closing.start].strip(" \t")
            end = source.line_span(line - 1).end if begins and line else tag.closing.end
            yield Fold(Span(tag.opening.start, max(end, tag.opening.end)))


@dataclass(slots=True)
class _List:
    """A list that is still open, and its last entry; `end` is the end of the last line that belongs to it."""

    indent: int
    start: int
    item: int
    end: int
    count: int = 1

    def folds(self) -> Iterator[Fold]:
        if self.count >= _LONG_LIST:
            yield Fold(Span(self.start, self.end))
        yield Fold(Span(self.item, self.end))


def _lists(source: SourceText, body: Body) -> Iterator[Fold]:
    """Entries that go on below their first line, and long lists.

    A list ends at a heading, or behind an empty line at text that stands no further right.
    """
    headings = {heading.span.start for heading in body.headings}
    lists: list[_List] = []
    after_blank = False
    for start, written, in_code in _lines(source, body):
        shown = written.strip()
        if not shown:
            after_blank = True
            continue
        indent = len(written) - len(written.lstrip(" \t"))
        if not in_code and (shown[0] in "-*+" or shown[0].isdecimal()) and _ITEM.match(written):
            yield from _ended(lists, indent + 1)
            yield from _begun(lists, indent, start)
        elif lists and (after_blank or start in headings):
            yield from _ended(lists, 0 if start in headings else indent)
        end = start + len(written.rstrip())
        for one in lists:
            one.end = end
        after_blank = False
    yield from _ended(lists, 0)


def _lines(source: SourceText, body: Body) -> Iterator[tuple[int, str, bool]]:
    """The lines of the body: where each begins, what is written there, and whether it begins inside code."""
    code = iter(body.code)
    block = next(code, None)
    starts = source.line_starts
    for number in range(source.line_of(body.span.start), len(starts)):
        start = starts[number]
        while block and block.end <= start:
            block = next(code, None)
        end = starts[number + 1] if number + 1 < len(starts) else body.span.end
        yield start, source.text[start:end], block is not None and block.start < start


def _ended(lists: list[_List], indent: int) -> Iterator[Fold]:
    """Close the lists that stand at or right of an indentation."""
    while lists and lists[-1].indent >= indent:
        yield from lists.pop().folds()


def _begun(lists: list[_List], indent: int, start: int) -> Iterator[Fold]:
    """Go on with the list of that indentation, or open one."""
    if lists and lists[-1].indent == indent:
        yield Fold(Span(lists[-1].item, lists[-1].end))
        lists[-1].item = start
        lists[-1].count += 1
    elif len(lists) < _DEEPEST:
        lists.append(_List(indent, start, start, start))
