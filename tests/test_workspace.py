"""Names that files define, and finding one by some of its letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentls.config import Settings
from agentls.document import open_document
from agentls.text import SourceText
from agentls.workspace import Named, Names, matching, named_in, servers_in
from tests.support.checking import schema


def names_in(text: str, path: str) -> list[tuple[str, str, str]]:
    document = open_document(path, SourceText(text), schema(), Settings())
    assert document
    found = named_in(document, schema())
    assert all(one.path == path for one in found)
    return [(one.kind, one.name, text[one.offset : one.offset + len(one.name)]) for one in found]


FRONT = "---\n{}---\nYou review code.\n"
DESCRIBED = "description: Reviews code\n"


@pytest.mark.parametrize(
    ("path", "keys", "named"),
    [
        (".claude/agents/a.md", "name: reviewer\n", ("agent", "reviewer", "reviewer")),
        (".claude/agents/a.md", 'name: "reviewer"\n', ("agent", "reviewer", '"reviewe')),
        (".claude/agents/a.md", "name: reviewer\ncolor: [\ntools: Read", ("agent", "reviewer", "reviewer")),
        (".claude/agents/a.md", "name: one\nname: two\n", ("agent", "two", "two")),
        (".claude/agents/a.md", "", None),
        (".claude/agents/a.md", "name:\n", None),
        (".claude/skills/release/SKILL.md", "", ("skill", "release", "---\ndes")),
        (".claude/skills/release/SKILL.md", "name: ship\n", ("skill", "ship", "ship")),
        (".claude/commands/git/commit.md", "", ("command", "git/commit", "---\ndescri")),
        (".claude/commands/commit.md", "", ("command", "commit", "---\nde")),
        (".github/agents/reviewer.agent.md", "", ("agent", "reviewer", "---\ndesc")),
        (".cursor/rules/house.mdc", "", None),
    ],
)
def test_what_a_file_defines(path: str, keys: str, named: tuple[str, str, str] | None) -> None:
    assert names_in(FRONT.format(DESCRIBED + keys), f"/p/{path}") == ([named] if named else [])


def test_one_file_may_define_several() -> None:
    text = "customModes:\n  - slug: plan\n    name: Planner\n  - slug: do\n    name: Doer\n"
    assert names_in(text, "/p/.roomodes") == [("agent", "plan", "plan"), ("agent", "do", "do")]


def test_a_house_style_is_named_as_the_format_that_it_is_made_for() -> None:
    text = "<agent-instructions>\n<role>You review code.</role>\n</agent-instructions>\n"
    assert names_in("---\nname: reviewer\n" + DESCRIBED + "---\n" + text, "/p/.claude/agents/a.md") == [
        ("agent", "reviewer", "reviewer")
    ]


def test_a_description_is_cut_to_one_short_line() -> None:
    document = open_document(
        "/p/.claude/agents/a.md",
        SourceText(FRONT.format("name: a\ndescription: |\n" + "  many words\n" * 1000)),
        schema(),
        Settings(),
    )
    assert document
    (one,) = named_in(document, schema())
    assert one.description.startswith("many words many words")
    assert len(one.description) <= 300


@pytest.mark.parametrize(
    ("path", "keys", "text", "names"),
    [
        (".mcp.json", ["mcpServers"], '{"mcpServers": {"github": {}, "files": {"command": "x"}}}', ["github", "files"]),
        (".vscode/mcp.json", ["servers"], '{\n  // ours\n  "servers": {"files": {},}\n}', ["files"]),
        ("config.toml", ["mcp_servers"], '[mcp_servers.files]\ncommand = "x"\n[mcp_servers."a b"]\n', ["files", "a b"]),
        ("deep.json", ["a", "b"], '{"a": {"b": {"c": 1}}}', ["c"]),
        (".mcp.json", ["mcpServers"], '{"mcpServers": {"github": {}, "fi', ["github", "fi"]),
        (".mcp.json", ["mcpServers"], '{"mcpServers": ["github"]}', []),
        (".mcp.json", ["mcpServers"], '{"servers": {"github": {}}}', []),
        (".mcp.json", ["mcpServers"], "", []),
    ],
)
def test_servers_of_a_settings_file(path: str, keys: list[str], text: str, names: list[str]) -> None:
    found = servers_in(path, SourceText(text), keys)
    assert [one.name for one in found] == names
    assert all(one.name in text[one.offset :] for one in found)


@given(st.text(max_size=60), st.sampled_from(["a.json", "a.toml"]))
def test_settings_files_may_be_broken(text: str, path: str) -> None:
    assert isinstance(servers_in(path, SourceText(text), ["a"]), tuple)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["code-reviewer", "Reviewer", "release"]),
        ("rev", ["Reviewer", "code-reviewer"]),
        ("REL", ["release"]),
        ("rls", ["release"]),
        ("crv", ["code-reviewer"]),
        ("xyz", []),
    ],
)
def test_a_name_is_found_by_some_of_its_letters(query: str, found: list[str]) -> None:
    names = [Named("agent", "code-reviewer", "/a"), Named("agent", "Reviewer", "/b"), Named("skill", "release", "/c")]
    assert sorted(one.name for one in matching(names, query)) == sorted(found)
    assert not found or not query or matching(names, query)[0].name == found[0]


def test_names_are_sorted_and_equal_ones_of_two_files_stay() -> None:
    one, other, server = Named("agent", "a", "/1"), Named("agent", "a", "/2"), Named("server", "s", "/3")
    names = Names.of([server, other, one, one])
    assert names.all == (one, other, server)
    assert names.of_kind("agent") == (one, other)
