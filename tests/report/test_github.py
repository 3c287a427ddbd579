"""Annotations: workflow commands, read back as the runner of GitHub reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given

from agentls.findings import Edit, FileReport, Fix, Related, Severity
from agentls.report.github import GithubReport
from agentls.report.repository import Repository
from agentls.text import Span
from tests.support.reporting import ANY_FILES, PRODUCTS, ROOT, checked, effect, finding, unreadable, written

COMMAND = re.compile(r"::([a-z]+) ([^:]*)::(.*)")


@dataclass(frozen=True)
class Command:
    name: str
    properties: dict[str, str]
    message: str


def unescaped(text: str, *, in_property: bool) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), *((("%3A", ":"), ("%2C", ",")) if in_property else ())):
        text = text.replace(code, character)
    return text.replace("%25", "%")


def read(line: str) -> Command:
    match = COMMAND.fullmatch(line)
    assert match, line
    properties = dict(one.split("=", 1) for one in match.group(2).split(","))
    return Command(
        match.group(1),
        {name: unescaped(value, in_property=True) for name, value in properties.items()},
        unescaped(match.group(3), in_property=False),
    )


def commands(*reports: FileReport) -> list[Command]:
    *lines, counts, end = written(GithubReport(Repository(ROOT, {}), PRODUCTS), *reports).split("\n")
    assert end == ""
    assert not counts.startswith("::")
    return [read(line) for line in lines]


def test_a_whole_annotation() -> None:
    text = "---\nname: a\ndescription: one: two\n---\n"
    start = text.index(": two")
    full = finding(
        (start, start + 2),
        Severity.ERROR,
        effects=(effect(),),
        help="quote it",
        fix=Fix("Quote", (Edit(Span(0, 0), '"'),), "unsafe"),
        related=(Related(Span(4, 8), "the name"),),
    )
    assert written(GithubReport(Repository(ROOT, {}), PRODUCTS), checked(text, full)) == (
        "::error file=.x/a.md,line=3,endLine=3,col=17,endColumn=19,title=agentls%3A some-rule::"
        "a message%0AReader 1.2: does not load the file.%0Asee line 2: the name%0Ahelp: quote it%0A"
        "fix: Quote (unsafe: please look at the result)\n"
        "1 error in 1 file\n"
    )


@pytest.mark.parametrize(
    ("severity", "name"),
    [
        (Severity.ERROR, "error"),
        (Severity.WARNING, "warning"),
        (Severity.INFO, "notice"),
        (Severity.HINT, "notice"),
    ],
)
def test_severities(severity: Severity, name: str) -> None:
    assert [command.name for command in commands(checked("x", finding((0, 1), severity)))] == [name]


def test_what_would_end_a_property_or_a_command_is_escaped() -> None:
    report = checked("x", finding((0, 1), message="100%, a::b\nc %0A"), path=f"{ROOT}/a,b:c%3A.md")
    (command,) = commands(report)
    assert command.properties["file"] == "a,b:c%3A.md"
    assert command.message == "100%, a::b␊c %0A"


@pytest.mark.parametrize(
    ("text", "span", "lines", "columns"),
    [
        ("ab\ncd", (3, 5), ("2", "2"), ("1", "3")),
        ("ab\r\ncd", (0, 4), ("1", "1"), ("1", "3")),  # the end of a line belongs to it
        ("ab\ncd", (1, 4), ("1", "2"), None),  # GitHub takes no columns with several lines
        ("", (0, 0), ("1", "1"), ("1", "1")),
        ("🙂é", (1, 2), ("1", "1"), ("2", "3")),
    ],
)
def test_places(text: str, span: tuple[int, int], lines: tuple[str, str], columns: tuple[str, str] | None) -> None:
    (command,) = commands(checked(text, finding(span)))
    assert (command.properties["line"], command.properties["endLine"]) == lines
    found = command.properties.get("col"), command.properties.get("endColumn")
    assert found == (columns or (None, None))


def test_a_file_that_cannot_be_read_is_an_error() -> None:
    (command,) = commands(unreadable())
    assert command == Command("error", {"file": "b.md", "title": "agentls"}, "is a folder, not a file")


def test_an_empty_run_says_so() -> None:
    assert written(GithubReport(Repository(ROOT, {}), PRODUCTS)) == "nothing was checked\n"


@given(ANY_FILES)
def test_whatever_is_in_the_files_each_command_stays_whole(reports: list[FileReport]) -> None:
    read_back = commands(*reports)
    expected = [finding.rule for report in reports for finding in report.findings or ()]
    assert [one.properties["title"] for one in read_back if "line" in one.properties] == [
        f"agentls: {rule}" for rule in expected
    ]
    assert all("\r" not in one.message for one in read_back)
