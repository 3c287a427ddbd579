"""Detection, measured on real files with known labels."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache

import pytest

from agentls.findings import FileReport
from tests.support.checking import report
from tests.support.shared import SHARED, needs_shared

pytestmark = needs_shared

OF_GEMINI_AND_QWEN = {"gemini-agent", "gemini-command", "qwen-agent", "qwen-command", "qwen-rule", "antigravity"}
OF_CLAUDE_AND_CODEX = {
    "claude-code-command", "claude-code-rule", "claude-code-memory", "claude-code-output-style", "agents-md",
    "codex-agent", "codex-prompt",
}  # fmt: skip
OF_COPILOT_AND_EDITORS = {"copilot-prompt", "copilot-instructions", "copilot-repository-instructions"}
OF_COPILOT_AND_EDITORS |= {"cursor-rule", "cursor-rules-file", "cursor-agent", "cursor-command"}
OF_COPILOT_AND_EDITORS |= {"kiro-agent", "kiro-steering", "factory-droid"}
OFFICIAL_SKILLS = {"skill", "bmad-skill"}


def wanted(label: str) -> str:
    """The dialect that a label stands for, empty for labels that are not measured yet."""
    if label.startswith("claude-code/"):
        return "claude-code-agent"
    return {
        "superclaude": "superclaude",
        "agency-agents": "agency-agents",
        "agency-agents-localised": "agency-agents",
        "skill": "agent-skill",
        "copilot-agent": "copilot-agent",
        "copilot-prompt": "copilot-prompt",
        "copilot-instructions": "copilot-instructions",
        "cursor-mdc": "cursor-rule",
        "claude-command": "claude-code-command",
        "gsd-command": "claude-code-command",
        "agents-md": "agents-md",
        "opencode-agent": "opencode-agent",
        "gemini-agent": "gemini-agent",
    }.get(label, "")


def also_true(label: str, dialect: str, path: str) -> bool:
    """A wider dialect that is true of the file as well counts neither for nor against."""
    if dialect == "agent-skill":
        return path.endswith("SKILL.md")
    if dialect == "claude-code-agent":  # house styles of Claude Code agents that have no label of their own here
        return label.startswith(("superclaude-", "contains-studio", "gsd"))
    if dialect == "copilot-agent" and label == "copilot-chatmode":  # the retired name of the same format
        return True
    families = {"superclaude": "superclaude", "agency-agents": "agency-agents", "contains-studio": "contains-studio"}
    return any(label.startswith(family) and dialect == of for family, of in families.items())


@cache
def rows() -> list[tuple[str, str, FileReport]]:
    with (SHARED / "corpus" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["dialect"], row["path"], report((SHARED / "corpus" / row["file"]).read_bytes(), f"/r/{row['path']}"))
            for row in csv.DictReader(file)
        ]


def table() -> tuple[Counter[str], Counter[str], list[str]]:
    """Files per label, files found per label, and the wrong ones."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong: list[str] = []
    measured = {"superclaude", "agency-agents", "claude-code-agent", "agent-skill", "copilot-agent", "opencode-agent"}
    measured |= OF_GEMINI_AND_QWEN
    measured |= OF_COPILOT_AND_EDITORS
    measured |= OF_CLAUDE_AND_CODEX
    for label, path, result in rows():
        want = wanted(label)
        total[label] += bool(want)
        if want and result.dialect == want:
            right[label] += 1
        elif result.dialect in measured and not also_true(label, result.dialect, path):
            wrong.append(f"{label}: {path}: {result.dialect} {result.reasons}")
    return +total, right, wrong


def test_at_the_original_path_precision_and_recall_are_high() -> None:
    total, right, wrong = table()
    found, all_files = sum(right.values()), sum(total.values())
    precision = found / (found + len(wrong))
    lines = [f"{label:30} {right[label]:4} of {count:4}" for label, count in sorted(total.items())]
    summary = "\n".join([*lines, f"precision {precision:.4f} recall {found / all_files:.4f}", *wrong])
    print(summary)
    assert precision >= 0.98, summary
    assert found / all_files >= 0.90, summary


@pytest.mark.parametrize("family", ["superclaude", "agency-agents"])
def test_content_alone_finds_a_house_style(family: str) -> None:
    with (SHARED / "corpus" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        files = [row["file"] for row in csv.DictReader(file) if row["dialect"] == family]
    found = sum(report((SHARED / "corpus" / name).read_bytes(), "/r/lib/x.md").dialect == family for name in files)
    print(f"{family}: {found} of {len(files)} as lib/x.md")
    assert found / len(files) >= 0.80


WHOLE_AGENTS = {
    "integrations/mcp-memory/backend-architect-with-memory.md": "a whole agent, shipped as an example of an integration"
}


def test_documentation_is_never_taken_for_an_agent() -> None:
    taken = [
        (path, result.dialect)
        for label, path, result in rows()
        if (label == "none" or (label == "agents-md" and result.dialect != "agents-md"))
        and result.status == "checked"
        and path not in WHOLE_AGENTS
    ]
    assert not taken
