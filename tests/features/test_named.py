"""Hovering over names that other files of the workspace have."""

from __future__ import annotations

import pytest

from agentls.features.hover import hover
from agentls.workspace import Named, Names
from tests.support.pages import AGENT, cursor

NAMES = Names.of(
    (
        Named("agent", "tester", "/p/.claude/agents/tester.md", "Runs the tests", "claude-code-agent"),
        Named("agent", "tester", "/p/.opencode/agent/tester.md", "Another one", "opencode-agent"),
        Named("agent", "herald", "/p/.claude/agents/herald.md", "Writes *notes*", "agency-agents"),
        Named("skill", "deploy", "/p/.claude/skills/deploy/SKILL.md", "Ships it", "agent-skill"),
        Named("server", "docs", "/p/.mcp.json"),
    )
)


@pytest.mark.parametrize(
    ("marked", "text", "says"),
    [
        (
            "---\nskills: [dep<CURSOR>loy]\n---\n",
            "deploy",
            "`deploy` · Agent Skill (SKILL.md) in `../skills/deploy/SKILL.md`",
        ),
        ("---\nskills: dep<CURSOR>loy\n---\n", "deploy", "Ships it"),
        ("---\nskills:\n  - other\n  - dep<CURSOR>loy\n---\n", "deploy", "Ships it"),
        ("---\ntools: Agent(tes<CURSOR>ter)\n---\n", "Agent(tester)", "`tester` · Claude Code subagent in `tester.md`"),
        ("---\ntools: Agent(other, tes<CURSOR>ter)\n---\n", "Agent(other, tester)", "Runs the tests"),
        ("---\ntools: Agent(her<CURSOR>ald)\n---\n", "Agent(herald)", r"Writes \*notes\*"),
        ("---\ntools: Skill(dep<CURSOR>loy)\n---\n", "Skill(deploy)", "Ships it"),
        ("---\nmcpServers:\n  - do<CURSOR>cs\n---\n", "docs", "`docs` · MCP server in `../../.mcp.json`"),
        ('---\nname: "x\nskills: [dep<CURSOR>loy]\n---\n', "deploy", "Ships it"),
    ],
)
def test_what_the_workspace_knows_of_a_name(marked: str, text: str, says: str) -> None:
    page, offset = cursor(marked, AGENT, NAMES)
    found = hover(page, offset)
    assert found
    assert page.text[slice(*found.span)] == text
    assert says in found.markdown, found.markdown
    assert "Another one" not in found.markdown


@pytest.mark.parametrize(
    "marked",
    [
        "---\nskills: [unhe<CURSOR>ard]\n---\n",
        "---\nskills: [tes<CURSOR>ter]\n---\n",
        "---\nname: tes<CURSOR>ter\n---\n",
        "---\ntools: Age<CURSOR>nt(tester)\n---\n",
        "---\ntools: Bash(tes<CURSOR>ter)\n---\n",
    ],
)
def test_a_name_of_another_kind_says_nothing_more(marked: str) -> None:
    page, offset = cursor(marked, AGENT, NAMES)
    found = hover(page, offset)
    assert found
    assert "tester.md" not in found.markdown
