"""Small files of each dialect: those in `ok` are silent, each in `err` has the one fault that its name says.

`golden/<dialect>/{ok,err}/<what>.md` holds marks as `support/checking.py` has them. What each product does with the
important faults stands here, by the numbers of the list of mistakes that break agent files in silence.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from agentls.cli import main
from agentls.config import Settings
from agentls.findings import FileReport, Severity
from agentls.rules import RULES
from tests.support.checking import check, report, schema, unmark

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).parents[1]

PLACES = {
    "claude-code-agent": "/p/.claude/agents/{stem}.md",
    "agent-skill": "/p/.claude/skills/{stem}/SKILL.md",
    "copilot-agent": "/p/.github/agents/{stem}.agent.md",
    "copilot-prompt": "/p/.github/prompts/{stem}.prompt.md",
    "copilot-instructions": "/p/.github/instructions/{stem}.instructions.md",
    "copilot-repository-instructions": "/p/.github/copilot-instructions.md",
    "cursor-rule": "/p/.cursor/rules/{stem}.mdc",
    "cursor-rules-file": "/p/.cursorrules",
    "cursor-agent": "/p/.cursor/agents/{stem}.md",
    "cursor-command": "/p/.cursor/commands/{stem}.md",
    "kiro-agent": "/p/.kiro/agents/{stem}.md",
    "kiro-agent-json": "/p/.kiro/agents/{stem}.json",
    "kiro-steering": "/p/.kiro/steering/{stem}.md",
    "factory-droid": "/p/.factory/droids/{stem}.md",
    "opencode-agent": "/p/.opencode/agents/{stem}.md",
    "opencode-command": "/p/.opencode/commands/{stem}.md",
    "kilo-agent": "/p/.kilo/agents/{stem}.md",
    "kilo-workflow": "/p/.kilocode/workflows/{stem}.md",
    "roo-mode": "/p/{stem}/.roomodes",
    "gemini-agent": "/p/.gemini/agents/{stem}.md",
    "gemini-command": "/p/.gemini/commands/{stem}.toml",
    "qwen-agent": "/p/.qwen/agents/{stem}.md",
    "qwen-command": "/p/.qwen/commands/{stem}.md",
    "qwen-rule": "/p/.qwen/rules/{stem}.md",
    "qwen-fork-profile": "/p/.qwen/fork-profiles/{stem}.md",
    "antigravity": "/p/.agent/rules/{stem}.md",
    "codex-agent": "/p/.codex/agents/{stem}.toml",
    "codex-prompt": "/p/.codex/prompts/{stem}.md",
    "agents-md": "/p/{stem}/AGENTS.md",
    "claude-code-memory": "/p/{stem}/CLAUDE.md",
    "claude-code-command": "/p/.claude/commands/{stem}.md",
    "claude-code-rule": "/p/.claude/rules/{stem}.md",
    "claude-code-output-style": "/p/.claude/output-styles/{stem}.md",
    "windsurf-devin": "/p/.windsurf/rules/{stem}.md",
    "windsurf-workflow": "/p/.windsurf/workflows/{stem}.md",
    "cline-agent": "/p/Documents/Cline/Agents/{stem}.yaml",
    "cline-rule": "/p/.clinerules/{stem}.md",
    "cline-workflow": "/p/.clinerules/workflows/{stem}.md",
    "continue-rule": "/p/.continue/rules/{stem}.md",
    "junie": "/p/.junie/agents/{stem}.md",
    "amp": "/u/.config/amp/AGENTS.md",
    "goose-recipe": "/p/{stem}/recipe.yaml",
    "superclaude": "/p/library/{stem}.md",
    "agency-agents": "/p/library/{stem}.md",
    "xml-agent": "/p/library/{stem}.md",
    "claude-squad": "/p/library/{stem}.md",
    "contains-studio": "/p/library/{stem}.md",
}
"""Dialect -> the path under which its files are checked."""

OTHER_PLACES = {
    ("codex-agent", "markdown"): "/p/.codex/agents/{stem}.md",
    ("codex-prompt", "old"): "/p/library/{stem}.md",
    ("claude-code-rule", "cursor"): "/p/.claude/rules/{stem}.mdc",
    ("claude-code-agent", "plugin"): "/p/agents/{stem}.md",
    ("agent-skill", "shared"): "/p/.agents/skills/{stem}/SKILL.md",
    ("agent-skill", "lowercase"): "/p/.claude/skills/release/skill.md",
    ("agent-skill", "validator"): "/p/library/{stem}/SKILL.md",
    ("agent-skill", "github"): "/p/.github/skills/{stem}/SKILL.md",
    ("agent-skill", "cursor"): "/p/.cursor/skills/{stem}/SKILL.md",
    ("copilot-agent", "readme"): "/p/.github/agents/README.md",
    ("copilot-agent", "cli"): "/u/.copilot/agents/{stem}.md",
    ("copilot-prompt", "loose"): "/p/.github/prompts/{stem}.md",
    ("cursor-rule", "wrong"): "/p/.cursor/rules/{stem}.md",
    ("kiro-steering", "user"): "/home/me/.kiro/steering/{stem}.md",
    ("factory-droid", "deep"): "/p/.factory/droids/review/{stem}.md",
    ("copilot-instructions", "plain"): "/p/.github/instructions/{stem}.md",
    ("opencode-command", "kilo"): "/p/.kilo/commands/{stem}.md",
    ("roo-mode", "kilo"): "/p/{stem}/.kilocodemodes",
    ("gemini-command", "qwen"): "/p/.qwen/commands/{stem}.toml",
    ("windsurf-devin", "old"): "/p/{stem}/.windsurfrules",
    ("goose-recipe", "json"): "/p/.goose/recipes/{stem}.json",
    ("goose-recipe", "yml"): "/p/{stem}/recipe.yml",
    ("cline-agent", "markdown"): "/p/Documents/Cline/Agents/{stem}.md",
    ("cline-agent", "lists"): "/p/Documents/Cline/Agents/{stem}.yml",
    ("cline-rule", "plain"): "/p/.clinerules/{stem}.txt",
    ("cline-rule", "single"): "/p/{stem}/.clinerules",
    ("windsurf-devin", "devin"): "/p/.devin/rules/{stem}.md",
    ("windsurf-devin", "global"): "/u/.codeium/windsurf/memories/global_rules.md",
}
"""Dialect and first word of a file's name -> where such files lie: a folder that other products read, or several."""

ERR = sorted(GOLDEN.glob("*/err/*.*"))
OK = sorted(GOLDEN.glob("*/ok/*.*"))


def dialect_of(file: Path) -> str:
    return file.parts[-3]


def place_of(file: Path) -> str:
    dialect = dialect_of(file)
    place = OTHER_PLACES.get((dialect, file.stem.partition("-")[0]), PLACES[dialect])
    return place.format(stem=file.stem)


def read(file: Path) -> str:
    return file.read_bytes().decode("utf-8")


def name_of(file: Path) -> str:
    return f"{dialect_of(file)}/{file.parts[-2]}/{file.stem}"


def test_each_dialect_has_its_folder() -> None:
    assert {path.parent.name for path in GOLDEN.glob("*/ok")} == set(PLACES)
    assert set(PLACES) <= set(schema().dialects)


def nowhere(path: str) -> bool:
    """No link of these files leads to another file."""
    return False


@pytest.mark.parametrize("file", ERR, ids=name_of)
def test_a_file_with_a_fault_has_the_marked_findings_and_no_other(file: Path) -> None:
    text = read(file)
    assert unmark(text)[1], "nothing is marked"
    result = check(text, place_of(file), exists=nowhere)
    stray = {finding.rule for finding in result.findings} == {"stray-file"}
    assert result.dialect == (None if stray else dialect_of(file))


@pytest.mark.parametrize("file", OK, ids=name_of)
def test_a_good_file_is_silent(file: Path) -> None:
    text = read(file)
    assert not [finding for finding in unmark(text)[1] if finding.severity != "hint"]
    result = check(text, place_of(file))
    assert (result.dialect, result.status) == (dialect_of(file), "checked")


GOOD = "---\nname: reviewer\ndescription: Prüft alles\n---\nDu liest.\n"
BYTES = {
    "utf-16": (GOOD.encode("utf-16"), "error"),
    "latin-1": (GOOD.encode("latin-1"), "warning"),
    "nul": (GOOD.replace("Prüft", "Pr\0ft").encode(), "error"),
    "escape sequence": (GOOD.replace("Prüft", "\x1b[1mPrüft").encode(), "info"),
    "two byte order marks": (b"\xef\xbb\xbf\xef\xbb\xbf" + GOOD.encode(), "error"),
    "carriage returns alone": (GOOD.replace("\n", "\r").encode(), "error"),
}
"""What marks in a text can't show -> the bytes, and the severity of the one finding."""


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_no_text_can_show_are_one_finding(name: str) -> None:
    content, severity = BYTES[name]
    found = report(content).findings
    assert [(finding.rule, finding.severity.label) for finding in found] == [("invalid-encoding", severity)]


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()], ids=["byte order mark", "CRLF"]
)
def test_bytes_that_the_readers_of_this_place_take_are_silent(content: bytes) -> None:
    result = report(content)
    assert (result.status, result.findings) == ("checked", ())


def test_every_rule_fires_once() -> None:
    fired = {finding.rule for file in ERR for finding in unmark(read(file))[1]}
    fired |= {finding.rule for content, _ in BYTES.values() for finding in report(content).findings}
    assert fired == set(RULES) - {"invalid-settings"}  # speaks of settings files: tests/config


class Told(NamedTuple):
    """What agentls says that one consumer does: what it loses, and what access is left."""

    loses: str
    access: str = ""


FILE, KEY, ITEM, FINE = Told("file"), Told("key"), Told("item", "narrower"), Told("nothing")
WIDER, NONE, OPENED = Told("nothing", "wider"), Told("nothing", "none"), Told("key", "wider")
STOPS = Told("program")
CLAUDE, COPILOT, CODE = "claude-code", "copilot-cli", "vscode"

EFFECTS: list[tuple[int, str, dict[str, Told]]] = [
    (1, "claude-code-agent/err/misplaced-by-blank-line", {CLAUDE: FILE, COPILOT: FILE}),
    (1, "claude-code-agent/err/missing-frontmatter", {CLAUDE: FILE, COPILOT: FILE}),
    (1, "claude-code-agent/err/unclosed", {CLAUDE: FILE, COPILOT: FILE}),
    (1, "agent-skill/err/shared-misplaced", {"codex": FILE, "gemini-cli": FILE, "qwen-code": FILE, "opencode": FILE}),
    (1, "gemini-agent/err/misplaced-by-blank-line", {"gemini-cli": FILE}),
    (1, "qwen-agent/err/missing-frontmatter", {"qwen-code": FILE}),
    (2, "claude-code-agent/err/broken-unquoted-colon", {CLAUDE: FINE, COPILOT: FILE}),
    (2, "copilot-agent/err/broken-unquoted-colon", {COPILOT: FILE}),
    (2, "gemini-agent/err/broken-unquoted-colon", {"gemini-cli": FILE}),
    (2, "qwen-agent/err/fallback-harmless", {"qwen-code": FINE}),
    (2, "superclaude/err/broken-unquoted-colon", {CLAUDE: FINE}),
    (3, "claude-code-agent/err/missing-name", {CLAUDE: FILE}),
    (3, "claude-code-agent/err/missing-description", {CLAUDE: FILE, COPILOT: FILE}),
    (4, "claude-code-agent/err/foreign-tool-all", {CLAUDE: Told("run")}),
    (4, "claude-code-agent/err/foreign-tool-some", {CLAUDE: ITEM}),
    (4, "copilot-agent/err/foreign-tool", {COPILOT: ITEM}),
    (4, "gemini-agent/err/tools-of-claude-code", {"gemini-cli": FILE}),
    (4, "qwen-agent/err/tools-some-unknown", {"qwen-code": ITEM}),
    (5, "claude-code-agent/err/unknown-tool-lower-case", {CLAUDE: ITEM}),
    (5, "claude-code-agent/err/unknown-tool-in-deny-list", {CLAUDE: OPENED}),
    (6, "claude-code-agent/err/tool-argument", {CLAUDE: WIDER, COPILOT: ITEM}),
    (7, "claude-code-agent/err/tool-argument-in-deny-list", {CLAUDE: Told("nothing", "narrower")}),
    (8, "claude-code-agent/err/type-tools-is-a-mapping", {CLAUDE: NONE, COPILOT: FILE}),
    (9, "claude-code-agent/err/empty-tools", {CLAUDE: NONE, COPILOT: FILE}),
    (9, "claude-code-agent/err/empty-tools-list", {CLAUDE: NONE, COPILOT: NONE}),
    (9, "copilot-agent/err/empty-tools", {COPILOT: FILE}),
    (9, "qwen-agent/err/tools-empty-list", {"qwen-code": OPENED}),
    (10, "opencode-agent/err/type-tools-is-text", {"opencode": STOPS}),
    (10, "opencode-agent/err/type-tools-is-a-list", {"opencode": STOPS}),
    (11, "opencode-agent/err/name-of-a-color", {"opencode": STOPS}),
    (12, "gemini-agent/err/unknown-key-color", {"gemini-cli": FILE}),
    (13, "gemini-agent/err/tools-is-text", {"gemini-cli": FILE}),
    (14, "gemini-agent/err/placeholder-in-code", {"gemini-cli": Told("run")}),
    (14, "qwen-agent/err/placeholder", {"qwen-code": Told("run")}),
    (15, "gemini-agent/err/tools-mcp-double-underscore", {"gemini-cli": FILE}),
    (16, "claude-code-agent/err/foreign-key-allowed-tools", {CLAUDE: OPENED, COPILOT: OPENED}),
    (16, "claude-code-agent/err/unknown-key-near", {CLAUDE: OPENED, COPILOT: OPENED}),
    (16, "claude-code-agent/err/unknown-key-far", {CLAUDE: FINE, COPILOT: FINE}),
    (16, "copilot-agent/err/unknown-key-near", {COPILOT: OPENED}),
    (24, "agent-skill/err/shared-missing-description", {"codex": FILE, "gemini-cli": FILE, "qwen-code": FILE}),
    (24, "agent-skill/err/shared-missing-description", {"opencode": KEY, "kilo": KEY}),
    (31, "agent-skill/err/broken-open-quote", {CLAUDE: Told("all-keys"), "opencode": FILE, "kilo": FILE}),
    (32, "copilot-agent/err/type-boolean-word", {COPILOT: FILE}),
    (32, "copilot-agent/err/type-quoted-boolean", {COPILOT: FILE}),
    (32, "claude-code-agent/err/type-background-yes", {CLAUDE: KEY}),
    (32, "agent-skill/err/type-boolean-word", {COPILOT: FILE}),
    (39, "copilot-agent/err/retired-tool", {COPILOT: FINE, CODE: FINE}),
    (40, "roo-mode/err/empty-role", {"roo": Told("set")}),
    (40, "roo-mode/err/unknown-group", {"roo": Told("set")}),
    (40, "roo-mode/err/group-twice", {"roo": Told("set")}),
    (41, "opencode-agent/err/overridden-narrower", {"opencode": ITEM}),
    (41, "opencode-agent/err/overridden-wider", {"opencode": Told("item", "wider")}),
    (42, "opencode-agent/err/mixed-lines", {"opencode": OPENED, "opencode-2": OPENED}),
    (44, "claude-code-agent/err/value-permission-mode-case", {CLAUDE: OPENED}),
    (45, "claude-code-agent/err/type-hooks-is-a-list", {CLAUDE: FILE}),
    (45, "claude-code-agent/err/hooks-guard-without-hooks", {CLAUDE: FILE}),
    (48, "kilo-agent/err/type-tools-is-text", {"kilo": FILE}),
    (48, "kilo-agent/err/broken-above-permission", {"kilo": Told("all-keys", "wider")}),
    (50, "claude-code-agent/err/lost-below-dashes-in-comment", {CLAUDE: Told("rest", "wider")}),
    (50, "claude-code-agent/err/lost-below-dashes-in-value", {CLAUDE: Told("rest", "wider")}),
    (50, "claude-code-agent/err/lost-below-dashes-in-block", {CLAUDE: Told("rest")}),
    (50, "claude-code-agent/err/lost-below-dashes-in-quotes", {CLAUDE: FILE}),
    (50, "agent-skill/err/lost-below-dashes-in-comment", {CLAUDE: Told("rest", "wider")}),
    (51, "qwen-agent/err/fallback-tools", {"qwen-code": NONE}),
    (51, "qwen-agent/err/fallback-disallowed", {"qwen-code": OPENED}),
    (52, "gemini-agent/err/empty-body", {"gemini-cli": Told("run")}),
    (52, "qwen-agent/err/empty-body", {"qwen-code": FILE}),
    (53, "claude-code-agent/err/type-name-is-a-number", {CLAUDE: FILE, COPILOT: FILE}),
    (53, "copilot-agent/err/type-name-is-a-number", {COPILOT: FILE}),
    (53, "gemini-agent/err/name-is-a-number", {"gemini-cli": FILE}),
    (12, "gemini-agent/err/unknown-key-color", {"gemini-cli": FILE}),
    (13, "gemini-agent/err/tools-is-text", {"gemini-cli": FILE}),
    (14, "gemini-agent/err/placeholder-in-code", {"gemini-cli": Told("run")}),
    (14, "qwen-agent/err/placeholder", {"qwen-code": Told("run")}),
    (15, "gemini-agent/err/tools-mcp-double-underscore", {"gemini-cli": FILE}),
    (25, "agent-skill/err/name-mismatch", {CODE: FILE, CLAUDE: FINE}),
    (28, "agent-skill/err/placeholder-counted-from-one", {CLAUDE: Told("value")}),
    (29, "agent-skill/err/placeholder-foreign", {CLAUDE: Told("value")}),
    (29, "claude-code-agent/err/placeholder", {CLAUDE: FINE, COPILOT: FINE}),
    (28, "claude-code-command/err/one-based-arguments", {CLAUDE: Told("value")}),
    (29, "claude-code-command/err/placeholder-of-another-product", {CLAUDE: Told("value")}),
    (30, "claude-code-command/err/command-not-allowed", {CLAUDE: Told("run")}),
    (34, "codex-agent/err/missing-instructions", {"codex": FILE}),
    (34, "codex-agent/err/unknown-key-far", {"codex": FILE}),
    (35, "codex-agent/err/server-without-transport", {"codex": FILE}),
    (36, "codex-prompt/err/gone", {"codex": FILE}),
    (47, "claude-code-memory/err/import-trailing-dot", {CLAUDE: Told("item")}),
    (17, "claude-code-rule/err/foreign-key-globs", {CLAUDE: KEY}),
    (18, "claude-code-rule/err/empty-paths-list", {CLAUDE: KEY}),
    (17, "cline-rule/err/foreign-key-globs", {"cline": KEY}),
    (18, "cline-rule/err/paths-is-text", {"cline": KEY}),
    (18, "cline-rule/err/paths-empty", {"cline": FINE}),
    (50, "claude-code-rule/err/lost-below-dashes-in-comment", {CLAUDE: Told("rest")}),
    (30, "agent-skill/err/shell-not-allowed", {CLAUDE: Told("run")}),
    (33, "copilot-agent/err/readme-among-agents", {COPILOT: FINE}),
    (43, "claude-code-agent/err/unknown-model", {CLAUDE: Told("run")}),
    (51, "qwen-agent/err/fallback-disallowed", {"qwen-code": OPENED}),
    (51, "qwen-agent/err/fallback-tools", {"qwen-code": NONE}),
    (52, "copilot-agent/err/empty-body", {COPILOT: OPENED}),
    (52, "gemini-agent/err/empty-body", {"gemini-cli": Told("run")}),
    (52, "qwen-agent/err/empty-body", {"qwen-code": FILE}),
    (17, "copilot-instructions/err/foreign-key-globs", {COPILOT: KEY, CODE: KEY}),
    (17, "cursor-rule/err/foreign-key-paths", {"cursor": KEY}),
    (19, "copilot-instructions/err/missing-apply-to", {COPILOT: FINE, CODE: FINE}),
    (20, "kiro-steering/err/comma-pattern", {"kiro": Told("value")}),
    (21, "kiro-steering/err/user-file-match", {"kiro": FINE}),
    (22, "kiro-agent/err/permissions-is-a-list", {"kiro-cli": FILE}),
    (38, "copilot-prompt/err/deprecated-mode", {CODE: FINE}),
    (49, "cursor-rule/err/manual-by-false", {"cursor": FINE}),
    (49, "cursor-rule/err/unclosed", {"cursor": FILE}),
    (23, "agent-skill/err/lowercase-file-name", {CLAUDE: FILE}),
    (27, "agent-skill/err/misread-allowed-tools", {CLAUDE: FINE}),
]
"""Number of the mistake, file, and what must be told; a consumer that is not named here may be told of as well."""

WAITING = {
    37: "said only to those who name another host as their target, see below",
    46: "needs a look at more than one file",
}
"""Mistakes of the list that no rule or dialect of this version sees, and why."""

HARMLESS = {26: "claude-code-agent/ok/wrapped-description"}
"""Mistakes that the versions which were run no longer stumble over."""


def told(result: FileReport) -> dict[str, Told]:
    return {
        effect.target.consumer: Told(effect.loses, effect.access)
        for finding in result.findings
        for effect in finding.effects
    }


@pytest.mark.parametrize(("number", "name", "expected"), EFFECTS, ids=[f"{one[0]}-{one[1]}" for one in EFFECTS])
def test_what_each_product_does_is_told(number: int, name: str, expected: dict[str, Told]) -> None:
    file = next(GOLDEN.glob(f"{name}.*"))
    found = told(report(unmark(read(file))[0], place_of(file)))
    assert {consumer: found.get(consumer) for consumer in expected} == expected


ACTIVATIONS = [
    ("copilot-instructions/err/missing-apply-to", {COPILOT: "always", CODE: "never"}),
    ("copilot-instructions/err/foreign-key-globs", {COPILOT: "always", CODE: "never"}),
    ("kiro-steering/err/comma-pattern", {"kiro": "never"}),
    ("kiro-steering/err/pattern-missing", {"kiro": "never"}),
    ("kiro-steering/err/user-file-match", {"kiro": "never"}),
    ("cursor-rule/err/foreign-key-paths", {"cursor": "manual"}),
    ("cursor-rule/err/manual-by-false", {"cursor": "manual"}),
    ("cursor-agent/err/missing-description", {"cursor": "manual"}),
]
"""File, and when each product uses what is in it after all."""


@pytest.mark.parametrize(("name", "expected"), ACTIVATIONS, ids=[name for name, _ in ACTIVATIONS])
def test_when_a_product_uses_the_file_is_told(name: str, expected: dict[str, str]) -> None:
    file = next(GOLDEN.glob(f"{name}.*"))
    (finding,) = report(unmark(read(file))[0], place_of(file)).findings
    assert {effect.target.consumer: effect.activation for effect in finding.effects} == expected


@pytest.mark.parametrize("target", ["copilot-cli", "copilot-cloud"])
def test_a_prompt_file_is_not_read_by_a_host_that_is_named_as_target(target: str) -> None:
    settings = Settings(targets=(target,))
    found = report("Plan the work.\n", "/p/.github/prompts/plan.prompt.md", settings).findings
    missed = [effect for one in found if one.rule == "not-read" for effect in one.effects]
    assert [(effect.loses, effect.target.consumer) for effect in missed] == [("file", target)]


def test_every_mistake_of_the_list_is_shown_or_waits_for_a_reason() -> None:
    shown = {number for number, _, _ in EFFECTS}
    assert shown | WAITING.keys() | HARMLESS.keys() == set(range(1, 54))
    assert not shown & (WAITING.keys() | HARMLESS.keys())


@pytest.mark.parametrize("name", HARMLESS.values())
def test_a_mistake_that_no_longer_hurts_is_a_good_file(name: str) -> None:
    assert GOLDEN / f"{name}.md" in OK


@pytest.mark.parametrize(
    "file", [file for file in ERR if PLACES[dialect_of(file)].startswith("/p/library")], ids=name_of
)
def test_a_product_that_a_style_is_only_made_for_speaks_as_a_warning_at_most(file: Path) -> None:
    for finding in report(unmark(read(file))[0], place_of(file)).findings:
        assert finding.severity <= Severity.WARNING
        assert all(effect.text.startswith("In ") for effect in finding.effects)


AGENT = PLACES["claude-code-agent"].format(stem="reviewer")
STARTS = "---\nname: reviewer\ndescription: Reviews changes\n"
SPRINT = "---\n\nYour primary responsibilities:\n\n1. Read.\n\nYour goal is a calm 6-day sprint.\n"
SUBTLE: dict[str, tuple[str, str]] = {
    "a color that is a comment loses the color, not the file": (
        AGENT, STARTS + "color: «hint lost-text|#059669»\n---\nReview.\n",
    ),
    "a line of a dialogue in column one ends the description, whatever keys the style takes": (
        "/p/library/teller.md",
        "---\nname: teller\ndescription: Use this agent when <example> a sprint ends\n"
        "«warning lost-text|user»: Tell it\ncolor: red\n" + SPRINT,
    ),
    "a wildcard that was run and is not taken is more than a name that may be new": (
        AGENT, STARTS + "tools: «error unknown-tool|mcp__*»\n---\nReview.\n",
    ),
    "a tool of a server in its own product's folder is nobody else's business": (
        AGENT, STARTS + "tools: Read, mcp__tracker__get_issue\n---\nReview.\n",
    ),
}  # fmt: skip
"""What is easily told wrongly -> the path, and the text with what should be said."""


@pytest.mark.parametrize("name", SUBTLE)
def test_subtle_cases(name: str) -> None:
    path, marked = SUBTLE[name]
    check(marked, path)


def test_the_files_of_the_readme_show_what_they_are_meant_to_show(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["check", "tests/golden/readme"]) == 1
    text = capsys.readouterr().out
    kept = GOLDEN / "readme" / "report.txt"
    if os.environ.get("AGENTLS_UPDATE") == "1":
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8"), "stale: run the tests with AGENTLS_UPDATE=1"
