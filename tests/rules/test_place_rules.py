"""Agents that nobody finds where they lie, and files that are taken for agents."""

from __future__ import annotations

from pathlib import Path

import pytest

from agentls.analysis import looks_placed
from agentls.config import Settings
from agentls.walk.find import Candidates, find_files
from tests.support.checking import check, report, schema

AGENT = "name: reviewer\ndescription: Reviews code\n---\nReview.\n"
UNREAD = "«error not-read|---»\n" + AGENT
PLACED = Settings(select=("not-read", "stray-file"))


@pytest.mark.parametrize(
    "path",
    [
        ".claude/agents/reviewer.txt", ".claude/agents/reviewer.mdx", ".claude/agents/reviewer.MD",
        ".claude/agents/team/reviewer.markdown", ".claude/skills/reviewer.md", ".claude/skills/reviewer/skill.md",
        ".claude/skills/team/reviewer/SKILL.md", ".gemini/agents/team/reviewer.md", ".gemini/commands/reviewer.md",
        ".qwen/agents/team/reviewer.md",
    ],
)  # fmt: skip
def test_an_agent_that_nobody_reads_where_it_lies_is_an_error_and_nothing_else_is_said(path: str) -> None:
    check(UNREAD.replace("description", "descriptoin: x\ndescription"), f"/p/{path}")


def test_an_agent_in_a_format_that_nobody_reads_is_found_by_its_lines() -> None:
    check("«error not-read|name: reviewer»\ndescription: Reviews code\n", "/p/.github/agents/reviewer.agent.yaml")


@pytest.mark.parametrize(
    "path",
    [
        ".claude/agents/notes.txt", ".claude/skills/notes.md", ".claude/skills/README.md", ".claude/agents/README.md",
        ".github/agents/notes.agent.yaml",
    ],
)  # fmt: skip
def test_a_text_without_name_and_description_is_no_agent_file(path: str) -> None:
    assert report("# Notes\n\ndescription: what we use\n", f"/p/{path}").status == "unrecognized"


@pytest.mark.parametrize("folder", ["examples", "templates", "assets", "references"])
def test_a_skill_among_the_files_of_a_skill_is_not_meant_to_be_found(folder: str) -> None:
    check("---\n" + AGENT, f"/p/.claude/skills/maker/{folder}/demo/SKILL.md", PLACED)


def test_where_another_product_reads_the_file_it_is_information() -> None:
    check("«info not-read|---»\n" + AGENT, "/p/.agents/skills/team/reviewer/SKILL.md", PLACED)


def test_advice_for_another_product_is_given_to_those_who_name_it() -> None:
    path = "/p/.claude/skills/reviewer/SKILL.md"
    check("---\n" + AGENT, path, PLACED)
    check("«info not-read|---»\n" + AGENT, path, Settings(select=("not-read",), targets=("codex",)))


def test_a_file_that_another_one_beside_it_makes_needless_or_right_is_not_told() -> None:
    path, codex = "/p/CLAUDE.md", Settings(select=("not-read",), targets=("codex",))
    marked = "«info not-read|# House rules»\n\nTest first.\n"
    check(marked, path, codex, exists=lambda path: False)
    check("# House rules\n\nTest first.\n", path, codex, exists={"/p/AGENTS.md"}.__contains__)
    check("# House rules\n\nTest first.\n", path, codex)  # nobody can tell


def test_a_file_further_up_counts_too() -> None:
    path = "/p/.agents/agents/reviewer/agent.json"
    text = '{"name": "reviewer", "description": "Reviews code"}\n'
    (finding,) = report(text, path, PLACED, exists=lambda path: False).findings
    assert (finding.rule, finding.effects[0].verified) == ("not-read", False)
    assert report(text, path, PLACED, exists={"/p/plugin.json"}.__contains__).findings == ()


def test_a_file_that_is_still_read_is_not_said_to_be_unread() -> None:
    text = "«info not-read|---»\n" + AGENT
    finding = check(text, "/p/.github/chatmodes/reviewer.chatmode.md", PLACED).findings[0]
    assert finding.message == "VS Code wants such a file elsewhere, or under another name"


@pytest.mark.parametrize("name", ["README.md", "AGENTS.md"])
def test_a_page_that_is_taken_for_an_agent_is_a_warning_and_nothing_else_is_said(name: str) -> None:
    result = check("«warning stray-file|# Our agents»\n\nText.\n", f"/p/.github/agents/{name}")
    assert (result.status, result.dialect) == ("checked", None)
    check("«warning stray-file|---»\ntitle: Our agents\n---\nText.\n", f"/p/.github/agents/{name}")


def test_a_file_that_a_product_leaves_out_by_its_name_is_no_agent() -> None:
    assert check("---\n" + AGENT, "/p/.gemini/agents/_draft.md").targets == ()


def test_a_page_stays_a_page_when_the_user_names_the_product() -> None:
    settings = Settings(targets=("copilot-cli",))
    check("«warning stray-file|# Our agents»\n", "/p/.github/agents/README.md", settings)


def test_the_walk_finds_near_misses_whatever_they_end_in(tmp_path: Path) -> None:
    names = [".claude/agents/a.txt", ".claude/agents/b.mdx", ".github/agents/c.agent.yaml"]
    for name in (*names, "notes.txt", "docs/d.mdx", "e.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    candidates = Candidates(schema().place_globs(), lambda path: looks_placed(path, schema()))
    found = [one.path for one in find_files(["."], candidates, str(tmp_path))]
    assert found == [f"{tmp_path}/{name}" for name in names]


def test_the_walk_looks_into_data_files_of_a_weak_place(tmp_path: Path) -> None:
    for name in ("a/recipe.yaml", "a/other.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    candidates = Candidates(schema().place_globs(), lambda path: looks_placed(path, schema()))
    assert [one.path for one in find_files(["."], candidates, str(tmp_path))] == [f"{tmp_path}/a/recipe.yaml"]


def test_a_recipe_of_another_tool_is_no_agent() -> None:
    assert check("package:\n  name: x\nsource:\n  url: y\n", "/p/recipe.yaml").status == "unrecognized"
