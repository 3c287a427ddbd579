"""The nearest known name to one that is not known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SEPARATORS = re.compile(r"[-_\s.]+")


def folded(name: str) -> str:
    """The name without case, separators and invisible characters: what two spellings of one name share."""
    visible = "".join(character for character in name if unicodedata.category(character) not in ("Cf", "Cc"))
    return _SEPARATORS.sub("", visible).casefold()


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, or an empty string when none is near enough to say so.

    Equal but for case, separators and invisible characters is always near. Otherwise one slip of the hand (a letter
    too many, too few, wrong, or two exchanged) is forgiven per four letters, at most three, and never in a name of
    three letters or fewer. Of several equally near names the first wins.
    """
    wanted = folded(name)
    if not wanted:
        return ""
    best, best_distance = "", min(3, len(wanted) // 4) + 1
    for candidate in known:
        other = folded(candidate)
        if other == wanted:
            return candidate
        if abs(len(other) - len(wanted)) < best_distance:
            distance = _distance(wanted, other, best_distance)
            if distance < best_distance:
                best, best_distance = candidate, distance
    return best


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
