"""`python -m tests.products`: run the real products and compare; `--update` writes the table."""

from __future__ import annotations

import argparse
import datetime as dt
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.products import fence
from tests.products.cases import batches, control, digest, golden_case, golden_files, golden_id, recorded_cases
from tests.products.compare import differences
from tests.products.install import default_folder, installed
from tests.products.product import CONTROL, LOADS, Case, Observed, Product
from tests.products.products import PRODUCTS
from tests.products.says import said_of, uncataloged
from tests.products.table import Disagreement, entry, known, listed, load, save, shortened
from tests.support.checking import schema
from tests.support.shared import SHARED


def main() -> int:
    """Install, fence, run, compare. 1 when something differs from the table, 2 when it could not be run."""
    options = _options()
    packages = {one.consumer: _package(one, options.folder) for one in PRODUCTS if _wanted(one, options.product)}
    if not options.without_fence:
        try:
            fence.enter()
        except fence.NoFenceError as error:
            print(f"No network of our own here ({error}); --without-fence runs the products all the same.")
            return 2
    if not SHARED.is_dir():
        print("../shared is not there: only the golden files are run.")
    before, outcome = load(), load()
    for product in PRODUCTS:
        package = packages.get(product.consumer)
        if package:
            outcome[product.consumer] = ask(product, package)
        if package and options.update:
            save({one.consumer: outcome[one.consumer] for one in PRODUCTS if one.consumer in outcome})
    missing = [name for name, package in packages.items() if package is None]
    changed = [name for name in outcome if _stripped(outcome[name]) != _stripped(before.get(name, {}))]
    print(f"\nDiffers from the table: {', '.join(changed) or 'nothing'}.")
    return 2 if missing else int(bool(changed) and not options.update)


def ask(product: Product, package: Path) -> dict[str, Any]:
    """Run one product on all its cases; its part of the table."""
    started = time.perf_counter()
    files = {golden_id(path): path for path in golden_files(product.roles)}
    cases = [golden_case(path, product.roles[path.parts[-3]], product.consumer) for path in files.values()]
    recorded = list(recorded_cases(product.consumer))
    seen = _observe(product, package, [*cases, *recorded])
    seconds = round(time.perf_counter() - started)
    disagreements = list(_disagreements(product, [*cases, *recorded], seen))
    full = seen.get(CONTROL)
    result = {
        "version": schema().consumers[product.consumer].version,
        "package": product.package(schema().consumers[product.consumer].version),
        "date": dt.date.today().isoformat(),
        "seconds": seconds,
        "cases": {"golden": len(cases), "recorded": len(recorded)},
        "agreed": len(cases) + len(recorded) - len(disagreements),
        "all-tools": sorted(full.tools) if full and full.tools else [],
        "not-in-catalog": uncataloged(full.tools, product) if full and full.tools else [],
        "disagreements": listed(disagreements),
        "golden": {case.id: {**entry(seen[case.id], full), "sha256": digest(files[case.id])} for case in cases},
        "recorded": _unloaded(recorded, seen),
    }
    _print(product, result)
    return result


def _observe(product: Product, package: Path, cases: list[Case]) -> dict[str, Observed]:
    """One role after the other, because names of different roles may be equal."""
    seen: dict[str, Observed] = {}
    for role in dict.fromkeys(product.roles.values()):
        first = [control(product.consumer)] if role == "agent" else []
        for batch in batches([case for case in cases if case.role == role]):
            seen |= product.observe(package, role, [*first, *batch])
    return seen


def _disagreements(product: Product, cases: list[Case], seen: dict[str, Observed]) -> list[Disagreement]:
    found, reasons = [], known(product.consumer)
    for case in cases:
        different = differences(said_of(case, product), seen[case.id], seen.get(CONTROL), product.stands_for)
        if different:
            found.append(Disagreement(case.id, shortened("; ".join(different)), reasons.get(case.id, "")))
    return found


def _unloaded(cases: list[Case], seen: dict[str, Observed]) -> dict[str, dict[str, list[str]]]:
    """Role -> what became of it -> ids of the cases that did not just load."""
    table: dict[str, dict[str, list[str]]] = {}
    for case in cases:
        did = seen[case.id].did
        if did != LOADS:
            table.setdefault(case.role, {}).setdefault(did, []).append(case.id.partition("/")[2])
    return table


def _print(product: Product, result: dict[str, Any]) -> None:
    count = sum(result["cases"].values())
    print(f"{product.consumer} {result['version']}: {count} cases, {result['agreed']} agreed, {result['seconds']} s")
    if result["not-in-catalog"]:
        print(f"  tools that agentls does not know: {', '.join(result['not-in-catalog'])}")
    for case, one in result["disagreements"].items():
        print(f"  {case}: {one['what']}\n    {one['why'] or 'NO REASON GIVEN'}")


def _stripped(result: dict[str, Any]) -> dict[str, Any]:
    """What counts when two runs are compared."""
    return {key: value for key, value in result.items() if key not in ("date", "seconds")}


def _wanted(product: Product, names: list[str]) -> bool:
    return not names or product.consumer in names


def _package(product: Product, folder: Path) -> Path | None:
    version = schema().consumers[product.consumer].version
    try:
        return installed(product.package(version), folder)
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"{product.consumer}: can't be installed: {getattr(error, 'stderr', '') or error}")
        return None


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.products", description=__doc__)
    parser.add_argument("--product", action="append", choices=[one.consumer for one in PRODUCTS], default=[])
    parser.add_argument("--update", action="store_true", help="write what was seen into the table")
    parser.add_argument("--folder", type=Path, default=default_folder(), help="where the packages are installed")
    parser.add_argument("--without-fence", action="store_true", help="run where no network of our own can be had")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
