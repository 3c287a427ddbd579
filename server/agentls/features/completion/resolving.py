"""The documentation of an answer, made when somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from agentls.features import docs
from agentls.schema.bodies import walk_sections
from agentls.schema.keys import Key
from agentls.schema.lookup import Dialect, Schema


def resolve(ref: Sequence[str], schema: Schema) -> str:
    """The documentation of an answer by its `ref`, in Markdown; an empty string where there is none (any more)."""
    kind, names = (ref[0], ref[1:]) if ref else ("", ())
    if kind == "text" and names:
        return names[0]
    make = _MAKERS.get(kind)
    try:
        return make(schema, *names) if make else ""
    except (KeyError, TypeError, StopIteration):  # a schema that has changed since, or a client that made it up
        return ""


def _key(schema: Schema, dialect: str, path: str) -> str:
    owner = schema.dialects[dialect]
    return docs.key_docs(_key_at(owner, path), owner, schema)


def _value(schema: Schema, dialect: str, path: str, value: str) -> str:
    owner = schema.dialects[dialect]
    return docs.value_docs(_key_at(owner, path), value, owner, schema)


def _tool(schema: Schema, catalog: str, name: str, key: str = "") -> str:
    return docs.tool_docs(name, schema.catalogs[catalog], schema, key)


def _section(schema: Schema, dialect: str, title: str) -> str:
    owner = schema.dialects[dialect]
    section = next(one for one in walk_sections(owner.sections) if one.title == title)
    return docs.section_docs(section, owner, schema)


def _label(schema: Schema, dialect: str, title: str) -> str:
    owner = schema.dialects[dialect]
    inside = (label for section in walk_sections(owner.sections) for label in section.labels)
    label = next(one for labels in (owner.labels, inside) for one in labels if one.title == title)
    return docs.label_docs(label, owner, schema)


def _tag(schema: Schema, dialect: str, name: str) -> str:
    owner = schema.dialects[dialect]
    tag = next(one for top in owner.tags for one in top.walk() if one.name == name)
    return docs.tag_docs(tag, owner, schema)


def _attribute(schema: Schema, dialect: str, tag: str, name: str) -> str:
    owner = schema.dialects[dialect]
    found = next(one for top in owner.tags for one in top.walk() if one.name == tag and name in one.attributes)
    return docs.attribute_docs(name, found, owner, schema)


def _placeholder(schema: Schema, dialect: str, written: str) -> str:
    owner = schema.dialects[dialect]
    found = next(one for one in owner.body.placeholders if one.written == written)
    return docs.placeholder_docs(found, owner, schema)


def _dialect(schema: Schema, dialect: str) -> str:
    return docs.dialect_docs(schema.dialects[dialect], schema)


def _key_at(dialect: Dialect, path: str) -> Key:
    """The key of a schema's path."""
    return next(key for top in dialect.keys.values() if path.startswith(top.path) for key in _walk(top, path))


def _walk(key: Key, path: str) -> Iterable[Key]:
    if key.path == path:
        yield key
    elif path.startswith(key.path):
        for inner in (*key.keys.values(), *((key.each,) if key.each else ()), *key.items):
            yield from _walk(inner, path)


_MAKERS: dict[str, Callable[..., str]] = {
    "key": _key,
    "value": _value,
    "tool": _tool,
    "section": _section,
    "label": _label,
    "tag": _tag,
    "attribute": _attribute,
    "placeholder": _placeholder,
    "dialect": _dialect,
}
