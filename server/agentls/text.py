r"""Source text: bytes to code points and back, offsets to positions.

All other packages speak offsets in code points into `SourceText.text`. Lines end at `\n`, `\r\n` and `\r` only, as
the language server protocol says; U+2028 and friends are ordinary characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal, NamedTuple

from agentls.patterns import lazy

PositionEncoding = Literal["utf-8", "utf-16", "utf-32"]

_LINE_END = re.compile(r"\r\n|\r|\n")
_UNDECODED = lazy("[\udc80-\udcff]+")
_WIDE_START = 8
"""Bytes at the beginning of a file that tell UTF-16 by themselves: four characters of ASCII."""

_WIDE_BYTE_ORDER_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class Span(NamedTuple):
    """A half-open range of offsets in code points."""

    start: int
    end: int

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self.start <= offset < self.end

    def covers(self, other: Span) -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


class Position(NamedTuple):
    """A place as editors count it: line and character 0-based, character in units of the encoding."""

    line: int
    character: int


class SourceText:
    """The text of one file or editor buffer.

    `text` never holds a leading byte order mark (`byte_order_mark` remembers it). Bytes that are no UTF-8 stand as lone
    surrogates U+DC80..U+DCFF, so that `to_bytes` gives back exactly what was read. `encoding` is `utf-8`, or the UTF-16
    form that the byte order mark announced, or that NULs at every other place of the beginning give away.
    """

    __slots__ = ("_line_starts", "byte_order_mark", "encoding", "text")

    def __init__(self, text: str, byte_order_mark: bool = False, encoding: str = "utf-8") -> None:
        self.text = text
        self.byte_order_mark = byte_order_mark
        self.encoding = encoding
        self._line_starts: list[int] = []

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SourceText) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __repr__(self) -> str:
        return f"SourceText{self._identity!r}"

    @property
    def _identity(self) -> tuple[str, bool, str]:
        return self.text, self.byte_order_mark, self.encoding

    def with_text(self, text: str) -> SourceText:
        """Another text in the same encoding."""
        return SourceText(text, self.byte_order_mark, self.encoding)

    @classmethod
    def from_bytes(cls, data: bytes) -> SourceText:
        """Decode a file. Never raises: what can't be decoded is kept as lone surrogates."""
        for mark, encoding in _WIDE_BYTE_ORDER_MARKS:
            if data.startswith(mark):
                return cls(
                    data[2:].decode(encoding, "surrogatepass" if len(data) % 2 == 0 else "replace"), True, encoding
                )
        if data.startswith(b"\xef\xbb\xbf"):
            return cls(data[3:].decode("utf-8", "surrogateescape"), True)
        wide = _unmarked_wide(data)
        return (
            cls(data.decode(wide, "surrogatepass"), encoding=wide)
            if wide
            else cls(data.decode("utf-8", "surrogateescape"))
        )

    @classmethod
    def from_buffer(cls, text: str) -> SourceText:
        """Take the text of an editor's buffer, which may or may not show the byte order mark."""
        return cls(text[1:], True) if text.startswith("\ufeff") else cls(text)

    def to_bytes(self, text: str | None = None) -> bytes:
        """Encode the text (or a changed one) as the file was: same byte order mark, same undecodable bytes."""
        text = self.text if text is None else text
        if self.encoding != "utf-8":
            return (("\ufeff" if self.byte_order_mark else "") + text).encode(self.encoding, "surrogatepass")
        return (b"\xef\xbb\xbf" if self.byte_order_mark else b"") + text.encode("utf-8", "surrogateescape")

    @property
    def line_starts(self) -> list[int]:
        """Offsets at which lines start; line 0 starts at 0. There is always at least one line."""
        if not self._line_starts:
            self._line_starts.append(0)
            self._line_starts.extend(match.end() for match in _LINE_END.finditer(self.text))
        return self._line_starts

    @property
    def line_ending(self) -> str:
        r"""The line ending of the first line, `\n` where there is none."""
        match = _LINE_END.search(self.text)
        return match.group() if match else "\n"

    def line_of(self, offset: int) -> int:
        """The 0-based line that holds the offset."""
        return bisect_right(self.line_starts, offset) - 1

    def line_span(self, line: int) -> Span:
        """The span of a 0-based line without its line ending. Lines outside the text give an empty span at its end."""
        starts = self.line_starts
        if line >= len(starts):
            return Span(len(self.text), len(self.text))
        end = starts[line + 1] if line + 1 < len(starts) else len(self.text)
        while end > starts[line] and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(starts[line], end)

    def position(self, offset: int, encoding: PositionEncoding = "utf-32") -> Position:
        """The position of an offset, clamped into the text; the character counts units of the encoding."""
        offset = max(0, min(offset, len(self.text)))
        line = self.line_of(offset)
        start = self.line_starts[line]
        if encoding == "utf-32":  # no copy of a line that may be a whole file
            return Position(line, offset - start)
        return Position(line, _units(self.text[start:offset], encoding))

    def offset(self, position: Position, encoding: PositionEncoding = "utf-32") -> int:
        """The offset of a position; a character past the line's end gives the line's end, inside a pair its start."""
        span = self.line_span(max(0, position.line))
        line, wanted = self.text[span.start : span.end], max(0, position.character)
        if encoding == "utf-32" or line.isascii():
            return span.start + min(wanted, len(line))
        seen = 0
        for index, character in enumerate(line):
            seen += _units(character, encoding)
            if seen > wanted:
                return span.start + index
        return span.end

    def undecoded(self) -> list[Span]:
        """Spans of bytes that are no UTF-8 (one character each)."""
        if self.text.isascii():
            return []
        return [Span(*match.span()) for match in _UNDECODED.finditer(self.text)]


def line_start(text: str, offset: int) -> int:
    """The offset at which the line of an offset starts."""
    start = text.rfind("\n", 0, offset) + 1
    return max(start, text.rfind("\r", start, offset) + 1)


def begins_line(text: str, offset: int) -> bool:
    """Whether nothing but blanks stands before an offset in its line."""
    while offset and text[offset - 1] in " \t":  # the line's start may be far away
        offset -= 1
    return not offset or text[offset - 1] in "\r\n"


def _unmarked_wide(data: bytes) -> str:
    """The UTF-16 form of bytes without a byte order mark; empty for all that does not begin with such ASCII text."""
    start = data[:_WIDE_START]
    if len(start) < _WIDE_START or len(data) % 2:
        return ""
    if 0 in start:
        for form, ascii_half, nul_half in (
            ("utf-16-le", start[::2], start[1::2]),
            ("utf-16-be", start[1::2], start[::2]),
        ):
            if not any(nul_half) and all(ascii_half) and ascii_half.isascii():
                return form
    return ""


def _units(text: str, encoding: PositionEncoding) -> int:
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-16":
        return len(text) + sum(character > "\uffff" for character in text)
    return len(text.encode("utf-8", "surrogatepass"))
