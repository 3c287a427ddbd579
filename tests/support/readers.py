"""The bad texts with good twins that were run on the real products, and where each product looks for them."""

from __future__ import annotations

import base64
from functools import cache
from typing import Any

import yaml

from tests.support.shared import SHARED

CONSUMERS = {
    "claude-code/agent": ("claude-code", "/p/.claude/agents/{id}.md"),
    "claude-code/skill": ("claude-code", "/p/.claude/skills/{id}/SKILL.md"),
    "copilot-cli/agent": ("copilot-cli", "/p/.github/agents/{id}.md"),
    "copilot-cli/skill": ("copilot-cli", "/p/.github/skills/{id}/SKILL.md"),
    "claude-code/command": ("claude-code", "/p/.claude/commands/{id}.md"),
    "codex/agent": ("codex", "/p/.codex/agents/{id}.toml"),
    "codex/skill": ("codex", "/p/.agents/skills/{id}/SKILL.md"),
    "gemini-cli/agent": ("gemini-cli", "/p/.gemini/agents/{id}.md"),
    "gemini-cli/skill": ("gemini-cli", "/p/.gemini/skills/{id}/SKILL.md"),
    "qwen-code/agent": ("qwen-code", "/p/.qwen/agents/{id}.md"),
    "qwen-code/skill": ("qwen-code", "/p/.qwen/skills/{id}/SKILL.md"),
    "opencode-1/agent": ("opencode", "/p/.opencode/agents/{id}.md"),
    "opencode-1/command": ("opencode", "/p/.opencode/commands/{id}.md"),
    "opencode-1/skill": ("opencode", "/p/.opencode/skills/{id}/SKILL.md"),
    "kilo/agent": ("kilo", "/p/.kilo/agents/{id}.md"),
    "kilo/command": ("kilo", "/p/.kilo/commands/{id}.md"),
    "kilo/skill": ("kilo", "/p/.kilo/skills/{id}/SKILL.md"),
}
"""Consumer and role as they were recorded -> agentls' name of the consumer, and the path of a case."""


@cache
def facts(name: str) -> dict[str, Any]:
    """A file of facts; one without cases where there is no `../shared`."""
    if not SHARED.is_dir():
        return {"cases": [], "consumers": {}, "more": {}}
    return dict(yaml.safe_load((SHARED / "facts" / "official" / name).read_text(encoding="utf-8")))


def cases_of(consumer: str) -> list[dict[str, Any]]:
    """The cases in the format that the consumer reads."""
    toml = CONSUMERS[consumer][1].endswith(".toml")
    return [case for case in facts("readers-cases.yaml")["cases"] if (case["group"] == "toml") == toml]


def bad_text(case: dict[str, Any], consumer: str) -> bytes:
    """The bytes of a case, filled in for a consumer."""
    raw = base64.b64decode(case["bad_base64"]) if case.get("bad") is None else str(case["bad"]).encode()
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return filled(raw.decode("utf-16"), case, consumer).encode("utf-16")
    return filled(raw.decode("utf-8", "surrogateescape"), case, consumer).encode("utf-8", "surrogateescape")


def good_twin(case: dict[str, Any], consumer: str) -> bytes:
    """The bytes of the text that the case should have been."""
    default = "good_default_toml" if case["group"] == "toml" else "good_default"
    return filled(str(case.get("good") or facts("readers-cases.yaml")[default]), case, consumer).encode()


def filled(template: str, case: dict[str, Any], consumer: str) -> str:
    """A text of the cases with its placeholders filled in."""
    more = facts("readers-cases.yaml")["more"].get(consumer, "")
    text = template.replace("{more}", more).replace("{id}", case["id"])
    return text.replace("{word x 20000}", "word " * 20000)
