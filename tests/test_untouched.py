"""What no fixture touches: keys, values, tools, behaviors, places, near misses, each with its reason.

Keys count where they stand in a good file, everything else wherever it shows. Keys that are made alike (the events of
hooks) count once, and so do lists of values that several keys share.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from agentls.config import Settings
from agentls.document import open_document
from agentls.schema.products import NearMiss, Place
from agentls.text import SourceText
from tests.support.checking import report, schema, unmark
from tests.support.touched import Fixture, all_names, grouped, near_name, sample_path, touched_names
from tests.test_golden import ERR, OK, PLACES, place_of, read

LIST = Path(__file__).parent / "schema" / "untouched.yaml"
Name = tuple[str, str, str]

TYPICAL = {"gemini-agent": "reviewer"}
PLAIN = {
    ".md": "---\nname: keeper\ndescription: Keeps the changelog\n---\nKeep the changelog.\n",
    ".json": '{"name": "keeper", "description": "Keeps the changelog"}\n',
}
"""What lies at a near miss that has the ending of another format than the one that is read there."""

SKILL = "---\nname: long\ndescription: Releases a version. Use when a release is due.\n---\n"
ASKED = {
    "a tool of another host, asked about the command line": Fixture(
        "/p/.github/agents/a.agent.md", "---\ndescription: d\ntools: [browser]\n---\nRead.\n", False, ("copilot-cli",)
    ),
    "a tool of another host, asked about the cloud": Fixture(
        "/p/.github/agents/a.agent.md", "---\ndescription: d\ntools: [browser]\n---\nRead.\n", False, ("copilot-cloud",)
    ),
    "a tool of another host, asked about the editor": Fixture(
        "/p/.github/agents/a.agent.md", "---\ndescription: d\ntools: [skill]\n---\nRead.\n", False, ("vscode",)
    ),
    "a text of more lines than the standard advises": Fixture(
        "/p/library/long/SKILL.md", SKILL + "One more line.\n" * 501, False
    ),
}
"""Faults that a golden file can't show: they depend on whom the user asks about, or are long."""


def good_text(dialect: str, path: str) -> str:
    """A good file of the dialect with many marks by which it is recognized, in the format that the path has."""
    files = [file for file in OK if file.parts[-3] == dialect and TYPICAL.get(dialect, file.stem) == file.stem]
    alike = [file for file in files if file.suffix == Path(path).suffix]
    if not alike and Path(path).suffix in PLAIN:
        return PLAIN[Path(path).suffix]
    return unmark(read(max(alike or files, key=lambda file: len(read(file)))))[0]


LISTING = {
    "claude-code": "claude-code-agent", "copilot": "copilot-agent", "factory": "factory-droid", "kiro": "kiro-agent",
    "gemini-cli": "gemini-agent", "opencode": "opencode-agent", "qwen-code": "qwen-agent", "cline": "cline-agent",
}  # fmt: skip
"""Catalog of tools -> a dialect whose key `tools` names them."""


def with_every_tool(catalog: str) -> Fixture:
    """An agent that names every tool of a catalog; in one format they are switches."""
    dialect = schema().dialects[LISTING[catalog]]
    line = "  - '{}'" if "list" in dialect.keys["tools"].types else "  '{}': true"
    tools = "\n".join(map(line.format, schema().catalogs[catalog].tools))
    text = f"---\nname: user\ndescription: Uses every tool\ntools:\n{tools}\n---\nUse them.\n"
    return Fixture(PLACES[dialect.id].format(stem="user"), text, False)


def at(glob: str, dialect: str, targets: tuple[str, ...] = ()) -> Fixture:
    """A good file of the dialect at a path that fits the glob."""
    path = sample_path(glob)
    return Fixture(path, good_text(dialect, path), False, targets)


@cache
def fixtures() -> tuple[Fixture, ...]:
    golden = (Fixture(place_of(file), unmark(read(file))[0], file in OK) for file in (*OK, *ERR))
    places = (at(place.glob, place.dialect) for place in schema().places)
    near = (at(one.glob, one.dialect, near_targets(one)) for one in schema().near_misses)
    return (*golden, *places, *near, *map(with_every_tool, LISTING), *ASKED.values())


def near_targets(near: NearMiss) -> tuple[str, ...]:
    return tuple(near.consumers) if near.chosen else ()


@pytest.mark.parametrize("catalog", LISTING)
def test_every_tool_of_a_catalog_is_known(catalog: str) -> None:
    one = with_every_tool(catalog)
    strange = [found for found in report(one.text, one.path).findings if found.rule in ("unknown-tool", "foreign-tool")]
    assert not [found.message for found in strange for effect in found.effects if effect.target.certainty == "certain"]


@pytest.mark.parametrize("name", ASKED)
def test_what_is_asked_gives_one_finding(name: str) -> None:
    one = ASKED[name]
    assert len(report(one.text, one.path, Settings(targets=one.targets)).findings) == 1


@pytest.mark.parametrize(
    "place", schema().places, ids=lambda place: f"{place.dialect} {place.glob} {place.consumers[0]}"
)
def test_a_good_file_is_read_in_every_place(place: Place) -> None:
    one = at(place.glob, place.dialect)
    document = open_document(one.path, SourceText.from_bytes(one.text.encode()), schema(), Settings())
    assert document
    read_as = {(target.consumer, target.dialect) for target in document.detected.targets}
    assert {(consumer, place.dialect) for consumer in place.consumers} <= read_as


@pytest.mark.parametrize("near", schema().near_misses, ids=near_name)
def test_every_near_miss_is_told(near: NearMiss) -> None:
    one = at(near.glob, near.dialect, near_targets(near))
    found = report(one.text, one.path, Settings(targets=one.targets), lambda path: False).findings
    told = {effect.target.consumer for finding in found if finding.rule == near.rule for effect in finding.effects}
    assert set(near.consumers) <= told


def listed() -> list[dict[str, Any]]:
    groups = yaml.safe_load(LIST.read_text(encoding="utf-8")) if LIST.exists() else []
    return list(groups or [])


def names_of(group: dict[str, Any]) -> Iterator[Name]:
    for owner, kinds in group["names"].items():
        for kind, names in kinds.items():
            yield from ((owner, kind, name) for name in names)


def untouched() -> set[Name]:
    known, touched = all_names(schema()), touched_names(fixtures(), schema())
    assert touched <= known
    return known - touched


def rewrite(found: set[Name]) -> None:
    """Keep the reasons of what is untouched still; what is new waits for one."""
    groups: dict[str, set[Name]] = {}
    for group in listed():
        groups.setdefault(group["reason"], set()).update(found & set(names_of(group)))
    groups.setdefault("", set()).update(found - {name for names in groups.values() for name in names})
    kept = [{"reason": reason, "names": grouped(names)} for reason, names in groups.items() if names]
    text = yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=110)
    LIST.write_text(
        "# What no fixture touches, and why. Names are kept by tests/test_untouched.py.\n" + text, encoding="utf-8"
    )


def test_the_list_of_what_is_untouched_is_what_is_untouched() -> None:
    found = untouched()
    if os.environ.get("AGENTLS_UPDATE") == "1":
        rewrite(found)
    counts = Counter(name for group in listed() for name in names_of(group))
    assert {name for name, count in counts.items() if count > 1} == set()
    assert (found - set(counts), set(counts) - found) == (set(), set()), "run the tests with AGENTLS_UPDATE=1"


def test_whatever_is_untouched_has_a_reason() -> None:
    assert [group["names"] for group in listed() if not group["reason"].strip()] == []
