"""Actions that take findings away: by a comment in the file, by a setting beside it."""

from __future__ import annotations

import pytest

from agentls.features.actions import Changes, OtherFile, actions
from agentls.findings import Edit
from agentls.fixing import apply_edits
from agentls.text import Span
from tests.support.acting import SETTINGS_PATH, act, chosen, findings_of, offered, open_at, titles
from tests.support.pages import AGENT, page

CODEX = "/p/.codex/agents/reviewer.toml"
KIRO = "/p/.kiro/agents/reviewer.json"
MEMORY = "/p/CLAUDE.md"
HEAD = "name: reviewer\ndescription: Reviews code before it is merged\n"


def agent(lines: str, body: str = "You review code before it is merged.\n") -> str:
    return f"---\n{HEAD}{lines}---\n{body}"


FRONT = [
    pytest.param("tools: Read, Depl<CURSOR>oy\n", "# agentls: ignore[unknown-tool]\ntools: Read, Deploy\n", id="above"),
    pytest.param(
        "tools:\n  - Read\n  - Depl<CURSOR>oy\n",
        "tools:\n  - Read\n  # agentls: ignore[unknown-tool]\n  - Deploy\n",
        id="indented as the line is",
    ),
    pytest.param(
        "# agentls: ignore[unknown-key]\ncolor: pin<CURSOR>kish\n",
        "# agentls: ignore[unknown-key, invalid-value]\ncolor: pinkish\n",
        id="into a comment that is there",
    ),
]


@pytest.mark.parametrize(("before", "after"), FRONT)
def test_a_comment_for_a_line(before: str, after: str) -> None:
    rule = "invalid-value" if "pin" in before else "unknown-tool"
    assert act(agent(before), f"Ignore `{rule}` here") == agent(after)


def test_a_comment_for_the_whole_file_where_the_line_is_part_of_a_text() -> None:
    text = "---\nname: reviewer\ndescription: |\n  Reviews code.\n  Look\u200b<CURSOR> first.\n---\nYou review code.\n"
    after = text.replace("<CURSOR>", "").replace("---\nname", "---\n# agentls: ignore-file[invisible-character]\nname")
    assert [one for one in titles(text) if "here" in one] == []
    assert act(text, "Ignore `invisible-character` in this file") == after


def test_a_finding_in_the_text_is_ignored_from_the_front_matter_first() -> None:
    text = agent("", "You review code.\n\nLook\u200b<CURSOR> first.\n")
    assert [one for one in titles(text) if one.startswith("Ignore")] == [
        "Ignore `invisible-character` in this file (comment in the front matter)",
        "Ignore `invisible-character` here (HTML comment: the model reads it, too)",
        "Ignore `invisible-character` in all files (settings)",
    ]
    bare = text.replace("<CURSOR>", "")
    assert act(text, "Ignore `invisible-character` in this file") == bare.replace(
        "---\nname", "---\n# agentls: ignore-file[invisible-character]\nname"
    )
    assert act(text, "Ignore `invisible-character` here") == bare.replace(
        "first.", "first. <!-- agentls: ignore[invisible-character] -->"
    )


def test_a_heading_is_not_made_longer() -> None:
    text = agent("", "You review code.\n\n## Look\u200b<CURSOR> first\n\nAnd then again.\n")
    assert act(text, "Ignore `invisible-character` here") == text.replace("<CURSOR>", "").replace(
        "## Look", "<!-- agentls: ignore[invisible-character] -->\n## Look"
    )


def test_without_a_front_matter_the_text_is_all_there_is() -> None:
    text = "# House rules\n\nLook\u200b<CURSOR> first, then run the tests.\n"
    after = text.replace("<CURSOR>", "").replace("tests.", "tests. <!-- agentls: ignore[invisible-character] -->")
    assert act(text, "Ignore `invisible-character`", MEMORY) == after


def test_the_line_ending_is_that_of_the_file() -> None:
    text = agent("tools: Read, Depl<CURSOR>oy\n").replace("\n", "\r\n")
    assert "# agentls: ignore[unknown-tool]\r\ntools" in act(text, "Ignore `unknown-tool` here")


def test_toml_has_comments_and_json_has_none() -> None:
    toml = 'name = "reviewer"\ndescription = "Reviews"\ndeveloper_instructions = "x"\nno<CURSOR>pe = 1\n'
    assert act(toml, "Ignore `unknown-key` here", CODEX) == toml.replace(
        "no<CURSOR>pe", "# agentls: ignore[unknown-key]\nnope"
    )
    json = '{\n  "name": "reviewer",\n  "description": "Reviews",\n  "prompt": "x",\n  "no<CURSOR>pe": 1\n}\n'
    found = [one for one in titles(json, KIRO) if one.startswith("Ignore")]
    assert found == ["Ignore `unknown-key` in all files (settings)"]


def test_a_comment_is_no_way_out_of_a_comment_that_is_wrong() -> None:
    text = agent("# agentls: ignore[unknown-<CURSOR>tool]\n")
    assert [one for one in titles(text) if one.startswith("Ignore")] == [
        "Ignore `unused-suppression` in all files (settings)"
    ]


def test_a_finding_that_is_gone_needs_no_comment() -> None:
    action = next(one for one in offered(agent("tools: Read, Depl<CURSOR>oy\n")) if one.title.startswith("Ignore"))
    assert chosen(page(agent("tools: Read\n")), action) == Changes()


# Settings


def setting(marked: str, title: str, settings_text: str | None) -> Changes:
    here, _ = open_at(marked)
    action = next(one for one in offered(marked) if one.title.startswith(title))
    return chosen(here, action, settings_text)


UNKNOWN = agent("tools: Read, Depl<CURSOR>oy\n")


def test_a_rule_is_left_out_in_new_settings() -> None:
    changes = setting(UNKNOWN, "Ignore `unknown-tool` in all files", None)
    edit = Edit(Span(0, 0), 'ignore = ["unknown-tool"]\n')
    assert changes == Changes(files=(OtherFile(SETTINGS_PATH, "", (edit,), create=True),))


def test_a_rule_is_left_out_in_settings_that_are_there() -> None:
    before = 'preset = "strict"\nignore = ["broken-link"] # ours\n\n[severity]\n'
    (file,) = setting(UNKNOWN, "Ignore `unknown-tool` in all files", before).files
    assert not file.create
    assert apply_edits(before, file.edits) == before.replace('"broken-link"', '"broken-link", "unknown-tool"')


def test_settings_that_are_broken_are_left_alone() -> None:
    assert setting(UNKNOWN, "Ignore `unknown-tool` in all files", "ignore = [\n") == Changes()


def test_what_broken_settings_can_not_hold_is_not_offered() -> None:
    here, span = open_at(UNKNOWN)
    found = [one.title for one in actions(here, findings_of(here), span, settings_hold=False)]
    assert "Ignore `unknown-tool` here (comment above the line)" in found
    assert not [title for title in found if "settings" in title]


def test_a_name_of_ones_own_is_made_known() -> None:
    (file,) = setting(UNKNOWN, "Add the tool `Deploy` to the settings", "").files
    assert apply_edits("", file.edits) == '[extend.claude-code-agent]\ntools = ["Deploy"]\n'


def test_a_name_is_not_made_known_when_nobody_uses_it_any_more() -> None:
    action = next(one for one in offered(UNKNOWN) if one.title.startswith("Add the tool"))
    assert chosen(page(agent("tools: Read\n")), action, "") == Changes()


def test_each_finding_here_says_which_action_is_its_own() -> None:
    for one in offered(UNKNOWN):
        assert {finding.rule for finding in one.findings} <= {"unknown-tool"}
    assert findings_of(page(UNKNOWN.replace("<CURSOR>", ""), AGENT))
