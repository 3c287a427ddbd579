"""What is told of a name: examples of each kind, and a doc, a source and a date for everything in the schema."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from agentls.features import docs
from agentls.features.words import grouped, often, prose
from agentls.schema.bodies import walk_sections
from agentls.schema.lookup import Dialect
from tests.support.checking import schema

SOURCE = re.compile(r"\*Source: .+ \(\d{4}-\d{2}(-\d{2})?\)\.( Not verified by running the product\.)?\*")
AGENT = schema().dialects["claude-code-agent"]


def test_a_key() -> None:
    told = docs.key_docs(AGENT.keys["maxTurns"], AGENT, schema())
    assert told.startswith(
        "`maxTurns` · key of Claude Code subagent · whole number\n\nThe agent stops after this many turns."
    )
    assert "\n- At least one turn.\n" in told
    assert "`steps`, `maxSteps` in OpenCode agent, Kilo Code agent" in told
    assert told.rpartition("\n\n")[2].startswith("*Source: Claude Code run offline")


def test_a_key_that_some_programs_need() -> None:
    skill = schema().dialects["agent-skill"]
    assert "- Required by The Agent Skills validator, " in docs.key_docs(skill.keys["name"], skill, schema())


def test_a_name_that_is_the_same_elsewhere_is_no_news() -> None:
    assert "Elsewhere" not in docs.key_docs(AGENT.keys["color"], AGENT, schema())


def test_a_value_is_one_of_its_key_or_a_tool() -> None:
    mode, tools = AGENT.keys["permissionMode"], AGENT.keys["tools"]
    assert docs.value_docs(mode, "plan", AGENT, schema()).startswith("`plan` · value of `permissionMode` in ")
    assert "Reads and plans, changes nothing." in docs.value_docs(mode, "plan", AGENT, schema())
    assert docs.value_docs(tools, "Bash", AGENT, schema()).startswith(
        "`Bash` · tool of Claude Code\n\nRuns shell commands."
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Bash", ["With an argument `Bash(pattern)`, such as ", "`run_shell_command` in Gemini CLI, Qwen Code"]),
        ("MultiEdit", ["`MultiEdit` · former tool of Claude Code", "- Use `Edit` instead"]),
        ("mcp__tracker__find", ["An MCP server (mcp__server, mcp__server__\\*) or one of its tools"]),
    ],
)
def test_a_tool_by_its_name_an_old_one_or_a_form(name: str, words: list[str]) -> None:
    told = docs.tool_docs(name, schema().catalogs["claude-code"], schema())
    assert [word for word in words if word not in told] == []


def test_a_name_that_nobody_has_gives_nothing() -> None:
    assert docs.tool_docs("Nothing", schema().catalogs["claude-code"], schema()) == ""
    assert docs.attribute_docs("nothing", schema().dialects["xml-agent"].tags[0], AGENT, schema()) == ""


def test_parts_of_the_text() -> None:
    style, tagged = schema().dialects["superclaude"], schema().dialects["xml-agent"]
    assert "- Written `## Triggers`\n" in docs.section_docs(style.sections[0], style, schema())
    assert "- In 100 % of the files\n- Exactly once\n" in docs.tag_docs(tagged.tags[0], tagged, schema())
    memory = schema().dialects["claude-code-memory"]
    told = [docs.placeholder_docs(one, memory, schema()) for one in memory.body.placeholders]
    assert "`@path.` · stays as it is in CLAUDE.md" in told[0]
    assert "- That file may bring in others, at most 4 deep\n- Not inside code" in told[1]


def test_a_dialect() -> None:
    told = docs.dialect_docs(AGENT, schema())
    assert told.startswith("**Claude Code subagent** · format of a product\n\nA Markdown file whose front matter ")
    assert "- Claude Code reads `.claude/agents/**/*.md`, " in told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("in <tool_usage>, such as mcp__*", r"in \<tool_usage>, such as mcp__\*"),
        ("`<b>` and `` a*`b `` stay", "`<b>` and `` a*`b `` stay"),
        ("one ` alone, <b>", r"one ` alone, \<b>"),
    ],
)
def test_signs_of_markdown_are_shown_as_they_are(text: str, shown: str) -> None:
    assert prose(text) == shown


def test_many_names_are_told_briefly() -> None:
    names = {"`a`": ["X", "Y"], "`b`": ["X", "Y"], "`c`": ["P", "Q", "R", "S", "T"]}
    assert grouped(names) == "`a`, `b` in X, Y; `c` in P, Q, R and 2 more"


@pytest.mark.parametrize(
    ("cardinality", "words"),
    [
        ("1", "Exactly once"), ("3", "Exactly 3 times"), ("0..*", "Any number of times"), ("1..*", "At least once"),
        ("2..*", "At least 2 times"), ("0..1", "At most once"), ("2..5", "2 to 5 times"),
    ],
)  # fmt: skip
def test_how_often_a_tag_stands_there(cardinality: str, words: str) -> None:
    assert often(cardinality) == words


def pages(dialect: Dialect) -> Iterator[tuple[str, str]]:
    """Everything that can be told of the parts of a dialect, each with its name."""
    for key in (one for top in dialect.keys.values() for one in top.walk()):
        yield key.path, docs.key_docs(key, dialect, schema())
        yield from ((f"{key.path}: {value}", docs.value_docs(key, value, dialect, schema())) for value in key.values)
    for section in walk_sections(dialect.sections):
        yield section.title, docs.section_docs(section, dialect, schema())
    for label in (*dialect.labels, *(one for section in walk_sections(dialect.sections) for one in section.labels)):
        yield label.title, docs.label_docs(label, dialect, schema())
    for tag in (one for top in dialect.tags for one in top.walk()):
        yield tag.name, docs.tag_docs(tag, dialect, schema())
        yield from ((name, docs.attribute_docs(name, tag, dialect, schema())) for name in tag.attributes)
    for placeholder in dialect.body.placeholders:
        yield placeholder.written, docs.placeholder_docs(placeholder, dialect, schema())


@pytest.mark.parametrize("name", schema().dialects)
def test_everything_in_a_dialect_has_a_doc_a_source_and_a_date(name: str) -> None:
    for what, told in pages(schema().dialects[name]):
        head, doc, *rest = told.split("\n\n")
        assert " · " in head, what
        assert doc[:1] not in ("", "-", "*"), what
        assert doc[-1] in '.!?)”"', f"{what}: {doc}"
        assert SOURCE.fullmatch(rest[-1]), f"{what}: {rest[-1]}"


@pytest.mark.parametrize("name", schema().catalogs)
def test_every_tool_has_a_doc_a_source_and_a_date(name: str) -> None:
    catalog = schema().catalogs[name]
    for tool in (*catalog.tools, *catalog.retired):
        head, *rest = docs.tool_docs(tool, catalog, schema()).split("\n\n")
        assert head.startswith(f"`{tool}` · "), tool
        assert rest[0], tool
        assert SOURCE.fullmatch(rest[-1]), f"{tool}: {rest[-1]}"
