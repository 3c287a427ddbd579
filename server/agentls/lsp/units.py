"""How many units of an encoding stand between two offsets: counted once per text, so that long lines cost nothing."""

from __future__ import annotations

import re
from bisect import bisect_right

from agentls.text import PositionEncoding

_RUNS = re.compile("([\x80-\u07ff]+)|([\u0800-\uffff]+)|([\U00010000-\U0010ffff]+)")
_MORE: dict[PositionEncoding, tuple[int, int, int]] = {"utf-8": (1, 2, 3), "utf-16": (0, 0, 1), "utf-32": (0, 0, 0)}
"""Units beyond the first that a character of each kind takes."""


class Units:
    """The widths of all characters of a text."""

    def __init__(self, text: str, encoding: PositionEncoding) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._each: list[int] = []
        self._before: list[int] = []
        total, more = 0, _MORE[encoding]
        for run in _RUNS.finditer(text) if any(more) and not text.isascii() else ():
            each = more[(run.lastindex or 1) - 1]
            if each:
                self._starts.append(run.start())
                self._ends.append(run.end())
                self._each.append(each)
                self._before.append(total)
                total += each * (run.end() - run.start())

    def between(self, start: int, end: int) -> int:
        """The units from an offset to another."""
        return end - start + self._beyond(end) - self._beyond(start)

    def offset(self, start: int, end: int, wanted: int) -> int:
        """The last offset, from `start` to `end`, that so many units lead to at most: in a pair, its start."""
        places = range(start, end + 1)
        return start + bisect_right(places, wanted, key=lambda place: self.between(start, place)) - 1

    def _beyond(self, offset: int) -> int:
        """The units before an offset, less its code points."""
        run = bisect_right(self._starts, offset) - 1
        if run < 0:
            return 0
        return self._before[run] + (min(offset, self._ends[run]) - self._starts[run]) * self._each[run]
