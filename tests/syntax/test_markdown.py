"""Bodies: what is a heading, a label, a fence, code, a comment, a tag."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentls.syntax.markdown import parse_body
from agentls.syntax.tree import Body
from agentls.text import SourceText, Span


def body(text: str, start: int = 0) -> Body:
    return parse_body(SourceText(text), start)


def cut(text: str, span: Span) -> str:
    return text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "level", "title"),
    [
        ("# One\n", 1, "One"),
        ("###   Three   ###  \n", 3, "Three"),
        ("# C#\n", 1, "C#"),
        ("## `code` and *more*\n", 2, "`code` and *more*"),
        ("##\n", 2, ""),
        ("## 🧠 Café\r\n", 2, "🧠 Café"),
        ("Title\n=====\n", 1, "Title"),
        ("Two\nlines\n---\n", 2, "Two\nlines"),
        ("#tag\n---\n", 2, "#tag"),
        ("> # Quoted\n", 1, "Quoted"),
        ("a\r\r# After lone returns\r", 1, "After lone returns"),
    ],
)
def test_a_heading_has_its_title_as_written(text: str, level: int, title: str) -> None:
    heading = body(text).headings[0]
    assert (heading.level, heading.title) == (level, title)
    assert cut(text, heading.title_span) == title
    assert heading.span.covers(heading.title_span)


def test_offsets_count_code_points_from_the_start_of_the_file() -> None:
    text = "---\nname: 🦊\n---\né 🦊 `x`\n\n## 🧠 Core\n"
    parsed = body(text, text.index("é"))
    assert parsed.span == Span(text.index("é"), len(text))
    assert cut(text, parsed.headings[0].span) == "## 🧠 Core"
    assert cut(text, parsed.code[0]) == "`x`"


def test_bytes_that_are_no_text_keep_their_places() -> None:
    text = "\udc80<\udc80?\n\n# A\n\n<é\n\n# B <?é\n"
    assert [cut(text, heading.span) for heading in body(text).headings] == ["# A", "# B <?é"]


@pytest.mark.parametrize(
    "text",
    ["```\n# no\n```\n", "~~~~ md\n```\n# no\n~~~~\n", "    # no\n", "<!--\n# no\n-->\n", "<a>\n<!--\n\n# no\n\n-->\n"],
)
def test_nothing_in_code_and_comments_is_a_heading(text: str) -> None:
    assert [heading.title for heading in body(text + "\n# yes\n").headings] == ["yes"]


@pytest.mark.parametrize(
    ("text", "info", "content", "closed"),
    [
        ("```py\nx\n```\n", "py", "x\n", True),
        ("~~~ a b \nx\n~~~~\n", "a b", "x\n", True),
        ("````\n```\n````\n", "", "```\n", True),
        ("```\nx\n", "", "x\n", False),
        ("```", "", "", False),
        ("- item\n\n  ```sh\n  x\n  ```\n", "sh", "  x\n", True),
        ("> ```\n> x\n> ```\n", "", "> x\n", True),
        ("```\r\nx\r\n```\r\n", "", "x\r\n", True),
    ],
)
def test_a_fence_knows_its_content_and_whether_it_is_closed(text: str, info: str, content: str, closed: bool) -> None:
    (fence,) = body(text).fences
    assert (fence.info, cut(text, fence.content), fence.closed) == (info, content, closed)


def test_code_is_fenced_indented_and_inline() -> None:
    text = "a `b` c\n\n    d\n\n```\ne\n```\n"
    assert [cut(text, span) for span in body(text).code] == ["`b`", "d\n", "```\ne\n```"]


def test_code_between_tags_is_code_although_commonmark_calls_it_html() -> None:
    text = "<step>\nsay `<name>` or ``a ` b``\n```\n<tool>\n```\n<done/>\n</step>\n"
    parsed = body(text)
    assert [cut(text, span) for span in parsed.code] == ["`<name>`", "``a ` b``", "```\n<tool>\n```\n"]
    assert [child.name for child in parsed.tags[0].children] == ["done"]


def test_comments_hide_tags() -> None:
    text = "a <!-- <x> --> b\n\n<!--\n<y>\n-->\n\n`<!--` <z/>\n"
    parsed = body(text)
    assert [cut(text, span) for span in parsed.comments] == ["<!-- <x> -->", "<!--\n<y>\n-->"]
    assert [tag.name for tag in parsed.tags] == ["z"]


@pytest.mark.parametrize(
    ("text", "title", "bold"),
    [
        ("**Will:**\n- build\n", "Will", True),
        ("**Topic**:\nmore\n", "Topic", True),
        ("text above\n**I Will Not:**\n", "I Will Not", True),
        ("__Notes__\n", "Notes", True),
        ("**a*b_c**\n", "a*b_c", True),
        ("When invoked:\n1. look\n", "When invoked", False),
        ("  Your duties:  \r\n- a\r\n", "Your duties", False),
        ("役割：\n", "役割", False),
    ],
)
def test_a_bold_line_and_a_short_line_with_a_colon_are_labels(text: str, title: str, bold: bool) -> None:
    (label,) = body(text).labels
    assert (label.title, label.bold) == (title, bold)
    assert cut(text, label.title_span) == title
    assert cut(text, label.span) == cut(text, label.span).strip()


@pytest.mark.parametrize(
    "text",
    [
        "**Role**: reviewer\n",
        "**a** and **b**\n",
        "- When invoked:\n  - look\n",
        "- a\n\n  **Will:**\n",
        "```\nWhen invoked:\n```\n",
        "a sentence that is much too long for a label, though it ends in this colon:\n",
        "first line of a paragraph\nsecond line:\n",
        ":\n",
        "## Heading:\n",
        "<!-- a\n\nWhen: -->\n",
    ],
)
def test_other_lines_are_no_labels(text: str) -> None:
    assert body(text).labels == ()


@pytest.mark.parametrize(
    "text",
    [
        ">" * 100_000 + " a\n",
        "- " * 100_000,
        "x" * 10_000_000,
        "[" * 1_000_000,
        "` `` " * 200_000,
        "<a>\n" + "` `` " * 200_000,
        "<a>\n<!--\n\n" * 50_000,
        "**a**:\n" * 50_000,
        "\udc80<?" * 100_000,
        "# " + " " * 1_000_000 + "a",
        "\0" * 1_000_000,
    ],
    ids=[
        "quotes",
        "lists",
        "line",
        "brackets",
        "ticks",
        "html ticks",
        "comments",
        "bold",
        "surrogates",
        "blanks",
        "nul",
    ],
)
def test_hostile_bodies_take_linear_time(text: str) -> None:
    before = time.process_time()
    assert body(text).span == Span(0, len(text))
    assert time.process_time() - before < 20


@given(st.text(st.sampled_from("#`~<>!-*_:/ab é🧠\udc80\n\r\t =\"'"), max_size=60))
def test_any_text_gives_spans_inside_it_in_order(text: str) -> None:
    parsed = body(text)
    for spans in (
        [heading.span for heading in parsed.headings],
        [fence.span for fence in parsed.fences],
        list(parsed.code),
        list(parsed.comments),
        [label.span for label in parsed.labels],
        [tag.opening for tag in parsed.tags],
    ):
        assert spans == sorted(spans)
        assert all(parsed.span.covers(span) for span in spans)
    assert all(cut(text, heading.title_span) == heading.title for heading in parsed.headings)
    assert all(cut(text, label.title_span) == label.title for label in parsed.labels)
