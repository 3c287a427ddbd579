"""Names on the command line: lists, and what to say of a name that does not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from agentls.cli.console import UsageError

_LISTED = 12
_NEAR = 3


def split(lists: Iterable[str]) -> tuple[str, ...]:
    """The names in comma-separated lists, each once, in their order."""
    names = (name.strip() for one in lists for name in one.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def known(names: Iterable[str], among: Collection[str], what: str) -> tuple[str, ...]:
    """The names, all of which exist. Raises UsageError with the nearest names for the first that does not."""
    chosen = tuple(names)
    for name in chosen:
        if name not in among:
            raise UsageError(unknown(name, among, what))
    return chosen


def unknown(name: str, among: Collection[str], what: str) -> str:
    """The sentence about a name that does not exist: the nearest ones, or all that exist when they are few."""
    near = _nearest(name, among)
    if near:
        return f"there is no {what} `{name}`: did you mean {' or '.join(f'`{one}`' for one in near)}?"
    listed = f"; there are {', '.join(sorted(among))}" if len(among) <= _LISTED else ""
    return f"there is no {what} `{name}`{listed}"


def _nearest(name: str, among: Collection[str]) -> list[str]:
    """Names that look alike, else names that hold this one; at most three."""
    from difflib import get_close_matches

    folded = {one.casefold(): one for one in among}
    wanted = name.casefold()
    close = get_close_matches(wanted, folded, _NEAR) or [one for one in folded if wanted and wanted in one][:_NEAR]
    return [folded[one] for one in close]
