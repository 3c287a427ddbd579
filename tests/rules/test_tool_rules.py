"""Tools that an agent never gets, tools of another day, and models of another form."""

from __future__ import annotations

import pytest

from agentls.config import Settings
from agentls.findings import Finding
from agentls.fixing import apply_edits
from tests.support.checking import check, report, unmark

COPILOT = "/p/.github/agents/reviewer.agent.md"
UNAVAILABLE = Settings(select=("unavailable-tool",))
MODEL = Settings(select=("unknown-model",))
TOOLS = Settings(select=("retired-tool", "unknown-tool", "foreign-tool"))


def agent(*lines: str) -> str:
    return "\n".join(["---", "name: reviewer", "description: Reviews code", *lines, "---", "Review.", ""])


def only(text: str, path: str = "/p/.claude/agents/reviewer.md") -> Finding:
    (finding,) = report(text, path, TOOLS).findings
    return finding


def repaired(text: str) -> tuple[str, str]:
    """The text after the fix of the only finding, and whether the fix is safe."""
    fix = only(text).fix
    assert fix is not None
    for edit in reversed(fix.edits):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text, fix.applicability


def test_a_tool_that_no_subagent_gets_is_information() -> None:
    finding = check(agent("tools: Read, «info unavailable-tool|AskUserQuestion»"), settings=UNAVAILABLE).findings[0]
    assert finding.message == "`AskUserQuestion` is never given to a subagent"


def test_a_tool_that_one_mode_gets_is_fine_in_that_mode() -> None:
    check(agent("tools: Read, «info unavailable-tool|ExitPlanMode»"), settings=UNAVAILABLE)
    check(agent("tools: Read, ExitPlanMode", "permissionMode: plan"), settings=UNAVAILABLE)


def test_a_role_that_is_a_key_holds_where_the_key_is_true() -> None:
    check(agent("tools: Read, «info unavailable-tool|CronList»", "background: true"), settings=UNAVAILABLE)
    check(agent("tools: Read, CronList"), settings=UNAVAILABLE)


def test_what_is_never_given_may_be_taken_away() -> None:
    check(agent("disallowedTools: AskUserQuestion"), settings=UNAVAILABLE)


def test_a_tool_that_one_of_the_hosts_has_is_no_news_unless_the_user_asks() -> None:
    text = agent("tools: [read, «hint unavailable-tool|githubRepo»]")
    check(agent("tools: [read, githubRepo]"), COPILOT, UNAVAILABLE)
    check(text, COPILOT, Settings(select=("unavailable-tool",), targets=("copilot-cli",)))


def test_a_tool_that_none_of_the_readers_has_is_reported() -> None:
    check(agent("tools: [read, «hint unavailable-tool|githubRepo»]"), "/p/.github/agents/deep/r.agent.md", UNAVAILABLE)


@pytest.mark.parametrize(
    "model", ["gpt-4o", "openai/gpt-4o", "Gemini-2.5-pro", "anthropic/claude-sonnet-4", "Claude Opus"]
)
def test_a_model_of_another_form_is_information_and_says_as_of_when(model: str) -> None:
    finding = check(agent(f"model: «info unknown-model|{model}»"), settings=MODEL).findings[0]
    assert finding.message.endswith("does not look like a model of Claude Code 2.1.329 (2026-11-19)")


@pytest.mark.parametrize(
    "model",
    [
        "sonnet", "inherit", "opus[1m]", "claude-sonnet-9-20290514", "next-big-thing", "us.anthropic.claude-x-v1:0",
        "arn:aws:bedrock:eu-west-1:123:inference-profile/eu.anthropic.claude-x", "claude-x@20290514", "opusplan",
    ],
)  # fmt: skip
def test_a_model_is_never_wrong_because_it_is_new(model: str) -> None:
    check(agent(f"model: {model}"), settings=MODEL)


def test_a_tool_that_nobody_knows_is_not_known_as_of_a_version() -> None:
    finding = only(agent("tools: Read, Frobnicate"))
    assert finding.message == "`Frobnicate` is not known as of Claude Code 2.1.329 (2026-11-19)"
    assert finding.severity.label == "info"


def test_an_old_name_that_works_is_renamed_safely() -> None:
    assert repaired(agent("tools: Read, Task(planner)")) == (agent("tools: Read, Agent(planner)"), "safe")


def test_an_old_name_that_is_gone_is_renamed_for_a_human_to_look_at() -> None:
    assert repaired(agent("tools: Read, MultiEdit")) == (agent("tools: Read, Edit"), "unsafe")


@pytest.mark.parametrize(
    ("tools", "expected"),
    [
        ("tools: Edit, MultiEdit, Bash", "tools: Edit, Bash"),
        ("tools: MultiEdit, Edit", "tools: Edit"),
        ("tools:\n  - MultiEdit\n  - Edit", "tools:\n  - Edit"),
    ],
)
def test_an_old_name_beside_its_successor_is_taken_out(tools: str, expected: str) -> None:
    assert repaired(agent(tools)) == (agent(expected), "unsafe")


def test_two_old_names_of_one_tool_become_one() -> None:
    findings = report(agent("tools: Bash, BashOutput, NotebookRead"), settings=TOOLS).findings
    assert [finding.fix.title for finding in findings if finding.fix] == [
        "Rename to `Read`",
        "Remove it: `BashOutput` becomes `Read`",
    ]


def test_a_name_of_a_form_that_is_refused_is_no_new_tool() -> None:
    text = agent("tools: [read_file, «error unknown-tool|mcp__docs__find», mcp_docs_find]")
    finding = check(text, "/p/.gemini/agents/reviewer.md").findings[0]
    assert finding.help == "write mcp_SERVER_TOOL, with one underscore behind mcp"


@pytest.mark.parametrize(
    ("old", "new"),
    [("changes", "search/changes"), ("fetch", "web/fetch"), ("usages", "search/usages"), ("problems", "read/problems")],
)
def test_an_old_name_that_still_works_for_some_readers_is_renamed_for_all(old: str, new: str) -> None:
    text = f"---\nname: r\ndescription: Reviews changes\ntools: [read, «info retired-tool|{old}»]\n---\nYou review.\n"
    (finding,) = check(text, COPILOT).findings
    assert [effect.target.consumer for effect in finding.effects] == ["copilot-cli", "vscode"]
    assert "leaves it out without a word" in finding.effects[0].text
    assert "still takes the old name" in finding.effects[1].text
    assert finding.help == f"did you mean `{new}`?"
    assert finding.fix is not None
    assert (finding.fix.applicability, finding.fix.edits[0].text) == ("safe", new)
    assert finding.setting is None


def test_a_list_of_such_names_is_told_name_by_name() -> None:
    check(
        "---\nname: r\ndescription: Reviews changes\n"
        "tools: [«info retired-tool|changes», «info retired-tool|usages»]\n---\nYou review.\n",
        COPILOT,
    )


def converted(tools: str, path: str, end: str = "\n") -> tuple[str, str]:
    """What becomes of `tools…` by the fix of its form, and whether that fix is safe."""
    text = f"---\nname: r\ndescription: Reviews changes\ntools:{tools}\n---\nReview.\n".replace("\n", end)
    settings = Settings(select=("invalid-type",))
    (finding,) = report(text, path, settings).findings
    assert finding.fix is not None
    result = apply_edits(text, finding.fix.edits)
    assert report(result, path, settings).findings == ()
    return result.partition("tools:")[2].partition(f"{end}---")[0], finding.fix.applicability


GEMINI, OPENCODE, FACTORY = "/p/.gemini/agents/r.md", "/p/.opencode/agents/r.md", "/p/.factory/droids/r.md"


@pytest.mark.parametrize(
    ("written", "path", "becomes", "applicability"),
    [
        pytest.param(" read_file, glob", GEMINI, " [read_file, glob]", "safe", id="text with commas to list"),
        pytest.param(" read_file glob", GEMINI, " [read_file, glob]", "unsafe", id="text with blanks to list"),
        pytest.param(' "read_file, *"', GEMINI, ' [read_file, "*"]', "safe", id="text in quotes to list"),
        pytest.param(" '[read_file, glob]'", GEMINI, " [read_file, glob]", "safe", id="a list in quotes to list"),
        pytest.param("\n  Read: true\n  Edit: false", FACTORY, " [Read]", "unsafe", id="switches to list"),
        pytest.param(
            " Read, Grep", OPENCODE, '\n  "*": false\n  read: true\n  grep: true', "unsafe", id="text to switches"
        ),
        pytest.param(
            " [read, mine_x]", OPENCODE, '\n  "*": false\n  read: true\n  mine_x: true', "unsafe", id="list to switches"
        ),
        pytest.param(
            "\n  - read\n  - read", OPENCODE, '\n  "*": false\n  read: true', "unsafe", id="lines to switches"
        ),
    ],
)
def test_tools_are_brought_into_the_form_that_the_product_takes(
    written: str, path: str, becomes: str, applicability: str
) -> None:
    assert converted(written, path) == (becomes, applicability)


def test_a_conversion_keeps_line_endings() -> None:
    assert converted(" read", OPENCODE, "\r\n")[0] == '\r\n  "*": false\r\n  read: true'


@pytest.mark.parametrize(
    ("written", "path"),
    [
        pytest.param(" Bash(git *), Read", GEMINI, id="an argument"),
        pytest.param(" what you need, really: all", GEMINI, id="prose"),
        pytest.param(" Bash(git *)", OPENCODE, id="an argument, to switches"),
        pytest.param("\n  - read # for the docs\n  - grep", OPENCODE, id="a comment that would be lost"),
        pytest.param("\n  - [read]", OPENCODE, id="a list in the list"),
    ],
)
def test_what_can_not_be_told_apart_is_left_to_the_person(written: str, path: str) -> None:
    text = f"---\nname: r\ndescription: Reviews changes\ntools:{written}\n---\nReview.\n"
    assert [finding.fix for finding in report(text, path, Settings(select=("invalid-type",))).findings] in ([None], [])


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("Bash(git *)", "`(git *)` does not limit `Bash` in `tools`"),
        ("Bash(git *", "`(git *` is never closed, and does not limit `Bash` in `tools`"),
        ("Bash(", "`(` is never closed, and does not limit `Bash` in `tools`"),
        ("Bash()", "`()` does not limit `Bash` in `tools`"),
    ],
)
def test_an_argument_is_shown_as_it_is_written(written: str, message: str) -> None:
    (finding,) = report(agent(f"tools: {written}")).findings
    assert finding.message == message


def test_an_argument_that_counts_for_the_product_is_told_in_the_name_of_the_one_that_takes_none() -> None:
    text = agent("tools: «info tool-argument|Agent(worker, researcher)», Read")
    finding = check(text, settings=Settings(select=("tool-argument",))).findings[0]
    assert finding.message.startswith("Copilot CLI knows no tool `Agent(worker, researcher)`")
    assert finding.help == "leave it as it is for the others; Copilot CLI wants `Agent` alone"
    assert [effect.target.consumer for effect in finding.effects] == ["copilot-cli"]


@pytest.mark.parametrize(
    ("tool", "meant"),
    [("mcp_docs_find", "Two underscores"), ("MCP__docs__find", "small letters"), ("Mcp__docs", "small letters")],
)
def test_a_tool_of_a_server_in_another_form_is_no_new_tool(tool: str, meant: str) -> None:
    finding = check(agent(f"tools: Read, «warning unknown-tool|{tool}»")).findings[0]
    assert finding.help.startswith("did you mean mcp__SERVER__TOOL?")
    assert meant in finding.help
    assert finding.setting is None


@pytest.mark.parametrize("tool", ["findTestFiles", "searchResults", "vscodeAPI"])
def test_an_old_tool_is_not_offered_as_ones_own(tool: str) -> None:
    assert check(agent(f"tools: [read, «info retired-tool|{tool}»]"), COPILOT).findings[0].setting is None


@pytest.mark.parametrize(
    ("value", "said", "right"),
    [
        ("«warning unknown-tool|Read; Grep»", "are parted by `;`", "Read, Grep"),
        ("«error unknown-tool|Read;Bash(a; b);»", "are parted by `;`", "Read,Bash(a; b)"),
        ("«warning unknown-tool|[Read; Grep]»", "are parted by `;`", "[Read, Grep]"),
        ("\n  «error unknown-tool|-Read\n  -Grep»", "a blank is missing behind the dash", "\n  - Read\n  - Grep"),
    ],
)
def test_a_list_that_became_one_text_is_one_finding_whoever_reads_it(value: str, said: str, right: str) -> None:
    finding = check(agent(f"tools: {value}"), settings=TOOLS).findings[0]
    assert said in finding.message
    assert repaired(unmark(agent(f"tools: {value}"))[0]) == (agent(f"tools: {right}"), "safe")


def test_curly_quotes_are_named_as_the_cause() -> None:
    finding = check(agent("tools: «warning unknown-tool|‘Read’», Grep"), settings=TOOLS).findings[0]
    assert finding.help == "Curly quotes count as part of the name: write `Read`"


@pytest.mark.parametrize("hidden", ["\u200b", "\u00ad"])
def test_an_invisible_character_explains_the_unknown_tool(hidden: str) -> None:
    check(agent(f"tools: Re«error invisible-character|{hidden}»ad"))
    check(agent(f"tools: [Re«warning invisible-character|{hidden}»ad, Grep]"))
    check(agent(f"to«error invisible-character|{hidden}»ols: Read"))


@pytest.mark.parametrize("odd", ["\ufeff", "\u0600"])
def test_a_character_that_no_other_rule_tells_of_leaves_the_tool_unknown(odd: str) -> None:
    check(agent(f"tools: «warning unknown-tool|Re{odd}ad», Grep"))
    check(agent(f"«error unknown-key|to{odd}ols»: Read"))
