"""The text report: what a person reads in a terminal or in the log of a build."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from agentls.findings import FileReport, Finding, Severity
from agentls.paths import relative
from agentls.report import Fixes, Summary
from agentls.report.display import visible
from agentls.report.snippet import snippet
from agentls.report.words import Consumers, command, fix_title, sentences
from agentls.text import SourceText, Span

COLUMNS = 120
"""Columns of a line where no terminal says how many it has."""

_NUMBER = 5
_GUTTER = _NUMBER + len(" | ")
_LEAST_COLUMNS = 30
_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;34", Severity.HINT: "1;36"}
_BOLD, _FAINT, _HELP, _FIX = "1", "2", "36", "32"

Paint = Callable[[str, str], str]
"""Puts the color of that code on a text."""


class TextReport:
    """Writes each file's findings at once, and the counts at the end."""

    def __init__(self, folder: str, consumers: Consumers, *, color: bool, columns: int = COLUMNS) -> None:
        """Take the absolute folder that paths are told relative to, and the width of the terminal in columns."""
        self.folder = folder
        self.consumers = consumers
        self.columns = max(_LEAST_COLUMNS, columns - _GUTTER)
        self.paint: Paint = _painted if color else _plain

    def file(self, report: FileReport) -> str:
        """Return the findings of one file, each followed by an empty line."""
        path = visible(relative(report.path, self.folder))
        source = report.source or SourceText("")
        return "".join("\n".join(self._finding(path, source, finding)) + "\n\n" for finding in report.findings)

    def end(self, summary: Summary) -> str:
        """Return the line with the counts."""
        fixes = f"{fixes_line(summary.fixes)}\n" if summary.fixes else ""
        return summary_line(summary, self.paint) + "\n" + fixes

    def _finding(self, path: str, source: SourceText, finding: Finding) -> Iterator[str]:
        color = _COLORS[finding.severity]
        kind = self.paint(color, f"{finding.severity.label}[{finding.rule}]")
        yield f"{self.paint(_BOLD, _place(path, source, finding.span))}: {kind} {visible(finding.message)}"
        yield from self._snippet(source, finding.span, color)
        for effects, names, sentence in sentences(finding.effects, self.consumers):
            yield f"  {self.paint(_COLORS[effects[0].severity], names)}: {sentence}"
        for related in finding.related:
            yield f"  {self.paint(_HELP, 'see')} {_place(path, source, related.span)}: {visible(related.message)}"
        if finding.help:
            yield f"  {self.paint(_HELP, 'help')}: {visible(finding.help)}"
        if finding.fix:
            yield f"  {self.paint(_FIX, 'fix')}: {fix_title(finding)}"
        if finding.setting:
            yield f"  {self.paint(_FIX, 'if yours')}: {command(finding.setting)}"

    def _snippet(self, source: SourceText, span: Span, color: str) -> Iterator[str]:
        shown = snippet(source, span, self.columns)
        number = f"{shown.line:>{_NUMBER}}"
        bar = self.paint(_FAINT, "|")
        yield f"{self.paint(_FAINT, number)} {bar} {shown.text}".rstrip()
        more = f" to line {shown.last_line}" if shown.last_line > shown.line else ""
        yield f"{'':{len(number)}} {bar} {'':{shown.indent}}{self.paint(color, '^' * shown.marks + more)}"


def summary_line(summary: Summary, paint: Paint) -> str:
    """The counts in words: `3 errors, 1 warning in 12 files (2 unrecognized, 1 ignored by .gitignore)`."""
    found = [
        paint(_COLORS[severity], counted(count, severity.label))
        for severity, count in summary.severities.items()
        if count
    ]
    rest = [
        f"{count} {what}"
        for count, what in (
            (summary.unrecognized, "unrecognized"),
            (summary.unreadable, "unreadable"),
            (summary.ignored, "ignored by .gitignore"),
        )
        if count
    ]
    aside = f" ({', '.join(rest)})" if rest else ""
    if not summary.checked:
        return f"{paint(_BOLD, 'nothing was checked')}{aside}"
    return f"{', '.join(found) or 'no findings'} in {counted(summary.checked, 'file')}{aside}"


def fixes_line(fixes: Fixes, verb: str = "fixed") -> str:
    """What was fixed, and what could be: `fixed 2 findings in 1 file; --unsafe-fixes would fix 1 more`."""
    done = f"{verb} {counted(fixes.applied, 'finding')} in {counted(fixes.files, 'file')}"
    return f"{done}; --unsafe-fixes would fix {fixes.unsafe} more" if fixes.unsafe else done


def counted(count: int, what: str) -> str:
    """A number with its noun: `1 file`, `2 files`."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _place(path: str, source: SourceText, span: Span) -> str:
    line, character = source.position(span.start)
    return f"{path}:{line + 1}:{character + 1}"


def _painted(code: str, text: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _plain(code: str, text: str) -> str:
    return text
