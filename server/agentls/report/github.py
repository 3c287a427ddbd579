"""Annotations for GitHub: workflow commands that put each finding on its line of a pull request."""

from __future__ import annotations

from agentls.findings import FileReport, Finding, Severity
from agentls.report import Summary
from agentls.report.display import visible
from agentls.report.repository import Repository
from agentls.report.text import summary_line
from agentls.report.words import Consumers, in_full
from agentls.text import SourceText

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice", Severity.HINT: "notice"}
_IN_MESSAGE = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_IN_PROPERTY = _IN_MESSAGE | {ord(":"): "%3A", ord(","): "%2C"}


class GithubReport:
    """Writes a command for each finding and each file that can't be read, and the counts at the end, for the log."""

    def __init__(self, repository: Repository, consumers: Consumers) -> None:
        """Take what tells the paths, and the products by id."""
        self.repository = repository
        self.consumers = consumers

    def file(self, report: FileReport) -> str:
        """Return the commands of one file, each on a line."""
        path = visible(self.repository.path(report.path))
        if report.status == "unreadable":
            return _command("error", {"file": path, "title": "agentls"}, visible(report.error or ""))
        source = report.source or SourceText("")
        return "".join(self._finding(path, source, finding) for finding in report.findings)

    def end(self, summary: Summary) -> str:
        """Return the line with the counts."""
        return summary_line(summary, lambda code, text: text) + "\n"

    def _finding(self, path: str, source: SourceText, finding: Finding) -> str:
        """The command of a finding. Lines and columns are 1-based; columns count code points, the last is exclusive."""
        line, column = source.position(finding.span.start)
        last_line = source.line_of(max(finding.span.start, finding.span.end - 1))
        properties: dict[str, str | int] = {"file": path, "line": line + 1, "endLine": last_line + 1}
        if line == last_line:  # GitHub refuses columns where there are several lines
            end = max(finding.span.start, min(finding.span.end, source.line_span(line).end))
            properties |= {"col": column + 1, "endColumn": source.position(end).character + 1}
        properties["title"] = f"agentls: {finding.rule}"
        return _command(_COMMANDS[finding.severity], properties, "\n".join(in_full(finding, self.consumers, source)))


def _command(name: str, properties: dict[str, str | int], message: str) -> str:
    told = ",".join(f"{key}={str(value).translate(_IN_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {told}::{message.translate(_IN_MESSAGE)}\n"
