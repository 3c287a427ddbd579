"""Words that mean something, for coloring: keys, tools, models, values, tags, attributes, variables, references."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from agentls.facts import KeyUse
from agentls.features.page import Page
from agentls.features.spots import tools_of, variables
from agentls.features.tag_tree import all_tags
from agentls.rules.placeholders import PlaceholderUse
from agentls.schema.keys import Key
from agentls.schema.products import Catalog
from agentls.syntax.tree import Body, Value
from agentls.text import Span

TokenType = Literal["property", "function", "type", "enumMember", "class", "parameter", "variable", "namespace"]
TokenModifier = Literal["deprecated"]
TYPES: tuple[TokenType, ...] = (
    "property", "function", "type", "enumMember", "class", "parameter", "variable", "namespace",
)  # fmt: skip
"""Keys, tools, models, fixed values, tags, attributes, variables, files that the text refers to."""
MODIFIERS: tuple[TokenModifier, ...] = ("deprecated",)

_LINE = re.compile(r"[^\r\n]+")


class Token(NamedTuple):
    """One colored word; it never holds a line ending."""

    span: Span
    type: TokenType
    modifiers: tuple[TokenModifier, ...] = ()


def tokens(page: Page, span: Span | None = None) -> tuple[Token, ...]:
    """All tokens, or those that touch a span, sorted; no two overlap."""
    text = page.text
    first, last = span or (0, len(text))
    found: list[Token] = []
    free = 0
    for token in sorted(_found(page), key=_start):
        start, end = token.span
        if end > first and start < last and start >= free:
            written = text[start:end]
            whole = "\n" not in written and "\r" not in written
            found.extend((token,) if whole else _lines(text, token))
            free = end
    return tuple(found)


def _start(token: Token) -> int:
    return token.span.start


def _lines(text: str, token: Token) -> Iterator[Token]:
    """A token without line endings; one per line."""
    for match in _LINE.finditer(text, *token.span):
        yield token._replace(span=Span(*match.span()))


def _found(page: Page) -> Iterator[Token]:
    """Candidates; of those that begin at one place the first counts, since sorting keeps their order."""
    for dialect in page.dialects:
        for use in page.document.key_uses(dialect, None):
            if use.key:
                if use.key.tools:
                    yield from _tools(page, use)
                yield from _key(use, use.key)
    yield from _variables(page)
    yield from _tags(page.document.syntax.body)


def _tools(page: Page, use: KeyUse) -> Iterator[Token]:
    for tool in tools_of(page, use):
        catalog = page.schema.catalogs[use.key.tools] if use.key else None
        if catalog and (catalog.tool(tool.name) or catalog.pattern(tool.name, use.path)):
            yield Token(tool.name_span, "function", _old(catalog, tool.name))
        elif catalog and tool.name in catalog.retired:
            yield Token(tool.name_span, "function", ("deprecated",))


def _old(catalog: Catalog, name: str) -> tuple[TokenModifier, ...]:
    tool = catalog.tool(name)
    return ("deprecated",) if tool and tool.deprecated else ()


def _key(use: KeyUse, key: Key) -> Iterator[Token]:
    """A known key, and its value where that is a model or one of its fixed values."""
    if use.entry:
        yield Token(_inner(use.entry.key), "property", ("deprecated",) if key.deprecated else ())
    if use.value.kind == "scalar" and use.value.style not in ("literal", "folded"):
        if key.kind == "model" and use.value.text:
            yield Token(_inner(use.value), "type")
        elif use.value.text in key.values:
            yield Token(_inner(use.value), "enumMember")


def _inner(value: Value) -> Span:
    """Where a scalar stands, without quotes."""
    if value.style in ("single", "double") and value.span.end - value.span.start > 2 and not value.open:
        return Span(value.span.start + 1, value.span.end - 1)
    return value.span


def _variables(page: Page) -> Iterator[Token]:
    for _, uses in variables(page):
        for use in uses:
            if use.placeholder.kind == "path":
                yield Token(named_in(use), "namespace")
            elif use.placeholder.expanded and use.placeholder.kind == "text":
                yield Token(use.span, "variable")


def named_in(use: PlaceholderUse) -> Span:
    """Where the name that a variable holds stands in it; the whole where there is none."""
    at = use.written.rfind(use.name) if use.name else -1
    return Span(use.span.start + at, use.span.start + at + len(use.name)) if at >= 0 else use.span


def _tags(body: Body) -> Iterator[Token]:
    for tag in all_tags(body.tags):
        yield Token(tag.name_span, "class")
        if tag.closing_name_span:
            yield Token(tag.closing_name_span, "class")
        for attribute in tag.attributes:
            yield Token(attribute.name_span, "parameter")
