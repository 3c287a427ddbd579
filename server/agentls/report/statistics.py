"""Counts per rule: where to begin in a project with many findings."""

from __future__ import annotations

from collections import Counter

from agentls.findings import FileReport, Severity
from agentls.report import Summary
from agentls.report.text import summary_line


class StatisticsReport:
    """Counts findings, and gives one line per rule at the end: the worst first, then the most frequent."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[Severity, str]] = Counter()
        self._fixable: Counter[tuple[Severity, str]] = Counter()

    def file(self, report: FileReport) -> str:
        """Count the findings of a file; nothing can be written before the end."""
        for finding in report.findings:
            self._counts[finding.severity, finding.rule] += 1
            self._fixable[finding.severity, finding.rule] += finding.fix is not None
        return ""

    def end(self, summary: Summary) -> str:
        """Return the table, and the counts over all."""
        ordered = sorted(self._counts.items(), key=lambda item: (-item[0][0], -item[1], item[0][1]))
        width = max((len(str(count)) for _, count in ordered), default=0)
        longest = max((len(rule) for (_, rule), _ in ordered), default=0)
        lines = []
        for key, count in ordered:
            fixes = f"{self._fixable[key]} with a fix" if self._fixable[key] else ""
            lines.append(f"{count:>{width}}  {key[0].label:7}  {key[1]:<{longest}}  {fixes}".rstrip() + "\n")
        return "".join(lines) + summary_line(summary, lambda code, text: text) + "\n"
