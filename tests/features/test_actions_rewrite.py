"""Actions that insert what is missing, and those that write something another way."""

from __future__ import annotations

import re

import pytest

from agentls.features.actions import REWRITE, Changes
from agentls.fixing import apply_edits
from tests.support.acting import act, chosen, findings_of, offered, open_at, titles
from tests.support.pages import AGENT, page

LIBRARY = "/p/library/release-herald.md"
HERALD = """---
name: Release Herald
description: Specialist in release notes that people read
color: teal
emoji: 📣
vibe: Says what changed, and who will notice.
---

# Release Herald Agent Personality

You are **Release Herald**, who tells users what a release means for them.

## 🧠 Your Identity & Memory
- **Role**: Writer of release notes

## 🎯 Your Core Mission
- Turn commits into sentences that users understand

## 🚨 Critical Rules You Must Follow
- Never announce what is not merged

## 🔄 Your Workflow Process
1. Read the commits

## 💭 Your Communication Style
- **Be plain**: "Exports are twice as fast."

## 🎯 Your Success Metrics
- Fewer than two questions per release
"""
RULES = "## 🚨 Critical Rules You Must Follow\n- Never announce what is not merged\n\n"
STYLE = '## 💭 Your Communication Style\n- **Be plain**: "Exports are twice as fast."\n\n'
METRICS = "## 🎯 Your Success Metrics\n- Fewer than two questions per release\n"
MISSION = "## 🎯 Your Core Mission\n"


def headings(text: str) -> list[str]:
    return re.findall(r"^## .*", text, re.MULTILINE)


# Sections


def test_a_missing_section_is_inserted_with_its_decoration_and_a_draft() -> None:
    text = act(
        HERALD.replace(RULES, "").replace(MISSION, f"{MISSION}<CURSOR>"), "Insert the section “Critical Rules”", LIBRARY
    )
    assert headings(text) == headings(HERALD)
    assert "## 🚨 Critical Rules You Must Follow\n\n" in text


def test_all_missing_sections_are_inserted_each_at_its_place() -> None:
    before = HERALD.replace(RULES, "").replace(STYLE, "").replace(METRICS, "")
    text = act(before, "Insert the", LIBRARY)
    assert [one for one in headings(text) if one in headings(HERALD)] == headings(HERALD)
    assert not [one for one in titles(text, LIBRARY) if "missing sections" in one]


def test_the_section_that_belongs_behind_the_one_at_the_cursor_is_offered_by_name() -> None:
    before = HERALD.replace(RULES, "").replace(STYLE, "")
    found = titles(before.replace(MISSION, f"{MISSION}<CURSOR>"), LIBRARY, (REWRITE,))
    assert found[0] == "Insert the section “Critical Rules”"


def test_a_section_that_somebody_wrote_meanwhile_is_not_inserted_twice() -> None:
    before = HERALD.replace(RULES, "")
    action = next(one for one in offered(before, LIBRARY, (REWRITE,)) if one.title.startswith("Insert"))
    here = page(HERALD, LIBRARY)
    titles_left = headings(apply_edits(HERALD, chosen(here, action).edits))
    assert titles_left.count("## 🚨 Critical Rules You Must Follow") == 1


def test_sections_are_sorted_and_their_texts_stay_as_they_are() -> None:
    turned = HERALD.replace(RULES, "").replace(STYLE, STYLE + RULES)
    assert act(turned, "Sort the sections", LIBRARY) == HERALD


def test_the_last_section_may_have_no_line_ending() -> None:
    turned = HERALD.replace(STYLE, "").replace(METRICS, METRICS.rstrip("\n") + "\n\n" + STYLE.rstrip("\n"))
    text = act(turned, "Sort the sections", LIBRARY)
    assert headings(text) == headings(HERALD)
    assert text == HERALD.rstrip("\n")


def test_blanks_at_the_end_of_a_line_move_with_it() -> None:
    turned = HERALD.replace(RULES, "").replace(STYLE, STYLE + RULES.replace("merged\n", "merged  \n"))
    assert act(turned, "Sort the sections", LIBRARY) == HERALD.replace("merged\n", "merged  \n")


def test_what_the_style_does_not_know_stays_below_the_section_above_it() -> None:
    own = "## Notes of our own\n- Mind the gap\n\n"
    turned = HERALD.replace(RULES, "").replace(STYLE, STYLE + RULES + own)
    text = act(turned, "Sort the sections", LIBRARY)
    assert text == HERALD.replace(RULES, RULES + own)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HERALD, id="in order"),
        pytest.param(
            HERALD.replace(RULES, "").replace(STYLE, f"<notes>\n{STYLE}{RULES}</notes>\n\n"),
            id="in a tag that reaches over",
        ),
    ],
)
def test_sections_are_not_sorted(text: str) -> None:
    assert not [one for one in titles(text, LIBRARY) if one.startswith("Sort")]


def test_sections_under_different_headings_are_sorted_apart() -> None:
    turned = HERALD.replace(RULES, "").replace(STYLE, f"{STYLE}# Part two\n\n{RULES}")
    assert not [one for one in titles(turned, LIBRARY) if one.startswith("Sort")]


# Keys


KEYS = [
    pytest.param(
        "---<CURSOR>\nname: reviewer\ntools: Read\n---\nYou review code.\n",
        "Insert `description`",
        "---\nname: reviewer\ndescription: Use when …\ntools: Read\n---\nYou review code.\n",
        AGENT,
        id="behind the key before it",
    ),
    pytest.param(
        "---<CURSOR>\ntools: Read\n---\nYou review code.\n",
        "Insert `name` and `description`",
        "---\nname: reviewer\ndescription: Use when …\ntools: Read\n---\nYou review code.\n",
        AGENT,
        id="all at once, the name as the file is called",
    ),
    pytest.param(
        "---<CURSOR>\r\nname: reviewer\r\n---\r\nYou review code.\r\n",
        "Insert `description`",
        "---\r\nname: reviewer\r\ndescription: Use when …\r\n---\r\nYou review code.\r\n",
        AGENT,
        id="carriage returns",
    ),
    pytest.param(
        '<CURSOR>name = "reviewer"\ndeveloper_instructions = "x"\n\n[mcp_servers.files]\ncommand = "x"\n',
        "Insert `description`",
        'name = "reviewer"\ndescription = "Use when …"\ndeveloper_instructions = "x"\n\n'
        '[mcp_servers.files]\ncommand = "x"\n',
        "/p/.codex/agents/reviewer.toml",
        id="TOML",
    ),
]


@pytest.mark.parametrize(("before", "title", "after", "path"), KEYS)
def test_a_missing_key_is_inserted_with_a_draft(before: str, title: str, after: str, path: str) -> None:
    assert act(before, title, path) == after


def test_the_findings_are_gone_when_the_keys_are_there() -> None:
    text = act("---<CURSOR>\ntools: Read\n---\nYou review code.\n", "Insert `name` and")
    assert findings_of(page(text)) == ()


def test_a_key_that_somebody_wrote_meanwhile_is_not_inserted_twice() -> None:
    action = offered("---<CURSOR>\nname: reviewer\n---\nYou review code.\n")[0]
    assert chosen(page("---\nname: reviewer\ndescription: Mine\n---\nYou review code.\n"), action) == Changes()


# Tools


def tools(value: str) -> str:
    return f"---\nname: reviewer\ndescription: Reviews code before it is merged\ntools:{value}\ncolor: blue\n---\nGo.\n"


TEXT, FLOW, BLOCK = " Read, Grep, Bash(git:*)", " [Read, Grep, Bash(git:*)]", "\n  - Read\n  - Grep\n  - Bash(git:*)"
AS = {"text": "Write `tools` as text", "flow": "Write `tools` as a list in", "block": "Write `tools` as a list, one"}


@pytest.mark.parametrize(
    ("before", "form", "after"),
    [
        (TEXT, "flow", FLOW),
        (TEXT, "block", BLOCK),
        (FLOW, "text", TEXT),
        (FLOW, "block", BLOCK),
        (BLOCK, "text", TEXT),
        (BLOCK, "flow", FLOW),
        (' "Read, Grep"', "block", "\n  - Read\n  - Grep"),
        (" Read", "flow", " [Read]"),
        (" [\n    Read,\n    Grep,\n  ]", "text", " Read, Grep"),
    ],
)
def test_tools_are_written_another_way(before: str, form: str, after: str) -> None:
    assert act(tools(before).replace("tools:", "to<CURSOR>ols:"), AS[form]) == tools(after)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        pytest.param(tools("\n  - Read # needed\n  - Grep"), AGENT, id="a comment would be lost"),
        pytest.param(tools(""), AGENT, id="nothing is there"),
        pytest.param(tools(" &all [Read, Grep]"), AGENT, id="an anchor"),
        pytest.param(tools("\n  Read: true"), AGENT, id="a mapping"),
        pytest.param(tools(" [Read, Grep").replace("color", "model"), AGENT, id="an open bracket"),
        pytest.param(
            tools("\n  read: true\n  grep: true"), "/p/.opencode/agents/reviewer.md", id="a reader without lists"
        ),
    ],
)
def test_tools_stay_as_they_are_written(text: str, path: str) -> None:
    marked = text.replace("tools:", "to<CURSOR>ols:")
    assert [one for one in titles(marked, path) if one.startswith("Write `tools`")] == []


def test_tools_are_not_written_as_one_reader_does_not_take_them() -> None:
    text = "---\nname: release\ndescription: Releases\nallowed-<CURSOR>tools: Read Grep\n---\nRelease it.\n"
    here, _ = open_at(text, "/p/.agents/skills/release/SKILL.md")
    for one in offered(text, here.document.path, (REWRITE,)):
        after = apply_edits(here.text, chosen(here, one).edits)
        worse = {(found.rule, found.message) for found in findings_of(page(after, here.document.path))}
        assert worse <= {(found.rule, found.message) for found in findings_of(here)}


def test_tools_that_changed_meanwhile_are_written_as_they_are_now() -> None:
    action = next(one for one in offered(tools(TEXT).replace("tools", "to<CURSOR>ols")) if "one to a line" in one.title)
    now = tools(" Read, Write")
    assert apply_edits(now, chosen(page(now), action).edits) == tools("\n  - Read\n  - Write")
    assert chosen(page(tools(BLOCK)), action) == Changes()
