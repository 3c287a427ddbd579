"""Pages for tests of features: a text, with `<CURSOR>` where the question is asked."""

from __future__ import annotations

from agentls.config import Settings
from agentls.document import open_document
from agentls.features.page import Page
from agentls.schema.lookup import Schema
from agentls.text import SourceText
from agentls.workspace import Names
from tests.support.checking import schema

CURSOR = "<CURSOR>"
NO_NAMES = Names()
AGENT = "/p/.claude/agents/reviewer.md"


def page(
    text: str,
    path: str = AGENT,
    names: Names = NO_NAMES,
    settings: Settings | None = None,
    known: Schema | None = None,
) -> Page:
    """The page of a text, as if it lay at the path."""
    settings = settings or Settings()
    known = known or schema()
    document = open_document(path, SourceText.from_buffer(text), known, settings)
    assert document is not None, f"{path} is no agent file"
    return Page(document, known, settings, names)


def cursor(
    marked: str,
    path: str = AGENT,
    names: Names = NO_NAMES,
    settings: Settings | None = None,
    known: Schema | None = None,
) -> tuple[Page, int]:
    """The page of a text without its mark, and the offset of the mark."""
    assert marked.count(CURSOR) == 1, "one cursor"
    offset = marked.index(CURSOR)
    return page(marked.replace(CURSOR, ""), path, names, settings, known), offset
