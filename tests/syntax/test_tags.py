"""Tags: exact spans, nesting, and what is no tag."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from agentls.syntax.tags import closed_in_code, scan_tags
from agentls.syntax.tree import StrayTag, Tag
from agentls.text import Span


def scan(text: str, skip: Sequence[Span] = ()) -> tuple[tuple[Tag, ...], tuple[StrayTag, ...]]:
    return scan_tags(text, 0, len(text), skip)


def outline(tags: Sequence[Tag]) -> str:
    """Names with children in parentheses, `!` behind a tag that is never closed."""
    return " ".join(
        tag.name
        + ("" if tag.closing or tag.self_closing else "!")
        + (f"({outline(tag.children)})" if tag.children else "")
        for tag in tags
    )


def code(text: str, *parts: str) -> list[Span]:
    return [Span(text.index(part), text.index(part) + len(part)) for part in parts]


def test_a_tag_has_the_spans_of_all_its_parts() -> None:
    text = "a\n  <tool name=\"Read\" when='b c' n=1 on>\nx</tool >"
    ((tag,), _) = scan(text)
    assert tag.block
    assert text[tag.opening.start : tag.opening.end] == "<tool name=\"Read\" when='b c' n=1 on>"
    assert tag.closing is not None
    assert text[tag.closing.start : tag.closing.end] == "</tool >"
    assert [text[span.start : span.end] for span in (tag.name_span, tag.closing_name_span) if span] == ["tool", "tool"]
    assert [(a.name, a.value, text[slice(*a.value_span)] if a.value_span else None) for a in tag.attributes] == [
        ("name", "Read", "Read"),
        ("when", "b c", "b c"),
        ("n", "1", "1"),
        ("on", "", None),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a><b>x</b><c/></a>", "a(b c)"),
        ("<a><a>x</a></a>", "a(a)"),
        ("<a><b></a>", "a(b!)"),
        ("<a><b><c></b></a>", "a(b(c!))"),
        ("<a> <b> <c></c>", "a! b! c"),
        ("<path a=/x/y/>", "path"),
        ("<xs:element/> <_x> <step_1> <a.b>", "xs:element _x! step_1! a.b!"),
        ('<a hint="a < b">x</a>', "a"),
        ("<input>text</input>", "input"),
        ("bold<b>word</b>", "b"),
        ("<your name here>", "your!"),
    ],
)
def test_a_closing_tag_closes_the_nearest_open_tag_of_its_name(text: str, expected: str) -> None:
    tags, strays = scan(text)
    assert (outline(tags), strays) == (expected, ())


@pytest.mark.parametrize(
    "text",
    [
        "< 100ms", "<5 minutes", "<2%", "a < b", "a<b", "List<T>", "Map<K, V>", "<https://example.org/a>", "<a@b.c>",
        "<br> <hr/> <img src=x> <input>", "<!DOCTYPE html>", '<?xml version="1.0"?>', "<>", "</>", "</ a>", "</br>",
        "<path/to/file>", "<é>", "R&D <- x", "<a", '<a b="c',
    ],
)  # fmt: skip
def test_these_are_no_tags(text: str) -> None:
    assert scan(text) == ((), ())


def test_a_closing_tag_that_closes_nothing_is_a_stray() -> None:
    text = "<a></b></a>\n</a>"
    tags, strays = scan(text)
    assert outline(tags) == "a"
    assert [(stray.name, text[stray.span.start : stray.span.end], stray.span.start) for stray in strays] == [
        ("b", "</b>", 3),
        ("a", "</a>", 12),
    ]


def test_nothing_in_skipped_spans_counts() -> None:
    text = "<a>`</a>` <b> `<c>` </a>"
    assert outline(scan(text, code(text, "`</a>`", "`<c>`"))[0]) == "a(b!)"


def test_a_closing_tag_in_code_is_told() -> None:
    text = "`</b>` <a> ```\n</a>\n```"
    skip = code(text, "`</b>`", "```\n</a>\n```")
    assert closed_in_code(text, "a", 8, skip)
    assert not closed_in_code(text, "b", 8, skip)
    assert not closed_in_code(text, "a", len(text), skip)


def test_a_closing_tag_that_was_opened_in_code_is_no_stray() -> None:
    text = "`<a>` </a> </b> `<b>`"
    assert [stray.name for stray in scan(text, code(text, "`<a>`", "`<b>`"))[1]] == ["b"]


@pytest.mark.parametrize(("text", "block"), [("<a>", True), ("x\r\t <a>", True), ("x <a>", False), ("- <a>", False)])
def test_a_block_tag_is_the_first_thing_on_its_line(text: str, block: bool) -> None:
    assert [tag.block for tag in scan(text)[0]] == [block]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("<a>" * 100_000, 100_000),
        ("".join(f"<a{number}>" for number in range(100_000)), 100_000),
        ("<a>" * 100_000 + "</a>" * 100_000, 100_000),
        ("x<a>" * 100_000, 0),
        ("<a " + 'b="c" ' * 100_000, 0),
        ("<a b='" * 50_000 + '<a b="' * 50_000, 0),
        ("<a " + " " * 1_000_000, 0),
    ],
    ids=["unclosed", "names", "nested", "generics", "attributes", "quotes", "blanks"],
)
def test_hostile_tags_take_linear_time(text: str, count: int) -> None:
    before = time.process_time()
    tags, _ = scan(text)
    assert time.process_time() - before < 20
    assert sum(1 for tag in tags for _ in tag.walk()) == count


NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.-]{0,5}", fullmatch=True).filter(
    lambda name: (
        name.lower() not in {"br", "hr", "img", "col", "base", "link", "meta", "area", "wbr"}
        and not name.lower().startswith("xml")
    )
)
TEXTS = st.text(st.sampled_from("ab 9.\n=\"'é🧠/"), max_size=6)
VALUES = st.text(st.sampled_from("ab 9=/>é"), max_size=6)


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    name = draw(NAMES)
    pairs = draw(st.dictionaries(NAMES, st.tuples(VALUES, st.sampled_from("\"'")), max_size=2))
    blank = draw(st.sampled_from(["", " ", "\n"]))
    head = name + "".join(f" {key}{blank}={blank}{quote}{value}{quote}" for key, (value, quote) in pairs.items())
    if draw(st.booleans()):
        return f"<{head}{blank}/>"
    inner = draw(st.lists(TEXTS if depth == 0 else st.one_of(TEXTS, elements(depth - 1)), max_size=3))
    return f"<{head}{blank}>{''.join(inner)}</{name}{blank}>"


def assert_same(text: str, tag: Tag, element: etree._Element) -> None:
    assert tag.name == element.tag
    assert {attribute.name: attribute.value for attribute in tag.attributes} == {
        str(key): str(value) for key, value in element.attrib.items()
    }
    assert len(tag.children) == len(element)
    if tag.self_closing:
        assert element.text is None
        return
    assert tag.closing is not None
    ends = [child.span.start for child in tag.children] + [tag.closing.start]
    assert text[tag.opening.end : ends[0]] == (element.text or "")
    for child, inner, end in zip(tag.children, element, ends[1:], strict=True):
        assert text[child.span.end : end] == (inner.tail or "")
        assert_same(text, child, inner)


@given(elements())
def test_well_formed_xml_gives_the_tree_of_lxml(text: str) -> None:
    tags, strays = scan(text)
    assert (len(tags), strays) == (1, ())
    assert_same(text, tags[0], etree.fromstring(text))
