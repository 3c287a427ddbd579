"""Reports: what a check says, one file after the other, as text that people or programs read.

A reporter is fed file by file and lets go of each, so that a check of many files needs little memory.
"""

from __future__ import annotations

from typing import Protocol

from agentls.findings import Applicability, FileReport, Severity


class Fixes:
    """Counts of fixes: findings that were fixed, the files that they stood in, and what unsafe fixes would fix yet."""

    def __init__(self, applied: int = 0, files: int = 0, unsafe: int = 0) -> None:
        self.applied = applied
        self.files = files
        self.unsafe = unsafe

    def add(self, applied: int, unsafe: int) -> None:
        """Count one file."""
        self.applied += applied
        self.files += bool(applied)
        self.unsafe += unsafe


class Summary:
    """Counts over all files of a check. `ignored` are files in places that products read, which Git ignores.

    `fixes` is None where nothing was to be fixed; `fixable` counts the findings that have a fix, as they are reported.
    """

    def __init__(
        self,
        checked: int = 0,
        unrecognized: int = 0,
        unreadable: int = 0,
        ignored: int = 0,
        severities: dict[Severity, int] | None = None,
        fixes: Fixes | None = None,
    ) -> None:
        self.checked = checked
        self.unrecognized = unrecognized
        self.unreadable = unreadable
        self.ignored = ignored
        self.severities = severities or dict.fromkeys(reversed(Severity), 0)
        self.fixes = fixes
        self.fixable: dict[Applicability, int] = {"safe": 0, "unsafe": 0}

    @property
    def files(self) -> int:
        """All files that were looked at, readable or not."""
        return self.checked + self.unrecognized + self.unreadable

    @property
    def worst(self) -> Severity | None:
        """The severity of the worst finding, None when there is no finding."""
        return next((severity for severity, count in self.severities.items() if count), None)

    def add(self, report: FileReport) -> None:
        """Count one file and its findings."""
        if report.status == "checked":
            self.checked += 1
        elif report.status == "unrecognized":
            self.unrecognized += 1
        else:
            self.unreadable += 1
        for finding in report.findings:
            self.severities[finding.severity] += 1
            if finding.fix:
                self.fixable[finding.fix.applicability] += 1


class Reporter(Protocol):
    """A form of report. The parts that the methods give, one after the other, are the whole."""

    def file(self, report: FileReport) -> str:
        """Take one file; return what can be written by now, which may be nothing."""
        ...

    def end(self, summary: Summary) -> str:
        """Return the rest, when all files are done."""
        ...
