"""The concise report: one line per finding, for search in logs and for editors that jump to `path:line:column`."""

from __future__ import annotations

from agentls.findings import FileReport
from agentls.paths import relative
from agentls.report import Summary
from agentls.report.display import visible
from agentls.text import SourceText


class ConciseReport:
    """Writes `path:line:column: severity[rule] message`; nothing when there is no finding."""

    def __init__(self, folder: str) -> None:
        """Take the absolute folder that paths are told relative to."""
        self.folder = folder

    def file(self, report: FileReport) -> str:
        """Return the findings of one file, each on a line."""
        path = visible(relative(report.path, self.folder))
        source = report.source or SourceText("")
        lines = []
        for finding in report.findings:
            line, character = source.position(finding.span.start)
            kind = f"{finding.severity.label}[{finding.rule}]"
            lines.append(f"{path}:{line + 1}:{character + 1}: {kind} {visible(finding.message)}\n")
        return "".join(lines)

    def end(self, summary: Summary) -> str:
        """Return nothing: there are only findings."""
        return ""
