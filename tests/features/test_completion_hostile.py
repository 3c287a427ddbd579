"""Completion and its documentation never raise, whatever the text: every offset of odd and of broken files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agentls.features.completion import complete, resolve
from tests.support.completing import listing
from tests.support.pages import AGENT, page

PATHS = (AGENT, "/p/.kiro/agents/x.json", "/p/.codex/agents/x.toml", "/p/.roomodes", "/p/.cursor/rules/x.mdc")
PIECES = (
    *("---\n", "name: x\n", "tools: [Read, ", "tools:\n  - ", "hooks:\n  Stop:\n", "- ", "  ", "\t", '"', "'"),
    *("{", "}", "[", "]", ",", ":", "#", "## ", "<role>", "</", "<tool name=", "```\n", "`", "<!--", "**", "]("),
    *("@", "#tool:", "${", "|\n", ">", "\r\n", "\r", "\n", "é", "\U0001f3af", "\x00", "\udcff", "'''", '"""'),
    *("name = ", "[[a.b]]\n", "x", "...", "(", ")", "&a ", "!t ", "="),
)


@pytest.mark.parametrize("path", PATHS)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=14), share=st.floats(0, 1))
@settings(max_examples=150, deadline=None)
def test_every_text_has_an_answer(path: str, pieces: list[str], share: float) -> None:
    text = ("---\n" if path.endswith(".mdc") else "") + "".join(pieces)
    document = page(text, path)
    offset = round(share * len(document.text))
    offset -= document.text[max(0, offset - 1) : offset + 1] == "\r\n"  # no editor asks within a line ending
    for one in complete(document, offset, listing):
        assert 0 <= one.span.start <= offset <= one.span.end <= len(document.text)
        assert not set(document.text[slice(*one.span)]) & set("\r\n")
        assert isinstance(resolve(one.ref, document.schema), str)


WHOLE = (
    (
        AGENT,
        (
            "---\nname: x\ntools: Read, Bash(git diff, git log)\n'model' : opus\nhooks:\n  Stop:\n  - matcher: a\n---\n"
            '\n## A\n\n<role>\n  <b c="d">e</b>\n</role>\n\nSee [it](docs/x.md) and `@file`.\n'
        ),
    ),
    (
        "/p/.roomodes",
        "customModes:\n  - : reviewer\n    name: R\n    groups:\n      - read\n      - - edit\n        - fileRegex: a",
    ),
    (
        "/p/.github/agents/x.agent.md",
        "---\nhandoffs:\n  - : x\n    'label' : a\ntools: ['a', \"b\" , c]\n---\n#tool:x ${input:a}\n",
    ),
    ("/p/.opencode/agent/x.md", '---\npermission:\n  "*": "deny"\n  bash: {"git *": ask, x : y}\n---\n'),
    ("/p/.kiro/agents/x.json", '{\n  "tools": ["read" , ""],\n  "name" : "x"\n}\n'),
    ("/p/.codex/agents/x.toml", 'name = "x"\n"model" = \'y\'\n[tools]\na = [1, "b"]\n'),
)


@pytest.mark.parametrize(("path", "text"), WHOLE)
def test_at_every_offset_what_is_replaced_is_one_piece_of_the_line_around_the_cursor(path: str, text: str) -> None:
    asked = 0
    for broken in (text, text.replace(": ", ":"), text.replace("\n", "\r\n"), text.replace("  ", "")):
        document = page(broken, path)
        for offset in range(len(document.text) + 1):
            if document.text[max(0, offset - 1) : offset + 1] == "\r\n":
                continue
            for one in complete(document, offset, listing):
                asked += 1
                assert one.span.start <= offset <= one.span.end, (broken[:offset], one)
                assert not set(document.text[slice(*one.span)]) & set("\r\n"), (broken[:offset], one)
    assert asked


@pytest.mark.parametrize("offset", [-5, 10_000])
def test_offsets_outside_of_the_text_are_those_at_its_ends(offset: int) -> None:
    document = page("---\nname: x\n---\n")
    assert complete(document, offset) == complete(document, min(max(offset, 0), len(document.text)))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("piece", ["[", "{", "- ", "  ", "a: ", '"', "<a ", "`", "#", "(", "a.", "@"])
def test_long_lines_and_deep_nesting_are_answered(path: str, piece: str) -> None:
    document = page("---\ntools: " + piece * 20_000, path)
    assert isinstance(complete(document, len(document.text)), tuple)
