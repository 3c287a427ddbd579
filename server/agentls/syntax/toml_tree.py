"""TOML files: keys and values with exact places, and the causes of what is broken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from agentls.syntax.toml_lines import KEY, mend_characters, mend_statements, parse_tree, read_string
from agentls.syntax.tree import Entry, FrontMatter, SyntaxFault, Value
from agentls.text import SourceText, Span

if TYPE_CHECKING:
    from tree_sitter import Node

# Deeper values are read as plain text, longer keys as one name: nobody means them, and recursion has its limit.
_DEEPEST = 50


def parse_toml(source: SourceText) -> tuple[FrontMatter, tuple[SyntaxFault, ...]]:
    """Read a whole file. Never raises: what is broken is told as faults and read as the author meant it."""
    text = source.text
    mended, faults = mend_characters(text)
    tree = parse_tree(mended)
    broken: dict[int, Entry] = {}
    if tree.has_error:
        mended, found, broken = mend_statements(text, mended)
        faults += found
        tree = parse_tree(mended)
    builder = _Builder(text, broken)
    builder.read(tree)
    faults = [*map(builder.owned, faults), *builder.faults]
    if tree.has_error and not faults:
        faults.append(SyntaxFault("toml-syntax", _first_error(tree)))
    whole = Span(0, len(text))
    front = FrontMatter("toml", whole, whole, Span(0, 0), Span(whole.end, whole.end), builder.root.freeze(whole))
    return front, tuple(sorted(faults, key=lambda fault: fault.span))


def _first_error(tree: Node) -> Span:
    node = tree
    while not (node.is_error or node.is_missing):
        node = next((child for child in node.children if child.has_error or child.is_missing), tree)
        if node is tree:
            break
    return Span(node.start_byte, node.end_byte)


@dataclass(slots=True)
class _Table:
    """A table while it is read: entries in the order of the text; `items` where it is a list of tables."""

    key: Value | None = None
    names: list[tuple[str, Value, Value | _Table]] = field(default_factory=list)
    latest: dict[str, Value | _Table] = field(default_factory=dict)
    items: list[_Table] | None = None
    implied: bool = False
    end: int = 0

    def child(self, name: str) -> _Table | None:
        """The last table of that name; of a list of tables its last one."""
        known = self.latest.get(name)
        if not isinstance(known, _Table):
            return None
        return known.items[-1] if known.items else known

    def add(self, key: Value, value: Value | _Table) -> None:
        """Append an entry; an earlier one of the same name stays."""
        self.names.append((key.text, key, value))
        self.latest[key.text] = value

    def freeze(self, span: Span | None = None) -> Value:
        """The table as a value; its depth is bounded by that of keys."""
        if self.items is not None:
            items = tuple(item.freeze() for item in self.items)
            return Value("list", Span(items[0].span.start, items[-1].span.end), "block", items=items)
        entries = tuple(
            Entry(name, key, value.freeze() if isinstance(value, _Table) else value) for name, key, value in self.names
        )
        start = self.key.span.start if self.key else 0
        end = max((self.end, start, *(entry.span.end for entry in entries)))
        return Value("mapping", span or Span(start, end), "block", entries=entries)


class _Builder:
    """Turns nodes into entries; `broken` holds what stand-ins were meant to be, by the start of their key."""

    def __init__(self, text: str, broken: dict[int, Entry]) -> None:
        self.text = text
        self.broken = broken
        self.root = _Table()
        self.faults: list[SyntaxFault] = []
        self.header = ""
        self.owners: dict[int, str] = {}

    def owned(self, fault: SyntaxFault) -> SyntaxFault:
        """The fault with the top-level key that its entry belongs to."""
        owner = self.owners.get(fault.entry.key.span.start) if fault.entry else None
        return fault._replace(key=owner) if owner else fault

    def read(self, tree: Node) -> None:
        table = self.root
        for node in tree.children:
            if node.type in ("table", "table_array_element"):
                table = self._header(node)
            for pair in [node] if node.type == "pair" else node.children:
                if pair.type == "pair":
                    self._pair(table, pair)

    def _header(self, node: Node) -> _Table:
        keys = self._keys(node.named_children[0]) if node.named_children else []
        if not keys:
            return self.root
        self.header = keys[0].text
        new = _Table(keys[-1], end=node.end_byte)
        parent = self._descend(self.root, keys[:-1])
        known = parent.latest.get(keys[-1].text)
        if node.type == "table_array_element":
            if isinstance(known, _Table) and known.items is not None:
                known.items.append(new)
            else:
                self._add(parent, keys, _Table(keys[-1], items=[new]))
        elif isinstance(known, _Table) and known.implied:
            known.implied = False
            return known
        else:
            self._add(parent, keys, new)
        return new

    def _pair(self, table: _Table, node: Node, depth: int = 0) -> None:
        entry = self.broken.get(node.start_byte)
        if entry:
            self.owners[entry.key.span.start] = self.header
            self._add(table, [entry.key], entry.value)
            return
        children = [child for child in node.named_children if child.type != "comment"]
        keys = self._keys(children[0])
        value = (
            self._value(children[-1], depth)
            if len(children) > 1
            else Value("nothing", Span(node.end_byte, node.end_byte))
        )
        if keys:
            self._add(self._descend(table, keys[:-1]), keys, value)

    def _descend(self, table: _Table, keys: list[Value]) -> _Table:
        for key in keys:
            child = table.child(key.text)
            if child is None:
                child = _Table(key, implied=True)
                table.add(key, child)
            table = child
        return table

    def _add(self, table: _Table, keys: list[Value], value: Value | _Table) -> None:
        key = keys[-1]
        if key.text in table.latest:
            entry = Entry(key.text, key, value if isinstance(value, Value) else Value("mapping", key.span, "block"))
            self.faults.append(SyntaxFault("duplicate-key", key.span, self.header or keys[0].text, entry))
        table.add(key, value)

    def _keys(self, node: Node) -> list[Value]:
        found = list(KEY.finditer(self.text, node.start_byte, node.end_byte))
        if len(found) > _DEEPEST:
            raw = self.text[node.start_byte : node.end_byte]
            return [Value("scalar", Span(node.start_byte, node.end_byte), "plain", raw)]
        return [self._scalar(Span(*match.span())) for match in found]

    def _scalar(self, span: Span) -> Value:
        if self.text.startswith(('"', "'"), span.start):
            return read_string(self.text, span)
        return Value("scalar", span, "plain", self.text[span.start : span.end])

    def _value(self, node: Node, depth: int) -> Value:
        span = Span(node.start_byte, node.end_byte)
        if node.type == "array" and depth < _DEEPEST:
            items = tuple(self._value(child, depth + 1) for child in node.named_children if child.type != "comment")
            return Value("list", span, "flow", items=items)
        if node.type == "inline_table" and depth < _DEEPEST:
            table = _Table()
            for pair in node.named_children:
                if pair.type == "pair":
                    self._pair(table, pair, depth + 1)
            return table.freeze(span)._replace(style="flow")
        return self._scalar(span)
