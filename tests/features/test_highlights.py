"""Places that belong to what the cursor is on."""

from __future__ import annotations

import pytest

from agentls.features.highlights import highlights, slug
from tests.support.pages import AGENT, cursor

HEAD = "---\nname: a\n---\n"
COMMAND = "/p/.claude/commands/go.md"
TAGGED = "/p/library/a.md"


def marked_up(marked: str, path: str = AGENT) -> str:
    """The text with each place in «»."""
    one, offset = cursor(marked, path)
    text = one.text
    for start, end in reversed(highlights(one, offset)):
        text = f"{text[:start]}«{text[start:end]}»{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("<ro<CURSOR>le>x</role>\n", "<«role»>x</«role»>\n"),
        ("<role>x</ro<CURSOR>le>\n", "<«role»>x</«role»>\n"),
        ("<a><a>x</<CURSOR>a></a>\n", "<a><«a»>x</«a»></a>\n"),
        ("<one> <t<CURSOR>wo>\n", "<one> <«two»>\n"),
        ("x </tw<CURSOR>o>\n", "x </«two»>\n"),
        ("# So<CURSOR>me head\n\n[a](#some-head) [b](#other)\n", "# «Some head»\n\n[a](#«some-head») [b](#other)\n"),
        ("[a](#some-<CURSOR>head)\n\n# Some head!\n", "[a](#«some-head»)\n\n# «Some head!»\n"),
        ("[a](#now<CURSOR>here) [b](#nowhere)\n", "[a](#«nowhere») [b](#«nowhere»)\n"),
        ("# Al<CURSOR>one\n", "# «Alone»\n"),
        ("te<CURSOR>xt text\n", "text text\n"),
    ],
)
def test_body(marked: str, expected: str) -> None:
    assert marked_up(HEAD + marked) == HEAD + expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "---\ntools: Re<CURSOR>ad, Grep\ndisallowedTools: [Read]\n---\nUse `Read`, not `Reads`.\n",
            "---\ntools: «Read», Grep\ndisallowedTools: [«Read»]\n---\nUse `«Read»`, not `Reads`.\n",
        ),
        ("---\ntools: Bash(a), Ba<CURSOR>sh(b)\n---\n", "---\ntools: «Bash»(a), «Bash»(b)\n---\n"),
        ("---\nna<CURSOR>me: a\nname: b\n---\n", "---\n«name»: a\n«name»: b\n---\n"),
        ("---\nname: a<CURSOR>\nmodel: a\n---\n", "---\nname: a\nmodel: a\n---\n"),
        ('---\nname: "a\ntools: Re<CURSOR>ad\n---\n`Read`\n', '---\nname: "a\ntools: «Read»\n---\n`«Read»`\n'),
        ("---\r\ntools: Re<CURSOR>ad\r\n---\r\n😀 `Read`\r\n", "---\r\ntools: «Read»\r\n---\r\n😀 `«Read»`\r\n"),
    ],
)
def test_front_matter(marked: str, expected: str) -> None:
    assert marked_up(marked) == expected


def test_the_same_variable() -> None:
    head = "---\ndescription: b\n---\n"
    text = marked_up(f"{head}$1 and $<CURSOR>1, $2, $ARGUMENTS\n", COMMAND)
    assert text == f"{head}«$1» and «$1», $2, $ARGUMENTS\n"


def test_a_tool_in_an_attribute() -> None:
    head = "---\nname: x\nversion: '2.0'\ncategory: a\ntools: [{}]\nmodel_compatibility: [claude]\n---\n"
    body = '<role>\nx\n</role>\n<tool_usage>\n<tool name="{}">\nx\n</tool>\n</tool_usage>\n'
    assert marked_up((head + body).format("Re<CURSOR>ad", "Read"), TAGGED) == (head + body).format("«Read»", "«Read»")
    assert marked_up((head + body).format("Read", "Re<CURSOR>ad"), TAGGED) == (head + body).format("«Read»", "«Read»")


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("Some Head", "some-head"),
        ("What's new?", "whats-new"),
        ("a_b-c", "a_b-c"),
        ("1. First", "1-first"),
        ("Ünïcode 中文", "ünïcode-中文"),
        ("🧠 Ideas", "-ideas"),
    ],
)
def test_anchors(title: str, anchor: str) -> None:
    assert slug(title) == anchor
