"""How a selection grows."""

from __future__ import annotations

import pytest

from agentls.features.selection import selections
from tests.support.pages import AGENT, cursor

HEAD = "---\nname: a\n---\n"


def grown(marked: str, path: str = AGENT) -> list[str]:
    """The texts that are selected one after another, without the whole document."""
    one, offset = cursor(marked, path)
    spans = selections(one, offset)
    assert spans[-1] == (0, len(one.text))
    return [one.text[slice(*span)] for span in spans[:-1]]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "---\nname: some na<CURSOR>me\nmodel: x\n---\n\n",
            ["name", "some name", "name: some name", "name: some name\nmodel: x\n"],
        ),
        ("---\ntools: [Re<CURSOR>ad, Grep]\n---\n\n", ["Read", "Read, Grep", "[Read, Grep]", "tools: [Read, Grep]"]),
        ("---\ntools: Re<CURSOR>ad, Grep\n---\n\n", ["Read", "Read, Grep", "tools: Read, Grep"]),
        ("---\ntools: Bash(g<CURSOR>it *)\n---\n\n", ["git", "Bash(git *)", "tools: Bash(git *)"]),
        ("---\nname: 'a <CURSOR>b'\n---\n\n", ["b", "a b", "'a b'", "name: 'a b'"]),
        ("---\na:\n  b: c<CURSOR>d\n---\n\n", ["cd", "b: cd", "a:\n  b: cd"]),
        ("---\nna<CURSOR>me: x\n---\n\n", ["name", "name: x"]),
        ("---\nx: some-word<CURSOR>-here\n---\n\n", ["some-word-here", "x: some-word-here"]),
    ],
)
def test_front_matter(marked: str, expected: list[str]) -> None:
    found = grown(marked)
    assert found[: len(expected)] == expected
    assert found[-1].startswith("---\n")
    assert found[-1].endswith("---\n")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a wo<CURSOR>rd here\n", ["word", "a word here"]),
        ("one\ntw<CURSOR>o\n\nthree\n", ["two", "one\ntwo", "one\ntwo\n\nthree"]),
        ("  indent<CURSOR>ed by two\n", ["indented", "indented by two"]),
        (
            "# A\n\ntext he<CURSOR>re\n\n# B\n",
            ["here", "text here", "# A\n\ntext here", "# A\n\ntext here\n\n# B"],
        ),
        (
            "# A\n\n## B\n\nx<CURSOR>\n\n## C\n",
            ["x", "## B\n\nx", "## B\n\nx\n\n## C", "# A\n\n## B\n\nx\n\n## C"],
        ),
        ("# A he<CURSOR>ad\n\ntext\n", ["head", "# A head", "# A head\n\ntext"]),
        ("say `co<CURSOR>de here` now\n", ["code", "`code here`", "say `code here` now"]),
        ("```py\nx = <CURSOR>1\n```\n", ["1", "x = 1", "x = 1\n", "```py\nx = 1\n```"]),
        ("<a>\n<b>x<CURSOR>y</b>\n</a>\n", ["xy", "<b>xy</b>", "<b>xy</b>", "<a>\n<b>xy</b>\n</a>"]),
        ('<a key="v<CURSOR>al">x</a>\n', ["val", '<a key="val">', '<a key="val">x</a>']),
        ("<!-- a <CURSOR>b -->\n", ["b", "<!-- a b -->"]),
        ("**A la<CURSOR>bel:**\n", ["label", "**A label:**"]),
    ],
)
def test_body(body: str, expected: list[str]) -> None:
    found = grown(HEAD + body)
    distinct = list(dict.fromkeys(expected))
    assert [text for text in distinct if text not in found] == []
    assert sorted(distinct, key=found.index) == distinct


@pytest.mark.parametrize(
    ("marked", "path", "expected"),
    [
        ('name = "a <CURSOR>b"\nx = 1\n', "/p/.codex/agents/a.toml", ["b", "a b", '"a b"', 'name = "a b"']),
        ('{"tools": ["re<CURSOR>ad", "write"]}', "/p/.kiro/agents/a.json", ["read", '"read"', '"read", "write"']),
        ("---\r\nname: a <CURSOR>b\r\n---\r\n", AGENT, ["b", "a b", "name: a b"]),
        ("---\nname: 😀 <CURSOR>b\n---\n", AGENT, ["b", "😀 b", "name: 😀 b"]),
        ('---\nname: "a <CURSOR>b\nmodel: x\n---\n', AGENT, ["b"]),
    ],
)
def test_other_formats_and_broken_ones(marked: str, path: str, expected: list[str]) -> None:
    assert grown(marked, path)[: len(expected)] == expected


@pytest.mark.parametrize("offset", [-5, 0, 10_000])
def test_any_offset_gives_the_document_at_least(offset: int) -> None:
    one, _ = cursor(HEAD + "x<CURSOR>\n")
    assert selections(one, offset)[-1] == (0, len(one.text))
