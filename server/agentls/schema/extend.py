"""Names that a project adds to a dialect: keys, tools and models that are then known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from agentls.schema.globs import path_matches

_DOC = "Added by the settings."
_SOURCE = "settings"  # no entry of a dialect's sources: nothing is told of it
_ALL_TYPES = ["string", "integer", "number", "boolean", "list", "mapping"]


class Extension(NamedTuple):
    """Names added to one dialect. A tool may be a glob: `mcp_*`."""

    dialect: str
    keys: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


def extended(data: Mapping[str, Any], extensions: tuple[Extension, ...]) -> dict[str, Any]:
    """The compiled schema with the names added; what is given stays as it is.

    They are known in whatever else files of that dialect are read as, too: the project has them, whoever reads it.
    """
    result = {**data, "dialects": {**data["dialects"]}, "products": {**data["products"]}}
    for one in extensions:
        catalogs: set[str] = set()
        for name in _companions(data, one.dialect):
            dialect = result["dialects"][name]
            catalogs.update(_catalogs(dialect.get("keys", {})))
            result["dialects"][name] = _dialect(dialect, one)
        _add_tools(result["products"], catalogs, one.tools)
    return result


def _companions(data: Mapping[str, Any], dialect: str) -> list[str]:
    """The dialect, those that it is made for, and those as which others read the same places."""
    if dialect not in data["dialects"]:
        return []
    own = {dialect, *(maker["dialect"] for maker in data["dialects"][dialect].get("made_for", ()))}
    places = [place for product in data["products"].values() for place in product.get("places", ())]
    samples = {_sample(place["glob"]) for place in places if place["dialect"] in own}
    shared = {place["dialect"] for place in places if any(path_matches(place["glob"], sample) for sample in samples)}
    return sorted(own | shared)


def _sample(glob: str) -> str:
    """A path that fits a glob."""
    path = re.sub(r"\{([^,{}]*)[^{}]*\}", r"\1", glob.removeprefix("~").lstrip("/")).replace("**/", "")
    return "/" + path.replace("**", "x").replace("*", "x").replace("?", "x")


def _dialect(dialect: Mapping[str, Any], extension: Extension) -> dict[str, Any]:
    keys = {name: _with_models(key, extension.models) for name, key in dialect.get("keys", {}).items()}
    key = {"types": _ALL_TYPES, "doc": _DOC, "source": [_SOURCE], "verified": False}
    added = {name: key for name in extension.keys if name not in keys}
    return {**dialect, "keys": {**keys, **added}}


def _with_models(key: Mapping[str, Any], models: tuple[str, ...]) -> Mapping[str, Any]:
    """The key, and those in it, with the models among the values of each that names a model."""
    changed: dict[str, Any] = {}
    if key.get("kind") == "model" and models:
        changed["values"] = list(dict.fromkeys((*key.get("values", ()), *models)))
    if "keys" in key:
        changed["keys"] = {name: _with_models(inner, models) for name, inner in key["keys"].items()}
    if "each" in key:
        changed["each"] = _with_models(key["each"], models)
    return {**key, **changed}


def _catalogs(keys: Mapping[str, Any]) -> Iterator[str]:
    """The catalogs that keys name their tools by."""
    for key in keys.values():
        if key.get("tools"):
            yield key["tools"]
        yield from _catalogs(key.get("keys", {}))
        if key.get("each"):
            yield from _catalogs({"": key["each"]})


def _add_tools(products: dict[str, Any], catalogs: set[str], tools: tuple[str, ...]) -> None:
    """Let catalogs take names as they take names of a known form: other catalogs don't come to know them by that."""
    patterns = [{"glob": name.replace("[", "[[]"), "doc": _DOC} for name in tools]
    for name, product in products.items() if patterns else ():
        if catalogs.isdisjoint(catalog["id"] for catalog in product.get("catalogs", ())):
            continue
        changed = [
            {**catalog, "patterns": [*patterns, *catalog.get("patterns", ())]} if catalog["id"] in catalogs else catalog
            for catalog in product["catalogs"]
        ]
        products[name] = {**product, "catalogs": changed}
