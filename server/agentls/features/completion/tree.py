"""What the dialects of a page say of a path of keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from agentls.features.completion.slot import Path
from agentls.features.page import Page
from agentls.schema.keys import Key
from agentls.schema.lookup import Dialect


class Found(NamedTuple):
    """A key of a dialect; `holder` is the list or mapping that it is an entry of, None at the top.

    `lister` is the list of tools that it is an entry of, or the first part of one; None where it is no such thing.
    """

    dialect: Dialect
    key: Key
    holder: Key | None = None
    lister: Key | None = None


def found_at(page: Page, path: Path) -> list[Found]:
    """The keys that a path leads to, one per dialect that has it; empty where nobody knows it."""
    found = []
    for dialect in page.dialects:
        one = _walk(dialect, path)
        if one:
            found.append(one)
    return found


def keys_in(page: Page, path: Path) -> Iterator[Found]:
    """The keys that the mapping at a path may hold, those of the page's own dialect first, each name once."""
    seen: set[str] = set()
    for dialect in page.dialects:
        holder = _walk(dialect, path) if path else None
        keys = dialect.keys if not path else holder.key.keys if holder else {}
        for name, key in keys.items():
            if name not in seen and known(page, key.consumers):
                seen.add(name)
                yield Found(dialect, key, holder.key if holder else None)


def known(page: Page, consumers: Sequence[str]) -> bool:
    """Whether something that only some programs have (an empty list: all) is for one of the page's."""
    return not consumers or not page.consumers or any(one in page.consumers for one in consumers)


def listing_key(found: Found) -> Key | None:
    """The key that makes a value name tools: its own, or the list that holds it; None where it names none."""
    return found.key if found.key.tools else found.lister


def is_entry(found: Found) -> bool:
    """Whether it is an entry of its holder, or the first part of one."""
    return found.key.path.endswith("]")


def _walk(dialect: Dialect, path: Path) -> Found | None:
    key: Key | None = None
    holder: Key | None = None
    lister: Key | None = None
    for step in path:
        inner = dialect.keys.get(str(step)) if key is None else _step(key, step)
        if inner is None:
            return None
        named = isinstance(step, int) and key is not None and (step == 0 or not key.items)
        lister = key if named and key and key.tools else lister if named else None
        holder, key = key, inner
    return Found(dialect, key, holder, lister) if key else None


def _step(key: Key, step: str | int) -> Key | None:
    if isinstance(step, str):
        return key.child(step) if "mapping" in key.types else None
    if key.items:
        return key.items[step] if step < len(key.items) else None
    return key.each if "list" in key.types else None
