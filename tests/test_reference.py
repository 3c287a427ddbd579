"""The reference pages: fresh, readable, with links that lead somewhere."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from agentls.reference import HEAD, pages
from agentls.reference.behaviors import severity_word
from agentls.reference.fault_words import FAULTS
from agentls.schema.models import Rule
from tests.support.checking import schema

REFERENCE = Path(__file__).parents[1] / "schemas" / "reference"
PAGES = pages(schema())


def test_there_is_a_page_per_dialect_and_per_product_with_tools() -> None:
    products = {catalog.product for catalog in schema().catalogs.values()}
    assert set(PAGES) == {
        "index.md",
        *(f"{name}.md" for name in schema().dialects),
        *(f"tools-{product}.md" for product in products),
    }


def test_the_committed_pages_are_fresh() -> None:
    if os.environ.get("AGENTLS_UPDATE") == "1":
        REFERENCE.mkdir(exist_ok=True)
        for path in REFERENCE.glob("*.md"):
            path.unlink()
        for name, text in PAGES.items():
            (REFERENCE / name).write_text(text, encoding="utf-8", newline="\n")
    committed = {path.name: path.read_text(encoding="utf-8") for path in REFERENCE.glob("*.md")}
    stale = sorted(name for name in PAGES.keys() | committed if PAGES.get(name) != committed.get(name))
    assert not stale, "stale: run the tests with AGENTLS_UPDATE=1"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound_markdown(name: str) -> None:
    text = PAGES[name]
    assert text.startswith(HEAD)
    assert text.endswith("\n")
    assert "\n\n\n" not in text
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        columns = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(columns) == 1, f"rows of different width: {table[:200]}"
    prose = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", text.replace(HEAD, ""))
    tags = set(re.findall(r"(?<!\\)<(?!https?://)[^>]*>", prose))
    assert tags <= {"<br>", "<details>", "</details>", "<summary>", "</summary>"}
    assert "..\n" not in prose.replace("...", "")


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_page(name: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+\.md)\)", PAGES[name]):
        assert target in PAGES


def test_every_page_is_reached_from_the_index() -> None:
    assert set(re.findall(r"\]\(([\w-]+\.md)\)", PAGES["index.md"])) == set(PAGES) - {"index.md"}


def test_every_key_tool_section_and_tag_stands_on_its_page() -> None:
    for dialect in schema().dialects.values():
        page = PAGES[f"{dialect.id}.md"]
        for one in (key for top in dialect.keys.values() for key in top.walk() if "." not in key.path):
            assert f"| `{one.path}` |" in page
        for tag in dialect.tag_names:
            assert f"`<{tag}>`" in page
    for catalog in schema().catalogs.values():
        for tool in (*catalog.tools, *catalog.retired):
            assert f"| `{tool}` |" in PAGES[f"tools-{catalog.product}.md"]


def test_every_behavior_of_a_reader_stands_on_its_page_with_its_evidence() -> None:
    page = PAGES["claude-code-agent.md"]
    row = next(
        line for line in page.splitlines() if line.startswith("| `permissionMode`: a value that is not taken (`plan")
    )
    assert "the agent runs in the default mode and may change files" in row
    assert row.endswith("| error | seen by running it, 2.1.329, 2026-11-19 |")


def test_every_fault_has_words() -> None:
    from typing import get_args

    assert set(FAULTS) == set(get_args(Rule))


def test_a_page_says_by_what_kind_of_source_broken_syntax_is_known() -> None:
    told = {
        name: re.findall(r"cause by cause \((.*)\)</summary>", PAGES[name])
        for name in ("roo-mode.md", "cline-agent.md", "gemini-command.md", "factory-droid.md")
    }
    assert told["roo-mode.md"] == ["source code, not verified, version 3.52.1, 2026-04-14"]
    assert told["cline-agent.md"][:1] == ["source code, not verified, version 21cb8d25, 2026-08-22"]
    assert "partly seen by running it, partly source code, version 0.24.4, 2026-11-21" in told["gemini-command.md"]
    assert told["factory-droid.md"][0].startswith("seen by running it, version ")


@pytest.mark.parametrize("name", PAGES)
def test_what_is_not_verified_is_not_called_seen(name: str) -> None:
    assert not re.search(r"not verified.*seen by|seen by[^|]*not verified", PAGES[name])


def test_what_was_not_run_is_never_an_error() -> None:
    """As the README says: the programs that it names were run, those of the others were not."""
    readme = (REFERENCE.parents[1] / "README.md").read_text(encoding="utf-8")
    run = re.search(r"^(.*)\nwere run to see what they do", readme, re.MULTILINE)
    assert run
    known = schema()
    for name, dialect in known.dialects.items():
        for one in dialect.all_behaviors:
            title = known.data["products"][known.consumers[one.consumer].product]["title"]
            if not any(word in run[1] for word in (title, title.split()[0], known.title(one.consumer))):
                assert severity_word(one) != "error", f"{name}: {one.id}"


def row(page: str, name: str) -> str:
    return next(line for line in PAGES[page].splitlines() if line.startswith(f"| `{name}` |"))


def test_names_keep_their_case_wherever_they_stand() -> None:
    told = row("factory-droid.md", "tools")
    assert "`edit` (Create, Edit and ApplyPatch), `execute` (Execute), `web` (WebSearch and" in told


def test_a_form_of_names_is_shown_without_the_brackets_of_its_glob() -> None:
    assert row("tools-claude-code.md", "*") == "| `*` | Every tool. |"
    assert "[*]" not in "".join(PAGES.values())


def test_advice_stands_with_its_condition() -> None:
    assert "With `glob`: Write globs, or another trigger." in row("windsurf-devin.md", "trigger")
    told = row("goose-recipe.md", "parameters[].requirement")
    assert "With `optional`: Write a default, or another requirement." in told


def test_a_sentence_on_any_key_names_no_glob() -> None:
    assert "OpenCode has no permission *key*: this rule never applies." in PAGES["opencode-agent.md"]


def test_a_name_that_nearly_all_share_is_not_translated() -> None:
    assert "Elsewhere" not in row("claude-code-agent.md", "name")
    assert "Elsewhere: `maxTurns`" in row("kilo-agent.md", "steps")


def test_a_tool_is_not_translated_into_one_that_does_something_else() -> None:
    assert row("tools-codex.md", "view_image") == "| `view_image` | Looks at an image. |"


def test_what_counts_for_another_kind_of_file_stands_on_the_page_of_that_kind() -> None:
    assert "(in `*.json`)" in PAGES["kiro-agent-json.md"]
    assert "(in `*.json`)" not in PAGES["kiro-agent.md"]


def test_a_page_says_that_the_home_folder_counts_too() -> None:
    told = "A path counts from any folder on: in a project as well as in your home folder, `~`."
    assert told in PAGES["factory-droid.md"]
    assert told not in PAGES["roo-mode.md"]


@pytest.mark.parametrize(
    "words", ["not written at all", "*most*", "breaks “", "The part of the system", "Not written `"]
)
def test_no_page_has_words_that_nobody_understands(words: str) -> None:
    assert [name for name, text in PAGES.items() if words in text] == []
