"""From a text before and after to edits: what is alike stays untouched, and with it cursors and folds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from agentls.findings import Edit
from agentls.text import Span

_MOST_LINES = 1_000
"""Changed lines up to which they are told apart; the search is quadratic at its worst."""


def edits_between(before: str, after: str) -> tuple[Edit, ...]:
    """Edits by whole lines that make one text the other, in their order; none where the texts are alike."""
    if before == after:
        return ()
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    return tuple(_edits(sum(map(len, old[:head])), old_middle, new_middle))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of the first lines are alike."""
    return next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _edits(start: int, old: list[str], new: list[str]) -> Iterator[Edit]:
    if len(old) + len(new) > _MOST_LINES:
        yield Edit(Span(start, start + sum(map(len, old))), "".join(new))
        return
    starts = [start]
    for line in old:
        starts.append(starts[-1] + len(line))
    for kind, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Edit(Span(starts[first], starts[last]), "".join(new[new_first:new_last]))
