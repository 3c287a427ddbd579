"""Markdown as plain text."""

from __future__ import annotations

import pytest

from agentls.features.markdown import plain


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("", ""),
        ("just words", "just words"),
        ("`tools` · key", "tools · key"),
        ("**Role** · section", "Role · section"),
        ("*Source: a page.*", "Source: a page."),
        ("- one\n- two", "- one\n- two"),
        ("# Title\n\ntext", "Title\n\ntext"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("[Page](https://example.org/a)", "Page (https://example.org/a)"),
        ("[https://a.b](https://a.b)", "https://a.b"),
        ("```md\n# kept\n```\nafter", "kept\nafter"),
        ("`**not bold**`", "**not bold**"),
        ("`` a`b ``", "a`b"),
        ("`mcp__*` and `[a](b)`", "mcp__* and [a](b)"),
        (r"the sign \* for all", "the sign * for all"),
        (r"\<role\> and *a \* b*", "<role> and a * b"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("one `open tick", "one `open tick"),
        ("**open", "**open"),
    ],
)
def test_marks_are_gone_and_words_stay(markdown: str, text: str) -> None:
    assert plain(markdown) == text


@pytest.mark.parametrize("sign", ["`", "*", "**", "[", "[](", "\\", "``` \n", "_", "`*"])
def test_many_marks_take_no_long_time(sign: str) -> None:
    assert len(plain(sign * 20_000)) <= len(sign) * 20_000
