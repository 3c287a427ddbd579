"""Ask for completion in marked texts: what is offered, and what the text becomes when an answer is taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agentls.config import Settings
from agentls.features.completion import Completion, complete
from agentls.features.page import Page
from agentls.findings import Edit
from agentls.workspace import Named, Names
from tests.support.pages import AGENT, cursor

WORKSPACE = Names.of(
    (
        Named("agent", "planner", "/p/.claude/agents/planner.md", "Plans work", "claude-code-agent"),
        Named("agent", "reviewer", AGENT, "Reviews", "claude-code-agent"),
        Named("agent", "Tester", "/p/.github/agents/tester.agent.md", "Tests", "copilot-agent"),
        Named("agent", "stylist", "/p/.claude/agents/stylist.md", "A house style", "superclaude"),
        Named("skill", "deploy", "/p/.claude/skills/deploy/SKILL.md", "Deploys", "agent-skill"),
        Named("skill", "triage", "/p/.claude/skills/triage/SKILL.md", "Sorts issues", "agent-skill"),
        Named("server", "github", "/p/.mcp.json"),
    )
)
"""What the workspace of these tests holds."""

FILES: Mapping[str, Sequence[str]] = {
    "/p": ("README.md", "docs/", "src/", ".env"),
    "/p/docs": ("guide.md", "images/"),
    "/p/.claude/agents": ("planner.md", "reviewer.md"),
    "/p/.claude": ("agents/", "commands/"),
}
"""Its folders."""


def listing(folder: str) -> Sequence[str] | None:
    """The names in a folder of the workspace."""
    return FILES.get(folder.rstrip("/"))


def asked(marked: str, path: str) -> tuple[Page, int]:
    """The page and the offset of the cursor. A dialect may stand before the path, with a colon between."""
    dialect, _, place = path.rpartition(":")
    return cursor(marked, place, WORKSPACE, Settings(dialect=dialect))


def offered(marked: str, path: str = AGENT) -> list[Completion]:
    """Everything that is offered at the cursor, in order."""
    return list(complete(*asked(marked, path), listing))


def labels(marked: str, path: str = AGENT) -> list[str]:
    """The labels of everything that is offered, in order."""
    return [one.label for one in offered(marked, path)]


def taken(marked: str, label: str, path: str = AGENT) -> str:
    """The text after the answer of that label was taken in its plain form."""
    page, offset = asked(marked, path)
    found = [one for one in complete(page, offset, listing) if one.label == label]
    assert found, f"{label} is not offered, but {[one.label for one in complete(page, offset, listing)][:12]}"
    text = page.text
    for edit in sorted((Edit(found[0].span, found[0].text), *found[0].edits), key=lambda one: one.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text
