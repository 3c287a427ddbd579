"""JSON Schemas: of our own files (generated, never stale), and of a dialect's front matter."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from agentls.schema.json_schema import dialect_json_schema, frontmatter_json_schema, schema_files
from agentls.schema.nodes import read_yaml

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "schemas"


def frontmatter(keys: dict[str, Any]) -> dict[str, Any]:
    return frontmatter_json_schema({"title": "T", "summary": "S.", "keys": keys})


def accepts(schema: dict[str, Any], value: object) -> bool:
    return jsonschema.Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize("name", ["dialect.schema.json", "product.schema.json", "concepts.schema.json"])
def test_generated_files_are_fresh(name: str) -> None:
    path, fresh = SCHEMAS / name, json.dumps(schema_files()[name], indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("AGENTLS_UPDATE") == "1":
        path.write_text(fresh, encoding="utf-8", newline="\n")
    assert path.is_file(), f"{name} is missing: run the tests with AGENTLS_UPDATE=1"
    assert path.read_text(encoding="utf-8") == fresh, f"{name} is stale: run the tests with AGENTLS_UPDATE=1"


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("dialect.schema.json", "dialects/*.yaml"),
        ("product.schema.json", "products/*.yaml"),
        ("concepts.schema.json", "concepts.yaml"),
    ],
)
def test_our_files_and_the_small_ones_of_the_tests_fit(schemas: Path, name: str, pattern: str) -> None:
    schema = schema_files()[name]
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    paths = [*SCHEMAS.glob(pattern), *schemas.glob(pattern)]
    for path in paths:
        data = as_an_editor_reads_it(path)
        assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)] == [], path
    assert paths


def as_an_editor_reads_it(path: Path) -> Any:
    """Return a file's data with plain numbers and booleans as such; agentls reads all scalars as text."""
    file = read_yaml(path)
    for place, node in file.nodes.items():
        if isinstance(node, yaml.ScalarNode) and not node.style:
            if node.value in ("true", "false"):
                file.put(place, node.value == "true")
            elif re.fullmatch(r"-?\d+(\.\d+)?", node.value):
                file.put(place, float(node.value))
    return file.data


def test_the_schema_of_dialects_knows_fields_and_what_they_mean() -> None:
    schema = dialect_json_schema()
    assert schema["required"] == ["id", "title", "kind", "summary", "sources"]
    assert schema["additionalProperties"] is False
    assert "dialect whose keys" in schema["properties"]["extends"]["description"]
    assert "$ref" in schema["properties"]["behaviors"]["items"]


def test_one_name_may_stand_for_a_list() -> None:
    schema = {**dialect_json_schema(), "$ref": "#/$defs/Key"}
    del schema["properties"], schema["required"], schema["additionalProperties"]
    assert accepts(schema, {"types": "string", "doc": "D."})
    assert accepts(schema, {"types": ["string", "list"], "doc": "D.", "since": 2.1})
    assert not accepts(schema, {"types": [], "doc": "D."})
    assert not accepts(schema, {"types": "text", "doc": "D."})


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ({"types": ["string"]}, "x", 3),
        ({"types": ["integer"]}, 3, "x"),
        ({"types": ["number"]}, 0.5, True),
        ({"types": ["boolean"]}, True, "true"),
        ({"types": ["list"]}, [1, "a"], "a"),
        ({"types": ["mapping"]}, {"a": 1}, []),
        ({"types": ["string", "list"]}, ["a"], 3),
        ({"types": ["string"], "values": ["a", "b"]}, "b", "c"),
        ({"types": ["string", "boolean"], "values": ["auto"]}, False, "no"),
        ({"types": ["list"], "each": {"types": ["string"], "doc": "D."}}, ["a"], [1]),
        ({"types": ["mapping"], "each": {"types": ["string"], "doc": "D."}}, {"a": "b"}, {"a": 1}),
        (
            {"types": ["mapping"], "keys": {"a": {"types": ["string"], "doc": "D.", "required": True}}},
            {"a": "x", "b": 1},
            {"b": 1},
        ),
    ],
)
def test_front_matter_is_described_as_the_dialect_says(key: dict[str, Any], good: object, bad: object) -> None:
    schema = frontmatter({"k": {"doc": "D.", **key}})
    jsonschema.Draft202012Validator.check_schema(schema)
    assert accepts(schema, {"k": good})
    assert not accepts(schema, {"k": bad})


@pytest.mark.parametrize("free", [{"open_values": True}, {"case_sensitive": False}, {"entries": {}}])
def test_values_that_are_not_the_only_ones_forbid_nothing(free: dict[str, Any]) -> None:
    assert accepts(frontmatter({"k": {"types": ["string"], "doc": "D.", "values": ["a"], **free}}), {"k": "A, z"})


def test_required_keys_descriptions_and_other_keys() -> None:
    schema = frontmatter(
        {
            "name": {"types": ["string"], "doc": "Its name.", "required": True},
            "old": {"types": ["string"], "doc": "Was.", "deprecated": True},
        }
    )
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert (schema["title"], schema["description"]) == ("T", "S.")
    assert schema["properties"]["name"]["description"] == "Its name."
    assert schema["properties"]["old"]["deprecated"] is True
    assert accepts(schema, {"name": "x", "other": 1})
    assert not accepts(schema, {"old": "x"})
