"""Agents, skills, commands and servers of the workspace, where something refers to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agentls.features.completion.items import Completion
from agentls.features.page import Page
from agentls.text import Span
from agentls.workspace import Named


def named(page: Page, dialects: Sequence[str], span: Span) -> Iterator[Completion]:
    """What the workspace has of some dialects, or of house styles that are made for them; never the page itself."""
    seen: set[str] = set()
    for one in page.names.all:
        if one.name not in seen and one.path != page.document.path and fits(page, one, dialects):
            seen.add(one.name)
            yield _completion(page, one, span)


def servers(page: Page, span: Span) -> Iterator[Completion]:
    """The MCP servers of the workspace."""
    seen: set[str] = set()
    for one in page.names.of_kind("server"):
        if one.name not in seen:
            seen.add(one.name)
            yield _completion(page, one, span)


def fits(page: Page, one: Named, wanted: Sequence[str]) -> bool:
    """Whether a name belongs to one of some dialects, or to a house style that is made for one of them."""
    if one.dialect in wanted:
        return True
    dialect = page.schema.dialects.get(one.dialect)
    return dialect is not None and any(made in wanted for _, made in dialect.made_for)


def _completion(page: Page, one: Named, span: Span) -> Completion:
    dialect = page.schema.dialects.get(one.dialect)
    title = dialect.title if dialect else "MCP server"
    return Completion(one.name, one.kind, span, one.name, description=title, ref=("text", one.description or title))
