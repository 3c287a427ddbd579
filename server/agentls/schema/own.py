"""Dialects and products of one's own: YAML files of a project, compiled as those of `schemas/` are, and kept.

Neither pydantic nor YAML is imported while the compiled form is in the cache.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from agentls.schema import SchemaError
from agentls.schema.load import load_schema, own_compiled, schema_folder
from agentls.schema.lost import missing_names, names_meant, names_missed, without

VERSION = 1
"""Of the compiled form, as `load` takes it."""

_ENDINGS = (".yaml", ".yml")
_PRODUCT = frozenset({"consumers", "places", "readers", "catalogs", "vendor"})


class OwnSchemas(NamedTuple):
    """What files of a project add: compiled dialects and products by id, and what is wrong, as file and message.

    A message begins with line and column (1-based) where the place is known: `3:5: …`. `lost` are names that broken
    files would have defined: whoever uses them hears of the broken file, and of nothing else.
    """

    dialects: dict[str, Any]
    products: dict[str, Any]
    broken: tuple[tuple[str, str], ...] = ()
    lost: frozenset[str] = frozenset()


def own_files(path: str) -> list[str]:
    """The schema files that a path names: itself, or all YAML files at any depth below it; absolute paths in order."""
    if not os.path.isdir(path):
        return [path]
    found = (
        os.path.join(folder, name).replace(os.sep, "/")
        for folder, _, names in os.walk(path)
        for name in names
        if name.endswith(_ENDINGS)
    )
    return sorted(found)


def read_own(files: Sequence[str]) -> OwnSchemas:
    """Compile schema files on top of the project's own schema. Never raises: a broken file is told and left out."""
    data = own_compiled(files, lambda: _made(files))
    broken = tuple((path, text) for path, text in data["broken"])
    return OwnSchemas(data["dialects"], data["products"], broken, frozenset(data["lost"]))


def _made(files: Sequence[str]) -> dict[str, Any]:
    """The compiled form of what is whole: a file that does not fit the others is left out, and the rest tried again."""
    broken: list[tuple[str, str]] = []
    lost: set[str] = set()
    rest = list(dict.fromkeys(files))
    while True:
        try:
            compiled = _compiled(rest, lost)
        except SchemaError as error:
            path, message = _told(str(error), rest)
            broken.append((path, message))
            lost |= names_meant(path) | names_missed(message)
            rest.remove(path)
        else:
            for path in rest if broken else ():  # one that builds on a broken file is left out, too
                lost |= names_meant(path)
            return {"version": VERSION, "concepts": {}, **compiled, "broken": broken, "lost": sorted(lost)}


def _compiled(files: Sequence[str], lost: Collection[str]) -> dict[str, Any]:
    if not files:
        return {"dialects": {}, "products": {}}
    from pathlib import Path

    from agentls.schema.compile import compile_schemas
    from agentls.schema.source import read_schemas

    products = [Path(file) for file in files if _is_product(file)]
    dialects = [Path(file) for file in files if Path(file) not in products]
    compiled = compile_schemas(read_schemas(Path(schema_folder()), dialects, products, lost))
    ours, missing = load_schema(), missing_names(compiled, lost)
    return {
        kind: {name: without(one, missing) for name, one in compiled[kind].items() if name not in ours[kind]}
        for kind in ("dialects", "products")
    }


def _is_product(file: str) -> bool:
    """Whether a file describes a product rather than a dialect, by the names of its fields."""
    with contextlib.suppress(OSError), open(file, encoding="utf-8-sig", errors="replace") as lines:
        return any(line.partition(":")[0] in _PRODUCT for line in lines)
    return False


def _told(message: str, files: Sequence[str]) -> tuple[str, str]:
    """The file that a message begins with, and the rest of the message; the last file where it names none of them."""
    for path in sorted(files, key=len, reverse=True):
        if message.startswith(f"{path}:"):
            return path, message[len(path) + 1 :].strip()
    return files[-1], message
