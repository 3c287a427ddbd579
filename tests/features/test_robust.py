"""No feature of reading raises, whatever the text and the place, and what it answers lies inside the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentls.analysis import analyze
from agentls.config import Settings
from agentls.document import open_document
from agentls.features.folding import folds
from agentls.features.formatting import formatted
from agentls.features.highlights import highlights
from agentls.features.hints import hints
from agentls.features.hover import hover
from agentls.features.links import links
from agentls.features.markdown import plain
from agentls.features.page import Page
from agentls.features.selection import selections
from agentls.features.spots import spot_at
from agentls.features.symbols import Symbol, document_symbols
from agentls.features.tag_pairs import linked, renamable, rename
from agentls.features.tokens import MODIFIERS, TYPES, tokens
from agentls.fixing import apply_edits
from agentls.text import SourceText, Span
from agentls.workspace import Names
from tests.support.checking import schema

PATHS = (
    "/p/.claude/agents/reviewer.md", "/p/.claude/commands/go.md", "/p/.claude/skills/a/SKILL.md", "/p/AGENTS.md",
    "/p/.cursor/rules/style.mdc", "/p/.codex/agents/a.toml", "/p/.gemini/commands/a.toml", "/p/.kiro/agents/a.json",
    "/p/.github/agents/a.agent.md", "/p/.opencode/agent/a.md", "/p/agents/a.md",
)  # fmt: skip
PIECES = st.sampled_from(
    (
        "---\n", "+++\n", "name: reviewer\n", "description: Reviews\n", "tools: Read, Bash(git *), Grep\n",
        "tools:\n  - Read\n  - 'MultiEdit'\n", "hooks:\n  PreToolUse:\n    - matcher: Bash\n", "model: opus\n",
        "key: |\n  text\n\n  more\n", "x: [a, b,c]\n", "# agentls: ignore[a]\n", "<!-- agentls: ignore[x] -->",
        'name = "x"\n', "[a.b]\nc = 1\n", '{"name": "x", "tools": ["read"', "]}", "# Role\n", "## **B** 😀\n",
        "- item\n", "  - inner\n", "1. one\n", "<role>", "</role>", '<tool name="Read" x=1/>', "<a>\n", "</a>\n",
        "```\n", "**L:**\n",
        "`Read`", "$ARGUMENTS", "$1", "@docs/a.md", "[a](b.md#c)", "[a](#role)", "\r\n", "\r", "\n", "\n\n", "\t", " ",
        "\x00", "\udc80", "\u2028", "'", '"', ":", "<", "-", "| a | b |\n", "===\n", "text", "é",
    )
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join)


def opened(text: str, path: str) -> Page | None:
    document = open_document(path, SourceText.from_buffer(text), schema(), Settings())
    return Page(document, schema(), Settings(), Names()) if document else None


def checked(symbols: Iterable[Symbol], within: Span) -> Iterator[Span]:
    for symbol in symbols:
        assert symbol.name
        assert within.covers(symbol.span), symbol
        assert symbol.span.covers(symbol.name_span), symbol
        yield symbol.span
        yield from checked(symbol.children, symbol.span)


def spans_of_document(page: Page) -> Iterator[Span]:
    whole = Span(0, len(page.text))
    yield from checked(document_symbols(page), whole)
    found = folds(page)
    first_lines = [page.document.source.line_of(fold.span.start) for fold in found]
    assert first_lines == sorted(set(first_lines))
    yield from (fold.span for fold in found)
    words = tokens(page)
    assert all(left.span.end <= right.span.start for left, right in pairwise(words))
    for token in words:
        assert token.type in TYPES
        assert set(token.modifiers) <= set(MODIFIERS)
        assert token.span.start < token.span.end
        assert not {"\n", "\r"} & set(page.text[slice(*token.span)])
        yield token.span
    yield from (Span(hint.offset, hint.offset) for hint in hints(page, whole))
    yield from (link.span for link in links(page, lambda path: True))


def spans_at(page: Page, offset: int) -> Iterator[Span]:
    spot = spot_at(page, offset)
    told = hover(page, offset, analyze(page.document, page.schema, page.settings))
    chain = selections(page, offset)
    assert all(outer.covers(inner) and outer != inner for inner, outer in pairwise(chain))
    assert chain[-1] == Span(0, len(page.text))
    pair, name = linked(page, offset), renamable(page, offset)
    edits = rename(page, offset, "renamed")
    assert bool(edits) == bool(name)
    if told:
        assert told.markdown.strip()
        assert plain(told.markdown).strip()
    for one in (spot, told):
        if one:
            assert one.span.start <= offset <= one.span.end
            yield one.span
    yield from (*chain, *highlights(page, offset), *(pair or ()), *([name] if name else []))
    yield from (edit.span for edit in edits)


@given(TEXTS, st.sampled_from(PATHS), st.integers(0, 400))
def test_nothing_raises_and_every_answer_lies_in_the_text(text: str, path: str, place: int) -> None:
    page = opened(text, path)
    if page is None:
        return
    whole = Span(0, len(page.text))
    for span in (*spans_of_document(page), *spans_at(page, min(place, len(page.text)))):
        assert whole.covers(span)
        assert span.start <= span.end


@given(TEXTS, st.sampled_from(PATHS))
def test_formatting_twice_is_formatting_once(text: str, path: str) -> None:
    page = opened(text, path)
    edits = formatted(page) if page else ()
    if page and edits:
        again = opened(apply_edits(page.text, edits), path)
        assert again
        assert formatted(again) == ()


@pytest.mark.parametrize(
    "text",
    [
        "---\nname: a\ndescription: b\n---\n" + "<a>" * 3000 + "</a>" * 3000,
        "---\nname: a\ndescription: b\n---\n" + "- x\n" * 3000,
        "---\nname: a\ndescription: b\nx: " + "[" * 300 + "\n---\n",
        "---\nname: a\ndescription: b\n---\n" + "# A\n" * 3000,
        "---\nname: a\ndescription: b\n---\n" + "".join(" " * depth + "- x\n" for depth in range(300)),
        "---\nname: a\ndescription: b\n---\n" + "x" * 300_000,
        "---\nname: a\ndescription: b\ntools: " + "Read, " * 5000 + "\n---\n",
    ],
    ids=["deep tags", "a long list", "brackets", "headings", "deep lists", "a long line", "tools"],
)
def test_extreme_texts_are_read_as_well(text: str) -> None:
    page = opened(text, PATHS[0])
    assert page
    for offset in (0, 40, len(text) // 2, len(text)):
        assert all(span.end <= len(text) for span in spans_at(page, offset))
    assert all(span.end <= len(text) for span in spans_of_document(page))
    formatted(page)
