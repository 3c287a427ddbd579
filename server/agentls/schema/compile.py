"""The compiled form of `schemas/`: one JSON-able dict, `extends` resolved, defaults left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from pydantic import BaseModel

from agentls.schema.models import DialectFile, Fact
from agentls.schema.source import SourceFiles

VERSION = 1
"""Of the compiled form; a reader takes no other."""

Entry = TypeVar("Entry")

_OWN = {"id", "title", "kind", "summary", "extends", "product", "docs", "made_for", "detection"}
"""Fields that say what a dialect is: never those of the dialect that it extends."""


def compile_schemas(files: SourceFiles) -> dict[str, Any]:
    """Return the compiled form: `version`, and `dialects`, `products` and `concepts` by id.

    Fields that have their default are left out.
    """
    return {
        "version": VERSION,
        "dialects": {name: _dump(_resolved(model, files)) for name, model in files.dialects.items()},
        "products": {name: _dump(model) for name, model in files.products.items()},
        "concepts": {name: _dump(concept) for name, concept in files.concepts.concepts.items()},
    }


def _dump(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", exclude_defaults=True)


def _resolved(child: DialectFile, files: SourceFiles) -> DialectFile:
    """Return the dialect with what it inherits; what both name is the child's."""
    if not child.extends:
        return child
    base = files.dialects[child.extends]
    parent = _traced(_resolved(base, files), base.id, next(iter(base.sources)))
    inherited = {name: getattr(parent, name) for name in DialectFile.model_fields if name not in _OWN}
    own = {name: getattr(child, name) for name in child.model_fields_set}
    return child.model_copy(update={**inherited, **own, **_joined(parent, child)})


def _joined(parent: DialectFile, child: DialectFile) -> dict[str, Any]:
    """Return the fields in which the entries of parent and child stand together."""
    sources = {f"{child.extends}/{name}": source for name, source in parent.sources.items()}
    return {
        "sources": {**child.sources, **sources},
        "keys": {**parent.keys, **child.keys},
        "combinations": _by(lambda entry: entry.id, parent.combinations, child.combinations),
        "sections": _by(lambda entry: entry.title, parent.sections, child.sections),
        "labels": _by(lambda entry: entry.title, parent.labels, child.labels),
        "tags": _by(lambda entry: entry.name, parent.tags, child.tags),
        "behaviors": _by(lambda entry: entry.id, parent.behaviors, child.behaviors),
        "not_keys": list(dict.fromkeys((*parent.not_keys, *child.not_keys))),
    }


def _by(name: Callable[[Entry], str], parent: Iterable[Entry], child: Iterable[Entry]) -> list[Entry]:
    """Join two lists; an entry of the child takes the place of the parent's entry of that name."""
    return list({name(entry): entry for entries in (parent, child) for entry in entries}.values())


def _traced(value: Any, dialect: str, first: str) -> Any:
    """Return a copy in which every fact names its sources as `dialect/source`, as they are called in an heir."""
    if isinstance(value, BaseModel):
        update = {name: _traced(getattr(value, name), dialect, first) for name in value.model_fields_set}
        if isinstance(value, Fact):
            update["source"] = [f"{dialect}/{source}" for source in value.source or [first]]
        return value.model_copy(update=update)
    if isinstance(value, dict):
        return {name: _traced(child, dialect, first) for name, child in value.items()}
    return [_traced(child, dialect, first) for child in value] if isinstance(value, list) else value
