"""Positions in three encodings, with what editors really send: past the end, inside a pair, after a mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from agentls.findings import Edit
from agentls.lsp.convert import Convert
from agentls.text import Position, PositionEncoding, SourceText, Span

ENCODINGS: tuple[PositionEncoding, ...] = ("utf-8", "utf-16", "utf-32")


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 6), ("utf-16", 4), ("utf-32", 3)])
def test_a_character_counts_as_the_client_counts_it(encoding: PositionEncoding, character: int) -> None:
    convert = Convert(SourceText("one\na😀bc\n"), encoding)
    assert convert.position(7) == types.Position(1, character)
    assert convert.offset(types.Position(1, character)) == 7


def test_lines_end_only_where_the_protocol_says() -> None:
    convert = Convert(SourceText("a\u2028b\x0cc\x85d\r\ne\rf\ng"), "utf-16")
    assert [convert.position(offset).line for offset in (6, 9, 11, 13)] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("line", "character", "offset"), [(0, 99, 3), (1, 99, 7), (9, 0, 7), (0, 2_000_000_000, 3), (2_000_000_000, 5, 7)]
)
def test_what_lies_past_an_end_is_that_end(line: int, character: int, offset: int) -> None:
    assert Convert(SourceText("abc\ndef"), "utf-16").offset(types.Position(line, character)) == offset


def test_inside_a_pair_is_before_it() -> None:
    assert Convert(SourceText("a😀b"), "utf-16").offset(types.Position(0, 2)) == 1
    assert Convert(SourceText("a😀b"), "utf-8").offset(types.Position(0, 3)) == 1


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_byte_order_mark_in_the_buffer_moves_its_first_line(encoding: PositionEncoding) -> None:
    width = {"utf-8": 3, "utf-16": 1, "utf-32": 1}[encoding]
    convert = Convert(SourceText.from_buffer("\ufeffab\ncd"), encoding, marked=True)
    assert convert.position(1) == types.Position(0, width + 1)
    assert convert.position(4) == types.Position(1, 1)
    assert convert.offset(types.Position(0, width + 1)) == 1
    assert convert.offset(types.Position(0, 0)) == 0


def test_a_range_the_wrong_way_round_is_turned() -> None:
    turned = types.Range(types.Position(0, 3), types.Position(0, 1))
    assert Convert(SourceText("abcd"), "utf-16").span(turned) == Span(1, 3)


def test_edits_have_ranges() -> None:
    (edit,) = Convert(SourceText("ab\ncd"), "utf-16").edits([Edit(Span(3, 5), "x")])
    assert edit == types.TextEdit(types.Range(types.Position(1, 0), types.Position(1, 2)), "x")


@given(st.text(alphabet=st.sampled_from("aé字😀\n\udc80"), max_size=30), st.integers(0, 40), st.integers(0, 40))
def test_units_are_those_of_the_encoded_text(text: str, line: int, character: int) -> None:
    source = SourceText(text)
    for encoding in ENCODINGS:
        convert = Convert(source, encoding)
        found = [convert.position(offset) for offset in range(len(text) + 1)]
        assert [(one.line, one.character) for one in found] == [
            source.position(offset, encoding) for offset in range(len(text) + 1)
        ]
        expected = source.offset(Position(line, character), encoding)
        assert convert.offset(types.Position(line, character)) == expected


@given(st.text(alphabet=st.sampled_from("aé字😀\n\r\u2028\x0b\udc80"), max_size=30), st.integers(0, 30), st.booleans())
def test_there_and_back_is_the_same_offset(text: str, offset: int, marked: bool) -> None:
    for encoding in ENCODINGS:
        convert = Convert(SourceText(text), encoding, marked=marked)
        place = min(offset, len(text))
        inside_a_line_end = text[place - 1 : place + 1] == "\r\n"
        back = convert.offset(convert.position(place))
        assert back == (place - 1 if inside_a_line_end else place)
