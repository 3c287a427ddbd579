"""What can be folded: the first and the last line of each fold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agentls.features.folding import folds
from tests.support.pages import AGENT, page

HEAD = "---\nname: a\n---\n"


def lines(text: str, path: str = AGENT) -> list[tuple[int, int, str]]:
    one = page(text, path)
    line_of = one.document.source.line_of
    return [(line_of(fold.span.start), line_of(fold.span.end), fold.kind) for fold in folds(one)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\nname: a\n---\n", [(0, 2, "region")]),
        ("---\nname: a\n", [(0, 1, "region")]),
        ("---\ntools:\n  - Read\n  - Grep\n---\n", [(0, 4, "region"), (1, 3, "")]),
        ("---\ndescription: |\n  a\n  b\n\nname: x\n---\n", [(0, 6, "region"), (1, 3, "")]),
        ("---\nname: a\n# one\n# two\nmodel: x\n---\n", [(0, 5, "region"), (2, 3, "comment")]),
        ("---\nname: a\n# one\nmodel: x\n---\n", [(0, 4, "region")]),
        ("---\na:\n  b:\n    c: 1\n---\n", [(0, 4, "region"), (1, 3, ""), (2, 3, "")]),
    ],
)
def test_front_matter(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("# A\n", []),
        ("# A\ntext\n", [(3, 4, "")]),
        ("# A\ntext\n\n\n# B\n", [(3, 4, "")]),
        ("# A\n## B\ntext\n# C\nmore", [(3, 5, ""), (4, 5, ""), (6, 7, "")]),
        ("## B\na\n# A\nb\n", [(3, 4, ""), (5, 6, "")]),
        ("```\na\nb\n```\n", [(3, 6, "")]),
        ("```\na\n", [(3, 4, "")]),
        ("`a`\n", []),
        ("<!-- a\nb -->\n", [(3, 4, "comment")]),
        ("<!-- a -->\n", []),
        ("<a>\nx\ny\n</a>\n", [(3, 5, "")]),
        ("<a>\n</a>\n", []),
        ("<a>x\ny</a>\n", [(3, 4, "")]),
        ("<a>\n<b>\nx\n</b>\n</a>\n", [(3, 6, ""), (4, 5, "")]),
        ("- a\n- b\n", []),
        ("- a\n  more\n- b\n", [(3, 4, "")]),
        ("- a\nlazy\n- b\n", [(3, 4, "")]),
        ("- a\n  - b\n  - c\n- d\n", [(3, 5, "")]),
        ("1. a\n\n   b\n\nafter\n", [(3, 5, "")]),
        ("- a\n\nafter\n", []),
        ("- a\n\n- b\n  c\n", [(5, 6, "")]),
        ("".join(f"- {number}\n" for number in range(8)), [(3, 10, "")]),
        ("".join(f"- {number}\n" for number in range(7)), []),
        ("* a\n  b\n# H\nc\n", [(3, 4, ""), (5, 6, "")]),
        ("```\n- a\n  b\n```\n", [(3, 6, "")]),
        ("-a\n b\n", []),
        ("<a>\n- x\n</a>\n", [(3, 4, "")]),
        ("<a>\n- x\n  y\n</a>\nz\n", [(3, 5, ""), (4, 5, "")]),
    ],
)
def test_body(body: str, expected: list[tuple[int, int, str]]) -> None:
    assert lines(HEAD + body)[1:] == expected


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ('name = "x"\nargs = [\n  1,\n]\n', "/p/.codex/agents/a.toml", [(1, 3, "")]),
        ('name = "x"\n# a\n# b\n', "/p/.codex/agents/a.toml", [(1, 2, "comment")]),
        ('{\n  "tools": [\n    "read"\n  ]\n}\n', "/p/.kiro/agents/a.json", [(1, 3, "")]),
        ("---\r\nname: a\r\n---\r\n# A\r\n\r\ntext\r\n", AGENT, [(0, 2, "region"), (3, 5, "")]),
        ("---\nname: 😀\n---\n# 😀\n😀\n", AGENT, [(0, 2, "region"), (3, 4, "")]),
        ('---\nname: "a\nmodel: b\n---\n# A\ntext\n', AGENT, [(0, 3, "region"), (4, 5, "")]),
    ],
)
def test_other_formats_and_broken_ones(text: str, path: str, expected: list[tuple[int, int, str]]) -> None:
    assert lines(text, path) == expected


PIECES = ("<a>\n", "</a>\n", "<b>", "</b>", "- x\n", "  - y\n", "1. z\n", "# A\n", "## B\n", "```\n", "<!--\n", "-->\n",
          "\n", "text\n", "  deep\n", "> q\n")  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@settings(max_examples=300, deadline=None)
def test_folds_hold_each_other_or_share_no_line(pieces: list[str]) -> None:
    found = lines(HEAD + "".join(pieces))
    assert all(first < last for first, last, _ in found)
    for first, last, _ in found:
        assert not any(first < other <= last < end for other, end, _ in found), found


def test_a_fold_ends_before_its_line_ending() -> None:
    one = page(HEAD + "# A\n\ntext  \n\n# B\n")
    assert [one.text[slice(*fold.span)] for fold in folds(one)] == ["---\nname: a\n---", "# A\n\ntext"]
