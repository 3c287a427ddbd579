"""A rule's page is its documentation and its test: what it shows as wrong is found, what it advises is clean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import frontmatter
import pytest

from agentls import rules
from agentls.findings import Severity
from agentls.rules import RULES
from tests.support.checking import report

HEADINGS = ["What it does", "Why it matters", "Example", "Use instead", "Settings"]
NO_EXAMPLE = "<!-- no example: bytes -->"
PLACE = "/p/"


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: the section it stands in, the path it is checked under, its text."""

    section: str
    path: str
    text: str


@dataclass(frozen=True)
class Page:
    """The body of a page: its title, its sections (title and prose, the lead under ""), and its fenced blocks."""

    title: str
    sections: dict[str, str]
    blocks: list[Block]


def read_page(body: str) -> Page:
    title, section, mark, info = "", "", "", ""
    prose: dict[str, list[str]] = {"": []}
    blocks: list[Block] = []
    inside: list[str] = []
    for line in body.splitlines():
        if mark and line == mark:
            blocks.append(Block(section, info.partition(" ")[2], "\n".join([*inside, ""])))
            mark, inside = "", []
        elif mark:
            inside.append(line)
        elif line.startswith("```"):
            info = line.lstrip("`")
            mark = line.removesuffix(info)
        elif line.startswith("# "):
            title = line.removeprefix("# ")
        elif line.startswith("## "):
            section = line.removeprefix("## ")
            assert section not in prose, f"{section} stands there twice"
            prose[section] = []
        else:
            prose[section].append(line)
    assert not mark, "a fence is never closed"
    return Page(title, {name: "\n".join(lines).strip() for name, lines in prose.items()}, blocks)


PAGES = {rule.id: read_page(frontmatter.loads(rule.page()).content) for rule in RULES.values()}


def blocks(section: str) -> list[object]:
    return [
        pytest.param(rule, block, id=f"{rule}-{number}")
        for rule, page in PAGES.items()
        for number, block in enumerate((block for block in page.blocks if block.section == section), 1)
    ]


def shown_in(rule: str) -> Callable[[str], bool]:
    """Whether a page shows a file: to its examples, no other file is there."""
    return {PLACE + block.path for block in PAGES[rule].blocks}.__contains__


def test_every_page_has_a_rule() -> None:
    written = {page.stem for page in Path(rules.__file__).parent.glob("*.md")}
    assert written == {rule.replace("-", "_") for rule in RULES}


@pytest.mark.parametrize("rule", RULES)
def test_a_page_tells_id_and_default_severity_of_its_rule(rule: str) -> None:
    assert frontmatter.loads(RULES[rule].page()).metadata == {"rule": rule, "default": RULES[rule].default.label}


@pytest.mark.parametrize("rule", RULES)
def test_a_page_has_a_title_one_sentence_and_the_five_sections_in_order(rule: str) -> None:
    page = PAGES[rule]
    lead, *headings = page.sections
    assert page.title == rule
    assert headings == HEADINGS
    assert page.sections[lead].endswith(".")
    assert ". " not in page.sections[lead].replace("\n", " ")


@pytest.mark.parametrize("rule", RULES)
def test_a_page_says_how_to_leave_the_rule_out(rule: str) -> None:
    assert f"`agentls check --ignore {rule}`" in PAGES[rule].sections["Settings"]


@pytest.mark.parametrize("rule", RULES)
def test_a_page_shows_examples_or_says_that_text_cannot_show_them(rule: str) -> None:
    page = PAGES[rule]
    shown = [block for block in page.blocks if block.section == "Example"]
    assert bool(shown) != (NO_EXAMPLE in page.sections["Example"].splitlines())
    assert any(block.section == "Use instead" for block in page.blocks)
    assert {block.section for block in page.blocks} <= {"Example", "Use instead"}


@pytest.mark.parametrize(("rule", "block"), blocks("Example"))
def test_an_example_is_found(rule: str, block: Block) -> None:
    result = report(block.text, PLACE + block.path, exists=shown_in(rule))
    assert rule in [finding.rule for finding in result.findings], [finding.message for finding in result.findings]


@pytest.mark.parametrize(("rule", "block"), blocks("Use instead"))
def test_what_to_use_instead_is_clean(rule: str, block: Block) -> None:
    result = report(block.text, PLACE + block.path, exists=shown_in(rule))
    assert result.status == "checked"
    assert rule not in [finding.rule for finding in result.findings]
    assert [finding.message for finding in result.findings if finding.severity > Severity.INFO] == []


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("---\nname: r\ndescription: d\n---\nReview.\n".encode("utf-16"), id="UTF-16 with FF FE"),
        pytest.param("---\nname: r\ndescription: d\n---\nReview.\n".encode("utf-16-le"), id="UTF-16 without FF FE"),
        pytest.param("---\nname: r\ndescription: d\n---\nReview.\n".encode("utf-16-be"), id="the other UTF-16"),
        pytest.param("---\nname: r\ndescription: Prüft für uns\n---\nReview.\n".encode("latin-1"), id="Latin-1"),
    ],
)
def test_the_bytes_that_the_page_on_encodings_describes_are_found(content: bytes) -> None:
    assert [finding.rule for finding in report(content).findings] == ["invalid-encoding"]
