"""The outline of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from agentls.features.symbols import Symbol, document_symbols, in_short, readable
from tests.support.pages import AGENT, page

HEAD = "---\nname: a\n---\n"
COMMAND = "/p/.claude/commands/go.md"
TAGGED = "/p/library/a.md"


def drawn(symbols: Iterable[Symbol], depth: int = 0) -> Iterator[str]:
    """The tree as indented lines: kind, name, detail."""
    for symbol in symbols:
        yield "  " * depth + " ".join(
            filter(None, (symbol.kind, symbol.name, f"= {symbol.detail}" * bool(symbol.detail)))
        )
        yield from drawn(symbol.children, depth + 1)


def outline(text: str, path: str = AGENT) -> list[str]:
    return list(drawn(document_symbols(page(text, path))))


@pytest.mark.parametrize(
    ("front", "lines"),
    [
        ("name: a b\n", ["key name = a b"]),
        ("tools: [Read, 'Grep']\n", ["key tools = Read, Grep"]),
        ("tools:\n  - Read\n  - Grep\n", ["key tools = Read, Grep"]),
        ("model:\n", ["key model"]),
        ("description: |\n  one\n  two\n", ["key description = one two"]),
        ("tools: mcp__a__b\n", ["key tools = mcp__a__b"]),
        ("metadata:\n  a: 1\n  b:\n    c: 2\n", ["key metadata", "  key a = 1", "  key b", "    key c = 2"]),
        ("hooks:\n  Stop:\n    - matcher: x\n", ["key hooks", "  key Stop", "    item x", "      key matcher = x"]),
        ("x:\n  - a: 1\n  - b: 2\n", ["key x", "  item entry 1", "    key a = 1", "  item entry 2", "    key b = 2"]),
        ("x:\n  - [1, 2]\n", ["key x", "  item entry 1"]),
        ('"": 1\n', ["key (nameless) = 1"]),
        ("a: 1\na: 2\n", ["key a = 1", "key a = 2"]),
    ],
)
def test_keys(front: str, lines: list[str]) -> None:
    assert outline(f"---\n{front}---\n") == lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("# A\n## B\n## C\n# D\n", ["section A", "  section B", "  section C", "section D"]),
        ("## B\n# A\n", ["section B", "section A"]),
        ("# A\n### C\n## B\n", ["section A", "  section C", "  section B"]),
        ("A\n===\nB\n---\n", ["section A", "  section B"]),
        ("## **Bold** `code` [link](x.md)\n", ["section Bold code link"]),
        ("## 🧠 Ideas\n", ["section 🧠 Ideas"]),
        ("##\n", ["section ##"]),
        ("# A #\n", ["section A"]),
        (
            "# A\n\n**Label:**\n\n## B\n\nPlain label:\n",
            ["section A", "  label Label", "  section B", "    label Plain label"],
        ),
        ("**Label**\n", ["label Label"]),
        ("```\n# no\n```\n", []),
        ("<!-- # no -->\n", []),
        ("<role>\n\nx\n\n</role>\n", ["tag <role>"]),
        ("# A\n\n<b>\n<c>\nx\n</c>\n</b>\n\n# D\n", ["section A", "  tag <b>", "    tag <c>", "section D"]),
        ("<a>\n\n# In\n\n</a>\n\n# Out\n", ["tag <a>", "  section In", "section Out"]),
        ("## A\n\n<x>\n\n# In\n\n</x>\n\ntext\n\n## B\n", ["section A", "  tag <x>", "    section In", "section B"]),
        ('<a key="1" other="2">\nx\n</a>\n', ["tag <a> = key=1, other=2"]),
        ("some <b>bold</b> text\n", []),
        ("<never-closed>\n", []),
    ],
)
def test_body(body: str, lines: list[str]) -> None:
    assert outline(HEAD + body)[1:] == lines


def test_a_tag_of_the_style_counts_wherever_it_stands() -> None:
    head = "---\nname: x\nversion: '2.0'\ncategory: a\ntools: [Read]\nmodel_compatibility: [claude]\n---\n"
    lines = outline(f"{head}<role>x</role>\n<triggers><trigger>y</trigger></triggers>\n", TAGGED)
    assert lines[-3:] == ["tag <role>", "tag <triggers>", "  tag <trigger>"]


def test_sections_end_where_the_text_ends() -> None:
    one = page(HEAD + "# A\n\ntext\n\n\n# B\n\nmore\n\n")
    found = [one.text[slice(*symbol.span)] for symbol in document_symbols(one)]
    assert found == ["name: a", "# A\n\ntext", "# B\n\nmore"]


def test_names_have_their_place() -> None:
    one = page(HEAD + "# A b\n\n**C:**\n\n<d>\nx\n</d>\n")
    section = document_symbols(one)[1]
    places = [one.text[slice(*symbol.name_span)] for symbol in (section, *section.children)]
    assert places == ["A b", "C", "d"]


@pytest.mark.parametrize(
    ("text", "path", "lines"),
    [
        ('name = "x"\n[a]\nb = [1, 2]\n', "/p/.codex/agents/a.toml", ["key name = x", "key a", "  key b = 1, 2"]),
        ('{"name": "x", "a": {"b": 1}}', "/p/.kiro/agents/a.json", ["key name = x", "key a", "  key b = 1"]),
        ("title: x\ninstructions: y\nversion: 1\ndescription: z\n", "/p/recipe.yaml", ["key title = x"]),
        ("---\ndescription: x\r\n---\r\n# A\r\n", COMMAND, ["key description = x", "section A"]),
        ('---\nname: "x\nmodel: y\n---\n# A\n', AGENT, ["key name = x"]),
        ("---\nname: x\nmodel: y\n", AGENT, ["key name = x", "key model = y"]),
    ],
)
def test_other_formats_and_broken_ones(text: str, path: str, lines: list[str]) -> None:
    assert outline(text, path)[: len(lines)] == lines


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("plain", "plain"),
        ("**a** b", "a b"),
        ("`a`", "a"),
        ("[a b](c)", "a b"),
        ("![a](c)", "a"),
        ("a\tb\x00c", "a b c"),
        ("x" * 100, "x" * 79 + "…"),
        ("", ""),
    ],
)
def test_titles_are_readable(title: str, shown: str) -> None:
    assert readable(title) == shown


def test_values_keep_their_signs() -> None:
    assert in_short(" mcp__a__b  **/*.ts\n") == "mcp__a__b **/*.ts"
