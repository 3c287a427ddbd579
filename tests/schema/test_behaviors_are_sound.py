"""What `schemas/` says of behaviors can come true: a selector that nothing fits is a sentence that nobody ever reads.

Keys, values, checks, causes and tools that behaviors name exist where their rules look for them, and sentences use only
what their rules fill in.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest

from agentls.rules import RULES
from agentls.schema.arguments import ARGUMENTS, OWN_CHECKS
from agentls.schema.globs import key_matches
from agentls.schema.models import Behavior, Catalog, DialectFile, Key
from agentls.schema.source import read_schemas
from agentls.syntax.causes import CAUSES, cause_of
from agentls.syntax.data_causes import JSON_CAUSES, TOML_CAUSES
from tests.schema.test_behavior_table import FOUND_BY, ROWS, SCHEMAS, kinds_in, said
from tests.support.checking import report

STRANGERS = {"unknown-key", "foreign-key"}

FILES = read_schemas(SCHEMAS)
TITLES = {name: one.title for product in FILES.products.values() for name, one in product.consumers.items()}
CATALOGS = {catalog.id: catalog for product in FILES.products.values() for catalog in product.catalogs}
KNOWN_CAUSES = CAUSES.keys() | TOML_CAUSES.keys() | JSON_CAUSES.keys()
OWN_CAUSES = {"empty-body": {"empty-body"}}
"""Causes that a rule finds by itself, and readers know by the same name."""
EACH = pytest.mark.parametrize(
    ("dialect", "told"),
    [
        pytest.param(file, told, id=f"{name}/{told.id}")
        for name, file in FILES.dialects.items()
        for told in file.behaviors
    ],
)


def inner(path: str, key: Key) -> Iterator[tuple[str, Key]]:
    """A key and all keys in it, each with its path."""
    yield path, key
    for name, child in key.keys.items():
        yield from inner(f"{path}.{name}", child)
    if key.each:
        yield from inner(path + ("[]" if "list" in key.types else ".*"), key.each)
    for index, item in enumerate(key.items):
        yield from inner(f"{path}[{index}]", item)


def keys(dialect: DialectFile) -> dict[str, Key]:
    """All keys of a dialect and of those that it extends, by path."""
    own = {path: key for name, top in dialect.keys.items() for path, key in inner(name, top)}
    return {**keys(FILES.dialects[dialect.extends]), **own} if dialect.extends else own


def fitting(dialect: DialectFile, told: Behavior) -> list[Key]:
    """The keys that a behavior speaks of: all, where it names none."""
    return [
        key for path, key in keys(dialect).items() if not told.key or any(key_matches(one, path) for one in told.key)
    ]


def known_to(dialect: DialectFile, consumer: str) -> set[str]:
    return {path for path, key in keys(dialect).items() if not key.consumers or consumer in key.consumers}


def names_of(catalog: Catalog) -> set[str]:
    aliases = {alias for tool in catalog.tools.values() for alias in tool.aliases}
    return {*catalog.tools, *aliases, *catalog.retired, *catalog.misreadings}


def unfilled(told: Behavior) -> set[str]:
    """Placeholders that not every rule of the behavior fills; a ValueError where a brace is alone."""
    sentences = (told.text, told.instead)
    used: set[str] = {name for one in sentences for _, name, _, _ in Formatter().parse(one) if name is not None}
    return {name for name in used if not all(name in ARGUMENTS.get(rule, ()) for rule in told.fault)}


@EACH
def test_a_sentence_begins_with_the_name_of_the_program(dialect: DialectFile, told: Behavior) -> None:
    assert told.text.startswith(f"{TITLES[told.consumer]} ")
    assert told.text.endswith(".")


@EACH
def test_a_sentence_uses_what_its_rules_fill_in(dialect: DialectFile, told: Behavior) -> None:
    assert unfilled(told) == set()


@pytest.mark.parametrize("row", [row for row in ROWS if said(row, "behavior")], ids=lambda row: row["entry"])
def test_a_sentence_of_the_table_uses_what_its_rules_fill_in(row: dict[str, Any]) -> None:
    assert [one["id"] for one in said(row, "behavior") if unfilled(Behavior.model_validate(one))] == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule in ARGUMENTS])
def test_a_finding_carries_what_sentences_may_use(rule: str) -> None:
    from tests.rules.test_pages import PAGES, PLACE  # here, so that a missing page fails this test alone

    shown = [block for block in PAGES[rule].blocks if block.section == "Example"]
    for block in shown:
        found = [one for one in report(block.text, PLACE + block.path).findings if one.rule == rule]
        assert [ARGUMENTS[rule] - one.arguments.keys() for one in found] == [set()] * len(found)


@EACH
def test_the_program_knows_the_keys_whose_values_are_wrong(dialect: DialectFile, told: Behavior) -> None:
    if not (STRANGERS | {"misread-key"}) & set(told.fault):  # not to be known is one way to be misread
        known = known_to(dialect, told.consumer)
        assert [one for one in told.key if not any(key_matches(one, path) for path in known)] == []


@EACH
def test_the_program_does_not_know_the_keys_that_are_called_unknown(dialect: DialectFile, told: Behavior) -> None:
    if STRANGERS & set(told.fault):
        free = {f"{path}.*" for path, key in keys(dialect).items() if key.free_keys}  # names of other forms are unknown
        assert set(told.key) & known_to(dialect, told.consumer) - free == set()


@EACH
def test_conditions_name_keys_of_the_dialect(dialect: DialectFile, told: Behavior) -> None:
    assert {*told.when.key, *told.when.form, *told.when.without} <= {*keys(dialect), "*"}


@EACH
def test_the_nearest_name_is_one_that_can_be_meant(dialect: DialectFile, told: Behavior) -> None:
    found = fitting(dialect, told)
    values = {value for key in found for value in (("true", "false") if key.types == ["boolean"] else key.values)}
    tools = {name for key in found if key.tools for name in CATALOGS[key.tools].tools}
    assert set(told.nearest) <= {*keys(dialect), *values, *tools, "some", "none"}


@EACH
def test_causes_exist_and_are_those_of_the_rule(dialect: DialectFile, told: Behavior) -> None:
    own = {cause for rule in told.fault for cause in OWN_CAUSES.get(rule, ())}
    assert {*told.cause, *told.when.cause} - own <= KNOWN_CAUSES
    assert [cause for cause in told.cause if cause not in own and cause_of(cause).rule not in told.fault] == []


@EACH
def test_checks_are_those_of_the_keys_or_of_the_body(dialect: DialectFile, told: Behavior) -> None:
    own = {word for rule in told.fault for word in OWN_CHECKS.get(rule, ())}
    written = {one.written for one in dialect.body.placeholders} if "broken-link" in told.fault else set()
    whole = {one.id for one in dialect.body.limits} | {one.id for one in dialect.combinations}
    found = {name for key in fitting(dialect, told) for name in checks_of(key)}
    assert set(told.check) <= own | written | whole | found


def checks_of(key: Key) -> set[str]:
    return {one.id for one in key.checks} | {one.id for one in key.limits} | {one.id for one in key.combinations}


@EACH
def test_tools_that_a_behavior_names_are_known_by_name(dialect: DialectFile, told: Behavior) -> None:
    known = {name for key in fitting(dialect, told) if key.tools for name in names_of(CATALOGS[key.tools])}
    assert {name for name in told.tool if "*" not in name} <= known


@EACH
def test_versions_are_numbers(dialect: DialectFile, told: Behavior) -> None:
    assert [one for one in (told.when.since, told.when.until) if one and not one.replace(".", "").isdigit()] == []


@EACH
def test_a_rule_has_the_data_by_which_it_finds_what_is_told(dialect: DialectFile, told: Behavior) -> None:
    found = kinds_in([dialect.format, dialect.body, dialect.identity, *dialect.combinations, *fitting(dialect, told)])
    found |= {"tools", "retired"} if any(key.tools for key in fitting(dialect, told)) else set()
    assert [rule for rule in told.fault if rule in FOUND_BY and FOUND_BY[rule] not in found] == []


def test_references_name_dialects() -> None:
    named = {name for file in FILES.dialects.values() for key in keys(file).values() for name in key.refers_to}
    assert named
    assert named <= FILES.dialects.keys()


def test_what_a_near_miss_says_no_behavior_says_again() -> None:
    missed = {
        (consumer, one.rule, one.glob)
        for p in FILES.products.values()
        for one in p.near_misses
        for consumer in one.consumers
    }
    again = {
        (b.consumer, rule, glob)
        for d in FILES.dialects.values()
        for b in d.behaviors
        for rule in b.fault
        for glob in b.place
    }
    assert missed & again == set()


def test_a_place_that_another_program_reads_is_a_near_miss_only_for_those_who_chose() -> None:
    read = {place.glob for product in FILES.products.values() for place in product.places}
    missed = [one for product in FILES.products.values() for one in product.near_misses if one.loses != "nothing"]
    assert [one.glob for one in missed if one.glob in read and not one.chosen] == []
