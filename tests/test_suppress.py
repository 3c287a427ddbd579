"""Suppressions: a comment takes findings away, and says so when there is nothing to take."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentls.config import Settings
from agentls.findings import Finding
from agentls.fixing import apply_edits
from tests.support.checking import check, report

FRONT = "---\nname: reviewer\ndescription: Reviews code before it is merged\n{}---\n{}"
BODY = "You review code.\n"
HIDDEN = "Look\u200b first.\n"
"""A line with a character that nobody sees."""


def front(lines: str) -> str:
    return FRONT.format(lines, BODY)


def body(text: str) -> str:
    return FRONT.format("", text)


def rules(text: str, path: str = "/p/.claude/agents/reviewer.md", settings: Settings | None = None) -> list[str]:
    return [finding.rule for finding in report(text, path, settings).findings]


def unused(text: str, settings: Settings | None = None) -> list[Finding]:
    return [one for one in report(text, settings=settings).findings if one.rule == "unused-suppression"]


def test_the_texts_of_these_tests_have_the_findings_that_are_taken_away() -> None:
    assert rules(front("tools: Read, Deploy\n")) == ["unknown-tool"]
    assert rules(body(HIDDEN)) == ["invisible-character"]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("tools: Read, Deploy # agentls: ignore[unknown-tool]\n", id="on the line"),
        pytest.param("# agentls: ignore[unknown-tool]\ntools: Read, Deploy\n", id="for the next line"),
        pytest.param("# agentls: ignore[unknown-tool]\n# Ours.\n\ntools: Read, Deploy\n", id="past other comments"),
        pytest.param("tools:\n  - Read\n  # agentls: ignore[unknown-tool]\n  - Deploy\n", id="within a list"),
        pytest.param("tools: Read, Deploy # agentls:ignore[ unknown-tool ] it is ours\n", id="blanks and a reason"),
        pytest.param("# agentls: ignore-file[unknown-tool]\ncolor: blue\ntools: Read, Deploy\n", id="for the file"),
    ],
)
def test_a_comment_in_the_front_matter(lines: str) -> None:
    check(front(lines))


def test_several_rules_in_one_comment() -> None:
    assert rules(front("toools: Read\ntools: Read, Deploy\n")) == ["unknown-key", "unknown-tool"]
    check(front("# agentls: ignore-file[unknown-tool, unknown-key]\ntoools: Read\ntools: Read, Deploy\n"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"First.\n\n<!-- agentls: ignore[invisible-character] -->\n{HIDDEN}", id="for the next block"),
        pytest.param(f"First.\n\n<!-- agentls: ignore[invisible-character] -->\n\n{HIDDEN}", id="past an empty line"),
        pytest.param("First.\n\nLook\u200b <!-- agentls: ignore[invisible-character] -->\n", id="on the line"),
        pytest.param(
            f"<!-- agentls: ignore[invisible-character] -->\n\nFirst.\n\n{HIDDEN}", id="at the top: for the file"
        ),
        pytest.param(
            f"First.\n\n{HIDDEN}\n<!-- agentls: ignore-file[invisible-character] -->\n", id="for the file, anywhere"
        ),
        pytest.param(
            f"First.\n\n<!--\n  agentls: ignore[invisible-character] why not\n-->\n{HIDDEN}", id="over several lines"
        ),
    ],
)
def test_a_comment_in_the_body(text: str) -> None:
    check(body(text))


def test_a_comment_at_the_top_of_the_body_speaks_of_the_front_matter_too() -> None:
    check(FRONT.format("tools: Read, Deploy\n", f"<!-- agentls: ignore[unknown-tool] -->\n{BODY}"))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param(
            front("# agentls: ignore[unknown-tool]\ncolor: blue\ntools: Read, Deploy\n"), "unknown-tool", id="too early"
        ),
        pytest.param(
            body(f"First.\n\n<!-- agentls: ignore[invisible-character] -->\nSecond.\n\n{HIDDEN}"),
            "invisible-character",
            id="another block",
        ),
        pytest.param(front("tools: Read, Deploy # agentls: ignore[unknown-key]\n"), "unknown-tool", id="another rule"),
    ],
)
def test_a_comment_elsewhere_takes_nothing_and_is_told(text: str, left: str) -> None:
    assert sorted(rules(text)) == sorted([left, "unused-suppression"])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            body(f"First.\n\n```\n<!-- agentls: ignore-file[invisible-character] -->\n```\n\n{HIDDEN}"), id="a fence"
        ),
        pytest.param(
            body(f"Write `<!-- agentls: ignore-file[invisible-character] -->` there.\n\n{HIDDEN}"), id="inline code"
        ),
        pytest.param(
            body(f"Write # agentls: ignore-file[invisible-character] there.\n\n{HIDDEN}"), id="a hash in the body"
        ),
    ],
)
def test_what_stands_in_code_or_text_is_no_comment(text: str) -> None:
    assert rules(text) == ["invisible-character"]


def test_a_comment_without_its_colon_takes_nothing_and_gets_it() -> None:
    said = "agentls: ignore[unknown-tool]"
    for right in (front(f"tools: Deploy # {said}\n"), body(f"First.\n\n<!-- {said} -->\n")):
        text = right.replace("agentls:", "agentls")
        (found,) = unused(text)
        assert found.fix
        assert apply_edits(text, found.fix.edits) == right
    assert "unknown-tool" in rules(front("tools: Deploy # agentls ignore[unknown-tool]\n"))
    assert not unused(front("color: blue # agentls ignore this\n"))


@pytest.mark.parametrize(
    "value",
    [
        '"Says # agentls: ignore-file[unknown-tool]"',
        "|\n  Says\n  # agentls: ignore-file[unknown-tool]",
        "a#agentls: ignore-file[unknown-tool]",
    ],
)
def test_what_stands_in_a_value_is_no_comment(value: str) -> None:
    text = f"---\nname: reviewer\ndescription: {value}\ntools: Read, Deploy\n---\n{BODY}"
    assert "unknown-tool" in rules(text)
    assert unused(text) == []


@pytest.mark.parametrize(
    ("comment", "message", "advice"),
    [
        ("ignore[unknown-tool]", "nothing here is found by `unknown-tool`: there is nothing to take away", "delete it"),
        ("ignore", "`agentls: ignore` names no rule: it takes nothing away", "write `agentls: ignore[rule]`"),
        ("ignore[]", "`agentls: ignore` names no rule: it takes nothing away", "write `agentls: ignore[rule]`"),
        ("ignore[unknwon-tool]", "there is no rule `unknwon-tool`", "did you mean `unknown-tool`?"),
        ("ingore[unknown-tool]", "agentls has no comment `ingore[…]`", "write `ignore[rule]`"),
    ],
)
def test_a_comment_that_is_of_no_use_is_told(comment: str, message: str, advice: str) -> None:
    for text in (front(f"color: blue # agentls: {comment}\n"), body(f"First.\n\nText. <!-- agentls: {comment} -->\n")):
        (finding,) = unused(text)
        assert finding.message.startswith(message)
        assert finding.help.startswith(advice)


def test_a_comment_at_another_place_of_a_finding_is_of_use() -> None:
    first, second = "Look\u200b first.", "Then\u200b act."
    (finding,) = report(body(f"{first}\n\n{second}\n")).findings
    assert len(finding.related) == 1
    commented = body(f"{first}\n\n<!-- agentls: ignore[invisible-character] -->\n{second}\n")
    assert rules(commented) == ["invisible-character"], "the finding itself stands elsewhere"
    assert unused(body(f"{first}\n\n{second}\n\n<!-- agentls: ignore[invisible-character] -->\nDone.\n"))


def test_prose_about_agentls_is_no_suppression() -> None:
    assert rules(front("# agentls: see the handbook\ncolor: blue\n")) == []
    assert rules(body("<!-- agentls: dialect=claude-code-agent -->\n\nText.\n")) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (front("color: blue # agentls: ignore[lost-text]\n"), front("color: blue\n")),
        (front("# agentls: ignore[lost-text]\ncolor: blue\n"), front("color: blue\n")),
        (body("One.\n\n<!-- agentls: ignore[lost-text] -->\nTwo.\n"), body("One.\n\nTwo.\n")),
        (body("One. <!-- agentls: ignore[lost-text] -->\n"), body("One.\n")),
        (
            front("tools: Read, Deploy # agentls: ignore[lost-text, unknown-tool]\n"),
            front("tools: Read, Deploy # agentls: ignore[unknown-tool]\n"),
        ),
        (
            front("tools: Read, Deploy # agentls: ignore[unknown-tool, lost-text]\n"),
            front("tools: Read, Deploy # agentls: ignore[unknown-tool]\n"),
        ),
        (
            front("tools: Read, Deploy # agentls: ignore[unknwon-tool]\n"),
            front("tools: Read, Deploy # agentls: ignore[unknown-tool]\n"),
        ),
    ],
)
def test_the_fix_takes_away_what_is_of_no_use_and_nothing_else(before: str, after: str) -> None:
    (finding,) = unused(before)
    assert finding.fix
    assert finding.fix.applicability == "safe"
    assert apply_edits(before, finding.fix.edits) == after
    assert unused(after) == []


def test_the_carriage_return_goes_with_the_line() -> None:
    before = front("# agentls: ignore[lost-text]\ncolor: blue\n").replace("\n", "\r\n")
    (finding,) = unused(before)
    assert finding.fix
    assert apply_edits(before, finding.fix.edits) == front("color: blue\n").replace("\n", "\r\n")


@pytest.mark.parametrize(
    "settings",
    [
        Settings(ignore=("lost-text",)),
        Settings(select=("unknown-tool", "unused-suppression")),
        Settings(targets=("claude-code",)),
        Settings(dialect="claude-code-agent"),
        Settings(ignore=("unused-suppression",)),
    ],
)
def test_where_not_everything_was_looked_for_no_comment_is_called_unused(settings: Settings) -> None:
    text = front("color: blue # agentls: ignore[lost-text]\n")
    assert unused(text)
    assert unused(text, settings) == []


def test_the_comment_itself_is_no_lost_text() -> None:
    assert rules("---\nname: reviewer\ndescription: Reviews code # agentls: ignore[unknown-key]\n---\nText.\n") == [
        "unused-suppression"
    ]


def test_comments_of_toml_files_count() -> None:
    text = '# agentls: dialect=claude-code-agent\nname = "a"\ndescription = "b"\n{}toools = "Read"{}\n'
    path = "/p/agents/a.toml"
    assert rules(text.format("", ""), path) == ["unknown-key"]
    assert rules(text.format("", " # agentls: ignore[unknown-key]"), path) == []
    assert rules(text.format("# agentls: ignore[unknown-key]\n", ""), path) == []
    assert rules(text.format('note = "# agentls: ignore-file[unknown-key]"\n', ""), path) == [
        "unknown-key",
        "unknown-key",
    ]


PIECES = [
    "---", "\n", "\r\n", "# agentls: ignore[", "<!-- agentls: ignore[", "]", "-->", "unknown-key", ",", "a: b", "```",
    "|", "'", "ignore-file", "agentls:", " ", "<plan>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_nothing_breaks_it_and_a_fix_can_always_be_applied(text: str) -> None:
    text = f"---\nname: a\ndescription: b\n{text}"
    for finding in unused(text):
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        if finding.fix:
            apply_edits(text, finding.fix.edits)


def test_many_comments_cost_linear_time() -> None:
    text = front("# agentls: ignore[lost-text]\n" * 2_000 + "color: blue\n")
    started = time.perf_counter()
    assert len(unused(text)) == 2_000
    assert time.perf_counter() - started < 5
