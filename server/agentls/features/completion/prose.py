"""The place of the cursor in the text of a file: its line, whether it stands in code, headings, tags that are open.

Read straight from the text before the cursor: the tree of a long text takes longer than a keystroke may.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from agentls.features.page import Page
from agentls.schema.bodies import Tag
from agentls.text import Span

# Each begins with a character that can be searched for, which is several times faster than a line's beginning.
_FENCES = tuple(re.compile(rf"({sign}{sign[0]}*)([^\r\n]*)") for sign in ("```", "~~~"))
_HEADING = re.compile(r"\n {0,3}(#{1,6})[ \t]+([^\r\n]+)")
_LABEL = re.compile(r"\n[ \t]*(?:\*\*([^*\r\n]{1,80})\*\*:?|([^:\r\n|]{1,60}):)[ \t]*(?=[\r\n]|\Z)")
_TICKS = re.compile("`+")
_TAG = re.compile(r"<(/?)([A-Za-z_][\w.:-]*)(?=[\s/>])([^<>]*)(>?)")
_LONGEST_LINE = 400
_VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "wbr"))


class Line(NamedTuple):
    """A heading (its level is 1 to 6) or a label (0)."""

    level: int
    title: str
    span: Span


class OpenTag(NamedTuple):
    """An opening tag before the cursor that has not been closed."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Prose:
    """An offset in the text of a page."""

    page: Page
    offset: int

    @cached_property
    def start(self) -> int:
        """Where the text begins, below the front matter."""
        return self.page.document.syntax.body_start

    @cached_property
    def line(self) -> Span:
        """The line of the cursor, without its ending."""
        source = self.page.document.source
        return source.line_span(source.line_of(self.offset))

    @cached_property
    def before(self) -> str:
        """The line up to the cursor."""
        return self.page.text[max(self.line.start, self.start) : self.offset]

    @cached_property
    def behind(self) -> str:
        """The line from the cursor on."""
        return self.page.text[self.offset : self.line.end]

    @cached_property
    def indent(self) -> str:
        """The blanks that begin the line."""
        return self.before[: len(self.before) - len(self.before.lstrip(" \t"))]

    @cached_property
    def fences(self) -> tuple[Span, ...]:
        """Blocks of code; the last runs to the end where it is not closed."""
        return tuple(_fences(self.page.text, self.start))

    @cached_property
    def in_code(self) -> bool:
        """Whether the cursor is in a fence or behind an open backtick; text that is merely indented is no code."""
        return _within(self.fences, self.offset) or _in_ticks(self.before)

    @cached_property
    def in_comment(self) -> bool:
        """Whether the cursor is in a comment, or in one that was never closed."""
        opened = self.page.text.rfind("<!--", self.start, self.offset)
        if opened < 0 or self.page.text.find("-->", opened, self.offset) >= 0:
            return False
        return not _within(self.fences, opened)

    @cached_property
    def headings(self) -> tuple[Line, ...]:
        """Headings on other lines than the cursor's."""
        found = (Line(len(match[1]), match[2].strip(" \t#"), Span(*match.span())) for match in self._lines(_HEADING))
        return tuple(found)

    @cached_property
    def labels(self) -> tuple[Line, ...]:
        """Lines that may serve as headings, on other lines than the cursor's."""
        return tuple(Line(0, match[1] or match[2], Span(*match.span())) for match in self._lines(_LABEL))

    def _lines(self, form: re.Pattern[str]) -> Iterator[re.Match[str]]:
        fences = iter(self.fences)
        fence = next(fences, None)
        for match in form.finditer(self.page.text, max(0, self.start - 1)):
            while fence and fence.end <= match.start():
                fence = next(fences, None)
            outside = fence is None or match.start() < fence.start
            if outside and not self.line.start <= match.start() + 1 <= self.line.end:
                yield match

    def open_tags(self, known: Sequence[Tag], end: int) -> list[OpenTag]:
        """The tags that are open at an offset, the innermost last.

        Where the schema knows tags, others count only at the start of a line, and one that it puts elsewhere ends
        those before it.
        """
        held = _held(known)
        stack: list[OpenTag] = []
        hidden, ticks = iter(self._hidden()), self.page.text.find("`", self.start, end) >= 0
        span = next(hidden, None)
        for match in _TAG.finditer(self.page.text, self.start, end):
            while span and span.end <= match.start():
                span = next(hidden, None)
            if span is None or match.start() < span.start:
                if ticks and _is_quoted(self.page.text, match.start()):
                    continue
                if match[1]:
                    _close(stack, match[2])
                elif match[4] and match[2] not in _VOID and not match[3].endswith("/"):
                    self._open(stack, match, held)
        return stack

    def is_closed_below(self, stack: Sequence[OpenTag]) -> bool:
        """Whether the innermost of some open tags has its end below the cursor."""
        hidden = self._hidden()
        inner, outer = stack[-1].name, {tag.name for tag in stack[:-1]}
        opened: Counter[str] = Counter()
        for match in _TAG.finditer(self.page.text, self.offset):
            name = match[2]
            if (name != inner and name not in outer) or _within(hidden, match.start()):
                continue
            if not match[1]:
                opened[name] += not match[3].endswith("/")
            elif opened[name] > 0:
                opened[name] -= 1
            else:
                return name == inner
        return False

    def _hidden(self) -> list[Span]:
        """Fences, and comments that begin outside of them, in the order of the text."""
        comments = _comments(self.page.text, self.start)
        return sorted((*self.fences, *(span for span in comments if not _within(self.fences, span.start))))

    def _open(self, stack: list[OpenTag], match: re.Match[str], held: Mapping[str, set[str]]) -> None:
        name = match[2]
        if name in held:
            while stack and name not in held.get(stack[-1].name, (name,)):
                stack.pop()
        elif not _begins(self.page.text, match.start(), " \t"):
            return
        stack.append(OpenTag(name, match.start(), match.end()))


def allowed(known: Sequence[Tag], chain: Sequence[str]) -> Sequence[Tag]:
    """The tags that may stand inside a chain of open ones; those at the top where none of them is known."""
    here = known
    for name in chain:
        inner = tag_at(known, (), name, here)
        here = inner.tags if inner else here
    return here


def tag_at(known: Sequence[Tag], chain: Sequence[str], name: str, here: Sequence[Tag] | None = None) -> Tag | None:
    """What the schema says of a tag inside a chain of open ones, or of one of that name anywhere."""
    near = allowed(known, chain) if here is None else here
    anywhere = (tag for top in known for tag in top.walk() if tag.name == name)
    return next((tag for tag in near if tag.name == name), None) or next(anywhere, None)


def _held(known: Sequence[Tag]) -> dict[str, set[str]]:
    """The names of all tags, each with the names of those that the schema puts into it."""
    held: dict[str, set[str]] = {}
    for top in known:
        for tag in top.walk():
            held.setdefault(tag.name, set()).update(inner.name for inner in tag.tags)
    return held


def _close(stack: list[OpenTag], name: str) -> None:
    """Close the nearest open tag of a name, and what was left open in it."""
    for at in range(len(stack) - 1, -1, -1):
        if stack[at].name == name:
            del stack[at:]
            return


def _within(spans: Sequence[Span], offset: int) -> bool:
    """Whether an offset stands in one of some spans, behind its start."""
    at = bisect_left(spans, (offset, 0)) - 1
    return at >= 0 and offset < spans[at].end


def _comments(text: str, start: int) -> Iterator[Span]:
    opened = text.find("<!--", start)
    while opened >= 0:
        end = text.find("-->", opened)
        yield Span(opened, end if end >= 0 else len(text))
        opened = text.find("<!--", end) if end >= 0 else -1


def _is_quoted(text: str, offset: int) -> bool:
    """Whether an offset stands behind an open backtick of its line."""
    start = max(text.rfind("\n", 0, offset) + 1, offset - _LONGEST_LINE)
    return text.find("`", start, offset) >= 0 and _in_ticks(text[start:offset])


def _begins(text: str, offset: int, blanks: str) -> bool:
    """Whether nothing but some characters stands before an offset on its line."""
    while offset and text[offset - 1] in blanks:
        offset -= 1
    return not offset or text[offset - 1] in "\r\n"


def _fences(text: str, start: int) -> Iterator[Span]:
    opened: re.Match[str] | None = None
    marks = [match for form in _FENCES for match in form.finditer(text, start) if _begins(text, match.start(), " \t>")]
    for match in sorted(marks, key=re.Match.start):
        if opened is None:
            if "`" not in match[2]:
                opened = match
        elif match[1].startswith(opened[1]) and not match[2].strip():
            yield Span(opened.start(), match.end())
            opened = None
    if opened:
        yield Span(opened.start(), len(text) + 1)


def _in_ticks(before: str) -> bool:
    """Whether backticks are open at the end of a line's beginning."""
    opened = ""
    for match in _TICKS.finditer(before):
        run = match.group()
        opened = run if not opened else "" if run == opened else opened
    return bool(opened)
