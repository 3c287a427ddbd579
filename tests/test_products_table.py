"""The table of what the real products did with our golden files fits the files and what agentls says of them today.

`python -m tests.products --update` writes the table; it installs the products, so it is no part of these tests.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.products.cases import digest, golden_case, golden_files, golden_id
from tests.products.compare import differences
from tests.products.product import LOADS, Observed, Product
from tests.products.products import PRODUCTS
from tests.products.says import said_of
from tests.products.table import known, load, observed, shortened
from tests.support.checking import schema

every_product = pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.consumer)


@cache
def table() -> dict[str, Any]:
    return load()


def again(product: Product) -> str:
    return f"run `python -m tests.products --product {product.consumer} --update`"


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
    full = frozenset(recorded["all-tools"]) or None
    wrong = []
    for path in golden_files(product.roles):
        entry = recorded["golden"].get(golden_id(path))
        if entry is None:
            continue  # the test above names it
        case = golden_case(path, product.roles[path.parts[-3]], product.consumer)
        different = differences(
            said_of(case, product), observed(entry, full), Observed(LOADS, tools=full), product.stands_for
        )
        allowed = recorded["disagreements"].get(case.id, {}).get("what", "")
        if shortened("; ".join(different)) != allowed:
            wrong.append(f"{case.id}: {'; '.join(different) or 'agrees now'}")
    assert not wrong, "\n".join(wrong)


@every_product
def test_every_disagreement_has_a_reason_and_every_reason_a_disagreement(product: Product) -> None:
    recorded = table()[product.consumer]["disagreements"]
    assert {name: one["why"] for name, one in recorded.items()} == known(product.consumer)
