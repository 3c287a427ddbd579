"""What do dialects cost? Start-up and time per file with eight dialects and with all, on the same files in one run.

    python -m tests.bench.dialects [--files 1000] [--rounds 9]

Two copies of the package are made, one with the whole compiled schema and one with eight dialects and what the products
say of those. Prints CPU seconds (median of the rounds, both in turn) and the growth. Nothing is asserted: these are
figures for people.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import agentls
from agentls.schema.load import load_schema
from tests.bench.run import agent, make_files

EIGHT = (
    "superclaude", "agency-agents", "xml-agent", "claude-squad", "contains-studio", "claude-code-agent", "agent-skill",
    "copilot-agent",
)  # fmt: skip
STARTS = 15
"""Starts that make one round: a single one is short."""


def reduced(schema: dict[str, Any]) -> dict[str, Any]:
    """The compiled schema with eight dialects; products keep what they say of those, and go where that is nothing."""
    concepts = {name: {**one, "members": _of_eight(one["members"])} for name, one in schema["concepts"].items()}
    products = {name: _product(one) for name, one in schema["products"].items()}
    return {
        **schema,
        "dialects": {name: schema["dialects"][name] for name in EIGHT},
        "products": {name: one for name, one in products.items() if one["places"] or one["readers"]},
        "concepts": concepts,
    }


def _product(product: dict[str, Any]) -> dict[str, Any]:
    return {**product, **{part: _of_eight(product.get(part, [])) for part in ("places", "readers", "near_misses")}}


def _of_eight(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [entry for entry in entries if entry["dialect"] in EIGHT]


def install(folder: Path, schema: dict[str, Any]) -> Path:
    """A copy of the package with a compiled schema, as an installed one has it; returns the folder to import from."""
    shutil.copytree(Path(agentls.__file__).parent, folder / "agentls", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "agentls" / "schema.json").write_text(json.dumps(schema, ensure_ascii=False), encoding="utf-8")
    return folder


def cpu_of(package: Path, target: Path) -> float:
    """CPU seconds of one check."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "agentls", "check", str(target), "--fail-on", "never", "--format", "concise"]
    environment = {**os.environ, "PYTHONPATH": str(package)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run(command, env=environment, cwd=target.parent, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(packages: dict[str, Path], project: Path, count: int, rounds: int) -> None:
    """Print start-up and time per file for each package, and how much the last has grown over the first."""
    single = project / ".claude" / "agents" / "one.md"
    single.write_text(agent(1), encoding="utf-8")
    starts: dict[str, list[float]] = {name: [] for name in packages}
    files: dict[str, list[float]] = {name: [] for name in packages}
    for number in range(rounds + 1):
        for name, package in packages.items():
            start = statistics.median(cpu_of(package, single) for _ in range(STARTS if number else 1))
            whole = cpu_of(package, project)
            if number:  # the first round writes the byte code
                starts[name].append(start)
                files[name].append((whole - start) / count)
    print("              start-up (ms CPU)   per file (ms CPU)")
    medians = {name: (statistics.median(starts[name]), statistics.median(files[name])) for name in packages}
    for name, (start, each) in medians.items():
        print(f"{name:12} {1000 * start:18.1f} {1000 * each:19.3f}")
    first, *_, last = medians.values()
    growth = [100 * (new / old - 1) for old, new in zip(first, last, strict=True)]
    print(f"{'growth':12} {growth[0]:+17.1f} % {growth[1]:+17.1f} %")


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    schema = load_schema()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packages = {
            "8 dialects": install(folder / "eight", reduced(schema)),
            f"{len(schema['dialects'])} dialects": install(folder / "all", schema),
        }
        project = folder / "project"
        make_files(project, options.files)
        measure(packages, project, options.files, options.rounds)


if __name__ == "__main__":
    main()
