"""Formatting that changes no meaning: blanks of the front matter, indentation of its lists, indentation of tags.

Whatever is proposed is tried first: the text is read again, and unless every value, heading, tag and piece of code is
what it was, the text stays as it is.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from agentls.features.page import Page
from agentls.features.tag_tree import all_tags
from agentls.findings import Edit
from agentls.fixing import apply_edits
from agentls.parse import Syntax, parse
from agentls.syntax.causes import CAUSES
from agentls.syntax.tree import Entry, FrontMatter, Tag, Value
from agentls.text import SourceText, Span

_STEP = 2
_AROUND_COLON = re.compile(r"[ \t]*:[ \t]+")
_AROUND_COMMA = re.compile(r"[ \t]*,[ \t]*")
_DASH = re.compile(r"-[ \t]+")
_BLANKS = re.compile(r"[ \t]*")
_TRAILING = re.compile(r"[ \t]+(?=\r?\n|\r|\Z)")


def formatted(page: Page) -> tuple[Edit, ...]:
    """Edits that tidy a document, sorted; none where that could change what any reader makes of it."""
    if page.document.syntax.copy:
        return ()
    front = _kept(page, _front_edits(page), _meaning_of_front)
    tags = _kept(page, _tag_edits(page), _meaning_of_body)
    return tuple(sorted((*front, *tags)))


def _kept(page: Page, edits: Iterable[Edit], meaning: Callable[[Syntax], object]) -> tuple[Edit, ...]:
    """The edits that change anything, if the text means the same with them; else none."""
    needed = tuple(edit for edit in edits if page.text[slice(*edit.span)] != edit.text)
    if not needed:
        return ()
    syntax = page.document.syntax
    whole = syntax.front is not None and syntax.front.opening.end == syntax.front.opening.start
    source = page.document.source.with_text(apply_edits(page.text, needed))
    return needed if meaning(parse(source, "yaml" if whole else "markdown")) == meaning(syntax) else ()


def _meaning_of_front(syntax: Syntax) -> object:
    """All that readers look at in the front matter, without places, and the text below it."""
    causes = {fault.cause for fault in syntax.faults}
    return _said(syntax.front.root) if syntax.front else None, causes, syntax.source.text[syntax.body_start :]


def _meaning_of_body(syntax: Syntax) -> object:
    """All that readers look at in the body, without places."""
    body, text = syntax.body, syntax.source.text
    return (
        text[: syntax.body_start],
        [(heading.level, heading.title) for heading in body.headings],
        [label.title for label in body.labels],
        [text[slice(*code)] for code in body.code],
        [(tag.name, tag.closing is None, tag.block, len(tag.children)) for tag in all_tags(body.tags)],
        [stray.name for stray in body.stray_tags],
        text[slice(*body.span)].split(),
    )


def _said(value: Value) -> tuple[object, ...]:
    items = tuple(_said(item) for item in value.items)
    entries = tuple((entry.name, _said(entry.value)) for entry in value.entries)
    return value.kind, value.style, value.text, value.tag, value.anchor, items, entries


def _front_edits(page: Page) -> Iterator[Edit]:
    """Edits of the front matter; none where it is broken, or where a reader goes by lines and blanks."""
    syntax = page.document.syntax
    front = syntax.front
    if front is None or front.kind != "yaml" or any(not CAUSES[fault.cause].legal for fault in syntax.faults):
        return
    if any(view.reader and view.reader.kind != "yaml" for view in page.views):
        return
    source = page.document.source
    values = _Values(source, front)
    yield from values.spacing
    yield from _indents(source, values.shifts)
    yield from _trailing(source, front, values.texts)


class _Values:
    """What is to be done at the values of a front matter.

    `texts` are the lines that a text goes on in, which belong to it with all their blanks; `shifts` says by how many
    columns the lines of lists move.
    """

    def __init__(self, source: SourceText, front: FrontMatter) -> None:
        self.source = source
        self.spacing: list[Edit] = []
        self.texts: set[int] = set()
        self.shifts: dict[int, int] = defaultdict(int)
        pending = [front.root]
        while pending:
            value = pending.pop()
            self._look_at(value)
            for entry in value.entries:
                self._entry(entry)
            pending += [*value.items, *(entry.value for entry in value.entries)]

    def _look_at(self, value: Value) -> None:
        if value.kind == "scalar":
            first, last = self._lines(value.span)
            self.texts.update(range(first + 1, last + 1))
        elif value.kind == "list":
            self._between(value) if value.style == "flow" else self._dashes(value)

    def _lines(self, span: Span) -> tuple[int, int]:
        """The lines of a span; a line that it only ends before is none of them."""
        return self.source.line_of(span.start), self.source.line_of(max(span.start, span.end - 1))

    def _between(self, value: Value) -> None:
        """One blank behind the commas of a list in brackets."""
        for left, right in zip(value.items, value.items[1:], strict=False):
            self._tidy(_AROUND_COMMA, Span(left.span.end, right.span.start), ", ")

    def _dashes(self, value: Value) -> None:
        """One blank behind the dashes of a block list."""
        for item in value.items:
            dash = self.source.text.rfind("-", self._line_start(item.span.start), item.span.start)
            if item.kind == "scalar" and dash >= 0:
                self._tidy(_DASH, Span(dash, item.span.start), "- ")

    def _entry(self, entry: Entry) -> None:
        if entry.value.kind == "nothing":
            return
        self._tidy(_AROUND_COLON, Span(entry.key.span.end, entry.value.span.start), ": ")
        if entry.value.kind == "list" and entry.value.style == "block":
            wanted = self._column(entry.key.span.start) + _STEP
            first, last = self._lines(entry.value.span)
            dash = self.source.text.find("-", self._line_start(entry.value.span.start))
            if first > self.source.line_of(entry.key.span.start):
                for line in range(first, last + 1):
                    self.shifts[line] += wanted - self._column(dash)

    def _tidy(self, form: re.Pattern[str], span: Span, instead: str) -> None:
        if form.fullmatch(self.source.text, *span):
            self.spacing.append(Edit(span, instead))

    def _line_start(self, offset: int) -> int:
        return self.source.line_starts[self.source.line_of(offset)]

    def _column(self, offset: int) -> int:
        return offset - self._line_start(offset)


def _indents(source: SourceText, shifts: dict[int, int]) -> Iterator[Edit]:
    """Move the lines of lists; texts that go on in them move along."""
    for line, shift in shifts.items():
        start = source.line_starts[line]
        blanks = _BLANKS.match(source.text, start)
        if shift and blanks and not source.text.startswith(("\r", "\n"), blanks.end()):
            yield Edit(Span(*blanks.span()), " " * max(0, len(blanks.group()) + shift))


def _trailing(source: SourceText, front: FrontMatter, texts: set[int]) -> Iterator[Edit]:
    """Take away blanks at the end of lines, but not inside texts."""
    for match in _TRAILING.finditer(source.text, *front.content):
        line = source.line_of(match.start())
        if line not in texts and line + 1 not in texts:
            yield Edit(Span(*match.span()), "")


def _tag_edits(page: Page) -> Iterator[Edit]:
    """Indent tags by their depth, where the file's style is made of tags; what stands in them is left alone."""
    dialect, source = page.document.dialect, page.document.source
    if dialect is None or not dialect.tag_names:
        return
    pending: list[tuple[Sequence[Tag], str | None]] = [(page.document.syntax.body.tags, None)]
    while pending:
        tags, indent = pending.pop()
        for tag in tags:
            if tag.name not in dialect.tag_names or not tag.block:
                continue
            before = _before(source, tag.opening.start)
            own = page.text[slice(*before)] if indent is None else indent
            yield Edit(before, own)
            if tag.closing:
                closing = _before(source, tag.closing.start)
                yield from [Edit(closing, own)] if not page.text[slice(*closing)].strip(" \t") else []
                pending.append((tag.children, own + " " * _STEP))


def _before(source: SourceText, offset: int) -> Span:
    """From the beginning of a line to an offset in it."""
    return Span(source.line_starts[source.line_of(offset)], offset)
