"""The JSON report as one object per line, each written as soon as it is known.

`type` says what an object is: `file`, followed by its findings, `finding`, and at last `summary`. The other fields are
those of the JSON report, whose schema describes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agentls.findings import FileReport
from agentls.paths import relative
from agentls.report import Summary
from agentls.report.json import VERSION, file_entry, finding_entry, line_of, summary_entry
from agentls.text import SourceText


class JsonLinesReport:
    """Writes each file with its findings at once, and the counts at the end."""

    def __init__(self, folder: str) -> None:
        """Take the absolute folder that paths are told relative to."""
        self.folder = folder

    def file(self, report: FileReport) -> str:
        """Return a line for the file and one for each of its findings."""
        path = relative(report.path, self.folder)
        source = report.source or SourceText("")
        findings = [_object("finding", finding_entry(path, source, finding)) for finding in report.findings]
        return "".join([_object("file", file_entry(path, report)), *findings])

    def end(self, summary: Summary) -> str:
        """Return the line with the counts and the version of the format."""
        return _object("summary", {"version": VERSION, **summary_entry(summary)})


def _object(kind: str, value: Mapping[str, Any]) -> str:
    return line_of({"type": kind, **value}) + "\n"
