"""Where a new file of a dialect belongs, so that a product finds it there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentls.schema.lookup import Dialect, Schema
from agentls.schema.products import Place

_BRACES = re.compile(r"\{([^{},]*)[^{}]*\}")


def default_path(dialect: Dialect, schema: Schema, name: str) -> str:
    """The path of a new file, relative to its project, with forward slashes; empty where no product reads it in one.

    It lies where the dialect's own product reads it in a project, else where another does; for a house style, where the
    format is read that it is made for.
    """
    for of in formats(dialect, schema):
        for path in _paths(of, schema, name):
            places = schema.places_of(f"/project/{path}")
            if places and places[0].dialect == of:
                return path
    return ""


def formats(dialect: Dialect, schema: Schema) -> list[str]:
    """Ids of the dialects as which products read a file of a dialect: itself, or what the style can be written in."""
    made = [made for _, made in dialect.made_for]
    return [dialect.id, *(made or [one.id for one in schema.dialects.values() if dialect.may_style(one)])]


def no_place(dialect: Dialect, schema: Schema) -> str:
    """A sentence that says that no product reads the dialect in a project, and where one reads it."""
    places = [place for place in schema.places if place.dialect == dialect.id and place.scope != "project"]
    where = f"; {schema.title(places[0].consumers[0])} reads ~/{places[0].glob.removeprefix('~/')}" if places else ""
    return f"no product reads files of the dialect `{dialect.id}` in a project{where}"


def _paths(dialect: str, schema: Schema, name: str) -> Iterator[str]:
    """Paths in the places of a dialect: those of its own product first, and where a file's name says more, that one."""
    product = schema.dialects[dialect].product
    places = [
        place
        for place in schema.places
        if place.dialect == dialect and place.certainty == "certain" and not place.weak and place.scope == "project"
        if not place.glob.startswith(("~", "/"))
    ]

    def own(place: Place) -> bool:
        return product in {schema.consumers[consumer].product for consumer in place.consumers}

    def folder(place: Place) -> str:
        return place.glob.rpartition("/")[0]

    places.sort(key=lambda place: not own(place))
    first = [place for place in places if folder(place) == folder(places[0])]
    first.sort(key=lambda place: -len(place.glob.rpartition("*")[2]) if "*" in place.glob else 0)
    return (_filled(place.glob, name) for place in (*first, *places))


def _filled(glob: str, name: str) -> str:
    """A path that a glob fits: no further folders, and the name for what is left open."""
    path = _BRACES.sub(r"\1", glob.replace("**/", ""))
    return path.replace("**", "*").replace("*", name).replace("?", "-")
