"""The commands besides `check`."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from agentls import __version__
from agentls.rules import RULES
from tests.support.checking import schema
from tests.support.project import AGENTS, MISSPELLED, PAGE, Project, Result

HOUSE = (
    "id: house-agent\ntitle: House agent\nkind: community\nsummary: Ours.\n"
    'sources: {ours: {what: "handbook", ref: "handbook.md", date: "2026-01-01", kind: docs}}\n'
    'keys: {owner: {types: [string], doc: "Who looks after it."}}\n'
)


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
        ("permissionMode", ["`permissionMode` · key of Claude Code subagent · text", "*Source: "]),
        ("hooks.PreToolUse[].matcher", ["`hooks.PreToolUse[].matcher` · key of "]),
        ("matcher", ["matcher` · key of ", "The same at "]),
        ("Bash", ["`Bash` · tool of Claude Code", "With an argument `Bash("]),
        ("MultiEdit", ["`MultiEdit` · former tool of ", "Use `Edit` instead"]),
        ("superclaude", ["**SuperClaude agent** · house style", "Made for Claude Code"]),
        ("claude-code-agent", ["`agents/**/*.md` (plugin)", "- Keys: `name`, ", "- Tools of Claude Code: `Agent`, "]),
        ("allowed-tools", ["Bash(git:*)"]),
        ("Triggers", ["**Triggers** · section of SuperClaude agent", "Written `## Triggers`"]),
        ("Behavioral Mindset", ["**Behavioral Mindset** · section of SuperClaude agent"]),
        ("When to Activate", ["**Triggers** · section of SuperClaude agent"]),
        ("Instructions Reference", ["`**Instructions Reference**:` · label of Agency agent"]),
        ("role", ["`<role>` · tag of XML-tagged agent", "Exactly once"]),
        ("<role>", ["`<role>` · tag of XML-tagged agent"]),
    ],
)
def test_whatever_has_the_name_is_explained(project: Project, name: str, words: list[str]) -> None:
    result = project.run("explain", *name.split())
    assert result.code == 0
    assert [word for word in words if word not in result.out] == []


def test_a_name_that_nothing_has_is_told_with_the_nearest(project: Project) -> None:
    result = project.run("explain", "superclaud")
    assert (result.code, result.out) == (2, "")
    assert "there is no rule, dialect, key, tool, section or tag `superclaud`: did you mean `superclaude`" in result.err


def test_a_dialect_of_ones_own_is_explained(project: Project) -> None:
    project.file("house/agent.yaml", HOUSE)
    project.file("agentls.toml", 'schemas = ["house"]\n')
    assert "**House agent** · house style\n\nOurs.\n" in project.run("explain", "house-agent").out
    assert "`owner` · key of House agent" in project.run("explain", "owner").out


def test_the_dialects_are_listed_products_first(project: Project) -> None:
    result = project.run("dialects")
    listed = [line.split()[0] for line in result.out.splitlines() if not line.startswith(" ")]
    assert set(listed) == set(schema().dialects)
    assert listed.index("claude-code-agent") < listed.index("agency-agents")


def test_dialects_of_ones_own_are_listed_first(project: Project) -> None:
    project.file("house/agent.yaml", HOUSE)
    project.file("agentls.toml", 'schemas = ["house"]\n')
    result = project.run("dialects")
    assert result.out.startswith("house-agent  (House agent; house style of your own)\n    Ours.\n")
    assert "house-agent" not in project.run("dialects", "--isolated").out
    project.file("house/broken.yaml", "id: [\n")
    result = project.run("dialects")
    assert (result.code, result.err) == (
        2,
        "agentls: house/broken.yaml is wrong: `agentls check house/broken.yaml` says why\n",
    )
    assert result.out.startswith("house-agent")


def test_schemas_are_printed(project: Project) -> None:
    for arguments in (["schema"], ["schema", "frontmatter", "claude-code-agent"]):
        Draft202012Validator.check_schema(project.run(*arguments).data)
    assert "tools" in project.run("schema", "frontmatter", "claude-code-agent").data["properties"]


def test_the_front_matter_of_a_dialect_of_ones_own_is_printed(project: Project) -> None:
    project.file("house/agent.yaml", HOUSE)
    project.file("agentls.toml", 'schemas = ["house"]\n')
    result = project.run("schema", "frontmatter", "house-agent")
    assert (result.code, result.data["title"]) == (0, "House agent")
    assert project.run("schema", "frontmatter", "house-agent", "--isolated").code == 2
    project.file("house/broken.yaml", "id: [\n")
    result = project.run("schema", "frontmatter", "house-agent")
    assert (result.code, result.data["title"]) == (2, "House agent")
    assert "house/broken.yaml is wrong" in result.err


def test_sound_schema_files_are_told_so(project: Project) -> None:
    project.file("house/agent.yaml", HOUSE)
    project.file("agentls.toml", 'schemas = ["house"]\n')
    for path in ("house", "house/", "house/agent.yaml"):
        result = project.run("check", path)
        assert (result.code, result.err) == (0, "agentls: this schema file is sound: house/agent.yaml\n")
    project.file("house/notes.md", "A note.\n")
    assert project.run("check", "house").code == 2
    project.file("house/broken.yaml", "id: [\n")
    result = project.run("check", "house")
    assert result.code == 1
    assert "sound" not in result.err


def test_detect_names_a_broken_schema_file_as_other_commands_do(project: Project) -> None:
    project.file("house/broken.yaml", "id: [\n")
    project.file("agentls.toml", 'schemas = ["house", "nowhere"]\n')
    project.file("AGENTS.md", "# Rules\n\nBe brief.\n")
    result = project.run("detect", "AGENTS.md")
    assert result.code == 2
    assert result.out.startswith("AGENTS.md: agents-md ")
    assert result.out.count("confidence") == 1
    assert result.err == (
        "agentls: agentls.toml is wrong: `agentls check agentls.toml` says why\n"
        "agentls: house/broken.yaml is wrong: `agentls check house/broken.yaml` says why\n"
    )


def test_the_version(project: Project) -> None:
    assert project.run("--version") == Result(0, f"agentls {__version__}\n", "")


def test_help_fits_a_terminal_and_shows_examples(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    for arguments in ([], ["--help"], ["check", "--help"]):
        result = project.run(*arguments)
        assert result.code == (0 if arguments else 2)
        assert "examples:\n  agentls check" in result.out
        assert "  2  wrong usage, a file that can't be read, a named file that is no agent file,\n" in result.out
        assert max(map(len, result.out.splitlines())) <= 90


def test_what_is_explained_in_a_terminal_has_no_escapes_of_markdown(project: Project) -> None:
    result = project.run("explain", "globs")
    assert "Each glob gets **/ put in front of it." in " ".join(result.out.split())
    assert "\\*" not in result.out
