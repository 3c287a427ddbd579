"""Whatever is typed: no exception, spans inside the text, findings in order, and fixes that mend what they say."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agentls.analysis import check_source
from agentls.config import Settings
from agentls.findings import FileReport, Fix
from agentls.parse import format_of, parse
from agentls.text import SourceText
from tests.support.checking import schema

PATHS = [
    "/p/.claude/agents/reviewer.md",
    "/p/.claude/skills/release/SKILL.md",
    "/p/.agents/skills/release/SKILL.md",
    "/p/.github/agents/triage.agent.md",
    "/p/library/planner.md",
    "/p/.claude/agents/README.md",
]
TEXTS = """\
---
name: reviewer
description: Reviews changes
tools: Read, Grep, Bash
model: haiku
---
You review code.
=====
---
name: 'r'
description: |
  Use when: a change
  # is ready
tools:
  - Read
  - "Edit"
---

# R

Body.
=====
---
name: release
description: Releases it
allowed-tools: Read Bash(git tag:*)
metadata: {a: 1, b: [x]}
---
1. Go.
=====
---
description: Plans
tools: ['search', 'edit']
handoffs:
  - label: Go
    agent: b
    prompt: p
---
Plan.
=====
---
name: t
description: d
category: q
---

# T

## Triggers
- a

## Behavioral Mindset
b

## Key Actions
1. c
=====
---
name: q
version: 2.0
model_compatibility: [claude]
---
<role>
A & b
</role>
<triggers>
  <trigger>x</trigger>
</triggers>
=====
---
name: Herald
description: d
color: teal
emoji: 📣
vibe: v
---
## 🧠 Your Identity & Memory
- **Role**: r
=====
5 lines
1 KiB
---
|
name: reviewer
|
description: Reviews
|
---
|
Body.
|
=====
| name | description |
|---|---|
| tester | Tests: all |

You test.

Core Responsibilities

Run it
"""
AGENTS = TEXTS.split("=====\n")
STRUCTURE = [
    *"\n\r\t :-#'\"[]{},|>&*!%@`<>/()=.~\\_?",
    "---\n", ": ", " #", "- ", "```\n", "\ufeff", "\0", "\udc80", "\u2028", "\xa0", "🦊", "é", "<role>", "## ", "...\n",
    "name: x\n", "tools:\n", "tolls: Raed\n", "***", "null", "~", "[]", "{}", "&a ", "*a", "<<: *a\n", "|\n",
]  # fmt: skip
RENAMES = ("Rename to ", "Change to ")

path = st.sampled_from(PATHS)
anything = st.lists(st.one_of(st.sampled_from(STRUCTURE), st.characters(codec="utf-8")), max_size=60).map("".join)
texts = st.one_of(anything, anything.map(lambda text: f"---\nname: x\n{text}"), st.just("")).map(
    lambda text: text[1:] if text.startswith("\ufeff") else text
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A small valid agent with some characters of structure put in or taken out."""
    text = draw(st.sampled_from(AGENTS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        if draw(st.booleans()):
            text = text[:at] + draw(st.sampled_from(STRUCTURE)) + text[at:]
        else:
            text = text[:at] + text[at + draw(st.integers(1, 3)) :]
    return text


def checked(text: str, where: str) -> FileReport:
    return check_source(where, SourceText(text), Settings(), schema())


def applied(text: str, fix: Fix) -> str:
    """The text with the edits made; they may stand in any order."""
    for edit in sorted(fix.edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def assert_sound(text: str, where: str) -> None:
    result = checked(text, where)
    places = [(finding.span, -finding.severity, finding.rule) for finding in result.findings]
    assert places == sorted(places)
    for finding in result.findings:
        related = [one.span for one in finding.related]
        edits = sorted(edit.span for edit in finding.fix.edits) if finding.fix else []
        for start, end in [finding.span, *related, *edits]:
            assert 0 <= start <= end <= len(text)
        assert all(before.end <= behind.start for before, behind in pairwise(edits))
        assert finding.message
        assert [effect.severity for effect in finding.effects] == sorted(
            (effect.severity for effect in finding.effects), reverse=True
        )


@given(text=texts, where=path)
@settings(max_examples=300, deadline=None)
def test_any_text_is_checked(text: str, where: str) -> None:
    assert_sound(text, where)


@given(text=mutated(), where=path)
@settings(max_examples=500, deadline=None)
def test_any_slip_of_the_hand_is_checked(text: str, where: str) -> None:
    assert_sound(text, where)


@given(data=st.binary(max_size=200), where=path)
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_checked(data: bytes, where: str) -> None:
    source = SourceText.from_bytes(data)
    check_source(where, source, Settings(), schema())
    if source.encoding == "utf-8":
        assert source.to_bytes() == data


@given(text=mutated(), where=path)
@settings(max_examples=300, deadline=None)
def test_every_fix_gives_a_text_that_can_be_checked_and_a_rename_ends_its_finding(text: str, where: str) -> None:
    for finding in checked(text, where).findings:
        if finding.fix:
            mended = applied(text, finding.fix)
            parse(SourceText(mended), format_of(where))
            again = checked(mended, where).findings
            if finding.fix.title.startswith(RENAMES):
                told = (finding.rule, finding.span.start, finding.message)
                assert told not in [(one.rule, one.span.start, one.message) for one in again]


@pytest.mark.parametrize("text", AGENTS[:7])
def test_the_agents_that_are_changed_here_have_no_errors(text: str) -> None:
    found = [checked(text, where).findings for where in PATHS[:5]]
    assert any(all(finding.severity < 4 for finding in findings) for findings in found)
