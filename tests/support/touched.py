"""What of the schema a set of checked files touches: keys, values, tools, behaviors, places, near misses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pytest

from agentls.analysis import analyze, views_of
from agentls.config import Settings
from agentls.document import Document, open_document
from agentls.effects import Effects
from agentls.facts import KeyUse, tool_uses
from agentls.reference.behaviors import consumers_of
from agentls.reference.keys_table import alike
from agentls.schema.keys import Behavior, Key
from agentls.schema.lookup import Dialect, Schema
from agentls.schema.products import NearMiss
from agentls.text import SourceText

Names = dict[str, dict[str, list[str]]]
"""Owner (a dialect, or a catalog for tools) -> kind -> names, sorted; empty ones are left out."""


class Fixture(NamedTuple):
    """A file of the tests: where it lies, what it holds, whether it is a good one, and who is asked about it."""

    path: str
    text: str
    good: bool
    targets: tuple[str, ...] = ()


def all_names(schema: Schema) -> set[tuple[str, str, str]]:
    """Everything that can be touched, as owner, kind and name."""
    names = {
        (dialect.id, kind, name)
        for dialect in schema.dialects.values()
        for kind, found in (
            ("keys", {key.path for key, _ in alike(dialect.keys.values())}),
            ("values", {value_name(dialect, key, value) for key in keys_of(dialect) for value in closed(key)}),
            ("behaviors", {one.id for one in behaviors_of(dialect, schema)}),
        )
        for name in found
    }
    names |= {(f"tools of {one.id}", "tools", name) for one in schema.catalogs.values() for name in one.tools}
    names |= {(f"tools of {one.id}", "retired", name) for one in schema.catalogs.values() for name in one.retired}
    names |= {(place.dialect, "places", place.glob) for place in schema.places}
    return names | {(near.dialect, "near misses", near_name(near)) for near in schema.near_misses}


def touched_names(fixtures: Iterable[Fixture], schema: Schema) -> set[tuple[str, str, str]]:
    """What the files touch: keys in good files only, the rest in all."""
    names: set[tuple[str, str, str]] = set()
    for fixture in fixtures:
        names |= {(place.dialect, "places", place.glob) for place in schema.places_of(fixture.path)}
        names |= {(near.dialect, "near misses", near_name(near)) for near in schema.near_misses_of(fixture.path)}
        settings = Settings(targets=fixture.targets)
        document = open_document(fixture.path, SourceText.from_bytes(fixture.text.encode()), schema, settings)
        if document:
            names |= set(_keys(document, schema, good=fixture.good))
            names |= {(dialect, "behaviors", behavior) for dialect, behavior in _effects(document, schema, settings)}
    return names


def grouped(names: Iterable[tuple[str, str, str]]) -> Names:
    """Names by owner and kind."""
    table: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for owner, kind, name in sorted(names):
        table[owner][kind].append(name)
    return {owner: dict(kinds) for owner, kinds in table.items()}


def keys_of(dialect: Dialect) -> Iterator[Key]:
    """All keys of a dialect, at any depth."""
    for top in dialect.keys.values():
        yield from top.walk()


def closed(key: Key) -> Iterable[str]:
    """The values of a key that takes no others."""
    return () if key.open_values else key.values


def value_name(dialect: Dialect, key: Key, value: str) -> str:
    """A value with the first key that takes the same values: such a list counts once."""
    first = next(one for one in keys_of(dialect) if list(closed(one)) == list(key.values))
    return f"{first.path}: {value}"


def behaviors_of(dialect: Dialect, schema: Schema) -> Iterator[Behavior]:
    """Behaviors of programs that read the dialect; those that are inherited with it from another's are not its own."""
    readers = consumers_of(dialect, schema)
    yield from (one for one in dialect.all_behaviors if one.consumer in readers)


def sample_path(glob: str) -> str:
    """A path that fits a glob."""
    path = re.sub(r"\{([^,{}]*)[^{}]*\}", r"\1", glob.removeprefix("~").lstrip("/")).replace("**/", "x/")
    return "/p/" + path.replace("**", "x").replace("*", "x").replace("?", "x")


def near_name(near: NearMiss) -> str:
    """What a near miss is told by."""
    return f"{', '.join(near.consumers)}: {near.glob}"


def _keys(document: Document, schema: Schema, *, good: bool) -> Iterator[tuple[str, str, str]]:
    for view in views_of(document, schema):
        for use in view.keys:
            if use.key:
                yield from [(view.dialect.id, "keys", _standing_for(use.key.path, view.dialect))] if good else []
                yield from _values(use, use.key, view.dialect)
                yield from _tools(use, use.key, document, schema)


def _standing_for(path: str, dialect: Dialect) -> str:
    """The path of the key that stands for all that are made alike."""
    for key, like in alike(dialect.keys.values()):
        if like and path.startswith((f"{key.path}.", f"{key.path}[")):
            return _standing_for(like + path.removeprefix(key.path), dialect)
    return path


def _values(use: KeyUse, key: Key, dialect: Dialect) -> Iterator[tuple[str, str, str]]:
    for scalar in use.value.items or (use.value,):
        if scalar.kind == "scalar" and scalar.text in closed(key):
            yield dialect.id, "values", value_name(dialect, key, scalar.text)


def _tools(use: KeyUse, key: Key, document: Document, schema: Schema) -> Iterator[tuple[str, str, str]]:
    catalog = schema.catalogs.get(key.tools)
    for one in tool_uses(document.source, key, use.value) if catalog else ():
        assert catalog
        tool = catalog.tool(one.name)
        if tool:
            yield f"tools of {catalog.id}", "tools", tool.name
        elif one.name in catalog.retired:
            yield f"tools of {catalog.id}", "retired", one.name


def _nowhere(path: str) -> bool:
    return False


def _everywhere(path: str) -> bool:
    return True


def _effects(document: Document, schema: Schema, settings: Settings) -> set[tuple[str, str]]:
    """Dialects and ids of the behaviors that are chosen while the document is checked."""
    found: set[tuple[str, str]] = set()
    choose = Effects._behavior

    def spy(self: Effects, selectors: Any, target: Any, dialect: Dialect, outcome: Any) -> Behavior | None:
        behavior = choose(self, selectors, target, dialect, outcome)
        if behavior:
            found.add((dialect.id, behavior.id))
        return behavior

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Effects, "_behavior", spy)
        for exists in (_nowhere, _everywhere):
            analyze(document, schema, settings, exists)
    return found
