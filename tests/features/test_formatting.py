"""Formatting: what it tidies, and what it leaves alone."""

from __future__ import annotations

import pytest

from agentls.features.formatting import formatted
from agentls.fixing import apply_edits
from agentls.syntax.tree import Value
from tests.support.pages import AGENT, page

TAGGED = "/p/library/a.md"
TAGS_HEAD = "---\nname: x\nversion: '2.0'\ncategory: a\ntools: [Read]\nmodel_compatibility: [claude]\n---\n"


def said(value: Value) -> object:
    """A value without places."""
    if value.kind == "mapping":
        return [(entry.name, said(entry.value)) for entry in value.entries]
    return [said(item) for item in value.items] if value.kind == "list" else value.text


def tidy(text: str, path: str = AGENT) -> str:
    """The text after formatting, which must not change when it is formatted again, nor say anything else."""
    one = page(text, path)
    result = apply_edits(text, formatted(one))
    again = page(result, path)
    assert formatted(again) == ()
    before, after = one.document.syntax.front, again.document.syntax.front
    if before and after:
        assert said(before.root) == said(after.root)
    return result


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name:   a\n", "name: a\n"),
        ("name:\ta\n", "name: a\n"),
        ("name : a\n", "name: a\n"),
        ("name: a  \n", "name: a\n"),
        ("name: a\t\nmodel: b\n", "name: a\nmodel: b\n"),
        ("name: a\n   \nmodel: b\n", "name: a\n\nmodel: b\n"),
        ("name: a # why  \n", "name: a # why\n"),
        ("name:   'a   b'\n", "name: 'a   b'\n"),
        ("tools: [Read,Grep ,  Glob]\n", "tools: [Read, Grep, Glob]\n"),
        ("tools:   [ Read ]\n", "tools: [ Read ]\n"),
        ("tools:\n- Read\n- Grep\n", "tools:\n  - Read\n  - Grep\n"),
        ("tools:\n      - Read\n      - Grep\n", "tools:\n  - Read\n  - Grep\n"),
        ("tools:\n  -   Read\n  -  Grep\n", "tools:\n  - Read\n  - Grep\n"),
        ("tools:\n- Read\n# and\n- Grep\n", "tools:\n  - Read\n  # and\n  - Grep\n"),
        ("tools:\n- Read\n\n- Grep\n", "tools:\n  - Read\n\n  - Grep\n"),
        ("a:\n- b: 1\n  c: 2\n- d: 3\n", "a:\n  - b: 1\n    c: 2\n  - d: 3\n"),
        ("a:\n- b:\n  - c\n  - d\n", "a:\n  - b:\n      - c\n      - d\n"),
        ("a:\n- |\n  x\n   y\n", "a:\n  - |\n    x\n     y\n"),
        ("a:\n  b:\n  - c\n", "a:\n  b:\n    - c\n"),
    ],
)
def test_front_matter(before: str, after: str) -> None:
    assert tidy(f"---\n{before}---\n\nText.  \n") == f"---\n{after}---\n\nText.  \n"


@pytest.mark.parametrize(
    "front",
    [
        "name: a\ntools: [Read, Grep]\n",
        "tools:\n  - Read\n  - Grep\n",
        "description: |\n  a  \n\n    b\n",
        "description: >\n  a  \n  b\n",
        'description: "a\n   b  \n  c"\n',
        "description: a\n   b  \n  c\n",
        "name:a\nmodel:   b\n",
        'name: "a\nmodel:   b\n',
        "name:   a: b\n",
        "\tname:   a\n",
        "tools: Read,Grep\n",
        "a: {b: c}\n",
    ],
)
def test_what_is_tidy_or_broken_stays(front: str) -> None:
    text = f"---\n{front}---\n\nText.  \n"
    assert formatted(page(text)) == ()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("---\ndescription:   a\nglobs:   b  \n---\n", "/p/.cursor/rules/a.mdc"),
        ('name   =   "x"\n', "/p/.codex/agents/a.toml"),
        ('{"name":   "x"}', "/p/.kiro/agents/a.json"),
        ("# A page  \n\n* a\n", "/p/AGENTS.md"),
        ("", "/p/AGENTS.md"),
    ],
)
def test_formats_that_are_left_alone(text: str, path: str) -> None:
    assert formatted(page(text, path)) == ()


def test_line_endings_stay_as_they_are() -> None:
    assert (
        tidy("---\r\nname:   a  \r\ntools:\r\n- Read\r\n---\r\n") == "---\r\nname: a\r\ntools:\r\n  - Read\r\n---\r\n"
    )


def test_signs_beyond_ascii_do_not_shift_anything() -> None:
    assert (
        tidy("---\nname:   😀  \ntools:\n- Read # 😀\n---\n😀\n") == "---\nname: 😀\ntools:\n  - Read # 😀\n---\n😀\n"
    )


def test_a_whole_file_of_yaml() -> None:
    text = "version: 1.0.0\ntitle:   x\ndescription: y  \ninstructions: z\n"
    assert tidy(text, "/p/recipe.yaml") == "version: 1.0.0\ntitle: x\ndescription: y\ninstructions: z\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "<role>\nYou.\n</role>\n<triggers>\n<trigger>a</trigger>\n      <trigger>b</trigger>\n  </triggers>\n",
            "<role>\nYou.\n</role>\n<triggers>\n  <trigger>a</trigger>\n  <trigger>b</trigger>\n</triggers>\n",
        ),
        (
            "<role>x</role>\n<triggers><trigger>a</trigger></triggers>\n",
            "<role>x</role>\n<triggers><trigger>a</trigger></triggers>\n",
        ),
        (
            "<role>\n   Some  text\n</role>\n<triggers>\n\t<trigger>a</trigger>\n</triggers>\n",
            "<role>\n   Some  text\n</role>\n<triggers>\n  <trigger>a</trigger>\n</triggers>\n",
        ),
        (
            "<role>x</role>\n<triggers>\n<!-- <trigger> -->\n`<trigger>`\n</triggers>\n",
            "<role>x</role>\n<triggers>\n<!-- <trigger> -->\n`<trigger>`\n</triggers>\n",
        ),
    ],
)
def test_tags_of_a_style_that_is_made_of_them(before: str, after: str) -> None:
    assert tidy(TAGS_HEAD + before, TAGGED) == TAGS_HEAD + after


def test_tags_that_would_become_code_stay() -> None:
    body = (
        "<role>x</role>\n<responsibilities>\n<responsibility id='1'>\n\n<actions>\n\n<action>x</action>\n\n"
        "</actions>\n</responsibility>\n</responsibilities>\n"
    )
    one = page(TAGS_HEAD + body, TAGGED)
    again = page(apply_edits(one.text, formatted(one)), TAGGED)
    assert [one.text[slice(*span)] for span in one.document.syntax.body.code] == []
    assert again.document.syntax.body.code == ()


def test_tags_elsewhere_are_text() -> None:
    assert formatted(page("---\nname: a\n---\n<role>\n    <triggers>\n  </triggers>\n</role>\n")) == ()
