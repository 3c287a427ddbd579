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
from tests.products.judging import full_of, golden_differences, stale_files
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
            outcome[product.consumer] = ask(product, package, _before(product) if options.stale else None)
        if package and options.update:
            save({one.consumer: outcome[one.consumer] for one in PRODUCTS if one.consumer in outcome})
    missing = [name for name, package in packages.items() if package is None]
    changed = [name for name in outcome if _stripped(outcome[name]) != _stripped(before.get(name, {}))]
    print(f"\nDiffers from the table: {', '.join(changed) or 'nothing'}.")
    return 2 if missing else int(bool(changed) and not options.update)


def ask(product: Product, package: Path, before: dict[str, Any] | None) -> dict[str, Any]:
    """Run one product; its part of the table. With `before` only what is stale there is run."""
    started = time.perf_counter()
    files = {golden_id(path): path for path in golden_files(product.roles)}
    chosen = files.values() if before is None else stale_files(product, before)
    cases = [golden_case(path, product.roles[path.parts[-3]], product.consumer) for path in chosen]
    recorded = list(recorded_cases(product.consumer)) if before is None else []
    seen = _observe(product, package, [*cases, *recorded])
    full = seen.get(CONTROL) or (full_of(before) if before else None)
    entries = {case.id: {**entry(seen[case.id], full), "sha256": digest(files[case.id])} for case in cases}
    kept = {name: one for name, one in before["golden"].items() if name in files} if before else {}
    result = before or _head(product, full)
    result["golden"] = dict(sorted((kept | entries).items()))
    if before is None:
        result["seconds"] = round(time.perf_counter() - started)
        result["cases"]["recorded"] = len(recorded)
        result["recorded"] = _unloaded(recorded, seen)
        result["disagreements"] = listed(_disagreements(product, recorded, seen))
    _judge(product, result)
    _print(product, result, len(cases) + len(recorded))
    return result


def _before(product: Product) -> dict[str, Any] | None:
    """What the table has of the product; None for another version, of which everything is to be run."""
    recorded: dict[str, Any] | None = load().get(product.consumer)
    version = schema().consumers[product.consumer].version
    return recorded if recorded and recorded["version"] == version else None


def _head(product: Product, full: Observed | None) -> dict[str, Any]:
    """What stands above the files in a product's part of the table; zeros where the rest is not known yet."""
    version = schema().consumers[product.consumer].version
    tools = (full.tools if full else None) or frozenset()
    return {
        "version": version,
        "package": product.package(version),
        "date": dt.date.today().isoformat(),
        "seconds": 0,
        "cases": {"golden": 0, "recorded": 0},
        "agreed": 0,
        "all-tools": sorted(tools),
        "not-in-catalog": [],
        "disagreements": {},
    }


def _judge(product: Product, result: dict[str, Any]) -> None:
    """Fill in where agentls differs, and the sums."""
    reasons = known(product.consumer)
    others = {name: one for name, one in result["disagreements"].items() if name.partition("/")[0] not in product.roles}
    golden = golden_differences(product, result)
    result["disagreements"] = others | {
        name: {"what": what, "why": reasons.get(name, "")} for name, what in golden.items()
    }
    result["not-in-catalog"] = uncataloged(frozenset(result["all-tools"]), product)
    result["cases"]["golden"] = len(result["golden"])
    result["agreed"] = sum(result["cases"].values()) - len(result["disagreements"])


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


def _print(product: Product, result: dict[str, Any], run: int) -> None:
    count = sum(result["cases"].values())
    print(f"{product.consumer} {result['version']}: {run} of {count} cases run, {result['agreed']} agreed", flush=True)
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
    parser.add_argument("--stale", action="store_true", help="run only the golden files that have changed since")
    parser.add_argument("--folder", type=Path, default=default_folder(), help="where the packages are installed")
    parser.add_argument("--without-fence", action="store_true", help="run where no network of our own can be had")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
