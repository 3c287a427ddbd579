"""The text report, as it stands in a terminal."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentls.findings import Certainty, Edit, Effect, FileReport, Finding, Fix, Related, Severity, Target
from agentls.report import Summary
from agentls.report.display import cells, visible
from agentls.report.snippet import snippet
from agentls.report.text import TextReport
from agentls.text import SourceText, Span


@dataclass(frozen=True)
class Product:
    title: str


PRODUCTS = {"left": Product("Left"), "right": Product("Right Side")}


def effect(consumer: str, text: str, certainty: Certainty = "certain", severity: Severity = Severity.ERROR) -> Effect:
    return Effect(Target(consumer, "style", certainty), severity, "file", text=text, version="1.2")


def shown(text: str, finding: Finding, *, color: bool = False, columns: int = 80) -> str:
    report = FileReport("/work/a.md", "checked", findings=(finding,), source=SourceText(text))
    return TextReport("/work", PRODUCTS, color=color, columns=columns).file(report)


def marked(text: str) -> tuple[str, Span]:
    """The text without its marks, and the span between them."""
    start, end = text.index("«"), text.index("»") - 1
    return text.replace("«", "").replace("»", ""), Span(start, end)


def test_a_whole_finding() -> None:
    text, span = marked("---\nname: a\ndescription: one«: »two\n---\n")
    finding = Finding(
        "some-rule",
        Severity.ERROR,
        span,
        "a colon and a space",
        effects=(
            effect("left", "Left does not load the file."),
            effect("right", "In Right Side: reads it.", "intended"),
        ),
        help="Put it in quotes.",
        fix=Fix("Quote the value", (Edit(span, "x"),), "unsafe"),
        related=(Related(Span(4, 8), "the name"),),
    )
    assert shown(text, finding) == (
        "a.md:3:17: error[some-rule] a colon and a space\n"
        "    3 | description: one: two\n"
        "      |                 ^^\n"
        "  Left 1.2: does not load the file.\n"
        "  Right Side 1.2 (if it reads this): reads it.\n"
        "  see a.md:2:1: the name\n"
        "  help: Put it in quotes.\n"
        "  fix: Quote the value (unsafe: please look at the result)\n"
        "\n"
    )


def test_targets_that_agree_share_a_line() -> None:
    effects = (effect("left", "Left drops it."), effect("right", "Right Side drops it.", "also"))
    lines = shown("x", Finding("r", Severity.ERROR, Span(0, 1), "m", effects=effects)).splitlines()
    assert lines[3] == "  Left 1.2, Right Side 1.2 (reads this, too): drops it."


def test_colors_add_nothing_but_colors() -> None:
    finding = Finding("r", Severity.WARNING, Span(0, 1), "m", effects=(effect("left", "Left drops it."),), help="h")
    colored = shown("x", finding, color=True)
    assert "\x1b[1;33mwarning[r]\x1b[0m" in colored
    pieces = [piece.partition("m")[2] if number else piece for number, piece in enumerate(colored.split("\x1b["))]
    assert "".join(pieces) == shown("x", finding)


@pytest.mark.parametrize(
    ("line", "under"),
    [
        ("ab«cd»ef", "  ^^"),
        ("\tx«\ty»", "     ^^^^"),  # a tab runs to the next multiple of four
        ("日本«語»", "    ^^"),
        ("🙂 «a»", "   ^"),
        ("👩\u200d💻 «a»", "   ^"),
        ("⚠\ufe0f «a»", "   ^"),
        ("👍🏽 «a»", "   ^"),
        ("e\u0301 «a»", "  ^"),
        ("end«»", "   ^"),
        ("«»", "^"),
        ("a«\u200b»b", " ^"),
        ("a«bc\nsecond\nth»ird", " ^^ to line 3"),
        ("a«b\n»c", " ^"),
        ("a«\r\n»c", " ^"),
    ],
)
def test_exactly_the_range_is_underlined(line: str, under: str) -> None:
    text, span = marked(line)
    lines = shown(text, Finding("r", Severity.HINT, span, "m")).splitlines()
    assert lines[2] == "      | " + under


@pytest.mark.parametrize(
    ("before", "after", "line", "indent"),
    [
        ("", "y" * 99, "bad" + "y" * 26 + "…", 0),
        ("x" * 99, "", "…" + "x" * 25 + "bad", 26),
        ("x" * 99, "y" * 99, "…" + "x" * 10 + "bad" + "y" * 15 + "…", 11),
        ("日" * 99, "y" * 99, "…" + "日" * 5 + "bad" + "y" * 15 + "…", 11),
    ],
)
def test_a_long_line_is_cut_around_the_range(before: str, after: str, line: str, indent: int) -> None:
    text, span = marked(f"{before}«bad»{after}")
    cut = snippet(SourceText(text), span, 30)
    assert (cut.text, cut.indent, cut.marks) == (line, indent, 3)


def test_a_range_longer_than_the_terminal_shows_its_beginning() -> None:
    cut = snippet(SourceText("key: " + "v" * 1000), Span(5, 1005), 30)
    assert (cut.text, cut.indent, cut.marks) == ("key: " + "v" * 24 + "…", 5, 24)


def test_nothing_in_a_file_reaches_the_terminal_as_a_command() -> None:
    text = "a\x1b[31m\x07\x85\u202eb\udcffc"
    lines = shown(text, Finding("r", Severity.INFO, Span(1, 2), text)).splitlines()
    assert lines[0].endswith("a␛[31m␇\ufffd\ufffdb\ufffdc")
    assert lines[1] == "    1 | a␛[31m␇\ufffd\ufffdb\ufffdc"
    assert visible("one\ntwo") == "one␊two"


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        (Summary(checked=1), "no findings in 1 file"),
        (Summary(), "nothing was checked"),
        (Summary(unrecognized=2), "nothing was checked (2 unrecognized)"),
        (
            Summary(12, 2, 1, 1, {Severity.ERROR: 3, Severity.WARNING: 1, Severity.INFO: 0, Severity.HINT: 2}),
            "3 errors, 1 warning, 2 hints in 12 files (2 unrecognized, 1 unreadable, 1 ignored by .gitignore)",
        ),
    ],
)
def test_the_last_line_counts(summary: Summary, words: str) -> None:
    assert TextReport("/", PRODUCTS, color=False).end(summary) == words + "\n"


def test_files_with_nothing_to_say_are_not_named() -> None:
    assert TextReport("/", PRODUCTS, color=False).file(FileReport("/a", "checked", source=SourceText("x"))) == ""


@given(st.text(), st.integers(-2, 50), st.integers(0, 50), st.integers(30, 60))
def test_the_line_and_its_marks_fit_the_columns(text: str, start: int, length: int, columns: int) -> None:
    cut = snippet(SourceText(text), Span(start, start + length), columns)
    assert sum(width for _, width in cells(cut.text)) <= columns
    assert cut.indent + cut.marks <= columns + 1  # one mark may stand behind the last character
    assert not [character for character in cut.text if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")]


def test_a_line_of_ten_million_characters_is_shown_at_once() -> None:
    text = "x" * 10_000_000
    cut = snippet(SourceText(text), Span(5_000_000, 5_000_003), 80)
    assert len(cut.text) == 80
