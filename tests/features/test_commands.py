"""Commands: what they answer, and what they say to arguments that ask for nothing that can be done."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agentls.config import Settings
from agentls.document import open_document
from agentls.features.actions import Changes
from agentls.features.commands import detect, fix_all, new_file, set_dialect
from agentls.features.places import default_path, formats
from agentls.fixing import apply_edits
from agentls.text import SourceText
from tests.support.acting import SETTINGS_PATH, around, findings_of
from tests.support.checking import schema
from tests.support.pages import AGENT, page

TEXT = "---\nname: reviewer\ndescription: Reviews code\ntools: Read, grep\n---\nYou review code.\n"
KIRO = "/p/.kiro/agents/reviewer.json"


@pytest.mark.parametrize(
    ("dialect", "path"),
    [
        ("claude-code-agent", ".claude/agents/reviewer.md"),
        ("claude-code-memory", "CLAUDE.md"),
        ("claude-code-command", ".claude/commands/reviewer.md"),
        ("agent-skill", ".agents/skills/reviewer/SKILL.md"),
        ("copilot-prompt", ".github/prompts/reviewer.prompt.md"),
        ("cursor-rule", ".cursor/rules/reviewer.mdc"),
        ("codex-agent", ".codex/agents/reviewer.toml"),
        ("opencode-command", ".opencode/command/reviewer.md"),
        ("roo-mode", ".roomodes"),
        ("agency-agents", ".claude/agents/reviewer.md"),
    ],
)
def test_a_new_file_lies_where_a_product_reads_it(dialect: str, path: str) -> None:
    made = new_file({"dialect": dialect, "name": "reviewer"}, schema(), "/p")
    assert made.path == f"/p/{path}"
    assert made.text.strip()


@pytest.mark.parametrize("dialect", schema().dialects)
def test_a_new_file_of_each_dialect_is_at_home_where_it_lies(dialect: str) -> None:
    if not default_path(schema().dialects[dialect], schema(), "reviewer"):
        with pytest.raises(ValueError, match=f"no product reads files of the dialect `{dialect}` in a project"):
            new_file({"dialect": dialect, "name": "reviewer"}, schema(), "/p")
        return
    made = new_file({"dialect": dialect, "name": "reviewer"}, schema(), "/p")
    places = [place.dialect for place in schema().places_of(made.path) if place.certainty == "certain"]
    assert set(formats(schema().dialects[dialect], schema())) & set(places)
    settings = Settings(dialect=dialect)
    assert open_document(made.path, SourceText(made.text), schema(), settings)


def test_a_path_says_where_and_what_it_is_called() -> None:
    made = new_file({"dialect": "claude-code-agent", "path": "agents/tester.md"}, schema(), "/p")
    assert made.path == "/p/agents/tester.md"
    assert "name: tester\n" in made.text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({}, "there is no dialect ``"),
        (
            {"dialect": "claude-code-agnet"},
            "there is no dialect `claude-code-agnet`: did you mean `claude-code-agent`?",
        ),
        ({"dialect": 1}, "`dialect` is to be a text"),
        ({"dialect": "claude-code-agent", "name": "../x"}, "`../x` is no name for a file"),
    ],
)
def test_what_can_not_be_made_is_told_in_a_sentence(arguments: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence.replace("?", r"\?").replace(".", r"\.")):
        new_file(arguments, schema(), "/p")


def test_fix_all_applies_the_safe_fixes() -> None:
    here = page(TEXT)
    edits = fix_all(here, findings_of(here), around(here)).edits
    assert apply_edits(TEXT, edits) == TEXT.replace("grep", "Grep")


def test_detect_tells_why() -> None:
    told = detect(AGENT, page(TEXT).document, schema())
    assert json.loads(json.dumps(told)) == told
    assert (told["dialect"], told["path"], told["confidence"]) == ("claude-code-agent", AGENT, 1.0)
    assert told["reasons"][0] == "the path matches .claude/agents/**/*.md"
    first = told["targets"][0]
    assert (first["consumer"], first["title"], first["certainty"]) == ("claude-code", "Claude Code", "certain")


def test_detect_says_what_is_no_agent_file() -> None:
    told = detect("/p/notes.md", None, schema())
    assert (told["recognized"], told["dialect"], told["targets"]) == (False, None, [])


def said(text: str, path: str = AGENT, settings_text: str | None = None, **more: str) -> Changes:
    arguments = {"dialect": "superclaude", **more}
    return set_dialect(path, SourceText(text), arguments, schema(), around(page(TEXT), settings_text))


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        (TEXT, TEXT.replace("---\nname", "---\n# agentls: dialect=superclaude\nname"), AGENT),
        (
            TEXT.replace("---\nname", "---\n# agentls: dialect=agency-agents\nname"),
            TEXT.replace("---\nname", "---\n# agentls: dialect=superclaude\nname"),
            AGENT,
        ),
        ("# House rules\r\n\r\nTest.\r\n",
         "<!-- agentls: dialect=superclaude -->\r\n# House rules\r\n\r\nTest.\r\n", "/p/CLAUDE.md"),
        ("Just notes.\n", "<!-- agentls: dialect=superclaude -->\nJust notes.\n", "/p/notes.md"),
        ('name = "x"\n', '# agentls: dialect=superclaude\nname = "x"\n', "/p/.codex/agents/x.toml"),
    ],
)  # fmt: skip
def test_a_marker_says_the_dialect(before: str, after: str, path: str) -> None:
    text = apply_edits(before, said(before, path).edits)
    assert text == after
    assert page(text, path).document.dialect is schema().dialects["superclaude"]
    assert said(text, path) == Changes()


@pytest.mark.parametrize(
    ("before", "more", "after"),
    [
        (None, {}, '[dialects]\n".claude/agents/reviewer.md" = "superclaude"\n'),
        ('preset = "strict"\n', {"glob": ".claude/agents/**"},
         'preset = "strict"\n\n[dialects]\n".claude/agents/**" = "superclaude"\n'),
        ('[dialects]\n".claude/agents/reviewer.md" = "agency-agents" # ours\n', {},
         '[dialects]\n".claude/agents/reviewer.md" = "superclaude" # ours\n'),
        ('[dialects]\n"a.md" = "agency-agents"\n', {},
         '[dialects]\n"a.md" = "agency-agents"\n".claude/agents/reviewer.md" = "superclaude"\n'),
    ],
)  # fmt: skip
def test_the_settings_say_the_dialect(before: str | None, more: dict[str, str], after: str) -> None:
    (file,) = said(TEXT, AGENT, before, where="settings", **more).files
    assert (file.path, file.create) == (SETTINGS_PATH, before is None)
    assert apply_edits(before or "", file.edits) == after


def test_a_json_file_can_not_say_it_itself() -> None:
    with pytest.raises(ValueError, match="JSON has no comments"):
        said('{"name": "x"}', KIRO)


def test_there_are_two_places_to_say_it() -> None:
    with pytest.raises(ValueError, match="`where` is `file` or `settings`, not `here`"):
        said(TEXT, where="here")
