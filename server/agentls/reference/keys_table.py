"""The table of a dialect's keys, nested ones below those that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agentls.features import docs, words
from agentls.reference.markdown import ended, lines, table
from agentls.schema.keys import Key
from agentls.schema.lookup import Dialect, Schema

_HEAD = ("Key", "Takes", "What it does")


def keys_table(dialect: Dialect, schema: Schema) -> str:
    """A row per key; keys that hold the same as another one before them refer to it."""
    rows = (
        (words.code(key.path), lines(words.types(key), *words.needed(key, schema)), _told(key, like, dialect, schema))
        for key, like in alike(dialect.keys.values())
    )
    return table(_HEAD, rows)


def alike(keys: Iterable[Key]) -> Iterator[tuple[Key, str]]:
    """Each key at any depth, with the path of an earlier one that holds the same; what is in those is left out.

    The path is empty where there is none, or too little in it to speak of.
    """
    yield from _rows(keys, {})


def _rows(keys: Iterable[Key], seen: dict[str, Key]) -> Iterator[tuple[Key, str]]:
    for key in keys:
        inner = [*key.keys.values(), *([key.each] if key.each else []), *key.items]
        shape = repr(inner).replace(key.path, "") if inner else ""
        like = seen.setdefault(shape, key) if len(shape) > 0 and _deep(inner) else key
        yield key, like.path if like is not key else ""
        if like is key:
            yield from _rows(inner, seen)


def _deep(inner: Iterable[Key]) -> bool:
    """Whether there is more in it than one row tells."""
    return any(key.keys or key.each or key.items for key in inner)


def _told(key: Key, like: str, dialect: Dialect, schema: Schema) -> str:
    catalog = schema.catalogs.get(key.tools)
    tools = f"Its tools: [{catalog.title}](tools-{catalog.product}.md)" if catalog else ""
    same = f"Holds the same as {words.code(like)}" if like else ""
    facts = [key.doc, *docs.key_facts(key, dialect, schema), tools, same]
    return lines(*(words.prose(ended(fact)) for fact in facts))
