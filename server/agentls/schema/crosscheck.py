"""What the files of `schemas/` say about each other: every id that is named must exist, and only once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from agentls.schema.behaviors import check_behaviors, key_paths
from agentls.schema.models import ConceptsFile, DialectFile, Key, Label, Member, ProductFile, Section, Tag
from agentls.schema.nodes import Path_, YamlFile
from agentls.schema.source import suggestion
from agentls.schema.texts import flaws_of

_REFERENCES = {
    "consumer": "consumer",
    "consumers": "consumer",
    "required_by": "consumer",
    "dialect": "dialect",
    "extends": "dialect",
    "product": "product",
    "refers_to": "dialect",
    "tools": "tool catalog",
    "source": "source",
}
"""Fields that hold ids, and what they are ids of, wherever their value is a word or a list of words."""


@dataclass(frozen=True, slots=True)
class Read:
    """The files of a schema folder with their positions."""

    dialects: Sequence[tuple[YamlFile, DialectFile]]
    products: Sequence[tuple[YamlFile, ProductFile]]
    concepts: Sequence[tuple[YamlFile, ConceptsFile]]


def crosscheck(read: Read, lost: Collection[str] = ()) -> None:
    """Raise SchemaError for the first id that stands twice or does not exist, and for texts that hold what they can't.

    `lost` are names that broken files would have defined: that they are missing is told there, and not here.
    """
    known = {
        "dialect": _unique("dialect", [(file, ("id",), model.id) for file, model in read.dialects]),
        "product": _unique("product", [(file, ("id",), model.id) for file, model in read.products]),
        "consumer": _unique(
            "consumer",
            [(file, ("consumers", name), name) for file, model in read.products for name in model.consumers],
        ),
        "tool catalog": _unique(
            "tool catalog",
            [
                (file, ("catalogs", index, "id"), catalog.id)
                for file, model in read.products
                for index, catalog in enumerate(model.catalogs)
            ],
        ),
    }
    for file, model in (*read.dialects, *read.products, *read.concepts):
        _check_references(file, model, known | {"source": list(getattr(model, "sources", ()))}, lost)
        _check_texts(file, model)
    _unique(
        "reader",
        [
            (file, ("readers", index), f"{reader.consumer} of {reader.dialect}")
            for file, model in read.products
            for index, reader in enumerate(model.readers)
        ],
    )
    for file, dialect in read.dialects:
        _unique("behavior", [(file, ("behaviors", i, "id"), b.id) for i, b in enumerate(dialect.behaviors)])
    lines = _lines(read.dialects)
    for file, dialect in read.dialects:
        check_behaviors(file, dialect, lines[dialect.id])
    for file, concepts in read.concepts:
        _check_members(file, concepts, lines)


def _unique(kind: str, places: list[tuple[YamlFile, Path_, str]]) -> list[str]:
    seen: dict[str, YamlFile] = {}
    for file, path, name in places:
        if name in seen:
            other = "above" if seen[name] is file else f"in {seen[name].path}"
            raise file.error(path, f"the {kind} `{name}` is already defined {other}", at_key=path[-1] == name)
        seen[name] = file
    return list(seen)


def _check_texts(file: YamlFile, model: BaseModel) -> None:
    for path, holder in _models((), model):
        for field, message in flaws_of(holder):
            raise file.error((*path, field), message)


def _check_references(file: YamlFile, model: BaseModel, known: dict[str, list[str]], lost: Collection[str]) -> None:
    for path, holder in _models((), model):
        for field in holder.model_fields_set:
            for part, name in _named(holder, field):
                kind = _REFERENCES.get(field, "consumer")
                if name not in known[kind] and name not in lost:
                    raise file.error(
                        (*path, field, part), f"there is no {kind} `{name}`{suggestion(name, known[kind])}"
                    )


def _named(holder: BaseModel, field: str) -> Iterator[tuple[str | int, str]]:
    """Yield the ids that a field holds, each with its index or name in the field."""
    value = getattr(holder, field)
    if field == "forms" and isinstance(holder, Key):
        yield from ((name, name) for name in value)
    elif field in _REFERENCES and isinstance(value, str) and value:
        yield 0, value
    elif field in _REFERENCES and isinstance(value, list):
        yield from enumerate(value)


def _models(path: Path_, value: Any) -> Iterator[tuple[Path_, BaseModel]]:
    """Yield a model and all models in it, each with its path."""
    if isinstance(value, BaseModel):
        yield path, value
        for field in type(value).model_fields:
            yield from _models((*path, field), getattr(value, field))
    elif isinstance(value, dict | list):
        for part, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _models((*path, part), child)


def _lines(dialects: Sequence[tuple[YamlFile, DialectFile]]) -> dict[str, list[DialectFile]]:
    """Return each dialect with those that it extends, nearest first. Raises SchemaError for a circle."""
    by_id = {model.id: model for _, model in dialects}
    lines = {}
    for file, model in dialects:
        line = [model]
        while line[-1].extends:
            line.append(by_id[line[-1].extends])
            if line[-1] in line[:-1]:
                raise file.error(("extends",), f"`{model.extends}` extends this dialect, or itself, in turn")
        lines[model.id] = line
    return lines


def _check_members(file: YamlFile, concepts: ConceptsFile, lines: dict[str, list[DialectFile]]) -> None:
    for name, concept in concepts.concepts.items():
        for index, member in enumerate(concept.members):
            kind = next(kind for kind in ("key", "section", "label", "tag") if getattr(member, kind))
            names = _member_names(kind, lines[member.dialect])
            if getattr(member, kind) not in names:
                path = ("concepts", name, "members", index, kind)
                raise file.error(path, _no_member(kind, member, names))


def _no_member(kind: str, member: Member, names: set[str]) -> str:
    name = getattr(member, kind)
    return f"the dialect `{member.dialect}` has no {kind} `{name}`{suggestion(name, sorted(names))}"


def _member_names(kind: str, line: list[DialectFile]) -> set[str]:
    names: set[str] = set()
    for dialect in line:
        if kind == "key":
            names.update(path for path, _ in key_paths("", dialect.keys))
        elif kind == "tag":
            names.update(_tag_paths("", dialect.tags))
        else:
            names.update(_titles(kind, dialect.sections), *([x.title] for x in dialect.labels if kind == "label"))
    return names


def _tag_paths(prefix: str, tags: list[Tag]) -> Iterator[str]:
    """Yield each tag by its name and by its path: `example` and `examples/example`."""
    for tag in tags:
        yield from {tag.name, f"{prefix}{tag.name}"}
        yield from _tag_paths(f"{prefix}{tag.name}/", tag.tags)


def _titles(kind: str, sections: list[Section]) -> Iterator[str]:
    for section in sections:
        labels: list[Label] = section.labels
        yield from [section.title] if kind == "section" else [label.title for label in labels]
        yield from _titles(kind, section.sections)
