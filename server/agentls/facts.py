"""Document -> flat typed spans: keys with what the schema says of them, and the tools they name."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from agentls.schema.keys import Key
from agentls.syntax.forms import form_of
from agentls.syntax.tree import Entry, Value
from agentls.text import SourceText, Span

_SEPARATORS = {"comma": ",", "space": r"\s", "newline": r"\n", "semicolon": ";"}
_MAX_DEPTH = 40
MOST_TOOLS = 2_000
"""Nobody lists more; what stands behind them is left alone, so that a file of megabytes is done in a moment."""


class KeyUse(NamedTuple):
    """One key as used. `path` is the schema's path (`hooks.*[].matcher`), `name` what is written.

    `span` is the key's name; for the entry of a list it is the entry itself. `key` is None when the schema does not
    know it; `parent` is then the mapping's key, None at the top. `siblings` are all entries of the same mapping. `form`
    is how the value is written (`syntax.forms`): every rule about values asks for it, so it is found once.
    """

    path: str
    name: str
    span: Span
    value: Value
    form: str
    key: Key | None
    parent: Key | None = None
    entry: Entry | None = None
    siblings: tuple[Entry, ...] = ()

    @property
    def top(self) -> bool:
        """Whether it is a key of the front matter itself."""
        return self.parent is None and self.entry is not None


class ToolUse(NamedTuple):
    """A tool as named. `span` covers name and argument, `name_span` the name alone.

    `argument` is what stands in the parentheses, None where there are none; `switch` the value where tools are the keys
    of a mapping.
    """

    name: str
    name_span: Span
    argument: str | None
    span: Span
    switch: str = ""


def key_uses(entries: tuple[Entry, ...], keys: dict[str, Key]) -> Iterator[KeyUse]:
    """All keys in the order of the text, nested ones behind the key that holds them."""
    for entry in entries:
        key = keys.get(entry.name)
        path = key.path if key else entry.name
        yield KeyUse(path, entry.name, entry.key.span, entry.value, form_of(entry.value), key, None, entry, entries)
        if key:
            yield from _inner(key, entry.value, 1)


def _inner(key: Key, value: Value, depth: int) -> Iterator[KeyUse]:
    if depth > _MAX_DEPTH:
        return
    if key.items and value.kind in ("list", "scalar"):
        for item, one in zip(value.items if value.kind == "list" else (value,), key.items, strict=False):
            yield KeyUse(one.path, "", item.span, item, form_of(item), one, key)
            yield from _inner(one, item, depth + 1)
    elif value.kind == "list" and key.each and "list" in key.types:
        for item in value.items:
            yield KeyUse(key.each.path, "", item.span, item, form_of(item), key.each, key)
            yield from _inner(key.each, item, depth + 1)
    elif value.kind == "mapping" and "mapping" in key.types:
        for entry in value.entries:
            child = key.child(entry.name)
            path = child.path if child else f"{key.path}.{entry.name}"
            form = form_of(entry.value)
            yield KeyUse(path, entry.name, entry.key.span, entry.value, form, child, key, entry, value.entries)
            if child:
                yield from _inner(child, entry.value, depth + 1)


def names_pairs(key: Key) -> bool:
    """Whether an entry of the list is a list itself that begins with the tool."""
    return key.each is not None and bool(key.each.items)


def tool_uses(source: SourceText, key: Key, value: Value) -> tuple[ToolUse, ...]:
    """The tools that a value names: entries of a list, parts of a string as the key separates them, keys of a map."""
    if value.kind == "mapping":
        return tuple(
            _tool(source.text, entry.key.span, entry.key.style)._replace(switch=entry.value.text)
            for entry in value.entries[:MOST_TOOLS]
        )
    pairs = names_pairs(key)
    scalars = [one.items[0] if pairs and one.items else one for one in value.items] or (value,)
    uses: list[ToolUse] = []
    for scalar in scalars:
        if scalar.kind == "scalar" and scalar.text.strip():
            inner = _inside(source.text, scalar)
            split = key.separators and not (scalar.style == "literal" and "\n" in scalar.text.strip())
            parts = _split(source.text, inner, key.separators) if split else iter((inner,))
            uses.extend(_tool(source.text, part) for part in islice(parts, MOST_TOOLS - len(uses)))
    return tuple(uses)


def _inside(text: str, scalar: Value) -> Span:
    """Where a scalar's text stands: without quotes, and without the `|` or `>` line of a block."""
    if scalar.style not in ("literal", "folded"):
        return _unquoted(scalar.span, scalar.style)
    header = text.find("\n", scalar.span.start, scalar.span.end)
    whole = Span(header + 1 if header >= 0 else scalar.span.start, scalar.span.end)
    return next(_stripped(text, whole), whole)


def _unquoted(span: Span, style: str) -> Span:
    if style in ("single", "double") and span.end - span.start >= 2:
        return Span(span.start + 1, span.end - 1)
    return span


def _split(text: str, span: Span, separators: tuple[str, ...]) -> Iterator[Span]:
    """Parts between separators that stand outside parentheses; blanks around a part are left away, empty parts, too."""
    depth, start = 0, span.start
    for match in _signs(separators).finditer(text, span.start, span.end):
        sign = match.group()
        if sign in "()":
            depth = max(0, depth + (1 if sign == "(" else -1))
        elif depth == 0:
            yield from _stripped(text, Span(start, match.start()))
            start = match.end()
    yield from _stripped(text, Span(start, span.end))


@cache  # there are a handful of separators in the schema
def _signs(separators: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join((r"[()]", *(_SEPARATORS[name] for name in separators))))


def _stripped(text: str, span: Span) -> Iterator[Span]:
    part = text[span.start : span.end]
    if part.strip():
        start = span.start + len(part) - len(part.lstrip())
        yield Span(start, start + len(part.strip()))


def _tool(text: str, span: Span, style: str = "plain") -> ToolUse:
    span = _unquoted(span, style)
    written = text[span.start : span.end]
    name, parenthesis, rest = written.partition("(")
    if not parenthesis or not name.strip():
        return ToolUse(written, span, None, span)
    name_span = Span(span.start, span.start + len(name.rstrip()))
    return ToolUse(name.rstrip(), name_span, rest.rstrip().removesuffix(")"), span)
