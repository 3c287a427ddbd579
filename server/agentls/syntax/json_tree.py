"""JSON files: keys and values with exact places, and the causes of what is broken."""

from __future__ import annotations

import re
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from agentls.syntax.tree import Entry, FrontMatter, SyntaxFault, Value
from agentls.text import SourceText, Span

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

# Deeper values are read as plain text: nobody means them, and recursion has its limit.
_DEEPEST = 50
_TOKEN = re.compile(
    r"\"(?:[^\"\\\r\n]|\\.)*+\"?|(?P<comment>//[^\r\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)|(?P<comma>,)|(?P<close>[\]}])|[^\s\",/\]}]++|/"
)
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|\\(?:u[0-9A-Fa-f]{4}|[bfnrt\"\\/])")
_OPEN_TEXT = re.compile(r"\"(?:[^\"\\\r\n]|\\.)*+")
_CLOSERS = {"[": "]", "{": "}"}
_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def parse_json(source: SourceText) -> tuple[FrontMatter, tuple[SyntaxFault, ...]]:
    """Read a whole file. Never raises: what is broken is told as faults and read as the author meant it."""
    text = source.text
    mended, faults = _mend(text)
    tree = _parse(mended)
    reader = _Reader(text)
    value = reader.value(_root(_completed(mended) or tree if tree.has_error else tree), 0)
    faults += [] if tree.has_error else reader.faults  # broken objects may have run into each other
    if tree.has_error or tree.named_child_count > 1:
        faults.append(SyntaxFault("json-syntax", _first_error(tree)))
    whole = Span(0, len(text))
    front = FrontMatter("json", whole, whole, Span(0, 0), Span(whole.end, whole.end), value)
    return front, tuple(sorted(faults, key=lambda fault: fault.span))


def _parse(text: str) -> Node:
    """The tree; each character beyond ASCII is given as one byte, so that bytes are code points."""
    return _parser().parse(text.encode("ascii", "replace")).root_node


def _completed(text: str) -> Node | None:
    """The tree of a text that only lacks its end, as while it is typed; None where more is wrong with it."""
    open_: list[str] = []
    last = None
    for match in _TOKEN.finditer(text):
        last = match
        if match["close"]:
            if not open_ or open_.pop() != match["close"]:
                return None
        elif not match.group().startswith('"'):
            open_ += [_CLOSERS[sign] for sign in match.group() if sign in _CLOSERS]
    if last is None or not 0 < len(open_) <= _DEEPEST:
        return None
    text = text[: last.start()] + " " if last["comma"] else text
    quote = '"' if _OPEN_TEXT.fullmatch(last.group()) else ""
    end = "".join(reversed(open_))
    trees = (_parse(text + quote + value + end) for value in ("", "null", ":null"))
    return next((tree for tree in trees if not tree.has_error), None)


@cache
def _parser() -> Parser:
    import tree_sitter_json
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_json.language()))


def _mend(text: str) -> tuple[str, list[SyntaxFault]]:
    """Blank out comments and trailing commas."""
    faults: list[SyntaxFault] = []
    comma = None
    for match in _TOKEN.finditer(text):
        if match["comment"]:
            faults.append(SyntaxFault("json-comment", Span(*match.span())))
            continue
        if match["close"] and comma:
            faults.append(SyntaxFault("trailing-comma", comma))
        comma = Span(*match.span()) if match["comma"] else None
    pieces: list[str] = []
    last = 0
    for start, end in sorted(fault.span for fault in faults):
        pieces += [text[last:start], " " * (end - start)]
        last = end
    return "".join((*pieces, text[last:])), faults


def _root(tree: Node) -> Node:
    """The object, or what else there is; the whole tree where it is broken."""
    found = next((child for child in tree.named_children if child.type == "object"), None)
    return found or (tree.named_children[0] if tree.named_children and not tree.has_error else tree)


def _first_error(tree: Node) -> Span:
    """The innermost first error; a missing part gives an empty span where it should stand."""
    node = tree
    while True:
        inner = next((child for child in node.children if child.has_error or child.is_missing), None)
        if inner is None:
            node = tree.named_children[1] if node is tree and tree.named_child_count > 1 else node
            return Span(node.start_byte, node.end_byte)
        node = inner


class _Reader:
    """Turns nodes into values."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[SyntaxFault] = []
        self.owner = ""

    def value(self, node: Node, depth: int) -> Value:
        end = len(self.text)
        cut = node.end_byte > end  # what stands behind the end was put there
        span = Span(min(node.start_byte, end), min(node.end_byte, end))
        if span.start == end:
            return Value("nothing", span)
        if node.type == "array" and depth < _DEEPEST:
            items = tuple(self.value(child, depth + 1) for child in node.named_children)
            return Value("list", span, "flow", items=items, open=cut)
        if node.type in ("object", "document", "ERROR") and depth < _DEEPEST:
            return Value("mapping", span, "flow", entries=self._entries(node, depth), open=cut)
        if node.type == "string":
            return Value("scalar", span, "double", _said(self.text[span.start + 1 : span.end - (not cut)]), open=cut)
        return Value("scalar", span, "plain", self.text[span.start : span.end], open=cut)

    def _entries(self, node: Node, depth: int) -> tuple[Entry, ...]:
        entries: list[Entry] = []
        names: set[str] = set()
        for key_node, value_node in _pairs(node):
            key = self.value(key_node, _DEEPEST)
            self.owner = self.owner if depth else key.text
            behind = Span(key.span.end, key.span.end)
            value = self.value(value_node, depth + 1) if value_node else Value("nothing", behind)
            entry = Entry(key.text, key, value)
            if key.text in names:
                self.faults.append(SyntaxFault("duplicate-key", key.span, self.owner, entry))
            names.add(key.text)
            entries.append(entry)
        return tuple(entries)


def _pairs(node: Node) -> list[tuple[Node, Node | None]]:
    """Keys and values of an object, those in broken parts included; None where a value is missing."""
    found: list[tuple[Node, Node | None]] = []
    pending = [node]
    while pending:
        child = pending.pop()
        if child.type == "pair" and child.named_children:
            parts = child.named_children
            found.append((parts[0], parts[-1] if len(parts) > 1 and not parts[-1].is_missing else None))
        elif child is node or child.type == "ERROR":
            pending += reversed(child.children)
            found += _loose_pairs(child.children) if child.type == "ERROR" else []
    return sorted(found, key=lambda pair: pair[0].start_byte)


def _loose_pairs(nodes: list[Node]) -> list[tuple[Node, Node | None]]:
    """Keys of a broken object: texts that a colon follows."""
    return [
        (node, value if value is not None and value.is_named and value.type != "ERROR" else None)
        for node, colon, value in zip_longest(nodes, nodes[1:], nodes[2:])
        if node is not None and node.type == "string" and colon is not None and colon.type == ":"
    ]


def _said(text: str) -> str:
    """What a text in quotes says; escapes that JSON doesn't know stay as they are."""
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(match: re.Match[str]) -> str:
    raw = match[0]
    if raw[1] != "u":
        return _LETTERS.get(raw[1], raw[1])
    if len(raw) == 12:
        return chr(0x10000 + ((int(raw[2:6], 16) - 0xD800) << 10) + int(raw[8:12], 16) - 0xDC00)
    number = int(raw[2:], 16)
    return raw if 0xD800 <= number < 0xE000 else chr(number)
