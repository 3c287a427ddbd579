"""What is selected next when a selection grows: word, value, entry, front matter; line, tag, section, document."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from agentls.features.page import Page
from agentls.features.spots import spot_at, touches
from agentls.features.tag_tree import tags_around
from agentls.syntax.tree import Body, Value
from agentls.text import SourceText, Span

_WORD = re.compile(r"\w+(?:[-']\w+)*+")
_LONGEST_WORD = 200


def selections(page: Page, offset: int) -> tuple[Span, ...]:
    """Spans around an offset, innermost first; each lies in the next one, which is larger. The last is everything."""
    offset = max(0, min(offset, len(page.text)))
    whole = Span(0, len(page.text))
    around = {span for span in _candidates(page, offset) if span.start < span.end and touches(span, offset)}
    chosen: list[Span] = []
    for span in sorted(around - {whole}, key=lambda span: (span.end - span.start, span)):
        if not chosen or (span.covers(chosen[-1]) and span != chosen[-1]):
            chosen.append(span)
    return (*chosen, whole)


def _candidates(page: Page, offset: int) -> Iterator[Span]:
    text, syntax = page.text, page.document.syntax
    yield from _word(text, offset)
    spot = spot_at(page, offset)
    if spot:
        yield spot.span
    front = syntax.front
    if front and touches(front.span, offset):
        yield from _values(front.root, offset)
        yield from (front.content, front.span)
    if offset >= syntax.body.span.start:
        yield from _lines(page.document.source, syntax.body, offset)
        yield from _marked(syntax.body, offset)
        yield from _tags(text, syntax.body, offset)
        yield from _sections(text, syntax.body, offset)
        yield _trimmed(text, syntax.body.span)


def _word(text: str, offset: int) -> Iterator[Span]:
    start = max(0, offset - _LONGEST_WORD)
    for match in _WORD.finditer(text, start, offset + _LONGEST_WORD):
        if match.start() <= offset <= match.end():
            yield Span(*match.span())


def _values(value: Value, offset: int) -> Iterator[Span]:
    """The values around an offset, with and without their quotes, and the entries that they belong to."""
    pending = [value]
    while pending:
        value = pending.pop()
        for entry in value.entries:
            if touches(entry.span, offset):
                yield from (entry.span, entry.key.span, entry.value.span)
                yield from _unquoted(entry.value)
                pending.append(entry.value)
        for item in value.items:
            if touches(item.span, offset):
                yield item.span
                yield from _unquoted(item)
                pending.append(item)


def _unquoted(value: Value) -> Iterator[Span]:
    if value.style in ("single", "double", "flow") and value.span.end - value.span.start > 2:
        yield Span(value.span.start + 1, value.span.end - 1)


def _lines(source: SourceText, body: Body, offset: int) -> Iterator[Span]:
    """The line without its indentation, and the paragraph: lines between empty ones and headings."""
    number = source.line_of(offset)
    line = source.line_span(number)
    yield _trimmed(source.text, Span(max(line.start, body.span.start), line.end))
    at = bisect_right(body.headings, offset, key=lambda heading: heading.span.start)
    start = body.headings[at - 1].span.end if at else body.span.start
    end = body.headings[at].span.start if at < len(body.headings) else body.span.end
    first = last = number
    while source.line_starts[first] > start and _written(source, first - 1):
        first -= 1
    while source.line_span(last).end < end and _written(source, last + 1):
        last += 1
    yield _trimmed(source.text, Span(max(source.line_starts[first], start), min(source.line_span(last).end, end)))


def _written(source: SourceText, number: int) -> bool:
    line = source.line_span(number)
    return not source.text[line.start : line.end].isspace() and line.end > line.start


def _marked(body: Body, offset: int) -> Iterator[Span]:
    """Code and comments around an offset."""
    for fence in body.fences:
        if touches(fence.span, offset):
            yield from (fence.content, fence.span)
    for spans in (body.code, body.comments):
        at = bisect_right(spans, offset, key=lambda span: span.start) - 1
        if at >= 0:
            yield spans[at]


def _tags(text: str, body: Body, offset: int) -> Iterator[Span]:
    """Tags around an offset, with and without what opens and closes them."""
    for tag in tags_around(body.tags, offset):
        yield from (tag.opening, tag.span)
        if tag.closing:
            inner = Span(tag.opening.end, tag.closing.start)
            yield from (tag.closing, inner, _trimmed(text, inner))


def _sections(text: str, body: Body, offset: int) -> Iterator[Span]:
    """Sections around an offset, with and without their headings."""
    headings = body.headings
    at = bisect_right(headings, offset, key=lambda heading: heading.span.start) - 1
    level = 7
    for number in range(at, -1, -1):
        heading = headings[number]
        if heading.level < level:
            level = heading.level
            behind = (other.span.start for other in headings[number + 1 :] if other.level <= level)
            end = next(behind, body.span.end)
            yield _trimmed(text, Span(heading.span.end, end))
            yield _trimmed(text, Span(heading.span.start, end))


def _trimmed(text: str, span: Span) -> Span:
    """The span without blanks at its ends; empty at its start where there is nothing else."""
    inner = text[span.start : span.end]
    start = span.start + len(inner) - len(inner.lstrip())
    return Span(start, start + len(inner.strip()))
