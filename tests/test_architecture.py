"""The house rules of ARCHITECTURE.md, each held by a test."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "server" / "agentls"
MODULES = sorted(PACKAGE.rglob("*.py"))

LAYERS = [
    {"patterns"},
    {"text", "sentences", "snippets", "paths"},
    {"findings", "syntax", "schema"},
    {"config"},
    {"parse"},
    {"signals"},
    {"detect"},
    {"facts"},
    {"document"},
    {"faults", "workspace"},
    {"rules"},
    {"effects", "suppress"},
    {"analysis"},
    {"fixing"},
    {"features"},
    {"walk", "report", "reference", "writing"},
    {"lsp"},
    {"cli"},
    {"__main__"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_downward_only(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    for name in imports_of(path):
        if name.startswith("agentls."):
            other = name.split(".")[1]
            assert other == room or RANK[other] < RANK[room], f"{room} imports {other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_lsp_knows_the_protocol(path: Path) -> None:
    protocol = {name.split(".")[0] for name in imports_of(path)} & {"pygls", "lsprotocol"}
    assert not protocol or room_of(path) == "lsp"


def names_of_schema_files() -> list[str]:
    return [path.stem for room in ("dialects", "products") for path in (ROOT / "schemas" / room).glob("*.yaml")]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_dialect_or_product_is_named_in_code(path: Path) -> None:
    strings = [
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    named = {name for name in names_of_schema_files() for text in strings if re.fullmatch(re.escape(name), text)}
    assert not named


def test_every_rule_has_a_module_and_a_page() -> None:
    from agentls.rules import RULES

    for rule in RULES.values():
        assert (PACKAGE / "rules" / f"{rule.id.replace('-', '_')}.py").is_file()
        assert f"# {rule.id}" in rule.page()


def test_every_rule_that_behaviors_may_name_is_in_the_closed_list() -> None:
    from typing import get_args

    from agentls.rules import RULES
    from agentls.schema import models

    without_effects = {
        "copied-web-page", "duplicate-section", "empty-section", "invalid-settings", "invisible-character",
        "mismatched-tag", "missing-section", "missing-tag", "misspelled-section", "stray-closing-tag",
        "unclosed-fence", "unclosed-tag", "unordered-sections", "unused-suppression",
    }  # fmt: skip
    assert set(RULES) - without_effects <= set(get_args(models.Rule))
