"""What the VS Code extension must say in its package.json and its document selector, made from the schema."""

from __future__ import annotations

from typing import Any

from agentls.config.model import SettingsModel
from agentls.features.hints import KINDS
from agentls.rules import RULES
from agentls.rules.base import Rule
from agentls.schema.lookup import Schema

LANGUAGES = ("markdown", "chatagent", "prompt", "instructions", "skill")
"""The ids that VS Code 1.139 gives agent files in Markdown (seen by opening one of each, 2026-11-20)."""

_SETTINGS_FILES = ("agentls.toml",)
_SCHEMES = ("file", "untitled")


def patterns(schema: Schema) -> list[str]:
    """Globs of the files that are agent files by their place and have none of the languages, settings files last."""
    globs = {place.glob for place in schema.places if not place.glob.endswith(".md")}
    return [f"**/{glob}" for glob in (*sorted(globs), *_SETTINGS_FILES)]


def selector(schema: Schema) -> list[dict[str, str]]:
    """The documents that the client sends to the server."""
    by_language = [{"scheme": scheme, "language": language} for language in LANGUAGES for scheme in _SCHEMES]
    return [*by_language, *({"scheme": "file", "pattern": pattern} for pattern in patterns(schema))]


def activation(schema: Schema) -> list[str]:
    """When the extension starts: with the first document that may be an agent file."""
    languages = [f"onLanguage:{language}" for language in LANGUAGES]
    return [*languages, *(f"workspaceContains:{pattern}" for pattern in patterns(schema))]


def settings(schema: Schema) -> dict[str, dict[str, Any]]:
    """The settings that files have, too, and a switch for each kind of inlay hint; texts are those of the models."""
    rules = {rule.id: what_it_finds(rule) for rule in RULES.values()}
    values = {
        "targets": {name: consumer.title for name, consumer in schema.consumers.items()},
        "select": rules,
        "ignore": rules,
    }
    lists = {
        f"agentls.{name}": {
            "type": "array",
            "items": {"type": "string", "enum": [*known], "enumDescriptions": [*known.values()]},
            "default": [],
            "scope": "resource",
            "description": sentence(SettingsModel.model_fields[name].description or ""),
        }
        for name, known in values.items()
    }
    hints = {
        f"agentls.hints.{kind}": {"type": "boolean", "default": True, "description": sentence(text)}
        for kind, text in KINDS.items()
    }
    return {**lists, **hints}


def what_it_finds(rule: Rule) -> str:
    """The first paragraph of a rule's page."""
    body = rule.page().partition(f"# {rule.id}\n")[2]
    return " ".join(body.strip().partition("\n\n")[0].split()).replace("`", "")


def sentence(text: str) -> str:
    """A text as settings show it: with a capital and a full stop."""
    return text[:1].upper() + text[1:].rstrip(".") + "."
