"""The JUnit report, which most build servers show: a test case per file, a failure per error or warning.

What is only info or a hint makes no test fail; it is not in this report.
"""

from __future__ import annotations

import re

from lxml import etree

from agentls.findings import FileReport, Finding, Severity
from agentls.report import Summary
from agentls.report.repository import Repository
from agentls.report.words import Consumers, in_full
from agentls.text import SourceText

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAME = "agentls"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JunitReport:
    """Collects test cases, and gives the whole report at the end; all characters are ASCII."""

    def __init__(self, repository: Repository, consumers: Consumers) -> None:
        """Take what tells the paths, and the products by id."""
        self.repository = repository
        self.consumers = consumers
        self._suite = etree.Element("testsuite", name=_NAME)
        self._failed = 0

    def file(self, report: FileReport) -> str:
        """Take one file; nothing can be written before the end. Files that were not checked are no test."""
        if report.status == "unrecognized":
            return ""
        path = _legal(self.repository.path(report.path))
        case = etree.SubElement(self._suite, "testcase", classname=_NAME, name=path, file=path)
        if report.status == "unreadable":
            etree.SubElement(case, "error", type="unreadable", message=_legal(report.error or ""))
        source = report.source or SourceText("")
        failures = [finding for finding in report.findings if finding.severity >= Severity.WARNING]
        for finding in failures:
            self._add(case, path, source, finding)
        self._failed += bool(failures)
        return ""

    def end(self, summary: Summary) -> str:
        """Return the whole report; `tests`, `failures` and `errors` count files."""
        counts = {"failures": self._failed, "errors": summary.unreadable, "skipped": 0}
        suites = etree.Element("testsuites", name=_NAME)
        suites.append(self._suite)
        for element in (suites, self._suite):
            element.set("tests", str(len(self._suite)))
            for name, count in counts.items():
                element.set(name, str(count))
        return _DECLARATION + etree.tostring(suites, pretty_print=True).decode("ascii")

    def _add(self, case: etree._Element, path: str, source: SourceText, finding: Finding) -> None:
        line, character = source.position(finding.span.start)
        place = f"{path}:{line + 1}:{character + 1}"
        message, *more = in_full(finding, self.consumers, source)
        head = f"{finding.severity.label}[{finding.rule}] {message}"
        failure = etree.SubElement(case, "failure", type=finding.rule, message=_legal(f"{place}: {head}"))
        failure.text = _legal("\n".join([f"{place}: {head}", *more]))


def _legal(text: str) -> str:
    """The text with a replacement character for each one that XML can't hold."""
    return _ILLEGAL.sub("\ufffd", text)
