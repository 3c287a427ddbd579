"""The concise report: a line per finding."""

from __future__ import annotations

from agentls.findings import Severity
from agentls.report.concise import ConciseReport
from tests.support.reporting import ROOT, checked, finding, unreadable, written


def test_each_finding_is_one_line() -> None:
    text = "---\nname: é🙂x\n---\n"
    found = (
        finding((0, 3), Severity.ERROR, message="first\nsecond"),
        finding((text.index("x"), text.index("x") + 1), Severity.HINT, effects=(), help="not shown"),
    )
    assert written(ConciseReport(ROOT), checked(text, *found), unreadable()) == (
        ".x/a.md:1:1: error[some-rule] first␊second\n.x/a.md:2:9: hint[some-rule] a message\n"
    )


def test_no_findings_no_lines() -> None:
    assert written(ConciseReport(ROOT), checked("x")) == ""
