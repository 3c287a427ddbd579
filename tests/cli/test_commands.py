"""The commands besides `check`."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from agentls import __version__
from agentls.rules import RULES
from tests.support.checking import schema
from tests.support.project import AGENTS, MISSPELLED, PAGE, Project, Result


def test_detect_tells_what_a_file_is_who_reads_it_and_why(project: Project) -> None:
    project.write(a=MISSPELLED)
    project.file("page.md", PAGE)
    result = project.run("detect", ".")
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0] == f"{AGENTS}/a.md: claude-code-agent (confidence 1.00)"
    assert "  Claude Code (claude-code) reads it, as Claude Code subagent" in lines
    assert any(line.startswith("  because: the path matches ") for line in lines)
    assert lines[-1] == "page.md: no agent file that agentls knows"


def test_detect_fails_for_what_it_cannot_read(project: Project) -> None:
    assert project.run("detect", "no.md") == Result(2, "", "agentls: no.md: there is no such file or folder\n")


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_explained(project: Project, rule: str) -> None:
    result = project.run("explain", rule)
    assert result.code == 0
    assert f"# {rule}" in result.out


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("permissionMode", ["permissionMode: key of Claude Code subagent (claude-code-agent), string", "source: "]),
        ("hooks.PreToolUse[].matcher", ["hooks.PreToolUse[].matcher: key of "]),
        ("matcher", ["matcher: key of ", "the same at "]),
        ("Bash", ["Bash: tool of Claude Code", "with an argument: Bash("]),
        ("MultiEdit", ["MultiEdit: retired tool of ", "use Edit instead"]),
    ],
)
def test_keys_and_tools_are_explained(project: Project, name: str, words: list[str]) -> None:
    result = project.run("explain", name)
    assert result.code == 0
    assert [word for word in words if word not in result.out] == []


def test_the_dialects_are_listed_products_first(project: Project) -> None:
    result = project.run("dialects")
    listed = [line.split()[0] for line in result.out.splitlines() if not line.startswith(" ")]
    assert set(listed) == set(schema().dialects)
    assert listed.index("claude-code-agent") < listed.index("agency-agents")


def test_schemas_are_printed(project: Project) -> None:
    for arguments in (["schema"], ["schema", "frontmatter", "claude-code-agent"]):
        Draft202012Validator.check_schema(project.run(*arguments).data)
    assert "tools" in project.run("schema", "frontmatter", "claude-code-agent").data["properties"]


def test_the_version(project: Project) -> None:
    assert project.run("--version") == Result(0, f"agentls {__version__}\n", "")


def test_help_fits_a_terminal_and_shows_examples(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    for arguments in ([], ["--help"], ["check", "--help"]):
        result = project.run(*arguments)
        assert result.code == (0 if arguments else 2)
        assert "examples:\n  agentls check" in result.out
        assert max(map(len, result.out.splitlines())) <= 90
