"""Globs over paths."""

from __future__ import annotations

import pytest

from agentls.schema.globs import name_matches, path_matches


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        (".claude/agents/**/*.md", "/p/.claude/agents/a.md", True),
        (".claude/agents/**/*.md", "/p/.claude/agents/b/c/a.md", True),
        (".claude/agents/**/*.md", "C:/p/.claude/agents/a.md", True),
        (".claude/agents/**/*.md", "/p/x.claude/agents/a.md", False),
        (".claude/agents/**/*.md", "/p/.claude/agents/a.MD", False),
        ("~/.claude/agents/*.md", "/home/u/.claude/agents/a.md", True),
        (".claude/agents/*.md", "/p/.claude/agents/b/a.md", False),
        (".opencode/{agent,agents}/*.md", "/p/.opencode/agents/a.md", True),
        (".opencode/{agent,agents}/*.md", "/p/.opencode/agentss/a.md", False),
        ("**/SKILL.md", "/p/x/SKILL.md", True),
        ("**/SKILL.md", "/p/x/MYSKILL.md", False),
        ("a?.md", "/p/ab.md", True),
        ("a.b/*.md", "/p/axb/c.md", False),
    ],
)
def test_path_matches(glob: str, path: str, matches: bool) -> None:
    assert path_matches(glob, path) is matches


@pytest.mark.parametrize(
    ("glob", "name", "matches"),
    [
        ("mcp__*__*", "mcp__github__list", True),
        ("mcp__*__*", "mcp__github", False),
        ("*", "x", True),
        ("a.b", "axb", False),
    ],
)
def test_name_matches(glob: str, name: str, matches: bool) -> None:
    assert name_matches(glob, name) is matches
