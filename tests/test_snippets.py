"""Snippets: what stands there when nobody fills anything in, and how they are put together."""

from __future__ import annotations

import pytest

from agentls.snippets import choice, emptied, escaped, filled, has_places, renumbered


@pytest.mark.parametrize(
    ("snippet", "full", "empty"),
    [
        ("plain", "plain", "plain"),
        ("a ${1:b} c", "a b c", "a  c"),
        ("${1|x,y|}", "x", ""),
        ("$1 ${2}", " ", " "),
        ("${1:a ${2:b} c}", "a b c", ""),
        (r"${1:a\}b} \$5", "a}b $5", " $5"),
        (r"${1|a\,b,c|}", "a,b", ""),
        ("{a} ${1:b}", "{a} b", "{a} "),
        ("{$1} {${2}}", "{} {}", "{} {}"),
        ("${1:${TM_FILENAME_BASE}}", "name", ""),
    ],
)
def test_filled_and_emptied(snippet: str, full: str, empty: str) -> None:
    assert filled(snippet, "name") == full
    assert emptied(snippet) == empty


@pytest.mark.parametrize("text", ["a", "$1", "a}b", "\\", "${1:x}", "{{args}}"])
def test_escaped_text_stands_for_itself(text: str) -> None:
    assert filled(escaped(text)) == text
    assert not has_places(escaped(text))


def test_a_choice_offers_its_values() -> None:
    assert choice(["a,b", "c|d"]) == r"${1|a\,b,c\|d|}"
    assert filled(choice(["a,b", "c|d"])) == "a,b"


def test_places_are_numbered_on() -> None:
    assert renumbered("$1 ${2:b} ${1:a}", 3) == ("$3 ${4:b} ${3:a}", 5)
    assert renumbered("none", 3) == ("none", 3)
