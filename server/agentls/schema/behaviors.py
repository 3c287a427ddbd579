"""What behaviors of schema files name: keys of the dialect, and checks, limits and combinations of those keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agentls.schema.arguments import OWN_CHECKS
from agentls.schema.globs import key_matches
from agentls.schema.models import Behavior, DialectFile, Key
from agentls.schema.nodes import YamlFile
from agentls.schema.source import suggestion

_OF_STRANGERS = frozenset({"unknown-key", "foreign-key", "misread-key"})
"""Rules that speak of keys which a dialect need not have."""


def check_behaviors(file: YamlFile, dialect: DialectFile, line: Sequence[DialectFile]) -> None:
    """Raise SchemaError for a behavior whose key or check names nothing; `line` is the dialect and what it extends."""
    keys = {path: key for one in reversed(line) for path, key in key_paths("", one.keys)}
    for index, told in enumerate(dialect.behaviors):
        path = ("behaviors", index)
        for at, name in enumerate(told.key if _OF_STRANGERS.isdisjoint(told.fault) else ()):
            if name != "*" and not any(key_matches(name, known) for known in keys):
                raise file.error((*path, "key", at), f"there is no key `{name}`{suggestion(name, sorted(keys))}")
        checks = sorted(_checks(told, line, keys))
        for at, name in enumerate(told.check):
            if name not in checks:
                raise file.error((*path, "check", at), f"there is no check `{name}`{suggestion(name, checks)}")


def _checks(told: Behavior, line: Sequence[DialectFile], keys: Mapping[str, Key]) -> set[str]:
    """The words that a behavior may name: ids of its keys and of the whole file, or its rules' own."""
    names = {word for rule in told.fault for word in OWN_CHECKS.get(rule, ())}
    for dialect in line:
        names.update(one.id for one in dialect.body.limits)
        names.update(one.id for one in dialect.combinations)
        if "broken-link" in told.fault:
            names.update(one.written for one in dialect.body.placeholders)
    for path, key in keys.items():
        if not told.key or any(key_matches(name, path) for name in told.key):
            names.update(one.id for one in key.checks)
            names.update(one.id for one in key.limits)
            names.update(one.id for one in key.combinations)
    return names


def key_paths(prefix: str, keys: Mapping[str, Key]) -> Iterator[tuple[str, Key]]:
    """Keys by path: `hooks.PreToolUse[].matcher`, with `*` for values of a mapping with free keys, `[0]` for items."""
    for name, key in keys.items():
        yield from _inner(f"{prefix}{name}", key)


def _inner(path: str, key: Key) -> Iterator[tuple[str, Key]]:
    yield path, key
    yield from key_paths(f"{path}.", key.keys)
    if key.each and "list" in key.types:
        yield from _inner(f"{path}[]", key.each)
    if key.each and "mapping" in key.types:
        yield from _inner(f"{path}.*", key.each)
    for index, item in enumerate(key.items):
        yield from _inner(f"{path}[{index}]", item)
