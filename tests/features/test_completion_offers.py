"""What completion holds back: an offer must neither destroy what is there nor be told as a fault."""

from __future__ import annotations

import pytest

from agentls.features.completion import complete
from agentls.workspace import Names
from tests.support.completing import FILES, asked, labels, offered, taken
from tests.support.pages import AGENT, cursor

NEW = "/p/.claude/agents/n.md"
COMMAND = "/p/.claude/commands/x.md"
COPILOT = "/p/.github/agents/x.agent.md"
INSTRUCTIONS = "/p/.github/instructions/x.instructions.md"
OPENCODE = "/p/.opencode/agent/x.md"
GEMINI = "/p/.gemini/agents/x.md"
SKILL = "/p/.claude/skills/deploy/SKILL.md"
DROID = "/p/.factory/droids/x.md"
ROO = "/p/.roomodes"


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_dashes_alone_become_the_whole_front_matter(ending: str) -> None:
    assert labels(f"---<CURSOR>{ending}", NEW) == ["New Claude Code subagent", "Front matter of Claude Code subagent"]
    after = taken(f"---<CURSOR>{ending}", "Front matter of Claude Code subagent", NEW)
    assert after.startswith(f'---{ending or chr(10)}name: "n"')


@pytest.mark.parametrize(
    ("text", "path"),
    [
        # the value stands below already
        ("---\ntools:<CURSOR>\n  - read_file\n---\n", GEMINI),
        ("---\ntools: <CURSOR>\n\n  # these\n  - read_file\n---\n", GEMINI),
        ("---\ntools:<CURSOR>\n- read_file\n---\n", GEMINI),
        ("---\npermission:<CURSOR>\n  edit: deny\n---\n", OPENCODE),
        ("---\nhandoffs:\n  - <CURSOR>\n      label: x\n---\n", COPILOT),
        ("customModes:\n  - slug: a\n    groups:<CURSOR>\n      - read\n", ROO),
        ("customModes:\n  - slug: a\n    groups:<CURSOR>\n    - read\n", ROO),
        # a key here would take the lines below from the key above
        ("---\npermission:\n<CURSOR>\n  edit: deny\n---\n", OPENCODE),
        ("---\npermission:\n <CURSOR>\n  edit: deny\n---\n", OPENCODE),
        ("----<CURSOR>\n", NEW),
        ('---\ntools: "<CURSOR>"\n---\n', GEMINI),
        # behind the quote, within a text of several lines
        ('---\npermission:\n  "*"<CURSOR>: "deny"\n---\n', OPENCODE),
        ("---\ndescription: |\n<CURSOR>\n  a\n---\n", AGENT),
        ("---\ndescription: |\n  a\n<CURSOR>\n  b\nname: x\n---\n", AGENT),
        ("---\ndescription: >\n  a\n\n<CURSOR>\n\n  b\n---\n", AGENT),
    ],
)
def test_nothing_is_offered_where_it_would_destroy(text: str, path: str) -> None:
    assert labels(text, path) == []


@pytest.mark.parametrize(
    ("before", "label", "after", "path"),
    [
        ("customModes:\n  - <CURSOR>: r\n    name: R\n", "slug", "customModes:\n  - slug: r\n    name: R\n", ROO),
        ("---\nhandoffs:\n  - <CURSOR>: x\n---\n", "label", "---\nhandoffs:\n  - label: x\n---\n", COPILOT),
        (
            "---\nhandoffs:\n  - <CURSOR>\n    prompt: x\n---\n",
            "label",
            "---\nhandoffs:\n  - label: \n    prompt: x\n---\n",
            COPILOT,
        ),
        (
            "---\ntools:\n  <CURSOR>\n  - glob\n---\n",
            "read_file",
            "---\ntools:\n  - read_file\n  - glob\n---\n",
            GEMINI,
        ),
        ("---\ntools:<CURSOR>\nmodel: x\n---\n", "read_file", "---\ntools: [read_file]\nmodel: x\n---\n", GEMINI),
        ("---\ndescription: |\n  a\n<CURSOR>\n---\n", "name", "---\ndescription: |\n  a\nname: \n---\n", AGENT),
        ("---\ntools: <CURSOR>\n---\n", "Read", "---\ntools: [Read]\n---\n", DROID),
        ("---\ntools: <CURSOR>\n---\n", "read-only", "---\ntools: read-only\n---\n", DROID),
        ("---\nname: <CURSOR>\n---\n", "deploy", "---\nname: deploy\n---\n", SKILL),
    ],
)
def test_what_the_text_becomes(before: str, label: str, after: str, path: str) -> None:
    assert taken(before, label, path) == after


def test_a_mapping_that_goes_on_below_gets_a_key_more() -> None:
    found = labels("---\npermission:\n  <CURSOR>\n  edit: deny\n---\n", OPENCODE)
    assert "bash" in found
    assert not {"edit", "allow"} & set(found)


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("---\ntools: Bash(<CURSOR>)\n---\n", AGENT, []),
        ("---\ntools: Skill(<CURSOR>)\n---\n", AGENT, []),
        ("---\nallowed-tools: Bash(<CURSOR>)\n---\n", COMMAND, ["npm run *", "git status"]),
        ("---\nallowed-tools: Skill(<CURSOR>)\n---\n", COMMAND, ["deploy", "triage"]),
        ("---\ntools: Agent(<CURSOR>)\n---\n", AGENT, ["planner", "stylist"]),
        ("---\ntools: Agent(planner, <CURSOR>)\n---\n", AGENT, ["stylist"]),
        ("---\ntools: Agent(<CURSOR>, stylist)\n---\n", AGENT, ["planner"]),
        ("---\ntools: Agent(planner, stylist, <CURSOR>)\n---\n", AGENT, []),
    ],
)
def test_arguments_where_they_count(text: str, path: str, expected: list[str]) -> None:
    assert labels(text, path) == expected


def test_without_names_there_are_examples_that_say_so() -> None:
    page, offset = cursor("---\ntools: Agent(<CURSOR>)\n---\n", AGENT, Names())
    found = complete(page, offset)
    assert found
    assert {one.description for one in found} == {"example"}


@pytest.mark.parametrize(
    ("written", "known", "other"),
    [("mode: subagent\n", "permission", "permissions"), ("", "permission", "permissions"),
     ("system: x\n", "permissions", "permission")],
)  # fmt: skip
def test_keys_of_the_product_line_that_the_file_is_for(written: str, known: str, other: str) -> None:
    found = labels(f"---\n{written}<CURSOR>\n---\n", OPENCODE)
    assert known in found
    assert other not in found


def test_usual_tools_come_first() -> None:
    found = labels("---\ntools: [<CURSOR>]\n---\n", COPILOT)
    assert [name for name in found if name in ("agent", "edit", "execute", "read", "search", "sql")] == [
        *("agent", "edit", "execute", "read", "search", "sql")
    ]
    assert found.index("search") < found.index("read/readFile") < found.index("sql")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<plan>\n  <step>a</step>\n  <<CURSOR>\n</plan>\n", []),
        ("<plan>\n  <step>a</step>\n  <<CURSOR>\n", ["</plan>"]),
        ("<plan>\n  <step>\n  <<CURSOR>\n</plan>\n", ["</step>"]),
        ("<plan>\n  <step>\n  <<CURSOR>\n  <step>\n  </step>\n</plan>\n", ["</step>"]),
        ("<plan>\n  <step>\n  </<CURSOR>\n  </step>\n</plan>\n", []),
        ("<plan>\n<<CURSOR>\n```\n</plan>\n```\n", ["</plan>"]),
    ],
)
def test_closing_tags_where_one_is_open(body: str, expected: list[str]) -> None:
    assert labels(f"---\nname: x\n---\n{body}", AGENT) == expected


def test_children_come_before_closing_tags() -> None:
    body = "<triggers>\n  <trigger>a</trigger>\n  <<CURSOR>\n{}"
    assert labels(body.format("</triggers>\n"), f"xml-agent:{AGENT}") == ["trigger"]
    assert labels(body.format(""), f"xml-agent:{AGENT}")[0] in ("trigger", "</triggers>")


def test_sections_of_the_style_that_the_keys_fit_best() -> None:
    found = offered("---\nname: x\ndescription: y\ncategory: z\n---\n\n## <CURSOR>\n", NEW)
    assert found[0].label == "Triggers"
    assert {one.description for one in found} == {"SuperClaude agent"}


def test_sections_of_all_styles_where_no_key_tells() -> None:
    found = offered("---\nname: x\ndescription: y\n---\n\n## <CURSOR>\n", NEW)
    assert len({one.description for one in found}) > 1


def test_a_text_with_sections_of_its_own_gets_none_of_a_style() -> None:
    assert labels("---\nname: x\ndescription: y\n---\n\n## Mine\n\n## <CURSOR>\n", NEW) == []


def test_the_first_tag_of_a_style() -> None:
    assert "role" in labels("---\nname: x\ndescription: y\n---\n\n<<CURSOR>\n", NEW)
    assert labels("---\nname: x\n---\n\nText.\n\n<<CURSOR>\n", "/p/.cursor/commands/x.md") == []


@pytest.mark.parametrize(
    ("typed", "expected"), [("", ["README.md", "docs/", "src/"]), ("docs/", ["guide.md", "images/"])]
)
def test_patterns_are_relative_to_the_project(typed: str, expected: list[str]) -> None:
    assert labels(f"---\napplyTo: {typed}<CURSOR>\n---\n", INSTRUCTIONS) == expected


def test_patterns_are_relative_to_the_repository_where_there_is_one() -> None:
    files = {**FILES, "/p": (".git/", "app/"), "/p/app": ("inner.py",), "/p/app/.github": ("instructions/",)}
    page, offset = asked("---\napplyTo: <CURSOR>\n---\n", "/p/app/.github/instructions/x.instructions.md")
    found = complete(page, offset, lambda folder: files.get(folder.rstrip("/")))
    assert [one.label for one in found] == ["app/"]
