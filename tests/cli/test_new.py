"""`agentls new`: a new file with what its dialect needs."""

from __future__ import annotations

import re

import pytest

from agentls.features.places import default_path, no_place
from agentls.features.skeleton import name_by_path, skeleton
from agentls.findings import Severity
from agentls.snippets import filled
from tests.support.checking import report, schema
from tests.support.project import AGENTS, GOOD, Project, Result

NAMES = sorted(schema().dialects)


def test_a_new_file_is_written_with_its_name_and_the_folders_above_it(project: Project) -> None:
    result = project.run("new", "claude-code-agent", f"{AGENTS}/helper.md")
    assert result == Result(0, f"{AGENTS}/helper.md: Claude Code subagent\n", "")
    text = (project.root / AGENTS / "helper.md").read_text(encoding="utf-8")
    assert text.startswith("---\nname: helper\ndescription: Use when …\n---\n\n")


def test_a_skill_is_named_after_its_folder(project: Project) -> None:
    project.run("new", "agent-skill", ".claude/skills/deploy/SKILL.md")
    assert "name: deploy\n" in (project.root / ".claude/skills/deploy/SKILL.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("dialect", "path", "name"),
    [
        ("claude-code-agent", f"{AGENTS}/Foo Bar.md", "foo-bar"),
        ("agent-skill", ".claude/skills/My Skill/SKILL.md", "my-skill"),
        ("superclaude", "foo_bar.md", "foo_bar"),
    ],
)
def test_a_name_gets_the_form_that_is_due(project: Project, dialect: str, path: str, name: str) -> None:
    project.run("new", dialect, path)
    assert f"name: {name}\n" in (project.root / path).read_text(encoding="utf-8")


def test_a_new_file_of_a_style_has_nothing_to_be_told_where_agents_lie(project: Project) -> None:
    project.run("new", "claude-squad", f"{AGENTS}/helper.md")
    assert project.run("check").out == "no findings in 1 file\n"


def test_without_a_path_it_is_printed(project: Project) -> None:
    result = project.run("new", "claude-code-agent")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("---\nname: reviewer\n")
    assert list(project.root.iterdir()) == []


def test_a_file_that_is_there_is_left_alone(project: Project) -> None:
    project.write(a=GOOD)
    result = project.run("new", "claude-code-agent", f"{AGENTS}/a.md")
    assert result == Result(2, "", f"agentls: {AGENTS}/a.md is there already: nothing was written\n")
    assert (project.root / AGENTS / "a.md").read_text(encoding="utf-8") == GOOD


def test_a_folder_is_no_file(project: Project) -> None:
    project.write(a=GOOD)
    result = project.run("new", "claude-code-agent", AGENTS)
    assert result == Result(2, "", f"agentls: {AGENTS} is a folder: name the file, such as {AGENTS}/NAME.md\n")


def test_a_file_where_a_folder_should_be_is_told(project: Project) -> None:
    project.file("a", "text")
    result = project.run("new", "claude-code-agent", "a/b.md")
    assert result == Result(2, "", "agentls: a/b.md: its folder can't be made: file exists\n")


def test_a_dialect_that_does_not_exist_is_told(project: Project) -> None:
    result = project.run("new", "claude-code-agnet", "a.md")
    assert (result.code, result.out) == (2, "")
    assert "there is no dialect `claude-code-agnet`: did you mean `claude-code-agent`" in result.err


def test_a_place_where_nobody_looks_is_told(project: Project) -> None:
    result = project.run("new", "claude-code-agent", "notes/helper.md")
    assert result.code == 0
    assert result.err == "agentls: no product looks for it there; Claude Code reads .claude/agents/NAME.md\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_new_file_of_every_dialect_is_of_that_dialect_and_without_fault(name: str) -> None:
    dialect = schema().dialects[name]
    place = default_path(dialect, schema(), "helper")
    if not place:
        assert no_place(dialect, schema()).startswith("no product reads files of the dialect")
        return
    path = f"/p/{place}"
    found = report(skeleton(dialect, name_by_path(path)).text, path)
    assert [one for one in found.findings if one.severity >= Severity.INFO] == []
    assert found.dialect == name


@pytest.mark.parametrize(
    ("dialect", "advice"),
    [
        ("cline-agent", "; Cline reads ~/Documents/Cline/Agents/*.yaml"),
        ("codex-prompt", ""),
        ("amp", "; Amp reads ~/.config/amp/AGENTS.md"),
    ],
)
def test_a_dialect_without_a_place_in_a_project_is_told(project: Project, dialect: str, advice: str) -> None:
    result = project.run("new", dialect, "notes/helper.md")
    assert result.err == f"agentls: no product reads files of the dialect `{dialect}` in a project{advice}\n"


@pytest.mark.parametrize("name", NAMES)
def test_the_snippet_filled_with_its_proposals_is_the_text(name: str) -> None:
    made = skeleton(schema().dialects[name], "helper")
    assert not re.search(r"\$\{\d", made.text)
    assert filled(made.snippet) == made.text
