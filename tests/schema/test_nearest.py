"""Which name was probably meant."""

from __future__ import annotations

import pytest

from agentls.schema.nearest import nearest

TOOLS = ["Read", "Edit", "Write", "Grep", "Glob", "WebSearch", "NotebookEdit", "disallowedTools"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("read", "Read"),
        ("web_search", "WebSearch"),
        ("WEB-SEARCH", "WebSearch"),
        ("disallowed-tools", "disallowedTools"),
        ("Wirte", "Write"),
        ("Raed", "Read"),
        ("Gre", "Grep"),
        ("rep", ""),
        ("Edt", "Edit"),
        ("Writ", "Write"),
        ("WebSerch", "WebSearch"),
        ("NotebokEdit", "NotebookEdit"),
        ("re\u200bad", "Read"),
        ("Deploy", ""),
        ("mcp__x__y", ""),
        ("", ""),
        ("---", ""),
    ],
)
def test_the_nearest_name(written: str, meant: str) -> None:
    assert nearest(written, TOOLS) == meant


def test_a_spelling_that_differs_in_case_only_beats_a_nearer_looking_name() -> None:
    assert nearest("task", ["Tasks", "Task"]) == "Task"
