"""Completion in the text of a file: sections, labels, tags, links, variables; and a whole file where nothing is."""

from __future__ import annotations

from copy import deepcopy

import pytest

from agentls.features.completion import complete, resolve
from agentls.schema.lookup import Schema
from tests.support.checking import schema
from tests.support.completing import WORKSPACE, asked, labels, offered, taken
from tests.support.pages import AGENT, cursor

SUPER_AGENT = f"superclaude:{AGENT}"
AGENCY_AGENT = f"agency-agents:{AGENT}"
XML_AGENT = f"xml-agent:{AGENT}"
STUDIO_AGENT = f"contains-studio:{AGENT}"
COPILOT = "/p/.github/agents/x.agent.md"
COMMAND = "/p/.claude/commands/x.md"
MEMORY = "/p/CLAUDE.md"
GEMINI = "/p/.gemini/agents/x.md"
GEMINI_COMMAND = "/p/.gemini/commands/x.toml"
STEERING = "/p/.kiro/steering/x.md"
RECIPE = "/p/recipe.yaml"

SUPER = """---
name: x
description: Use when
category: quality
---

# X

## Triggers
- a

## Behavioral Mindset
b

## Focus Areas
- c
"""
AGENCY = """---
name: x
description: Use when
color: blue
emoji: 🎯
vibe: calm
---

# X

## 🧠 Your Identity & Memory
- **Role**: r

## 🎯 Your Core Mission
m

## 🚨 Critical Rules You Must Follow
r
"""
XML = """---
name: x
version: 2.0
category: engineering
tools: [Read, Grep]
---

<role>
You are x.
</role>

<triggers>
<trigger>a</trigger>
</triggers>

<expertise>
<area>b</area>
</expertise>

"""
STUDIO = "---\nname: x\ndescription: Use when\n---\n\nYou are x.\n\nYour primary responsibilities:\n\n1. a\n\n"

TAKEN: list[tuple[str, str, str, str]] = [
    # --- sections ---------------------------------------------------------------------------------------------------
    (SUPER_AGENT, SUPER + "\n## <CURSOR>", "Key Actions", SUPER + "\n## Key Actions"),
    (SUPER_AGENT, SUPER + "\n##<CURSOR>", "Key Actions", SUPER + "\n## Key Actions"),
    (SUPER_AGENT, SUPER + "\n#<CURSOR>", "Key Actions", SUPER + "\n## Key Actions"),
    (SUPER_AGENT, SUPER + "\n## Key <CURSOR>Stuff\n", "Key Actions", SUPER + "\n## Key Actions\n"),
    (SUPER_AGENT, SUPER + "\n<CURSOR>", "Outputs", SUPER + "\n## Outputs"),
    (
        AGENCY_AGENT,
        AGENCY + "\n## <CURSOR>",
        "📋 Your Technical Deliverables",
        AGENCY + "\n## 📋 Your Technical Deliverables",
    ),
    # --- labels -----------------------------------------------------------------------------------------------------
    (SUPER_AGENT, SUPER + "\n## Boundaries\n<CURSOR>", "**Will:**", SUPER + "\n## Boundaries\n**Will:**"),
    (SUPER_AGENT, SUPER + "\n## Boundaries\n**Wi<CURSOR>", "**Will Not:**", SUPER + "\n## Boundaries\n**Will Not:**"),
    (STUDIO_AGENT, STUDIO + "<CURSOR>", "Your goal is to", STUDIO + "Your goal is to"),
    # --- tags -------------------------------------------------------------------------------------------------------
    (
        XML_AGENT,
        XML + "<respons<CURSOR>",
        "responsibilities",
        XML
        + '<responsibilities>\n  <responsibility id="1">\n    <title></title>\n    <actions>\n'
        + "      <action></action>\n    </actions>\n  </responsibility>\n</responsibilities>",
    ),
    (
        XML_AGENT,
        XML + "<examples>\n  <example>\n    <<CURSOR>\n",
        "context",
        XML + "<examples>\n  <example>\n    <context></context>\n",
    ),
    (
        XML_AGENT,
        XML + "<examples>\n  <example>\n    <con<CURSOR>>\n",
        "context",
        XML + "<examples>\n  <example>\n    <context></context>\n",
    ),
    (
        XML_AGENT,
        XML + "<examples>\n  <example>\n  </<CURSOR>\n",
        "</example>",
        XML + "<examples>\n  <example>\n  </example>\n",
    ),
    (
        XML_AGENT,
        XML + "<examples>\n  <example>\n  </exa<CURSOR>mple>\n",
        "</example>",
        XML + "<examples>\n  <example>\n  </example>\n",
    ),
    (XML_AGENT, XML + "<role>\ntext\n</<CURSOR>", "</role>", XML + "<role>\ntext\n</role>"),
    (AGENT, "---\nname: x\n---\n<notes>\nfree\n</<CURSOR>", "</notes>", "---\nname: x\n---\n<notes>\nfree\n</notes>"),
    (
        XML_AGENT,
        XML + "<responsibilities>\n<responsibility <CURSOR>>",
        "id",
        XML + '<responsibilities>\n<responsibility id="">',
    ),
    (
        XML_AGENT,
        XML + '<responsibilities>\n<responsibility i<CURSOR>="2">',
        "id",
        XML + '<responsibilities>\n<responsibility id="2">',
    ),
    (XML_AGENT, XML + '<tool_usage>\n<tool name="<CURSOR>">', "Grep", XML + '<tool_usage>\n<tool name="Grep">'),
    (XML_AGENT, XML + '<tool_usage>\n<tool name="Gr<CURSOR>', "Grep", XML + '<tool_usage>\n<tool name="Grep"'),
    # --- variables --------------------------------------------------------------------------------------------------
    (COMMAND, "Do $<CURSOR>", "$ARGUMENTS", "Do $ARGUMENTS"),
    (COMMAND, "Do $ARG<CURSOR>", "$ARGUMENTS", "Do $ARGUMENTS"),
    (COMMAND, "Do `x $ARG<CURSOR>", "$ARGUMENTS", "Do `x $ARGUMENTS"),
    (COMMAND, "Do ${<CURSOR>", "${CLAUDE_EFFORT}", "Do ${CLAUDE_EFFORT}"),
    (COMMAND, "Do ${CL<CURSOR>}", "${CLAUDE_EFFORT}", "Do ${CLAUDE_EFFORT}"),
    (
        COMMAND,
        "---\narguments: [file, branch]\n---\nDo $<CURSOR>",
        "$branch",
        "---\narguments: [file, branch]\n---\nDo $branch",
    ),
    (COPILOT, "Use #tool:<CURSOR>", "edit", "Use #tool:edit"),
    (COPILOT, "Use #tool:ed<CURSOR> now", "edit", "Use #tool:edit now"),
    (COPILOT, "Use #<CURSOR>", "#tool:", "Use #tool:"),
    (COPILOT, "Use #to<CURSOR>", "#tool:", "Use #tool:"),
    (GEMINI, "---\nname: x\n---\nIt is ${<CURSOR>", "${today}", "---\nname: x\n---\nIt is ${today}"),
    (GEMINI_COMMAND, 'prompt = """\nExplain {{<CURSOR>\n"""\n', "{{args}}", 'prompt = """\nExplain {{args}}\n"""\n'),
    (
        RECIPE,
        "title: a\ndescription: b\nparameters:\n  - key: branch\ninstructions: |\n  Look at {{ <CURSOR>\n",
        "{{ branch }}",
        "title: a\ndescription: b\nparameters:\n  - key: branch\ninstructions: |\n  Look at {{ branch }}\n",
    ),
    # --- files ------------------------------------------------------------------------------------------------------
    (COMMAND, "See @<CURSOR>", "README.md", "See @README.md"),
    (COMMAND, "See @do<CURSOR>", "docs/", "See @docs/"),
    (COMMAND, "See @docs/<CURSOR>", "guide.md", "See @docs/guide.md"),
    (COMMAND, "See @docs/gu<CURSOR>ide.md now", "guide.md", "See @docs/guide.md now"),
    (MEMORY, "See @docs/<CURSOR>", "guide.md", "See @docs/guide.md"),
    (AGENT, "---\nname: x\n---\nSee [it](<CURSOR>)", "planner.md", "---\nname: x\n---\nSee [it](planner.md)"),
    (
        AGENT,
        "---\nname: x\n---\nSee [it](../../docs/<CURSOR>)",
        "guide.md",
        "---\nname: x\n---\nSee [it](../../docs/guide.md)",
    ),
    (AGENT, "---\nname: x\n---\n[it]: <CURSOR>", "planner.md", "---\nname: x\n---\n[it]: planner.md"),
    (STEERING, "See #[[file:docs/<CURSOR>", "guide.md", "See #[[file:docs/guide.md]]"),
    (STEERING, "See #[[file:docs/<CURSOR>]]", "guide.md", "See #[[file:docs/guide.md]]"),
    # --- nothing yet ------------------------------------------------------------------------------------------------
    (
        AGENT,
        "<CURSOR>You review.\n",
        "Front matter of Claude Code subagent",
        "---\nname: reviewer\ndescription: Use when …\n---\nYou review.\n",
    ),
    (
        AGENT,
        "-<CURSOR>\nYou review.\n",
        "Front matter of Claude Code subagent",
        "---\nname: reviewer\ndescription: Use when …\n---\n\nYou review.\n",
    ),
]


@pytest.mark.parametrize(("path", "before", "label", "after"), TAKEN)
def test_what_the_text_becomes(path: str, before: str, label: str, after: str) -> None:
    assert taken(before, label, path) == after


OFFERED: list[tuple[str, str, list[str], list[str]]] = [
    (SUPER_AGENT, SUPER + "\n## <CURSOR>", ["Key Actions", "Outputs", "Boundaries"], ["Triggers", "Focus Areas"]),
    (SUPER_AGENT, SUPER + "\n<CURSOR>\n\n## Outputs\n", ["Key Actions", "Boundaries"], ["Outputs"]),
    (SUPER_AGENT, SUPER.replace("## Trig", "## 1. Trig") + "\n## <CURSOR>", ["Key Actions"], ["Triggers"]),
    (SUPER_AGENT, SUPER + "\n## Boundaries\n**Will:**\n- a\n\n<CURSOR>", ["**Will Not:**"], ["**Will:**"]),
    (XML_AGENT, XML + "<<CURSOR>", ["responsibilities", "boundaries"], ["role", "triggers", "action", "</role>"]),
    (XML_AGENT, XML + "<examples>\n<<CURSOR>", ["example"], ["context", "role"]),
    (XML_AGENT, XML + "<examples>\n<example>\n<context>c</context>\n<<CURSOR>", ["input", "approach"], ["context"]),
    (XML_AGENT, XML + "<examples>\n<example>\n<<CURSOR>\n<input>c</input>\n</example>", ["context"], ["input"]),
    (
        XML_AGENT,
        XML + "<responsibilities>\n<responsibility>\n<title>t</title>\n<actions>\n<<CURSOR>",
        ["action"],
        ["title"],
    ),
    (XML_AGENT, XML.replace("</role>", "/role>") + "<examples>\n<<CURSOR>", ["example"], ["context"]),
    (XML_AGENT, XML + "Not `<boundaries>` here\n<<CURSOR>", ["responsibilities"], ["will"]),
    (XML_AGENT, XML + "<!-- <boundaries> -->\n<<CURSOR>", ["responsibilities"], ["will"]),
    (XML_AGENT, XML + "```\n<boundaries>\n```\n<<CURSOR>", ["responsibilities"], ["will"]),
    (COMMAND, "Do $<CURSOR>", ["$ARGUMENTS"], ["${input:name}", "{{args}}"]),
    (COMMAND, "See @<CURSOR>", ["README.md", "src/"], [".env"]),
    (COMMAND, "See @.<CURSOR>", [".env"], []),
]


@pytest.mark.parametrize(("path", "text", "there", "absent"), OFFERED)
def test_what_is_offered(path: str, text: str, there: list[str], absent: list[str]) -> None:
    found = set(labels(text, path))
    assert set(there) <= found
    assert not set(absent) & found


NOTHING: list[tuple[str, str]] = [
    (SUPER_AGENT, SUPER + "\n```\n## <CURSOR>\n```\n"),
    (SUPER_AGENT, SUPER + "\n```\n## <CURSOR>"),
    (SUPER_AGENT, SUPER + "\n~~~~ md\n```\n## <CURSOR>"),
    (SUPER_AGENT, SUPER + "\n<!-- \n## <CURSOR>\n-->\n"),
    (SUPER_AGENT, SUPER + "\n<!-- \n## <CURSOR>"),
    (SUPER_AGENT, SUPER + "\nA word <CURSOR>"),
    (SUPER_AGENT, SUPER + "\nA # <CURSOR>"),
    (XML_AGENT, XML + "`<<CURSOR>"),
    (XML_AGENT, XML + "a < <CURSOR>"),
    (XML_AGENT, XML + "```\n<<CURSOR>\n```"),
    (COMMAND, "See `@<CURSOR>"),
    (COMMAND, "mail me@<CURSOR>"),
    (COMMAND, "See @docs/guide.md and <CURSOR>"),
    (AGENT, "---\nname: x\n---\nSee [it](https://example.com/<CURSOR>)"),
    (AGENT, "---\nname: x\n---\nplain <CURSOR>text"),
    (AGENT, "---\nname: x\n---<CURSOR>\ntext"),
]


@pytest.mark.parametrize(("path", "text"), NOTHING)
def test_where_nothing_is_offered(path: str, text: str) -> None:
    assert labels(text, path) == []


def test_missing_sections_come_in_the_order_of_the_schema() -> None:
    found = labels(SUPER + "\n## <CURSOR>", SUPER_AGENT)
    assert found.index("Key Actions") < found.index("Outputs") < found.index("Boundaries")


def test_a_section_brings_a_skeleton_of_its_body() -> None:
    found = next(one for one in offered(SUPER + "\n## <CURSOR>", SUPER_AGENT) if one.label == "Outputs")
    assert found.snippet.startswith("## Outputs\n\n")
    assert "${1:" in found.snippet


def test_sections_take_the_level_that_the_file_has() -> None:
    deeper = SUPER.replace("\n## ", "\n### ")
    assert taken(deeper + "\n### <CURSOR>", "Key Actions", SUPER_AGENT) == deeper + "\n### Key Actions"


def test_tags_that_are_needed_come_before_the_end_of_the_open_one() -> None:
    found = labels(XML + "<examples>\n<example>\n<<CURSOR>", XML_AGENT)
    assert found == ["context", "input", "approach", "</example>"]


def test_the_end_comes_first_where_nothing_is_missing() -> None:
    text = XML + "<expertise>\n<area>a</area>\n<<CURSOR>"
    assert labels(text, XML_AGENT) == ["</expertise>", "area"]


def test_tools_that_the_front_matter_lists_come_first() -> None:
    assert labels(XML + '<tool_usage>\n<tool name="<CURSOR>">', XML_AGENT)[:2] == ["Grep", "Read"]


def test_an_empty_file_is_offered_whole() -> None:
    assert taken("<CURSOR>", "New Claude Code subagent").startswith("---\nname: reviewer\n")


def test_lines_end_as_those_of_the_file() -> None:
    text = taken("<CURSOR>\r\nYou review.\r\n", "Front matter of Claude Code subagent")
    assert "\n" not in text.replace("\r\n", "")


def test_without_a_listing_no_paths_are_offered() -> None:
    page, offset = asked("See @<CURSOR>", COMMAND)
    assert complete(page, offset) == ()


@pytest.mark.parametrize(
    ("text", "path", "words"),
    [
        ("---\n<CURSOR>\n---\n", AGENT, "key of"),
        ("---\nmodel: <CURSOR>\n---\n", AGENT, "value of"),
        ("---\ntools: <CURSOR>\n---\n", AGENT, "of Claude Code"),
        ("---\nskills: <CURSOR>\n---\n", AGENT, ""),
        (SUPER + "\n## <CURSOR>", SUPER_AGENT, "section of"),
        (SUPER + "\n## Boundaries\n**<CURSOR>", SUPER_AGENT, "label of"),
        (XML + "<examples>\n<<CURSOR>", XML_AGENT, "tag of"),
        (XML + "<responsibilities>\n<responsibility <CURSOR>", XML_AGENT, "attribute of"),
        ("Do $<CURSOR>", COMMAND, "variable in"),
        ("<CURSOR>", AGENT, ""),
    ],
)
def test_every_answer_has_documentation(text: str, path: str, words: str) -> None:
    page, _ = asked(text, path)
    for one in offered(text, path):
        told = resolve(one.ref, page.schema)
        assert words in told if one.kind != "tag" or one.ref else not told
        assert told or not one.ref


@pytest.mark.parametrize("ref", [(), ("key",), ("key", "none", "x"), ("tool", "none", "x"), ("what", "x"), ("text",)])
def test_a_ref_that_leads_nowhere_has_no_documentation(ref: tuple[str, ...]) -> None:
    page, _ = asked("<CURSOR>", AGENT)
    assert resolve(ref, page.schema) == ""


def test_names_of_the_workspace_are_offered_where_a_dialect_has_a_form_for_them() -> None:
    data = deepcopy(schema().data)
    mention = {
        "form": r"@agent-([\w-]+)",
        "written": "@agent-name",
        "doc": "Calls it.",
        "refers_to": ["claude-code-agent"],
    }
    data["dialects"]["claude-code-command"]["body"]["placeholders"].insert(0, mention)
    page, offset = cursor("Ask @agent-<CURSOR> first", COMMAND, WORKSPACE, known=Schema(data))
    assert [one.label for one in complete(page, offset)] == ["planner", "reviewer", "stylist"]
