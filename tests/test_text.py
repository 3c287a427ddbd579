"""Offsets and positions, bytes and text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentls.text import Position, PositionEncoding, SourceText, Span, begins_line, line_start

ENCODINGS: list[PositionEncoding] = ["utf-8", "utf-16", "utf-32"]
TRICKY = st.text(alphabet=st.sampled_from("aé\u2028\x85\u200d🏗️𠀀\r\n\t \ufeff"), max_size=60)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", [0]),
        ("a", [0]),
        ("a\nb", [0, 2]),
        ("a\r\nb\rc\n", [0, 3, 5, 7]),
        ("a\u2028b\x85c\x0bd", [0]),
    ],
)
def test_lines_end_at_lf_crlf_and_cr_only(text: str, starts: list[int]) -> None:
    assert SourceText(text).line_starts == starts


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 7), ("utf-16", 3), ("utf-32", 2)])
def test_a_position_counts_units_of_the_encoding(encoding: PositionEncoding, character: int) -> None:
    source = SourceText("x\n🏗é-")
    assert source.position(4, encoding) == Position(1, character - 1 if encoding == "utf-8" else character)
    assert source.offset(source.position(4, encoding), encoding) == 4


def test_positions_outside_are_clamped() -> None:
    source = SourceText("ab\ncd")
    assert source.offset(Position(0, 99)) == 2
    assert source.offset(Position(9, 9)) == 5
    assert source.position(99) == Position(1, 2)


def test_a_position_inside_a_surrogate_pair_is_its_start() -> None:
    assert SourceText("a🏗b").offset(Position(0, 2), "utf-16") == 1


@given(TRICKY, st.sampled_from(ENCODINGS))
def test_every_offset_outside_line_endings_comes_back(text: str, encoding: PositionEncoding) -> None:
    source = SourceText(text)
    for line in range(len(source.line_starts)):
        span = source.line_span(line)
        for offset in range(span.start, span.end + 1):
            assert source.offset(source.position(offset, encoding), encoding) == offset


@given(TRICKY)
def test_utf_32_positions_equal_code_points_and_utf_16_what_python_encodes(text: str) -> None:
    source = SourceText(text)
    for offset in range(len(text) + 1):
        line, character = source.position(offset, "utf-32")
        before = text[source.line_starts[line] : offset]
        assert character == len(before)
        assert source.position(offset, "utf-16").character == len(before.encode("utf-16-le")) // 2
        assert source.position(offset, "utf-8").character == len(before.encode())


@given(st.binary(max_size=80))
def test_bytes_come_back_unchanged(data: bytes) -> None:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return
    assert SourceText.from_bytes(data).to_bytes() == data


def test_a_byte_order_mark_is_remembered_and_not_part_of_the_text() -> None:
    source = SourceText.from_bytes(b"\xef\xbb\xbf---\n")
    assert (source.text, source.byte_order_mark) == ("---\n", True)
    assert source.to_bytes("x") == b"\xef\xbb\xbfx"


def test_undecodable_bytes_are_found() -> None:
    source = SourceText.from_bytes(b"caf\xe9 \xff\xfe")
    assert source.undecoded() == [Span(3, 4), Span(5, 7)]


def test_utf_16_is_decoded_and_remembered() -> None:
    source = SourceText.from_bytes("hé".encode("utf-16"))
    assert (source.text, source.encoding) == ("hé", "utf-16-le")
    assert source.to_bytes() == "hé".encode("utf-16")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_a_byte_order_mark_by_its_nuls(encoding: str) -> None:
    data = "---\nname: ä🙂".encode(encoding)
    source = SourceText.from_bytes(data)
    assert (source.text, source.encoding, source.byte_order_mark) == ("---\nname: ä🙂", encoding, False)
    assert source.to_bytes() == data


@pytest.mark.parametrize(
    "data",
    [b"---\nname\x00\n", b"\x00" * 16, b"-\x00-\x00-\x00\x00\x00", b"-\x00-\x00-\x00\n\x00x", b"-\x00-\x00"],
    ids=["a NUL", "NULs", "a NUL too many", "odd length", "too short to tell"],
)
def test_other_nuls_are_no_utf_16(data: bytes) -> None:
    source = SourceText.from_bytes(data)
    assert source.encoding == "utf-8"
    assert source.to_bytes() == data


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_line_starts_behind_any_line_ending(ending: str) -> None:
    text = f"first{ending}  second"
    starts = [line_start(text, offset) for offset in range(len(text) + 1)]
    source = SourceText(text)
    assert starts[6 + len(ending) :] == [5 + len(ending)] * 8
    assert all(start == 0 for start in starts[:6])
    assert source.line_starts == [0, 5 + len(ending)]


def test_only_blanks_may_stand_before_what_begins_a_line() -> None:
    text = "a b\r \tc\n"
    assert [offset for offset in range(len(text) + 1) if begins_line(text, offset)] == [0, 4, 5, 6, 8]
