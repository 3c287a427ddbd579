"""The table's golden files, judged by what agentls says today. The command and the ordinary test both ask here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.products.cases import digest, golden_case, golden_files, golden_id
from tests.products.compare import differences
from tests.products.product import LOADS, Observed, Product
from tests.products.says import said_of
from tests.products.table import observed, shortened


def full_of(data: Mapping[str, Any]) -> Observed:
    """The agent with every tool, as a product's part of the table has it."""
    return Observed(LOADS, tools=frozenset(data["all-tools"]) or None)


def golden_differences(product: Product, data: Mapping[str, Any]) -> dict[str, str]:
    """Golden file -> in what agentls says something else than the table; files that agree are left out."""
    found, full = {}, full_of(data)
    for path in golden_files(product.roles):
        entry = data["golden"].get(golden_id(path))
        if entry is None:
            continue
        case = golden_case(path, product.roles[path.parts[-3]], product.consumer)
        different = differences(said_of(case, product), observed(entry, full.tools), full, product.stands_for)
        if different:
            found[case.id] = shortened("; ".join(different))
    return found


def stale_files(product: Product, data: Mapping[str, Any]) -> list[Path]:
    """Golden files that were not run as they are now, and those about which agentls differs without a known reason."""
    then = {name: entry["sha256"] for name, entry in data["golden"].items()}
    open_ones = {name for name, one in data["disagreements"].items() if not one["why"]}
    files = golden_files(product.roles)
    return [path for path in files if then.get(golden_id(path)) != digest(path) or golden_id(path) in open_ones]
