"""The table of what the real products did with our golden files fits the files and what agentls says of them today.

`python -m tests.products --update` writes the table; it installs the products, so it is no part of these tests.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.products.cases import digest, golden_files, golden_id
from tests.products.compare import differences
from tests.products.judging import golden_differences
from tests.products.product import DROPPED, LOADS, UNCLEAR, Case, Listing, Observed, Product, matched
from tests.products.products import PRODUCTS
from tests.products.says import Said
from tests.products.table import known, load
from tests.support.checking import schema

every_product = pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.consumer)


@cache
def table() -> dict[str, Any]:
    return load()


def again(product: Product) -> str:
    return f"run `python -m tests.products --product {product.consumer} --stale --update`"


def test_every_product_that_can_be_run_stands_in_the_table() -> None:
    assert list(table()) == [product.consumer for product in PRODUCTS]


@every_product
def test_the_version_that_was_run_is_the_one_that_the_schema_speaks_of(product: Product) -> None:
    spoken_of = schema().consumers[product.consumer].version
    assert table()[product.consumer]["version"] == spoken_of, again(product)
    readers = [reader for (consumer, _), reader in schema().readers.items() if consumer == product.consumer]
    assert {reader.version for reader in readers} == {spoken_of}


@every_product
def test_every_golden_file_was_run_as_it_is_now(product: Product) -> None:
    now = {golden_id(path): digest(path) for path in golden_files(product.roles)}
    then = {name: entry["sha256"] for name, entry in table()[product.consumer]["golden"].items()}
    stale = sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))
    assert not stale, f"{again(product)}: {', '.join(stale)}"


@every_product
def test_agentls_says_what_the_product_did(product: Product) -> None:
    recorded = table()[product.consumer]
    now = golden_differences(product, recorded)
    then = {name: one["what"] for name, one in recorded["disagreements"].items() if name in recorded["golden"]}
    assert now == then, f"mend what agentls says, or {again(product)}"


@every_product
def test_every_disagreement_has_a_reason_and_every_reason_a_disagreement(product: Product) -> None:
    recorded = table()[product.consumer]["disagreements"]
    assert {name: one["why"] for name, one in recorded.items()} == known(product.consumer)


FULL = Observed(LOADS, tools=frozenset({"Bash", "Edit", "Read"}))


@pytest.mark.parametrize(
    ("said", "seen", "different"),
    [
        (Said(LOADS), Observed(LOADS), ""),
        (Said(DROPPED, ("missing-key",)), Observed(DROPPED, reason="no name"), ""),
        (Said(LOADS), Observed(DROPPED, reason="no name"), "the product dropped, agentls says loads (nothing) no name"),
        (Said(LOADS, name="a"), Observed(LOADS, "b"), "name: 'b', agentls reads 'a'"),
        (Said(LOADS, model="opus"), Observed(LOADS, model="Opus"), ""),
        (Said(LOADS), Observed(LOADS, model="opus"), "model: 'opus', agentls reads None"),
        (Said(LOADS, named=frozenset({"Read"}), sure=frozenset({"Read"})), Observed(LOADS, tools=FULL.tools),
         "tools: Bash, Edit besides"),
        (Said(LOADS, denied=frozenset({"Bash"})), Observed(LOADS, tools=frozenset({"Read"})), "tools: Edit missing"),
        (Said(LOADS, denied=frozenset({"*"}), granted=frozenset({"Read"})), Observed(LOADS, tools=frozenset({"Read"})),
         ""),
        (Said(LOADS, access=frozenset({"none"})), Observed(LOADS, tools=frozenset()), ""),
    ],
)  # fmt: skip
def test_a_difference_is_told_in_words(said: Said, seen: Observed, different: str) -> None:
    assert "; ".join(differences(said, seen, FULL, {})) == different


def test_a_listed_name_that_no_file_claims_makes_a_missing_one_unclear() -> None:
    cases = [Case(name, "agent", f"{name}.md", b"", (name,)) for name in ("a", "b", "c")]
    listing = Listing(frozenset({"a", "own", "stranger"}), complaints={"c.md": "no name"})
    found = matched(cases, listing, frozenset({"own"}), None)
    assert [found[case.id].did for case in cases] == [LOADS, UNCLEAR, DROPPED]
