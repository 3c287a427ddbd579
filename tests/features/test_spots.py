"""What stands at an offset."""

from __future__ import annotations

import pytest

from agentls.features.page import Page
from agentls.features.spot_kinds import KeySpot, LabelSpot, PlaceholderSpot, TagSpot, ToolSpot, ValueSpot
from agentls.features.spots import spot_at
from agentls.features.tag_tree import all_tags, known_tag, tags_around
from tests.support.checking import schema
from tests.support.pages import AGENT, cursor, page

COMMAND = "/p/.claude/commands/go.md"
TOML = "/p/.codex/agents/a.toml"
JSON = "/p/.kiro/agents/a.json"
LINES = "/p/.cursor/rules/style.mdc"
TAGGED = "/p/library/a.md"
SKILL = "/p/.claude/skills/a/SKILL.md"
OPENCODE = "/p/.opencode/agent/a.md"

HEAD = "---\nname: a\ndescription: b\n---\n"
TAGS_HEAD = (
    "---\nname: x\nversion: '2.0'\ncategory: engineering\ntools: [Read]\nmodel_compatibility: [claude]\n---\n"
    "<role>\nYou review.\n</role>\n"
)


def seen(page: Page, offset: int) -> tuple[str, str] | None:
    """The kind of the spot and the text that it covers."""
    spot = spot_at(page, offset)
    return (type(spot).__name__.removesuffix("Spot"), page.text[slice(*spot.span)]) if spot else None


@pytest.mark.parametrize(
    ("marked", "kind", "text"),
    [
        ("<CURSOR>---\nname: a\n---\n", "Fence", "---"),
        ("---<CURSOR>\nname: a\n---\n", "Fence", "---"),
        ("---\nname: a\n-<CURSOR>--\n", "Fence", "---"),
        ("---\n<CURSOR>name: a\n---\n", "Key", "name"),
        ("---\nna<CURSOR>me: a\n---\n", "Key", "name"),
        ("---\nname<CURSOR>: a\n---\n", "Key", "name"),
        ("---\nname: <CURSOR>a\n---\n", "Value", "a"),
        ("---\nname: a<CURSOR>\n---\n", "Value", "a"),
        ("---\nname: 'a<CURSOR> b'\n---\n", "Value", "'a b'"),
        ("---\nmodel: op<CURSOR>us\n---\n", "Value", "opus"),
        ("---\ntools: Re<CURSOR>ad, Grep\n---\n", "Tool", "Read"),
        ("---\ntools: Read<CURSOR>, Grep\n---\n", "Tool", "Read"),
        ("---\ntools: Read, <CURSOR>Grep\n---\n", "Tool", "Grep"),
        ("---\ntools: Ba<CURSOR>sh(git *), Grep\n---\n", "Tool", "Bash"),
        ("---\ntools: Bash(gi<CURSOR>t *), Grep\n---\n", "Tool", "Bash(git *)"),
        ("---\ntools: [Read, Gr<CURSOR>ep]\n---\n", "Tool", "Grep"),
        ("---\ntools: [Read, 'Gr<CURSOR>ep']\n---\n", "Tool", "Grep"),
        ("---\ntools:\n  - Read\n  - Gr<CURSOR>ep\n---\n", "Tool", "Grep"),
        ("---\ntools: |\n  Read, Gr<CURSOR>ep\n---\n", "Tool", "Grep"),
        ("---\ntools: Serch<CURSOR>\n---\n", "Tool", "Serch"),
        ("---\nhooks:\n  Pre<CURSOR>ToolUse: []\n---\n", "Key", "PreToolUse"),
        ("---\nhooks:\n  PreToolUse:\n    - matcher: Ba<CURSOR>sh\n---\n", "Value", "Bash"),
        ("---\nhooks:\n  PreToolUse:\n    - mat<CURSOR>cher: Bash\n---\n", "Key", "matcher"),
        ("---\nunheard: x<CURSOR>y\n---\n", "Value", "xy"),
        ("---\nunhe<CURSOR>ard: xy\n---\n", "Key", "unheard"),
        ("---\nname: a\n# agentls: ignore[unknown-<CURSOR>tool]\nx: 1\n---\n", "Rule", "unknown-tool"),
        ("---\nname: a\nmodel<CURSOR>:\n---\n", "Key", "model"),
        ("---\nname: a\nmod<CURSOR>el\n---\n", "Key", "model"),
        (HEAD + "# He<CURSOR>ad\n", "Heading", "# Head"),
        (HEAD + "<CURSOR># Head\n", "Heading", "# Head"),
        (HEAD + "Head\n==<CURSOR>==\n", "Heading", "Head\n===="),
        (HEAD + "**La<CURSOR>bel:**\n", "Label", "**Label:**"),
        (HEAD + "When invo<CURSOR>ked:\n\n1. x\n", "Label", "When invoked:"),
        (HEAD + "<ro<CURSOR>le>x</role>\n", "Tag", "role"),
        (HEAD + "<role>x</ro<CURSOR>le>\n", "Tag", "role"),
        (HEAD + "x </ro<CURSOR>le>\n", "Tag", "role"),
        (HEAD + "<role>\nnever closed <a<CURSOR>>\n", "Tag", "a"),
        (HEAD + '<role k<CURSOR>ey="v">x</role>\n', "Attribute", "key"),
        (HEAD + '<role key="v<CURSOR>al">x</role>\n', "Attribute", "val"),
        (HEAD + "<!-- agentls: ignore[broken<CURSOR>-link] -->\n", "Rule", "broken-link"),
    ],
)
def test_a_spot_of_an_agent(marked: str, kind: str, text: str) -> None:
    assert seen(*cursor(marked)) == (kind, text)


@pytest.mark.parametrize(
    "marked",
    [
        "---\nname: a\n---\nju<CURSOR>st text\n",
        "---\nname: a\n<CURSOR>\nmodel: opus\n---\n",
        "---\nname: a\n---\n```\n# no he<CURSOR>ading\n```\n",
        "---\nname: a\n---\n`<ro<CURSOR>le>`\n",
        "---\nname: a\n---\n<!-- <ro<CURSOR>le> -->\n",
        "---\nname: a\n---\n<CURSOR><role>x</role>\n",
        "---\ntools: [Read,<CURSOR> Grep]\n---\n",
        "---\nname: a\n# just a com<CURSOR>ment\nx: y\n---\n",
    ],
)
def test_nothing_of_a_name(marked: str) -> None:
    assert seen(*cursor(marked)) is None


@pytest.mark.parametrize(
    ("marked", "path", "kind", "text"),
    [
        ("---\ndescription: b\n---\nDo $ARGU<CURSOR>MENTS now\n", COMMAND, "Placeholder", "$ARGUMENTS"),
        ("---\ndescription: b\n---\nDo <CURSOR>$1\n", COMMAND, "Placeholder", "$1"),
        ("---\ndescription: b\n---\nRead @docs/<CURSOR>a.md\n", COMMAND, "Placeholder", "@docs/a.md"),
        ("---\nname: a\ndescription: b\n---\n# On $ARGU<CURSOR>MENTS\n", SKILL, "Placeholder", "$ARGUMENTS"),
        ('na<CURSOR>me = "x"\n', TOML, "Key", "name"),
        ('name = "<CURSOR>x"\n', TOML, "Value", '"x"'),
        ('name = "x"\nsandbox_<CURSOR>mode = "read-only"\n', TOML, "Key", "sandbox_mode"),
        ('name = "x"\nsandbox_mode = "read-on<CURSOR>ly"\n', TOML, "Value", '"read-only"'),
        ('name = "x"\n[mcp_servers.s]\ncom<CURSOR>mand = "x"\n', TOML, "Key", "command"),
        ('{"na<CURSOR>me": "x"}', JSON, "Key", '"name"'),
        ('{"tools": ["re<CURSOR>ad"]}', JSON, "Tool", "read"),
        ('{"tools": ["read", "wr<CURSOR>ite"]}\n', JSON, "Tool", "write"),
        ("---\ndescription: b\nalwaysApp<CURSOR>ly: true\n---\n", LINES, "Key", "alwaysApply"),
        ("---\ndescription: b\nglobs: **/*.<CURSOR>ts\n---\n", LINES, "Value", "**/*.ts"),
        ("---\ndescription: b\ntools:\n  wri<CURSOR>te: false\n---\n", OPENCODE, "Tool", "write"),
        ("---\ndescription: b\ntools:\n  write: fal<CURSOR>se\n---\n", OPENCODE, "Value", "false"),
        ("---\ndescription: b\nmode: sub<CURSOR>agent\n---\n", OPENCODE, "Value", "subagent"),
        (TAGS_HEAD + '<tool_usage>\n<tool name="Re<CURSOR>ad">\n</tool>\n</tool_usage>\n', TAGGED, "Tool", "Read"),
        (TAGS_HEAD + '<tool_usage>\n<tool na<CURSOR>me="Read">\n</tool>\n</tool_usage>\n', TAGGED, "Attribute", "name"),
    ],
)
def test_a_spot_of_another_format(marked: str, path: str, kind: str, text: str) -> None:
    assert seen(*cursor(marked, path)) == (kind, text)


@pytest.mark.parametrize(
    ("marked", "path", "kind", "text"),
    [
        ('---\nname: "a\ntools: Re<CURSOR>ad, Grep\n---\n', AGENT, "Tool", "Read"),
        ("---\nname: a: b\ntools: Re<CURSOR>ad, Grep\n---\n", AGENT, "Tool", "Read"),
        ("---\nname: a\ntools: [Read, Gr<CURSOR>ep\nmodel: opus\n---\n", AGENT, "Tool", "Grep"),
        ("---\nname: a\nmodel: op<CURSOR>us\n", AGENT, "Value", "opus"),
        ("---\nname: a\nmod<CURSOR>el: opus", AGENT, "Key", "model"),
        ("---\n\tname: a\ntools: Re<CURSOR>ad\n---\n", AGENT, "Tool", "Read"),
        ("---\r\nname: a\r\ntools: Read, Gr<CURSOR>ep\r\n---\r\n# H\r\n", AGENT, "Tool", "Grep"),
        ("---\r\nname: a\r\n---\r\n\r\n# Head<CURSOR>\r\n", AGENT, "Heading", "# Head"),
        ("---\nname: 😀\ntools: Read, Gr<CURSOR>ep\n---\n", AGENT, "Tool", "Grep"),
        ("---\nname: a\n---\n😀 <ro<CURSOR>le>😀</role>\n", AGENT, "Tag", "role"),
        ("---\nname: a\n---\n## 😀 He<CURSOR>ad\n", AGENT, "Heading", "## 😀 Head"),
        ("---\nname: a\nmodel<CURSOR>", AGENT, "Key", "model"),
        ("---\nmodel<CURSOR>", AGENT, "Key", "model"),
        ('---\nname: a\ntools: ["Re<CURSOR>ad', AGENT, "Tool", "Read"),
        ("---\nname: a\ntools: [Read, Bash(git<CURSOR> *", AGENT, "Tool", "Bash(git *"),
        ('---\ntools: ["Read", Gr<CURSOR>ep"]\n---\n', AGENT, "Tool", "Grep"),
        ('---\ntools: "Read, Gr<CURSOR>ep\n---\n', AGENT, "Tool", "Grep"),
        ("---\ntools:\n  - 'Read'\n  - 'Gr<CURSOR>ep\n---\n", AGENT, "Tool", "Grep"),
        ('name = "x\nsandbox_mode = "read-on<CURSOR>ly"\n', TOML, "Value", '"read-only"'),
        ('{"name": "x", "tools": ["re<CURSOR>ad", ', JSON, "Tool", "read"),
        ('{"name": "x" "tools": ["re<CURSOR>ad"]}', JSON, "Tool", "read"),
        (HEAD + "<role>\n<a<CURSOR>>x</b></role>\n", AGENT, "Tag", "a"),
        (HEAD + "<role>\n<a>x</b<CURSOR>></role>\n", AGENT, "Tag", "b"),
    ],
)
def test_broken_files_with_any_line_ending_and_sign(marked: str, path: str, kind: str, text: str) -> None:
    assert seen(*cursor(marked, path)) == (kind, text)


def test_what_the_schema_says_goes_along() -> None:
    key = spot_at(*cursor("---\nna<CURSOR>me: a\n---\n"))
    assert isinstance(key, KeySpot)
    assert key.use.key
    assert key.dialect.keys["name"] is key.use.key
    unknown = spot_at(*cursor("---\nunhe<CURSOR>ard: a\n---\n"))
    assert isinstance(unknown, KeySpot)
    assert unknown.use.key is None
    tool = spot_at(*cursor("---\ntools: Bash(git<CURSOR> *)\n---\n"))
    assert isinstance(tool, ToolSpot)
    assert (tool.tool.name, tool.tool.argument) == ("Bash", "git *")
    value = spot_at(*cursor("---\npermissionMode: pl<CURSOR>an\n---\n"))
    assert isinstance(value, ValueSpot)
    assert value.key
    assert value.key.path == "permissionMode"


def test_a_variable_belongs_to_a_program_that_the_file_is_for() -> None:
    spot = spot_at(*cursor("---\ndescription: b\n---\n$ARGU<CURSOR>MENTS\n", COMMAND))
    assert isinstance(spot, PlaceholderSpot)
    assert spot.view.target


def test_a_tag_knows_what_is_around_it() -> None:
    spot = spot_at(*cursor(TAGS_HEAD + "<triggers>\n<trig<CURSOR>ger>x</trigger>\n</triggers>\n", TAGGED))
    assert isinstance(spot, TagSpot)
    assert spot.chain == ("triggers", "trigger")
    assert spot.known
    assert spot.known.name == "trigger"


def test_a_label_is_known_by_its_section() -> None:
    dialect = next(one for one in schema().dialects.values() for section in one.sections if section.labels)
    section = next(one for one in dialect.sections if one.labels)
    text = f"---\nname: a\ndescription: b\n---\n<!-- agentls: dialect={dialect.id} -->\n## {section.title}\n\n"
    spot = spot_at(*cursor(f"{text}**{section.labels[0].title}<CURSOR>:**\n"))
    assert isinstance(spot, LabelSpot)
    assert spot.known == section.labels[0]


def test_tags_around_an_offset_are_outermost_first() -> None:
    one, offset = cursor(HEAD + "<a>\n<b>x</b><c><d>y<CURSOR></d></c>\n</a>\n<e>z</e>\n")
    body = one.document.syntax.body
    assert [tag.name for tag in tags_around(body.tags, offset)] == ["a", "c", "d"]
    assert [tag.name for tag in all_tags(body.tags)] == ["a", "b", "c", "d", "e"]
    assert tags_around(body.tags, 0) == ()


def test_a_tag_is_known_by_its_place_first() -> None:
    dialect = page(TAGS_HEAD, TAGGED).dialects[0]
    inner = known_tag(dialect, ("triggers", "trigger"))
    assert inner
    assert known_tag(dialect, ("elsewhere", "trigger")) == inner
    assert known_tag(dialect, ("unheard",)) is None
    assert known_tag(dialect, ()) is None
