"""The schema model can say every recorded behavior: `behavior_table.yaml` has one row per entry of the facts.

A row says an entry in objects of the model, each under the name of what it is: `behavior`, `near_miss`, `reader`, and
the data by which a rule finds the fault (`keys`, `combination`, `body`, `format`, `identity`, `place`, `tools`,
`retired`, `pattern`). Where `schemas/` has them, `schema` names them: the id of a behavior of the entry's dialect, the
glob of a near miss, or `consumer:cause` of a reader. `silent` says what is fine, `not-visible` what no file shows,
and `see` names a row with the same objects.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from agentls.schema import models
from agentls.schema.arguments import OWN_CHECKS
from agentls.schema.models import (
    Behavior,
    Body,
    Combination,
    Format,
    Identity,
    Key,
    NearMiss,
    Place,
    Placeholder,
    Reader,
    RetiredTool,
    Tool,
)
from agentls.schema.models import ToolPattern as Pattern
from agentls.schema.source import SourceFiles, read_schemas
from tests.support.shared import SHARED, needs_shared

FACTS = SHARED / "facts" / "official"
SCHEMAS = Path(__file__).parents[2] / "schemas"


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


TABLE = read(Path(__file__).with_name("behavior_table.yaml"))
ROWS: list[dict[str, Any]] = TABLE["rows"]

ONE: dict[str, type[models.Model]] = {
    "behavior": Behavior,
    "near_miss": NearMiss,
    "place": Place,
    "combination": Combination,
    "body": Body,
    "format": Format,
    "identity": Identity,
    "pattern": Pattern,
}
NAMED: dict[str, type[models.Model]] = {"keys": Key, "tools": Tool, "retired": RetiredTool}
WORDS = {"silent", "not-visible", "see"}

LATER_CHECKS = {"too-deep"}
"""Such words of rules for dialects to come."""

FOUND_BY = {
    "too-long": "limits",
    "invalid-name": "checks",
    "name-mismatch": "checks",
    "key-combination": "combinations",
    "placeholder": "placeholders",
    "shell-not-allowed": "allowed_by",
    "broken-link": "path",
    "retired-tool": "retired",
    "unavailable-tool": "tools",
    "deprecated-key": "deprecated",
    "overridden-entry": "last_match_wins",
    "mixed-lines": "line",
    "unread-frontmatter": "frontmatter",
    "duplicate-item": "unique",
    "duplicate-name": "identity",
    "unknown-reference": "refers_to",
    "shadowed-file": "hidden_by",
}
"""The data without which a rule finds nothing: a tag of a row, a field of an object, or the kind of a placeholder."""

OUTCOMES = {"ok": "nothing", "repaired": "nothing", "fallback": "nothing", "cut": "rest"}
"""Words of the facts for outcomes of a reader, where the model has another."""


def entry_of(row: dict[str, Any]) -> str:
    return str(row["entry"])


def objects(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The objects of a row with what each is."""
    for item in row["as"]:
        yield from item.items()


def said(row: dict[str, Any], tag: str) -> list[Any]:
    return [value for name, value in objects(row) if name == tag]


def reader(row: dict[str, Any]) -> Reader:
    """A reader of the model out of the short form of the table."""
    outcome = {name: row[name] for name in ("loses", "legal", "shown", "causes") if name in row}
    rest = {name: value for name, value in row.items() if name not in outcome}
    return Reader.model_validate(rest | {"version": "1.0", "date": "2026-11", "outcomes": [outcome]})


def build(tag: str, value: Any) -> list[Any]:
    """The objects of the model that stand under a tag; raises ValidationError where one is no such object."""
    if tag == "reader":
        return [reader(value)]
    if tag in ONE:
        return [ONE[tag].model_validate(value)]
    return [NAMED[tag].model_validate(one) for one in value.values()] if tag in NAMED else []


def every(value: Any) -> Iterator[Any]:
    """An object of the model and all that it holds."""
    if isinstance(value, models.Model):
        yield value
        for name in type(value).model_fields:
            yield from every(getattr(value, name))
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from every(one)


def data(row: dict[str, Any]) -> list[Any]:
    """All objects of a row, those within others too."""
    return [one for tag, value in objects(row) for built in build(tag, value) for one in every(built)]


def kinds_of_data(row: dict[str, Any]) -> set[str]:
    """What a row has of the data in FOUND_BY."""
    return {tag for tag, _ in objects(row)} | kinds_in(data(row))


def kinds_in(found: Iterable[models.Model]) -> set[str]:
    """What models, with all that they hold, have of the data in FOUND_BY."""
    kinds = set()
    for one in (held for model in found for held in every(model)):
        fields = set(FOUND_BY.values()) & set(type(one).model_fields)
        kinds |= {name for name in fields if getattr(one, name)} - {"frontmatter"}
        if isinstance(one, Format) and one.frontmatter == "none":
            kinds.add("frontmatter")
        if isinstance(one, models.Limit | Combination):
            kinds.add("checks" if isinstance(one, models.Limit) else "combinations")
        if isinstance(one, Placeholder):
            kinds.add(one.kind)
        if isinstance(one, Identity) and (one.key or one.otherwise):
            kinds.add("identity")
    return kinds


@functools.cache
def facts() -> dict[str, dict[str, Any]]:
    """The behaviors of the fact files by `dialect/id`."""
    found = {}
    for path in sorted(FACTS.glob("*.yaml")):
        file = read(path)
        if path.stem != "behaviour-kinds":
            found.update({f"{file['id']}/{entry['id']}": entry for entry in file.get("behaviours") or ()})
    return found


@functools.cache
def outcomes() -> dict[tuple[str, str, str], str]:
    """What was run of the readers: consumer, dialect and cause -> what is lost."""
    consumers = read(FACTS / "readers.yaml")["consumers"]
    return {
        (name.split("/")[0].replace("opencode-1", "opencode"), one["dialect"], cause): OUTCOMES.get(word, word)
        for name, one in consumers.items()
        for cause, outcome in one["causes"].items()
        for word in [outcome["outcome"]]
    }


@pytest.fixture(scope="module")
def schemas() -> SourceFiles:
    return read_schemas(SCHEMAS)


@pytest.mark.parametrize("row", ROWS, ids=entry_of)
def test_a_row_holds_objects_of_the_model(row: dict[str, Any]) -> None:
    assert row["as"]
    assert set(row) == {"entry", "as"}
    for tag, value in objects(row):
        assert build(tag, value) or tag in WORDS | {"schema"}
        assert tag not in WORDS or isinstance(value, str)


@pytest.mark.parametrize("row", ROWS, ids=entry_of)
def test_a_behavior_has_the_data_that_its_rule_needs(row: dict[str, Any]) -> None:
    kinds = kinds_of_data(row)
    checks = {one.id for one in data(row) if isinstance(one, models.Check | models.Limit | Combination)}
    for behavior in (one for one in data(row) if isinstance(one, Behavior)):
        assert set(behavior.check) <= checks.union(LATER_CHECKS, *(OWN_CHECKS.get(rule, ()) for rule in behavior.fault))
        assert behavior.text.endswith(".")
        for rule in behavior.fault if "schema" not in kinds else ():
            assert rule not in FOUND_BY or FOUND_BY[rule] in kinds, f"nothing finds {rule}"


def test_the_table_has_the_counts_of_its_summary() -> None:
    counted = Counter(tag for row in ROWS for tag, _ in objects(row))
    assert TABLE["summary"] == {"entries": len(ROWS), **counted}


def test_entries_stand_once_and_others_are_named_rightly() -> None:
    entries = Counter(map(entry_of, ROWS))
    assert set(entries.values()) == {1}
    assert {name for row in ROWS for name in said(row, "see")} <= entries.keys()


def test_no_two_behaviors_of_a_dialect_speak_of_the_same_fault() -> None:
    told = {"id", "source", "date", "verified", "note", "loses", "access", "activation", "reads", "shown", "text"}
    told |= {"fault", "instead", "severity", "severity_reason"}
    seen = Counter(
        (row["entry"].split("/")[0], rule, behavior.model_dump_json(exclude=told))
        for row in ROWS
        for behavior in map(Behavior.model_validate, said(row, "behavior"))
        for rule in behavior.fault
    )
    assert [key for key, count in seen.items() if count > 1] == []


def test_what_stands_in_the_schema_exists_there(schemas: SourceFiles) -> None:
    globs = {one.glob for product in schemas.products.values() for one in product.near_misses}
    readers = {
        (one.dialect, f"{one.consumer}:{cause}")
        for product in schemas.products.values()
        for one in product.readers
        for outcome in one.outcomes
        for cause in outcome.causes
    }
    behaviors = {(dialect, one.id) for dialect, file in schemas.dialects.items() for one in file.behaviors}
    assert [
        f"{row['entry']}: {name}"
        for row in ROWS
        for listed in said(row, "schema")
        for name in listed
        if name not in globs and (row["entry"].split("/")[0], name) not in readers | behaviors
    ] == []


@needs_shared
def test_every_entry_of_the_facts_has_its_row() -> None:
    assert {entry_of(row) for row in ROWS} == facts().keys()


@needs_shared
@pytest.mark.parametrize("row", ROWS, ids=entry_of)
def test_a_row_claims_no_more_than_its_evidence(row: dict[str, Any]) -> None:
    entry = facts()[row["entry"]]
    for one in data(row):
        if isinstance(one, Behavior | NearMiss | Reader):
            assert one.source
            assert set(one.source) <= set(entry["evidence"])
            assert entry["verified"] or not one.verified


@needs_shared
@pytest.mark.parametrize("row", [row for row in ROWS if said(row, "reader")], ids=entry_of)
def test_a_reader_agrees_with_what_was_run(row: dict[str, Any]) -> None:
    for one in map(reader, said(row, "reader")):
        for cause in one.outcomes[0].causes:
            run = outcomes().get((one.consumer, one.dialect, cause))
            assert run is None or run == one.outcomes[0].loses, f"{one.consumer}, {cause}"
