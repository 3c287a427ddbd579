"""Quick fixes and fix-all: which are offered, what they change, and that they are right after further typing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agentls.config import Settings
from agentls.document import open_document
from agentls.features.actions import FIX_ALL, QUICK_FIX, REWRITE, Action, Changes, actions, resolve
from agentls.features.page import Page
from agentls.findings import Finding
from agentls.fixing import apply_edits
from agentls.text import SourceText, Span
from agentls.workspace import Names
from tests.support.acting import act, around, chosen, findings_of, offered, titles
from tests.support.checking import schema, unmark
from tests.support.pages import AGENT, page
from tests.support.shared import SHARED, needs_shared
from tests.test_golden import ERR, name_of, place_of

GOLDEN = Path(__file__).parents[1] / "golden"


def agent(lines: str, body: str = "You review code.\n") -> str:
    return f"---\nname: reviewer\ndescription: Reviews code before it is merged\n{lines}---\n{body}"


FIXES = [
    ("toools<CURSOR>: Read\n", "Rename", "tools: Read\n"),
    ("tools: rea<CURSOR>d\n", "", "tools: Read\n"),
    ("tools: Read, read, grep<CURSOR>\n", "Fix all 2 of `unknown-tool`", "tools: Read, Grep\n"),
    ("model<CURSOR>:\n", "Delete", ""),
]


@pytest.mark.parametrize(("lines", "title", "after"), FIXES)
def test_a_quick_fix(lines: str, title: str, after: str) -> None:
    assert act(agent(lines), title) == agent(after)


def test_a_safe_fix_is_preferred_and_says_which_finding_it_answers() -> None:
    first, *others = offered(agent("toools<CURSOR>: Read\n"), only=(QUICK_FIX,))
    assert (first.title, first.preferred, first.findings[0].rule) == ("Rename to `tools`", True, "unknown-key")
    assert not any(one.preferred for one in others)


def test_a_fix_that_has_to_be_looked_at_is_not_preferred() -> None:
    first = offered(agent("tools:\n  Re<CURSOR>ad: true\n"), only=(QUICK_FIX,))[0]
    assert first.title == "Write the tools as a list"
    assert not first.preferred


def test_elsewhere_nothing_is_offered() -> None:
    assert titles(agent("toools: Read\n", "You <CURSOR>review code.\n"), only=(QUICK_FIX,)) == []


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        ((), {QUICK_FIX, FIX_ALL, REWRITE}),
        (("quickfix",), {QUICK_FIX}),
        (("source",), {FIX_ALL}),
        (("source.fixAll",), {FIX_ALL}),
        (("source.fixAll.agentls",), {FIX_ALL}),
        (("source.fixAll.other",), set()),
        (("source.fix",), set()),
        (("refactor",), {REWRITE}),
        (("refactor.extract",), set()),
        (("refactor.rewrite", "quickfix"), {REWRITE, QUICK_FIX}),
    ],
)
def test_a_kind_stands_for_all_kinds_below_it(only: tuple[str, ...], kinds: set[str]) -> None:
    text = agent("tools: Read, gre<CURSOR>p\n")
    assert {one.kind for one in offered(text, only=only)} == kinds


def test_fix_all_applies_the_safe_fixes_alone() -> None:
    text = agent("toools: read\ndescription: Another one\n")
    assert act(text, "Fix all that") == agent("tools: Read\ndescription: Another one\n")


def test_fix_all_is_not_offered_where_nothing_can_be_fixed() -> None:
    assert offered(agent("tools: Read\n"), only=(FIX_ALL,)) == []


def test_fix_all_leaves_the_lines_between_alone() -> None:
    here = page(agent("toools: Read\ncolor: blue\n", "One\u200b.\n\nTwo.\n"))
    (action,) = actions(here, findings_of(here), Span(0, 0), (FIX_ALL,))
    edits = chosen(here, action).edits
    assert [here.text[slice(*edit.span)] for edit in edits] == ["toools: Read\n", "One\u200b.\n"]


def test_a_copied_page_is_restored() -> None:
    path = GOLDEN / "claude-code-agent" / "err" / "copied-from-web-page.md"
    here = page(unmark(path.read_text(encoding="utf-8"))[0])
    (action,) = actions(here, findings_of(here), Span(0, len(here.text)), (QUICK_FIX,))[:1]
    text = apply_edits(here.text, chosen(here, action).edits)
    assert not page(text).document.syntax.copy
    assert len(actions(here, findings_of(here), Span(0, len(here.text)), (QUICK_FIX,))) == 2  # and that in the settings


# After further typing

STALE = agent("color: blue\ntools: Read, grep\n", "Look\u200b first.\n\nLook\u200b first.\n")


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        pytest.param(("color: blue", "color: green, I think"), ("grep", "Grep"), id="above, longer"),
        pytest.param(("color: blue\n", ""), ("grep", "Grep"), id="above, gone"),
        pytest.param(("Look", "Listen"), ("grep", "Grep"), id="below"),
        pytest.param(("grep", "Grep"), ("", ""), id="mended by hand"),
        pytest.param(("grep", "gerp"), ("", ""), id="something else is wrong now"),
        pytest.param(("Read, grep", "grep, Read, grep"), ("", ""), id="there are two of them now"),
        pytest.param((STALE, "no agent file any more, just text"), ("", ""), id="nothing is left"),
    ],
)
def test_a_fix_is_right_after_further_typing(typed: tuple[str, str], after: tuple[str, str]) -> None:
    at = STALE.index("grep")
    listed = offered(STALE[:at] + "<CURSOR>" + STALE[at:])[0]
    text = STALE.replace(*typed)
    now = page(text)
    assert apply_edits(text, chosen(now, listed).edits) == text.replace(*after)


def test_of_findings_that_say_the_same_the_right_one_is_fixed() -> None:
    text = agent("color: blue\ntools: Read, grep\ndisallowedTools: <CURSOR>grep\n")
    listed = offered(text)[0]
    typed = text.replace("<CURSOR>", "").replace("color: blue\n", "")
    assert apply_edits(typed, chosen(page(typed), listed).edits) == typed.replace("Tools: grep", "Tools: Grep")


@given(st.lists(st.one_of(st.text(max_size=8), st.sampled_from(["fix", "fix-rule", "ignore", "setting"])), max_size=7))
def test_a_ref_that_nobody_gave_out_changes_nothing_or_something_and_never_fails(ref: list[str]) -> None:
    here = page(STALE)
    assert isinstance(resolve(here, findings_of(here), ref, around(here)), Changes)


# What holds of every action


def wrong_with(here: Page, text: str) -> Iterator[str]:
    """What is wrong with the actions of a page, in words."""
    findings, known = findings_of(here), around(here, "")
    for action in actions(here, findings, Span(0, len(text))):
        if list(json.loads(json.dumps(action.ref))) != list(action.ref):
            yield f"{action.title}: the ref does not survive JSON"
        changes = resolve(here, findings, action.ref, known)
        if changes != resolve(here, findings, action.ref, known):
            yield f"{action.title}: resolves to something else the second time"
        if not changes.edits and not changes.files:
            yield f"{action.title}: changes nothing"
        last = -1
        for edit in sorted(changes.edits):
            if not last < edit.span.start <= edit.span.end <= len(text):
                yield f"{action.title}: {edit.span} overlaps or lies outside"
            last = edit.span.end
        yield from (f"{action.title}: {why}" for why in not_helped(here, findings, action, changes))


def not_helped(here: Page, findings: Sequence[Finding], action: Action, changes: Changes) -> Iterator[str]:
    """A quick fix takes the findings away that it answers, whatever it shows then."""
    if action.kind != QUICK_FIX or changes.files:
        return
    source = here.document.source.with_text(apply_edits(here.text, changes.edits))
    after = around(here).check(source)
    if after.status != "checked":
        yield "the file is no longer recognized"
    before = Counter((one.rule, one.message) for one in findings)
    left = Counter((one.rule, one.message) for one in after.findings)
    for finding in action.findings[:1]:
        if left[finding.rule, finding.message] >= before[finding.rule, finding.message]:
            yield "the finding is still there"


@pytest.mark.parametrize("path", ERR, ids=name_of)
def test_every_action_of_the_golden_files(path: Path) -> None:
    text, _ = unmark(path.read_bytes().decode("utf-8", "surrogateescape"))
    document = open_document(place_of(path), SourceText(text), schema(), Settings())
    if document:
        assert list(wrong_with(Page(document, schema(), Settings(), Names()), text)) == []


@needs_shared
def test_every_action_of_real_files() -> None:
    files = [path for path in sorted((SHARED / "corpus").rglob("*.m*")) if path.stat().st_size < 40_000]
    wrong, pages = [], 0
    for path in Random(6).sample(files, 80):
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        document = open_document(str(path), SourceText(text), schema(), Settings())
        if document:
            pages += 1
            here = Page(document, schema(), Settings(), Names())
            wrong += [f"{path.name} {why}" for why in wrong_with(here, text)]
    print(f"\n{pages} real files")
    assert wrong == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.integers(0, 30), st.sampled_from(["", "---\n", "- ", ": ", "\x00", "<a>", "\r\n"]))
def test_every_action_of_broken_files(at: int, gone: int, more: str) -> None:
    text = BROKEN[:at] + more + BROKEN[at + gone :]
    document = open_document(AGENT, SourceText(text), schema(), Settings())
    assert document
    assert list(wrong_with(Page(document, schema(), Settings(), Names()), text)) == []


BROKEN = agent(
    "toools: Read\ntools: [read, Grep]\nmodel:\nhooks: nothing\n# agentls: ignore[unknown-tool]\ncolor: pinkish\n",
    "# Reviewer\n\nLook\u200b at `$ARGUMENTS` first.\n\n<example>\nuser: do it\n\n## Rules\n\n- one\n- two\n",
)
