"""What hovering over something says, and on which characters."""

from __future__ import annotations

import pytest

from agentls.analysis import analyze
from agentls.config import Settings
from agentls.features.hover import finding_docs, hover, rule_in_short
from agentls.rules import RULES
from tests.support.pages import AGENT, cursor, page

COMMAND = "/p/.claude/commands/go.md"
PROMPT = "/p/.github/prompts/go.prompt.md"
TOML = "/p/.codex/agents/a.toml"
JSON = "/p/.kiro/agents/a.json"
YAML = "/p/recipe.yaml"
OPENCODE = "/p/.opencode/agent/a.md"
GEMINI = "/p/.gemini/agents/a.md"
TAGGED = "/p/library/a.md"
STYLED = "/p/engineering/a.md"

TAGS_HEAD = (
    "---\nname: x\nversion: '2.0'\ncategory: engineering\ntools: [Read]\nmodel_compatibility: [claude]\n---\n"
    "<role>\nYou review.\n</role>\n"
)
STYLE_HEAD = (
    "---\nname: Release Herald\ndescription: Notes\ncolor: teal\nemoji: 📣\nvibe: Calm\n---\n\n# Release Herald\n\n"
)


@pytest.mark.parametrize(
    ("marked", "text", "says"),
    [
        ("---\nna<CURSOR>me: a\n---\n", "name", ["`name` · key of Claude Code subagent", "- Required"]),
        ("---\nmodel: op<CURSOR>us\n---\n", "opus", ["`opus` · value of `model`", "Opus"]),
        ("---\nmodel: some-new-mo<CURSOR>del\n---\n", "some-new-model", ["value of `model`"]),
        ("---\npermissionMode: pl<CURSOR>an\n---\n", "plan", ["`plan` · value of `permissionMode`", "changes nothing"]),
        ("---\npermissionMode: <CURSOR>wild\n---\n", "wild", ["`permissionMode` · key"]),
        ("---\nname: rev<CURSOR>iewer\n---\n", "reviewer", ["`name` · key"]),
        ("---\ntools: Re<CURSOR>ad\n---\n", "Read", ["`Read` · tool of Claude Code", "`read_file`", "Gemini CLI"]),
        (
            "---\ntools: Bash(gi<CURSOR>t *)\n---\n",
            "Bash(git *)",
            ["`Bash` · tool", "With an argument `Bash(pattern)`"],
        ),
        ("---\ntools: Multi<CURSOR>Edit\n---\n", "MultiEdit", ["former tool of Claude Code", "Use `Edit` instead"]),
        ("---\ntools: Ta<CURSOR>sk\n---\n", "Task", ["Use `Agent` instead", "old name still works"]),
        (
            "---\ntools: read_<CURSOR>file\n---\n",
            "read_file",
            ["no tool of Claude Code, but of", "Write instead: `Read`"],
        ),
        ("---\ntools: rea<CURSOR>d\n---\n", "read", ["no tool of Claude Code", "Write instead: `Read`"]),
        ("---\ntools: mcp__docs__se<CURSOR>arch\n---\n", "mcp__docs__search", ["An MCP server"]),
        ("---\ndisallowedTools: [Wr<CURSOR>ite]\n---\n", "Write", ["`Write` · tool"]),
        ("---\nhooks:\n  Pre<CURSOR>ToolUse: []\n---\n", "PreToolUse", ["`hooks.PreToolUse`", "Before a tool runs"]),
        ("---\nhooks:\n  Stop:\n    - mat<CURSOR>cher: x\n---\n", "matcher", ["matcher"]),
        ("---\ngl<CURSOR>obs: x\n---\n", "globs", ["no key of Claude Code subagent, but of"]),
        ("---\ntools: 'Gr<CURSOR>ep'\n---\n", "Grep", ["`Grep` · tool"]),
        ("---\nname: a\n# agentls: ignore[unknown-<CURSOR>tool]\nx: y\n---\n", "unknown-tool", ["rule of agentls"]),
    ],
)
def test_an_agent(marked: str, text: str, says: list[str]) -> None:
    one, offset = cursor(marked)
    found = hover(one, offset)
    assert found
    assert one.text[slice(*found.span)] == text
    for words in says:
        assert words in found.markdown, found.markdown


@pytest.mark.parametrize(
    ("marked", "path", "text", "says"),
    [
        ('sandbox_<CURSOR>mode = "read-only"\nname = "x"\n', TOML, "sandbox_mode", ["key of Codex", "`read-only`"]),
        ('name = "x"\nsandbox_mode = "read-<CURSOR>only"\n', TOML, '"read-only"', ["`read-only` · value"]),
        ('name = "x"\n[mcp_servers.s]\ncom<CURSOR>mand = "x"\n', TOML, "command", ["command"]),
        ('{"to<CURSOR>ols": ["read"]}', JSON, '"tools"', ["`tools` · key of Kiro"]),
        ('{"tools": ["re<CURSOR>ad"]}', JSON, "read", ["`read` · tool of Kiro"]),
        ("title: x\ndescr<CURSOR>iption: y\ninstructions: z\nversion: 1.0.0\n", YAML, "description", ["goose"]),
        ("---\ndescription: b\nmode: sub<CURSOR>agent\n---\n", OPENCODE, "subagent", ["`subagent` · value of `mode`"]),
        ("---\ndescription: b\ntools:\n  wri<CURSOR>te: false\n---\n", OPENCODE, "write", ["tool of OpenCode"]),
        (
            "---\nname: a\ndescription: b\ntools:\n  - Re<CURSOR>ad\n---\n",
            GEMINI,
            "Read",
            ["Write instead: `read_file`"],
        ),
        ("---\ndescription: b\n---\n$ARGU<CURSOR>MENTS\n", COMMAND, "$ARGUMENTS", ["variable in Claude Code command"]),
        ("---\ndescription: b\n---\n@docs/<CURSOR>a.md\n", COMMAND, "@docs/a.md", ["`@path`"]),
        ("---\ndescription: b\n---\n${input<CURSOR>:x}\n", PROMPT, "${input:x}", ["Asks the user"]),
        (TAGS_HEAD + "<trig<CURSOR>gers>\n</triggers>", TAGGED, "triggers", ["`<triggers>` · tag", "Exactly once"]),
        (TAGS_HEAD + "<triggers>\n</trig<CURSOR>gers>", TAGGED, "triggers", ["`<triggers>` · tag"]),
        (
            TAGS_HEAD + '<tool_usage>\n<tool na<CURSOR>me="Read">\n</tool>\n</tool_usage>',
            TAGGED,
            "name",
            ["`name` · attribute of `<tool>`"],
        ),
        (TAGS_HEAD + '<tool_usage>\n<tool name="Re<CURSOR>ad">\n</tool>\n</tool_usage>', TAGGED, "Read", ["· tool of"]),
        (
            STYLE_HEAD + "## 🧠 Your Ident<CURSOR>ity & Memory\n",
            STYLED,
            "## 🧠 Your Identity & Memory",
            ["**Identity & Memory** · section of Agency agent", "of the files", "Elsewhere: "],
        ),
        (STYLE_HEAD.replace("vibe", "vi<CURSOR>be"), STYLED, "vibe", ["key of Agency agent"]),
    ],
)
def test_other_formats(marked: str, path: str, text: str, says: list[str]) -> None:
    one, offset = cursor(marked, path)
    found = hover(one, offset)
    assert found
    assert one.text[slice(*found.span)] == text
    for words in says:
        assert words in found.markdown, found.markdown


@pytest.mark.parametrize(
    "marked",
    [
        '---\nname: "a\ntools: Re<CURSOR>ad, Grep\n---\n',
        "---\nname: a\ntools: [Re<CURSOR>ad, Grep\n---\n",
        "---\nname: a\ntools: Re<CURSOR>ad",
        "---\r\nname: a\r\ntools: Re<CURSOR>ad\r\n---\r\n",
        "---\nname: 😀 😀\ntools: Re<CURSOR>ad\n---\n",
        "---\nname: a: b: c\ntools: Re<CURSOR>ad\n---\n",
        "---\nname = a\ntools: Re<CURSOR>ad\n---\n",
        "--\nname: a\ndescription: b\ntools: Re<CURSOR>ad\n---\n",
    ],
)
def test_a_tool_is_told_while_the_file_is_broken(marked: str) -> None:
    one, offset = cursor(marked)
    found = hover(one, offset)
    assert found
    assert one.text[slice(*found.span)] == "Read"
    assert "`Read` · tool" in found.markdown


@pytest.mark.parametrize(
    "marked",
    [
        "---\nname: a\n---\nju<CURSOR>st text\n",
        "---\nname: a\n---\n# Of my <CURSOR>own\n",
        "---\nname: a\n---\n<my_<CURSOR>own>x</my_own>\n",
        "---\nunhe<CURSOR>ard: a\n---\n",
        "---\nunheard: an<CURSOR>y\n---\n",
        "---\ndescription: " + "long and longer " * 10 + "pro<CURSOR>se\n---\n",
        "---\nname: a\n# agentls: ignore[no-<CURSOR>rule]\nx: y\n---\n",
        "---\ntools: my_own_<CURSOR>thing\n---\n",
    ],
)
def test_silence_where_nothing_is_known(marked: str) -> None:
    assert hover(*cursor(marked)) is None


def test_the_first_line_tells_what_the_file_is_how_sure_and_why() -> None:
    found = hover(page("---\nname: a\ndescription: b\n---\n"), 1)
    assert found
    assert found.span == (0, 3)
    for words in ("**Claude Code subagent**", "100% sure", "The path matches", "Claude Code 2", "reads this file, too"):
        assert words in found.markdown, found.markdown


def test_a_file_without_a_dialect_says_so() -> None:
    found = hover(page("---\nname: a\ndescription: b\n---\n", "/p/notes/a.md"), 1)
    assert found
    assert found.markdown.startswith("An agent file in a format of its own.")
    assert "sure" not in found.markdown


def test_a_chosen_target_is_told_as_such() -> None:
    text = "---\nname: a\ndescription: b\n---\n"
    found = hover(page(text, settings=Settings(targets=("gemini-cli",))), 1)
    assert found
    assert "Gemini CLI" in found.markdown
    assert "is chosen in the settings" in found.markdown


def test_the_closing_line_says_nothing() -> None:
    assert hover(*cursor("---\nname: a\n-<CURSOR>--\n")) is None


def test_findings_are_told_below_what_the_schema_says() -> None:
    one, offset = cursor("---\nname: a\ndescription: b\ntools: Read, Multi<CURSOR>Edit\n---\nText.\n")
    findings = analyze(one.document, one.schema, one.settings)
    found = hover(one, offset, findings)
    assert found
    docs, _, told = found.markdown.partition("\n\n---\n\n")
    assert "former tool" in docs
    assert "**retired-tool** · " in told
    assert rule_in_short("retired-tool") in told
    assert one.text[slice(*found.span)] == "MultiEdit"


def test_a_finding_alone_gives_its_own_span() -> None:
    one = page("---\nname: a\ndescription: b\nunheard: 1\n---\nText.\n")
    finding = next(one for one in analyze(one.document, one.schema, one.settings) if one.rule == "unknown-key")
    found = hover(one, finding.span.start + 1, [finding])
    assert found
    assert found.span == finding.span
    assert finding.rule in found.markdown


def test_a_finding_tells_each_effect_once() -> None:
    one = page("---\ndescription: b\n---\nText.\n")
    finding = next(one for one in analyze(one.document, one.schema, one.settings) if one.effects)
    text = finding_docs(finding)
    listed = [line for line in text.splitlines() if line.startswith("- ")]
    assert listed
    assert len(listed) == len(set(listed)) <= 6


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_told_in_short(rule: str) -> None:
    short = rule_in_short(rule)
    assert short.endswith((".", "!"))
    assert len(short) < 400
    assert not short.startswith("#")


def test_no_rule_no_words() -> None:
    assert rule_in_short("no-such-rule") == ""


def test_all_keys_of_a_dialect_have_a_hover() -> None:
    dialect = page("---\nname: a\n---\n").dialects[0]
    for name in dialect.keys:
        text = f"---\nname: a\n{name}: x\n---\n"
        found = hover(page(text, AGENT), text.rindex(f"\n{name}:") + 2)
        assert found, name
        assert found.markdown.startswith(f"`{name}` · key of"), name
