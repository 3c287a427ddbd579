"""The nearest known name to one that is not known."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from agentls.patterns import lazy

_SHORT = 3
_SEPARATORS = lazy(r"[-_\s.]+")


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """The name without case, separators and invisible characters: what two spellings of one name share."""
    if not name.isascii():
        name = "".join(character for character in name if unicodedata.category(character) not in ("Cf", "Cc"))
    return _SEPARATORS.sub("", name).casefold()


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, or an empty string when none is near enough to say so.

    Equal but for case, separators and invisible characters is always near. Otherwise one slip of the hand (a letter
    too many, too few, wrong, or two exchanged) is forgiven per four letters, at most three. Of three letters none may
    be wrong, but one may have been forgotten behind the first. Of several equally near names the first wins.
    """
    wanted = folded(name)
    if not wanted:
        return ""
    letters = _letters(wanted)
    short = len(wanted) == _SHORT
    best, best_distance = "", 2 if short else min(3, len(wanted) // 4) + 1
    for candidate in known:
        other = folded(candidate)
        if other == wanted:
            return candidate
        difference = abs(len(other) - len(wanted))
        if difference >= best_distance or (short and not (len(other) > _SHORT and other[0] == wanted[0])):
            continue
        if (letters ^ _letters(other)).bit_count() < 2 * best_distance:  # each slip changes at most two letters
            distance = _distance(wanted, other, best_distance)
            if distance < best_distance:
                best, best_distance = candidate, distance
    return best


@lru_cache(maxsize=4096)
def _letters(name: str) -> int:
    """The set of letters of a name, as bits; letters may share a bit."""
    bits = 0
    for character in name:
        bits |= 1 << (ord(character) & 63)
    return bits


def _distance(left: str, right: str, bound: int) -> int:
    """Edit distance with exchanged neighbors; any number from `bound` up means: too far."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for index, character in enumerate(left, 1):
        above, before, row = before, row, [index, *([0] * len(right))]
        for column, other in enumerate(right, 1):
            row[column] = min(before[column] + 1, row[column - 1] + 1, before[column - 1] + (character != other))
            exchanged = index > 1 and column > 1 and character == right[column - 2] and left[index - 2] == other
            if exchanged:
                row[column] = min(row[column], above[column - 2] + 1)
        if min(row) >= bound:
            return bound
    return row[-1]
