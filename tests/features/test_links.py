"""Links to files that are there."""

from __future__ import annotations

import pytest

from agentls.features.links import links
from tests.support.pages import AGENT, page

HEAD = "---\nname: a\ndescription: b\n---\n"
COMMAND = "/p/.claude/commands/go.md"
SKILL = "/p/.claude/skills/a/SKILL.md"
FILES = {
    "/p/README.md", "/p/docs/a.md", "/p/.claude/agents/b.md", "/p/.claude/agents/sub/c d.md", "/p/.claude/agents",
    "/p/.claude/skills/a/references/x.md", "/p/.claude/commands/other.md", "/p/.claude/up.md",
}  # fmt: skip


def linked(text: str, path: str = AGENT, files: set[str] = FILES) -> dict[str, str]:
    """What is linked, and where it leads."""
    one = page(text, path)
    return {one.text[slice(*link.span)]: link.path for link in links(one, files.__contains__)}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[x](b.md)", {"b.md": "/p/.claude/agents/b.md"}),
        ("[x](./b.md#part)", {"./b.md#part": "/p/.claude/agents/b.md"}),
        ("[x](../up.md)", {"../up.md": "/p/.claude/up.md"}),
        ("[x](sub/c%20d.md)", {"sub/c%20d.md": "/p/.claude/agents/sub/c d.md"}),
        ('[x](b.md "a title")', {"b.md": "/p/.claude/agents/b.md"}),
        ("![x](b.md)", {"b.md": "/p/.claude/agents/b.md"}),
        ("[x](<b.md>)", {"b.md": "/p/.claude/agents/b.md"}),
        ("[x]\n\n[x]: b.md\n", {"b.md": "/p/.claude/agents/b.md"}),
        ("😀 [x](b.md)", {"b.md": "/p/.claude/agents/b.md"}),
        ("[x](missing.md)", {}),
        ("[x](https://example.org/b.md)", {}),
        ("[x](mailto:a@b.md)", {}),
        ("[x](#part)", {}),
        ("[x](/etc/b.md)", {}),
        ("[x](~/b.md)", {}),
        ("[x](<name>.md)", {}),
        ("[x](${dir}/b.md)", {}),
        ("`[x](b.md)`", {}),
        ("```\n[x](b.md)\n```", {}),
        ("[x](b.md) and [y](missing.md)", {"b.md": "/p/.claude/agents/b.md"}),
    ],
)
def test_links_of_markdown(body: str, expected: dict[str, str]) -> None:
    assert linked(HEAD + body) == expected


@pytest.mark.parametrize(
    ("body", "path", "expected"),
    [
        ("read @docs/a.md", COMMAND, {"docs/a.md": "/p/docs/a.md"}),
        ("read @README.md.", COMMAND, {"README.md": "/p/README.md"}),
        ("read @docs/missing.md", COMMAND, {}),
        ("read @other.md", COMMAND, {"other.md": "/p/.claude/commands/other.md"}),
        ("see [x](references/x.md)", SKILL, {"references/x.md": "/p/.claude/skills/a/references/x.md"}),
        ("@docs/a.md\n", "/p/CLAUDE.md", {"docs/a.md": "/p/docs/a.md"}),
    ],
)
def test_paths_that_a_product_follows(body: str, path: str, expected: dict[str, str]) -> None:
    found = linked(HEAD + body, path)
    assert {name.rstrip("."): target for name, target in found.items()} == expected


def test_the_nearest_file_wins() -> None:
    files = {"/p/docs/a.md", "/p/.claude/docs/a.md"}
    assert linked(HEAD + "@docs/a.md", COMMAND, files) == {"docs/a.md": "/p/.claude/docs/a.md"}


def test_links_while_the_front_matter_is_broken() -> None:
    assert linked('---\nname: "a\n---\n\n[x](b.md)\n') == {"b.md": "/p/.claude/agents/b.md"}


def test_a_file_is_asked_for_once_and_not_too_often() -> None:
    asked: list[str] = []

    def exists(path: str) -> bool:
        asked.append(path)
        return False

    text = HEAD + "[x](b.md)\n" * 50 + "".join(f"[x]({number}.md)\n" for number in range(2000))
    one = page(text)
    links(one, exists)
    assert len(asked) == len(set(asked))
    assert len(asked) <= 500
