"""Names on the command line: lists, and what to say of a name that does not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from agentls.cli.console import UsageError
from agentls.schema.nearest import nearest

_LISTED = 12


def split(lists: Iterable[str]) -> tuple[str, ...]:
    """The names in comma-separated lists, each once, in their order."""
    names = (name.strip() for one in lists for name in one.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def known(names: Iterable[str], among: Collection[str], what: str, list_command: str = "") -> tuple[str, ...]:
    """The names, all of which exist. Raises UsageError with the nearest name for the first that does not."""
    chosen = tuple(names)
    for name in chosen:
        if name not in among:
            raise UsageError(unknown(name, among, what, list_command))
    return chosen


def unknown(name: str, among: Collection[str], what: str, list_command: str = "") -> str:
    """The sentence about a name that does not exist: the nearest one, or all that exist when they are few."""
    meant = nearest(name, among) or next((one for one in among if name and name.casefold() in one.casefold()), "")
    if meant:
        return f"there is no {what} `{name}`: did you mean `{meant}`?"
    if list_command and len(among) > _LISTED:
        return f"there is no {what} `{name}`; {list_command} lists them"
    return f"there is no {what} `{name}`; there are {', '.join(sorted(among))}"
