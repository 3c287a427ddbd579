"""The outline of a document: keys of the front matter, sections by their level, labels and tags inside them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from agentls.features.page import Page
from agentls.features.tag_tree import all_tags
from agentls.syntax.tree import Body, Entry, Heading, Label, Tag, Value
from agentls.text import Span

SymbolKind = Literal["key", "item", "section", "label", "tag"]

_LONGEST = 80
_DEEPEST = 50
_ITEM_NAMES = ("name", "label", "id", "title", "slug", "matcher", "key", "type")
"""Keys by which people call the entries of a list, the likeliest first."""

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_MARKS = re.compile(r"\*\*|__|`")


class Symbol(NamedTuple):
    """One entry of the outline; `name` is never empty, `name_span` lies in `span`, children lie in their parent."""

    name: str
    detail: str
    kind: SymbolKind
    span: Span
    name_span: Span
    children: "tuple[Symbol, ...]" = ()


def document_symbols(page: Page) -> tuple[Symbol, ...]:
    """The outline in the order of the text; empty where there is nothing to name."""
    syntax = page.document.syntax
    keys = tuple(_keys(syntax.front.root, syntax.front.span)) if syntax.front else ()
    known = frozenset(name for dialect in page.dialects for name in dialect.tag_names)
    return (*keys, *_outline(page.text, syntax.body, known))


def readable(title: str) -> str:
    """A title without marks of Markdown, on one line of bounded length; may be empty."""
    return in_short(_MARKS.sub("", _LINK.sub(r"\1", title[: 4 * _LONGEST])))


def in_short(text: str) -> str:
    """A text on one line of bounded length, without control characters; may be empty."""
    text = text[: 4 * _LONGEST]
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " for sign in text)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _keys(value: Value, within: Span) -> Iterator[Symbol]:
    """The entries of a mapping, each in the bounds of what holds it."""
    for entry in value.entries:
        span = entry.span
        if within.covers(span):
            children = tuple(_inside(entry.value, span))
            name = in_short(entry.name) or "(nameless)"
            yield Symbol(name, _detail(entry.value), "key", span, entry.key.span, children)


def _inside(value: Value, within: Span) -> Iterator[Symbol]:
    if value.kind == "mapping":
        yield from _keys(value, within)
    for number, item in enumerate(value.items, start=1):
        if item.kind != "scalar" and item.kind != "nothing" and within.covers(item.span):
            named = _naming(item)
            name = in_short(named.value.text) if named else ""
            children = tuple(_inside(item, item.span))
            yield Symbol(name or f"entry {number}", "", "item", item.span, _name_span(item), children)


def _naming(item: Value) -> Entry | None:
    """The entry by which people call a mapping; None where there is none."""
    return next((entry for name in _ITEM_NAMES if (entry := item.entry(name)) and entry.value.text), None)


def _name_span(item: Value) -> Span:
    named = _naming(item)
    if named and item.span.covers(named.value.span):
        return named.value.span
    return Span(item.span.start, item.span.start)


def _detail(value: Value) -> str:
    """What a value says in short; empty where the children tell."""
    if value.kind == "scalar":
        return in_short(value.text)
    words = [item.text for item in value.items[:_LONGEST] if item.kind == "scalar"]
    return in_short(", ".join(words))


@dataclass(slots=True)
class _Node:
    """A section, tag or label while it is being filled. `level` is 0 for anything but a section."""

    name: str
    detail: str
    kind: SymbolKind
    start: int
    end: int
    inner_end: int
    name_span: Span
    level: int = 0
    children: list[Symbol] = field(default_factory=list)

    def done(self) -> Symbol:
        span = Span(self.start, self.end)
        return Symbol(self.name, self.detail, self.kind, span, self.name_span, tuple(self.children))


class _Outline:
    """Builds the tree in one pass; a section ends at the next of its rank, or with the tag that it stands in."""

    def __init__(self, text: str, body: Body) -> None:
        self.text = text
        whole = _Node("", "", "section", body.span.start, body.span.end, body.span.end, body.span)
        self.stack = [whole]

    def add(self, node: _Node) -> None:
        """Put a node below what holds it, after closing what ends before it."""
        while len(self.stack) > 1 and self._ends(self.stack[-1], node):
            self._close(node.start)
        if len(self.stack) <= _DEEPEST:  # nobody reads deeper, and who walks the tree must not run out of stack
            self.stack.append(node)

    def _ends(self, top: _Node, node: _Node) -> bool:
        if self._holder().end <= node.start:
            return True
        return bool(top.level and node.level and top.level >= node.level)

    def _holder(self) -> _Node:
        """The innermost tag or label, else the whole."""
        return next((node for node in reversed(self.stack) if not node.level), self.stack[0])

    def _close(self, at: int) -> None:
        node = self.stack.pop()
        if node.level:
            node.end = self._trimmed(node, min(at, self._holder().inner_end))
        self.stack[-1].children.append(node.done())

    def _trimmed(self, node: _Node, end: int) -> int:
        """An offset without the blanks before it, behind the name."""
        while end > node.name_span.end and self.text[end - 1].isspace():
            end -= 1
        return max(end, node.end)

    def finished(self) -> tuple[Symbol, ...]:
        """Everything that was added, as a tree."""
        while len(self.stack) > 1:
            self._close(self.stack[0].end)
        return tuple(self.stack[0].children)


def _outline(text: str, body: Body, known: frozenset[str]) -> tuple[Symbol, ...]:
    outline = _Outline(text, body)
    nodes = [*map(_section, body.headings), *map(_label, body.labels), *_tags(body.tags, known)]
    for node in sorted(nodes, key=lambda node: (node.start, -node.end)):
        outline.add(node)
    return outline.finished()


def _section(heading: Heading) -> _Node:
    name = readable(heading.title) or "#" * heading.level
    span = heading.span
    return _Node(name, "", "section", span.start, span.end, span.end, heading.title_span, heading.level)


def _label(label: Label) -> _Node:
    span = label.span
    return _Node(readable(label.title) or ":", "", "label", span.start, span.end, span.end, label.title_span)


def _tags(tags: Sequence[Tag], known: frozenset[str]) -> Iterator[_Node]:
    """Tags that a dialect knows, and others that stand as blocks."""
    for tag in all_tags(tags):
        if tag.name in known or (tag.block and tag.closing):
            detail = in_short(", ".join(f"{one.name}={one.value}" for one in tag.attributes))
            inner = tag.closing.start if tag.closing else tag.span.end
            yield _Node(f"<{tag.name}>", detail, "tag", tag.span.start, tag.span.end, inner, tag.name_span)
