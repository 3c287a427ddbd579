"""The JUnit report, read back by a parser of such reports."""

from __future__ import annotations

import pytest
from hypothesis import given
from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from agentls.findings import FileReport, Related, Severity
from agentls.report.junit import JunitReport
from agentls.report.repository import Repository
from agentls.text import Span
from tests.support.reporting import ANY_FILES, PRODUCTS, ROOT, checked, effect, finding, unreadable, written


def suite(*reports: FileReport) -> TestSuite:
    text = written(JunitReport(Repository(ROOT, {}), PRODUCTS), *reports)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    whole = JUnitXml.fromstring(text.encode("ascii"))
    (one,) = whole
    assert isinstance(one, TestSuite)
    assert (whole.tests, whole.failures, whole.errors) == (one.tests, one.failures, one.errors)
    return one


def cases(*reports: FileReport) -> list[TestCase]:
    return list(suite(*reports))


def test_a_file_is_a_test_and_each_error_or_warning_a_failure() -> None:
    text = "abc\ndef\n"
    found = (
        finding((0, 1), Severity.ERROR, effects=(effect(),), help="h", related=(Related(Span(4, 5), "there"),)),
        finding((5, 6), Severity.WARNING, rule="other-rule"),
        finding((0, 1), Severity.INFO),
        finding((0, 1), Severity.HINT),
    )
    (case,) = cases(checked(text, *found))
    assert (case.classname, case.name, case._elem.get("file")) == ("agentls", ".x/a.md", ".x/a.md")
    assert [type(one) for one in case.result] == [Failure, Failure]
    assert [(one.type, one.message) for one in case.result] == [
        ("some-rule", ".x/a.md:1:1: error[some-rule] a message"),
        ("other-rule", ".x/a.md:2:2: warning[other-rule] a message"),
    ]
    assert case.result[0].text == (
        ".x/a.md:1:1: error[some-rule] a message\nReader 1.2: does not load the file.\nsee line 2: there\nhelp: h"
    )


def test_the_counts_are_counts_of_files() -> None:
    two = checked("x", finding((0, 1)), finding((0, 1)))
    info = checked("x", finding((0, 1), Severity.INFO))
    page = FileReport(f"{ROOT}/page.md", "unrecognized")
    one = suite(two, info, unreadable(), page)
    assert (one.name, one.tests, one.failures, one.errors, one.skipped) == ("agentls", 3, 1, 1, 0)


def test_a_file_that_cannot_be_read_is_an_error() -> None:
    (case,) = cases(unreadable())
    assert [(type(one), one.message) for one in case.result] == [(Error, "is a folder, not a file")]


def test_an_empty_run_is_a_suite_without_tests() -> None:
    assert (suite().tests, cases()) == (0, [])


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\udc80", "\ufffe", "\uffff", "<&\"'>", "🙂"])
def test_characters_that_xml_cannot_hold_are_replaced(character: str) -> None:
    report = checked("x", finding((0, 1), message=f"a{character}b"), path=f"{ROOT}/a{character}.md")
    (case,) = cases(report)
    legal = character.isprintable() and character not in ("\ufffe", "\uffff")
    assert (case.name == f"a{character}.md") is (legal or character == "\x7f")
    assert case.result[0].message.endswith("b")


@given(ANY_FILES)
def test_whatever_is_in_the_files_the_report_can_be_read(reports: list[FileReport]) -> None:
    found = [len(case.result) for case in cases(*reports)]
    loud = [
        1 if report.status == "unreadable" else sum(one.severity >= Severity.WARNING for one in report.findings)
        for report in reports
    ]
    assert found == loud
