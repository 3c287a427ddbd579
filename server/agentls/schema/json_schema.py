"""JSON Schemas: of the files in `schemas/`, for editors, and of a dialect's front matter, for other tools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TYPES = {"mapping": "object", "list": "array"}


def schema_files() -> dict[str, dict[str, Any]]:
    """Return the JSON Schemas that stand in `schemas/`, by file name."""
    from agentls.schema.models import ConceptsFile, ProductFile

    return {
        "dialect.schema.json": dialect_json_schema(),
        "product.schema.json": _file_schema(ProductFile),
        "concepts.schema.json": _file_schema(ConceptsFile),
    }


def dialect_json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the files in `schemas/dialects/`."""
    from agentls.schema.models import DialectFile

    return _file_schema(DialectFile)


def _file_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema of a model as its files are written: a single entry may stand for a list of one."""
    from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
    from pydantic_core import core_schema

    class AsWritten(GenerateJsonSchema):
        def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
            inner = super().function_before_schema(schema)
            return {"anyOf": [inner["items"], inner]} if inner.get("type") == "array" else inner

        def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
            written = super().str_schema(schema)
            return written if "pattern" in written else {**written, "type": ["string", "number", "boolean"]}

    generated = model.model_json_schema(schema_generator=AsWritten)
    definition = generated.pop("$ref", "").removeprefix("#/$defs/")
    root = generated["$defs"][definition] if definition else generated
    return {"$schema": _DRAFT, **root, "$defs": generated.get("$defs", {})}


def frontmatter_json_schema(dialect: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the front matter of a dialect, given in its compiled form.

    Other keys than the known ones are legal, since other programs read the same front matter.
    """
    return {
        "$schema": _DRAFT,
        "title": dialect["title"],
        "description": dialect["summary"],
        "type": "object",
        **_mapping(dialect.get("keys", {}), None),
    }


def _mapping(keys: Mapping[str, Any], each: Mapping[str, Any] | None) -> dict[str, Any]:
    required = sorted(name for name, key in keys.items() if key.get("required"))
    return {
        **({"properties": {name: _key(key) for name, key in keys.items()}} if keys else {}),
        **({"required": required} if required else {}),
        "additionalProperties": _key(each) if each else True,
    }


def _key(key: Mapping[str, Any]) -> dict[str, Any]:
    kinds = [_kind(name, key) for name in key["types"]]
    return {
        "description": key["doc"],
        **(kinds[0] if len(kinds) == 1 else {"anyOf": kinds}),
        **({"deprecated": True} if key.get("deprecated") else {}),
    }


def _kind(name: str, key: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said about a key's value if it has the type of that name."""
    kind: dict[str, Any] = {"type": _TYPES.get(name, name)}
    if name == "string" and _closed(key):
        kind["enum"] = key["values"]
    elif name == "list" and "each" in key:
        kind["items"] = _key(key["each"])
    elif name == "mapping":
        kind |= _mapping(key.get("keys", {}), key.get("each"))
    return kind


def _closed(key: Mapping[str, Any]) -> bool:
    """Whether a string must be one of the key's values, written exactly so."""
    free = key.get("open_values") or not key.get("case_sensitive", True) or "entries" in key
    return bool(key.get("values")) and not free
