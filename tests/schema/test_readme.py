"""The page on how to add to the schema: its example works, its list of faults is fresh."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from agentls.analysis import check_source
from agentls.config.finder import Finder
from agentls.reference.fault_words import FAULTS
from agentls.rules import RULES
from agentls.schema.arguments import ARGUMENTS
from agentls.text import SourceText
from tests.support.checking import schema

PAGE = Path(__file__).parents[2] / "schemas" / "README.md"
BLOCK = re.compile(r"^```(?:toml|yaml)\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall(PAGE.read_text(encoding="utf-8"))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for name, text in BLOCKS:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def found(house: Path, text: str) -> list[tuple[str, str]]:
    path = f"{house.as_posix()}/crew/ada.md"
    finder = Finder(schema(), RULES)
    settings = finder.settings(path)
    assert finder.wrong == []
    report = check_source(path, SourceText(text), settings, finder.schema(path.rpartition("/")[0]), os.path.exists)
    assert report.dialect == "crew-role"
    return [(one.severity.label, one.rule) for one in report.findings]


def test_the_example_is_whole() -> None:
    assert [name for name, _ in BLOCKS] == [
        "agentls.toml",
        "house/dialects/crew-role.yaml",
        "house/products/crew.yaml",
    ]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("name: ada\nmood: calm\nuses: [Dig]", []),
        ("mood: calm", [("error", "missing-key")]),
        ("name: ada\nmood: grim", [("warning", "invalid-value")]),
        ("name: ada\nuses: [Dog]", [("info", "unknown-tool")]),
    ],
)
def test_the_example_finds_what_the_page_says(house: Path, front: str, expected: list[tuple[str, str]]) -> None:
    assert found(house, f"---\n{front}\n---\nDig.\n") == expected


SPARE_KEYS = """\
keys:
  name: {types: string, doc: N., required: true, checks: [{id: small, like: "[a-z]+", doc: Small letters.}]}
  turns: {types: integer, doc: T., limits: [{id: most, unit: number, max: 5}]}
  mood: {types: string, doc: M., values: [calm, loud]}
  note: {types: string, doc: N., limits: [{id: short, max: 9}]}
  uses: {types: list, doc: U., tools: crew-tools}
tags: [{name: step, doc: S., cardinality: "1", attributes: {kind: {doc: K., required: true, values: [a]}}}]
"""


SPOKEN = {
    "mood: calm": (["info missing-key"], ["info missing-key"]),
    "name: [ada]": (["info invalid-type"], ["info invalid-type"]),
    "name: ada\nuses: 5": (["info invalid-type"], ["info invalid-type"]),
    "name: ada\nturns: nine": ([], []),
    "name: ada\nmood: grim": (["info invalid-value"], []),
    "name: ada\nturns: 9": (["info invalid-value"], []),
    "name: ada\nnote: far too long": (["info too-long"], ["info too-long"]),
    "name: Ada": (["hint invalid-name"], []),
    "name: ada\nuses: [Dog]": (["info unknown-tool"], ["info unknown-tool"]),
    "name: ada\nextra: 1": ([], ["hint unknown-key"]),
    "name: ada": ([], []),
}
"""Front matter -> what is said in a house style and in a product's own format."""


@pytest.mark.parametrize("kind", ["community", "official"])
def test_what_speaks_without_a_behavior(house: Path, kind: str) -> None:
    """The table of the page, line by line; the tag stands twice and lacks its attribute."""
    dialect, product = house / "house/dialects/crew-role.yaml", house / "house/products/crew.yaml"
    head = dialect.read_text(encoding="utf-8").partition("keys:")[0]
    if kind == "community":
        head = head.replace("kind: official", "kind: community").replace("product: crew\n", "")
        places = re.sub(r"places:\n.*\n", "", product.read_text(encoding="utf-8"))
        product.write_text(places, encoding="utf-8")
        (house / "agentls.toml").write_text(
            'schemas = ["house"]\n[dialects]\n"crew/*" = "crew-role"\n', encoding="utf-8"
        )
    dialect.write_text(head + SPARE_KEYS, encoding="utf-8")
    body = "<step>\nDig.\n</step>\n<step>\nDig.\n</step>\n"
    said = {front: [" ".join(one) for one in found(house, f"---\n{front}\n---\n{body}")] for front in SPOKEN}
    assert said == {front: both[kind == "official"] for front, both in SPOKEN.items()}


def test_the_list_of_faults_is_fresh() -> None:
    rows = [
        f"| `{name}` | {words} | {', '.join(f'`{{{one}}}`' for one in sorted(ARGUMENTS.get(name, ())))} |"
        for name, words in FAULTS.items()
    ]
    table = "\n".join(["| `fault` | means | a sentence may use |", "|---|---|---|", *rows])
    text = PAGE.read_text(encoding="utf-8")
    fresh = re.sub(
        r"(<!-- faults -->\n).*?(<!-- /faults -->)",
        lambda match: f"{match[1]}\n{table}\n\n{match[2]}",
        text,
        flags=re.S,
    )
    if os.environ.get("AGENTLS_UPDATE") == "1":
        PAGE.write_text(fresh, encoding="utf-8", newline="\n")
        text = fresh
    assert text == fresh, "stale: run the tests with AGENTLS_UPDATE=1"
