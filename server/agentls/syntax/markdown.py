"""The body of an agent file as CommonMark blocks: headings, fences, code, comments, labels, tags."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from sys import maxsize
from typing import Any, TypeVar

import pyromark

from agentls.patterns import lazy
from agentls.syntax.tags import scan_tags
from agentls.syntax.tree import Body, Fence, Heading, Label, StrayTag, Tag
from agentls.text import SourceText, Span

LONGEST_LABEL = 60
# Half the cost of `Span(…)`, which runs Python code; a body has a hundred.
_span: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)
_Item = TypeVar("_Item", Heading, Label)

_PARSER = pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES)
_NOT_ASCII = lazy(r"[^\x00-\x7f]")
_FENCE_MARK = lazy(r"`{3,}|~{3,}")
_FENCE_LINE = lazy(r"^[ \t]*+(`{3,}|~{3,})", re.MULTILINE)
_TICKS = lazy("`+")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)([^*_\r\n]*+(?:(?!\1)[*_][^*_\r\n]*+)*+)\1[ \t]*+[:：]?[ \t]*+(?=[\r\n]|\Z)")
_LINE_END = lazy(r"\r\n|\r|\n")


class _Blocks:
    """What the parser reports, as ranges, in the order of the text."""

    def __init__(self) -> None:
        self.headings: list[tuple[int, int, int]] = []
        self.fences: list[Span] = []
        self.code: list[Span] = []
        self.html: list[Span] = []
        self.inline_html: list[Span] = []
        self.paragraphs: list[tuple[int, int]] = []


def parse_body(source: SourceText, start: int) -> Body:
    """Parse the text from an offset to its end. Never raises; what is not there is an empty tuple."""
    return _MarkdownBody(source.text, start)


class _MarkdownBody(Body):
    def __init__(self, text: str, start: int) -> None:
        super().__init__(Span(start, len(text)))
        self._text = text
        self._blocks = _collect(_events(text[start:]), start)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        return _visible((_heading(self._text, *heading) for heading in self._blocks.headings), self.comments)

    @cached_property
    def fences(self) -> tuple[Fence, ...]:
        return tuple(_fence(self._text, span) for span in self._blocks.fences)

    @cached_property
    def code(self) -> tuple[Span, ...]:
        return _with_code_in_html(self._text, self._blocks)

    @cached_property
    def comments(self) -> tuple[Span, ...]:
        return _comments(self._text, self._blocks, self.code)

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        return _visible(_labels(self._text, self._blocks.paragraphs), self.comments)

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        return self._scanned[0]

    @cached_property
    def stray_tags(self) -> tuple[StrayTag, ...]:
        return self._scanned[1]

    @cached_property
    def _scanned(self) -> tuple[tuple[Tag, ...], tuple[StrayTag, ...]]:
        skip = tuple(sorted((*self.code, *self.comments))) if self.comments else self.code
        return scan_tags(self._text, *self.span, skip)


def _events(body: str) -> Iterator[tuple[Any, Any]]:
    """Events of the parser with ranges in code points.

    The parser counts bytes of UTF-8. Block structure hangs on ASCII characters alone, so each other character is given
    to it as one of ASCII; that also takes care of lone surrogates. A `<` before one must not become `<?`.
    """
    if not body.isascii():
        plain = body.encode("ascii", "replace").decode("ascii")
        body = _NOT_ASCII.sub("\x7f", body) if "<?" in plain else plain
    return _PARSER.events_with_range(body)


def _collect(events: Iterable[tuple[Any, Any]], start: int) -> _Blocks:
    """Sort the events; the loop runs some hundred times a file, the commonest events first."""
    blocks = _Blocks()
    list_end = 0
    for event, where in events:
        if "Text" in event or "End" in event:
            continue
        if "Start" in event:
            kind = event["Start"]
            if kind == "Item":
                continue
            if kind == "Paragraph":
                if where["start"] >= list_end:
                    blocks.paragraphs.append((start + where["start"], start + where["end"]))
            elif kind == "HtmlBlock":
                blocks.html.append(_place(where, start))
            elif "List" in kind:
                list_end = max(list_end, where["end"])
            elif "Heading" in kind:
                level = int(kind["Heading"]["level"][1])
                blocks.headings.append((level, start + where["start"], start + where["end"]))
            elif "CodeBlock" in kind:
                blocks.code.append(_place(where, start))
                if kind["CodeBlock"] != "Indented":
                    blocks.fences.append(blocks.code[-1])
        elif "Code" in event:
            blocks.code.append(_place(where, start))
        elif "InlineHtml" in event and event["InlineHtml"].startswith("<!--"):
            blocks.inline_html.append(_place(where, start))
    return blocks


def _place(where: dict[str, int], start: int) -> Span:
    return _span((start + where["start"], start + where["end"]))


def _heading(text: str, level: int, first: int, last: int) -> Heading:
    start = first
    raw = text[first:last].rstrip()
    if raw[0] == "#" and raw[level : level + 1] in (" ", "\t", "") and raw[level - 1] == "#":
        title = raw[level:].lstrip()
        start += len(raw) - len(title)
        if title.endswith("#"):  # the closing marks, but not those of `# C#`
            unmarked = title.rstrip("#")
            title = unmarked.rstrip() if unmarked[-1:] in (" ", "\t", "") else title
    else:
        title = raw[: max(raw.rfind("\n"), raw.rfind("\r"))].rstrip()
    return Heading(level, _span((first, first + len(raw))), title, _span((start, start + len(title))))


def _fence(text: str, span: Span) -> Fence:
    raw = text[span.start : span.end]
    mark = _FENCE_MARK.match(raw)
    size = mark.end() if mark else 0
    first = _LINE_END.search(raw)
    if not first:
        return Fence(span, Span(span.end, span.end), raw[size:].strip(), False)
    last = max(raw.rfind("\n"), raw.rfind("\r")) + 1
    closing = raw[last:].lstrip(" \t>").rstrip()
    closed = len(closing) >= size and not closing.strip(raw[0])
    content = Span(span.start + first.end(), span.start + last if closed else span.end)
    return Fence(span, content, raw[size : first.start()].strip(), closed)


def _labels(text: str, paragraphs: Iterable[tuple[int, int]]) -> Iterator[Label]:
    """Lines of paragraphs that stand as headings: wholly bold ones, and a short first one that ends in a colon."""
    for start, end in paragraphs:
        at = start if text.startswith(("**", "__"), start) else _next_bold_line(text, start, end)
        if at != start:
            line_end = text.find("\n", start, min(end, start + LONGEST_LABEL + 2))
            if line_end >= 0 or end - start <= LONGEST_LABEL:
                line = text[start : line_end if line_end >= 0 else end].rstrip()
                if line.endswith((":", "：")) and 1 < len(line) <= LONGEST_LABEL:
                    yield _label(line[:-1].rstrip(), start, start, start + len(line), bold=False)
        while at >= 0:
            match = _BOLD_LINE.match(text, at, end)
            if match and (title := match[2].rstrip(" \t:：")):
                yield _label(title, match.start(2), at, match.end(), bold=True)
            at = _next_bold_line(text, at, end)


def _next_bold_line(text: str, start: int, end: int) -> int:
    """The next line that begins with two asterisks, -1 where there is none."""
    found = text.find("\n**", start, end)
    return found if found < 0 else found + 1


def _label(title: str, first: int, start: int, end: int, *, bold: bool) -> Label:
    return Label(_span((start, end)), title, _span((first, first + len(title))), bold)


def _with_code_in_html(text: str, blocks: _Blocks) -> tuple[Span, ...]:
    """All code: what CommonMark calls so, and what an author means as code inside a block that begins with a tag."""
    found = [
        span
        for block in blocks.html
        if text.find("`", *block) >= 0 or text.find("~~~", *block) >= 0
        for span in _code_in_html(text, block)
    ]
    return tuple(sorted((*blocks.code, *found))) if found else tuple(blocks.code)


def _code_in_html(text: str, block: Span) -> Iterator[Span]:
    fence = None
    fence_start = 0
    offset = block.start
    for line in text[block.start : block.end].splitlines(keepends=True):
        mark = _FENCE_LINE.match(line)
        if fence is None and mark:
            fence, fence_start = mark[1], offset
        elif fence is not None and mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
            yield Span(fence_start, offset + len(line))
            fence = None
        elif fence is None and "`" in line:
            yield from _inline_code(line, offset)
        offset += len(line)
    if fence is not None:
        yield Span(fence_start, block.end)


def _inline_code(line: str, offset: int) -> Iterator[Span]:
    """Runs of backticks that are closed on their line by a run of the same length."""
    runs = [match.span() for match in _TICKS.finditer(line)]
    follower: list[int] = [0] * len(runs)
    latest: dict[int, int] = {}
    for at in range(len(runs) - 1, -1, -1):
        size = runs[at][1] - runs[at][0]
        follower[at] = latest.get(size, 0)
        latest[size] = at
    at = 0
    while at < len(runs):
        if follower[at]:
            yield Span(offset + runs[at][0], offset + runs[follower[at]][1])
            at = follower[at]
        at += 1


def _comments(text: str, blocks: _Blocks, code: tuple[Span, ...]) -> tuple[Span, ...]:
    """Comments outside code; one that is never closed ends with its block."""
    found = list(blocks.inline_html)
    unclosed_from = len(text)
    for block in blocks.html:
        at = text.find("<!--", *block)
        while at >= 0:
            close = text.find("-->", at + 2) if at < unclosed_from else -1
            if close < 0:
                unclosed_from = min(unclosed_from, at)
            end = close + 3 if close >= 0 else block.end
            found.append(Span(at, end))
            at = text.find("<!--", end, block.end)
    return _without(sorted(found), code) if found else ()


def _without(spans: list[Span], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans that begin neither in one of the others nor in a span before them."""
    kept: list[Span] = []
    for span in spans:
        at = bisect_right(others, (span.start, maxsize)) - 1
        if (at < 0 or others[at].end <= span.start) and (not kept or kept[-1].end <= span.start):
            kept.append(span)
    return tuple(kept)


def _visible(items: Iterable[_Item], comments: tuple[Span, ...]) -> tuple[_Item, ...]:
    """Items that don't begin in a comment."""
    if not comments:
        return tuple(items)
    places = {item.span: item for item in items}
    return tuple(places[span] for span in _without(list(places), comments))
