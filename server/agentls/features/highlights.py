"""Other places of what stands at an offset: the other tag of a pair, the same tool, variable, key or heading."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from agentls.facts import ToolUse
from agentls.features.page import Page
from agentls.features.spot_kinds import HeadingSpot, KeySpot, PlaceholderSpot, TagSpot, ToolSpot
from agentls.features.spots import spot_at, tools_of, touches, variables
from agentls.features.tag_tree import all_tags
from agentls.syntax.tree import Heading, Tag
from agentls.text import Span

_ANCHOR = re.compile(r"\]\(#([^()\s]++)\)")


def highlights(page: Page, offset: int) -> tuple[Span, ...]:
    """The places in the order of the text, that of the offset included; empty where nothing is named."""
    return tuple(sorted(set(_found(page, offset))))


def slug(title: str) -> str:
    """The anchor by which links in Markdown name a heading."""
    kept = (sign for sign in title.strip().casefold() if sign in " -_" or unicodedata.category(sign)[0] in "LNM")
    return "".join(kept).replace(" ", "-")


def _found(page: Page, offset: int) -> Iterator[Span]:
    match spot_at(page, offset):
        case TagSpot(span=span, tag=tag):
            yield span
            if isinstance(tag, Tag):
                yield from (one for one in (tag.name_span, tag.closing_name_span) if one)
        case ToolSpot(span=span, tool=tool):
            yield span
            yield from _same_tool(page, tool)
        case PlaceholderSpot(use=use) if "#" not in use.name:
            for _, uses in variables(page):
                yield from (other.span for other in uses if other.written == use.written)
        case KeySpot(use=use):
            yield from (entry.key.span for entry in use.siblings if entry.name == use.name)
        case HeadingSpot(heading=heading):
            yield from _of_anchor(page, slug(heading.title), heading)
        case _:
            yield from _at_anchor(page, offset)


def _same_tool(page: Page, tool: ToolUse) -> Iterator[Span]:
    """The tool in other lists, in attributes, and where the text names it as code."""
    for dialect in page.dialects:
        for use in page.document.key_uses(dialect, None):
            yield from (other.name_span for other in tools_of(page, use) if other.name == tool.name)
    body = page.document.syntax.body
    for tag in all_tags(body.tags):
        spans = (one.value_span for one in tag.attributes if one.value == tool.name)
        yield from (span for span in spans if span)
    for code in body.code:
        inner = Span(code.start + 1, code.end - 1)
        if inner.end - inner.start == len(tool.name) and page.text.startswith(tool.name, inner.start):
            yield inner


def _at_anchor(page: Page, offset: int) -> Iterator[Span]:
    """The places of the heading that a link at the offset leads to."""
    line = page.document.source.line_span(page.document.source.line_of(offset))
    for match in _ANCHOR.finditer(page.text, *line):
        if touches(Span(*match.span(1)), offset):
            anchor = unquote(match[1]).casefold()
            heading = next((one for one in page.document.syntax.body.headings if slug(one.title) == anchor), None)
            yield from _of_anchor(page, anchor, heading)


def _of_anchor(page: Page, anchor: str, heading: Heading | None) -> Iterator[Span]:
    """A heading, and the links in the file that lead to it."""
    body = page.document.syntax.body
    if heading:
        yield heading.title_span if heading.title else heading.span
    for match in _ANCHOR.finditer(page.text, *body.span) if anchor else ():
        if unquote(match[1]).casefold() == anchor:
            yield Span(*match.span(1))
