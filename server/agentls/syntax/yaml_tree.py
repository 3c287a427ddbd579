"""Well-formed YAML as a tree with positions, from the events of libyaml.

Events, not nodes: they name anchors and aliases, an alias is never expanded, and nothing recurses however deep the
nesting is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from yaml import YAMLError
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from agentls.patterns import lazy
from agentls.syntax.tree import Entry, Style, Value
from agentls.text import Span

DEEPEST = 100
"""Nesting beyond this is not read: nobody means it, and code that walks trees stays safe."""

_STYLES: dict[str | None, Style] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
_COLUMN_ONE = lazy(r"[\r\n](?=[^\s])([^\r\n]*)")
_STANDARD_TAG = "tag:yaml.org,2002:"
# libyaml refuses control characters and takes U+0085, U+2028 and U+2029 for line ends, which today's readers don't.
_UNREADABLE = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_STAND_INS = {code: 0xE000 + code for code in (*range(0x20), *range(0x7F, 0xA0))} | {
    0x2028: 0xE128, 0x2029: 0xE129, 0xFEFF: 0xE1FF, 0xFFFE: 0xE1FE, 0xFFFF: 0xE1FD,
    **{code: 0xE800 + code - 0xD800 for code in range(0xD800, 0xE000)},
}  # fmt: skip
for _kept in (0x09, 0x0A, 0x0D):
    del _STAND_INS[_kept]
_ORIGINALS = {stand_in: code for code, stand_in in _STAND_INS.items()}


class Note(NamedTuple):
    """A fault before its key is known. `cut` is as in `SyntaxFault`."""

    cause: str
    span: Span
    arguments: Mapping[str, Any] = {}
    cut: int | None = None


class Tree(NamedTuple):
    """What was read: the root value and what is odd about it."""

    root: Value
    notes: tuple[Note, ...] = ()


class Broken(NamedTuple):
    """Why text is no single well-formed YAML document: where the parser stopped, and the cause when it is known."""

    offset: int
    cause: str = "broken-yaml"


def read_yaml(text: str, content: Span, column: int = 0) -> Tree | Broken:
    """Read a part of the text as one YAML document; `column` is the indentation that its first line has lost."""
    part = text[content.start : content.end]
    deep = _too_deep(part) if part.count("[") + part.count("{") > DEEPEST else -1
    if deep >= 0:
        return Broken(content.start + deep, "too-deep")
    unreadable = not is_printable(part) and _UNREADABLE.search(part) is not None
    if unreadable:
        part = part.translate(_STAND_INS)
    builder = _Builder(text, content.start - column, unreadable)
    try:
        return builder.build(" " * column + part)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        offset = content.start - column + mark.index if mark else content.start
        return Broken(max(content.start, min(offset, content.end)))
    except _TooDeepError as error:
        return Broken(max(content.start, min(error.offset, content.end)), "too-deep")
    except _SecondDocumentError as error:
        return Broken(max(content.start, min(error.offset, content.end)))


def is_printable(part: str) -> bool:
    """Whether a text holds nothing but printable characters and line feeds: a cheap test that most texts pass."""
    return part.replace("\n", "").isprintable()


class _TooDeepError(Exception):
    def __init__(self, offset: int) -> None:
        self.offset = offset


class _SecondDocumentError(Exception):
    def __init__(self, offset: int) -> None:
        self.offset = offset


def _too_deep(part: str) -> int:
    """The offset of the outermost of too many brackets in each other, -1 where there are none."""
    depth = start = 0
    for match in re.finditer(r"[\[\]{}]", part):
        start = start if depth else match.start()
        depth = depth + 1 if match.group() in "[{" else max(0, depth - 1)
        if depth > DEEPEST:
            return start
    return -1


class _Builder:
    def __init__(self, text: str, base: int, translated: bool) -> None:
        self.text = text
        self.base = base
        self.translated = translated
        self.notes: list[Note] = []
        self.anchors: dict[str, Value] = {}
        self.aliased: set[str] = set()
        self.documents = 0

    def build(self, part: str) -> Tree:
        top: list[Value] = []
        stack: list[tuple[Any, list[Value]]] = []
        children = top
        event: Any
        for event in iter(CParser(part).get_event, None):
            kind = type(event)
            if kind is ScalarEvent:
                children.append(self._scalar(event))
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if len(stack) >= DEEPEST:
                    raise _TooDeepError(self.base + event.start_mark.index)
                stack.append((event, children))
                children = []
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                opening, above = stack.pop()
                value = self._mapping if kind is MappingEndEvent else self._sequence
                above.append(value(opening, event, children))
                children = above
            elif kind is AliasEvent:
                children.append(self._alias(event))
            elif kind is DocumentStartEvent:
                self._document(event)
        if self.anchors:
            self._unused_anchors()
        start = self.base + len(part) - len(part.lstrip(" "))
        return Tree(top[0] if top else Value("nothing", Span(start, start)), tuple(self.notes))

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1 or event.explicit:
            raise _SecondDocumentError(self.base + event.start_mark.index)

    def _scalar(self, event: Any) -> Value:
        start, end = self.base + event.start_mark.index, self.base + event.end_mark.index
        style, text = _STYLES.get(event.style, "plain"), event.value
        if self.translated:
            text = text.translate(_ORIGINALS)
        kind: Literal["nothing", "scalar"] = "scalar"
        if not text and style == "plain":
            kind, style = "nothing", "none"
        elif style == "literal" or style == "folded":
            end = start + len(self.text[start:end].rstrip())
        elif event.start_mark.line != event.end_mark.line and style != "plain":
            self._column_one(start, end)
        if event.tag is None and event.anchor is None:
            return Value(kind, Span(start, end), style, text)
        return self._marked(Value(kind, Span(start, end), style, text, (), (), event.tag or "", event.anchor or ""))

    def _column_one(self, start: int, end: int) -> None:
        match = _COLUMN_ONE.search(self.text, start, end)
        if match:
            self.notes.append(Note("quoted-column-one", Span(*match.span(1))))

    def _sequence(self, opening: Any, closing: Any, children: list[Value]) -> Value:
        start = self.base + opening.start_mark.index
        style, end = self._extent(opening, closing, children)
        value = Value("list", Span(start, end), style, "", tuple(children), (), opening.tag or "", opening.anchor or "")
        return self._marked(value) if value.tag or value.anchor else value

    def _mapping(self, opening: Any, closing: Any, children: list[Value]) -> Value:
        start = self.base + opening.start_mark.index
        style, end = self._extent(opening, closing, children)
        entries = tuple(
            Entry(key.text if key.kind == "scalar" else self.text[key.span.start : key.span.end], key, value)
            for key, value in zip(children[::2], children[1::2], strict=True)
        )
        self._odd_keys(entries)
        value = Value("mapping", Span(start, end), style, "", (), entries, opening.tag or "", opening.anchor or "")
        return self._marked(value) if value.tag or value.anchor else value

    def _extent(self, opening: Any, closing: Any, children: list[Value]) -> tuple[Style, int]:
        if opening.flow_style:
            return "flow", self.base + closing.end_mark.index
        start = self.base + opening.start_mark.index
        return "block", max(start, *(child.span.end for child in children[-2:])) if children else start

    def _odd_keys(self, entries: tuple[Entry, ...]) -> None:
        seen: set[str] = set()
        for entry in entries:
            if entry.name in seen:
                self.notes.append(Note("duplicate-key", entry.key.span, {"name": entry.name}))
            seen.add(entry.name)
            if entry.key.kind in ("list", "mapping"):
                span = entry.key.span
                if not self.text.startswith("{", span.start):
                    self.notes.append(Note("complex-key", span))
            elif entry.name == "<<" and entry.key.style == "plain":
                self.notes.append(Note("merge-key", entry.key.span))

    def _alias(self, event: Any) -> Value:
        span = Span(self.base + event.start_mark.index, self.base + event.end_mark.index)
        target = self.anchors.get(event.anchor)
        self.aliased.add(event.anchor)
        written = self.text[span.start : span.end]
        self.notes.append(Note("alias" if target else "unknown-alias", span, {"alias": written}))
        return Value("scalar", span, "plain", target.text if target and target.kind == "scalar" else written)

    def _marked(self, value: Value) -> Value:
        if value.anchor:
            self.anchors[value.anchor] = value
        if value.tag and not value.tag.startswith(_STANDARD_TAG):
            written = self._property(value, "!")
            spoken = value.kind == "scalar" and value.style == "plain"
            cause = "start-bang" if spoken or value.kind == "nothing" else "own-tag"
            arguments = {"lost": self.text[written.start : written.end], "read": value.text}
            self.notes.append(Note(cause, written, arguments))
        return value

    def _property(self, value: Value, mark: str) -> Span:
        for match in re.finditer(r"\S+", self.text[value.span.start : value.span.end]):
            if match.group().startswith(mark):
                return Span(value.span.start + match.start(), value.span.start + match.end())
        return value.span

    def _unused_anchors(self) -> None:
        for name, value in self.anchors.items():
            if name in self.aliased:
                continue
            span = self._property(value, "&")
            written = self.text[span.start : span.end]
            self.notes.append(Note(_anchor_cause(value), span, {"lost": written, "read": value.text}))


def _anchor_cause(value: Value) -> str:
    if value.kind == "nothing":
        return "start-amp-only"
    # A name in small letters before a sentence of its own (`&base Reviews …`) is meant as a name.
    meant = value.anchor.islower() and value.text[:1].isupper()
    return "start-amp" if value.kind == "scalar" and value.style == "plain" and not meant else "anchor"


def walk(root: Value) -> Iterator[Value]:
    """All values and keys inside a value, itself included, in the order of the text."""
    stack = [root]
    while stack:
        value = stack.pop()
        yield value
        stack.extend(reversed(value.items))
        for entry in reversed(value.entries):
            stack.append(entry.value)
            stack.append(entry.key)
