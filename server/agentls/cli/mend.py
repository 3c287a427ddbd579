"""`check --fix` and `check --diff`: what becomes of each file, and what is told of it."""

from __future__ import annotations

import argparse
import os.path
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from agentls.cli.console import complain
from agentls.cli.examine import Examination
from agentls.findings import FileReport
from agentls.fixing import Fixed, fix_report, fixable
from agentls.paths import absolute, relative
from agentls.report import Fixes
from agentls.report.diff import diff
from agentls.text import SourceText
from agentls.writing import WriteError, write_file

Mode = Literal["write", "print", "diff"]


@dataclass(slots=True)
class Mender:
    """Fixes the files of a run one after the other, each at once.

    `write` writes them, `print` prints the one from standard input, `diff` only shows what would change. `failed` tells
    that a file could not be written, `changes` that a diff was shown.
    """

    examination: Examination
    mode: Mode
    unsafe: bool
    reach: Sequence[str]
    counts: Fixes = field(default_factory=Fixes)
    failed: bool = False
    changes: bool = False

    def mend(self, report: FileReport) -> FileReport:
        """Fix one file; return the report of what remains."""
        before = report.source
        if report.path in self.examination.told or before is None:
            return report
        fixed = fix_report(report, lambda source: self._check(report.path, source), unsafe=self.unsafe)
        if not self._deliver(report.path, before, fixed):
            return report
        self.counts.add(len(fixed.applied), len(fixable(fixed.report, unsafe=True)))
        return fixed.report._replace(named=report.named)

    def _check(self, path: str, source: SourceText) -> FileReport:
        try:
            return self.examination.check(path, source)
        except Exception as error:  # a fault of ours in what a fix has made: the fix is taken back
            return FileReport(path, "unreadable", error=f"internal error: {type(error).__name__}: {error}")

    def _deliver(self, path: str, before: SourceText, fixed: Fixed) -> bool:
        """Write, print or show what has become of a file; whether that could be done."""
        old, new = before.to_bytes(), fixed.source.to_bytes()
        shown = relative(path, self.examination.folder)
        if self.mode == "print":
            _put(new)
        elif self.mode == "diff" and old != new:
            self.changes = True
            _put(diff(shown, old, new))
        elif self.mode == "write" and old != new:
            try:
                write_file(path, old, new, self.reach)
            except WriteError as error:
                complain(f"{shown}: {error}")
                self.failed = True
                return False
        return True


def mender(options: argparse.Namespace, examination: Examination) -> Mender:
    """The mender that the options ask for."""
    mode: Mode = "diff" if options.diff else "print" if options.paths == ["-"] else "write"
    paths = (absolute(path, examination.folder) for path in options.paths)
    named = (path if os.path.isdir(path) else os.path.dirname(path) for path in paths)
    return Mender(examination, mode, options.unsafe_fixes, [examination.folder, *named])


def _put(data: bytes) -> None:
    """Write bytes to stdout as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
