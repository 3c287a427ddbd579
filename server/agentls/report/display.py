"""How text looks on a terminal: what is shown for each character, and how many columns it takes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

TAB = 4
_REPLACEMENT = "\ufffd"
_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_INVISIBLE = ("Mn", "Me", "Cf")
_HARMFUL = frozenset("\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def visible(text: str) -> str:
    """The text with nothing in it that moves the cursor, rings, colors or turns the direction of writing."""
    if text.isprintable():  # false for surrogates, controls, and everything that reorders
        return text
    return "".join(map(_visible, text))


def cells(text: str) -> Iterator[tuple[str, int]]:
    """For each code point of one line: what is shown, and by how many columns the line grows.

    Terminals disagree on emoji of several code points; joined ones count once here, as most of them do.
    """
    column, width, joined = 0, 0, False
    for character in text:
        if character == "\t":
            shown, width = " " * (TAB - column % TAB), TAB - column % TAB
        elif " " <= character <= "~":
            shown, width = character, 1
        else:
            shown, width = _visible(character), _width(character, width, joined=joined)
        joined = character == _JOINER
        column += width
        yield shown, width


def _visible(character: str) -> str:
    if character < " ":
        return chr(0x2400 + ord(character))
    if character == "\x7f":
        return "\u2421"
    return _REPLACEMENT if _is_harmful(character) else character


def _is_harmful(character: str) -> bool:
    return "\x80" <= character < "\xa0" or "\ud800" <= character < "\ue000" or character in _HARMFUL


def _width(character: str, before: int, *, joined: bool) -> int:
    if character == _EMOJI_STYLE:
        return 1 if before == 1 else 0
    if joined or (ord(character) in _SKIN_TONES and before == 2):
        return 0
    if unicodedata.category(character) in _INVISIBLE and not _is_harmful(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
