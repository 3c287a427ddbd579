"""The text report: what a person reads in a terminal or in the log of a build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from agentls.findings import Certainty, Effect, FileReport, Finding, Severity
from agentls.paths import relative
from agentls.report import Summary
from agentls.report.display import visible
from agentls.report.snippet import snippet
from agentls.text import SourceText, Span

COLUMNS = 120
"""Columns of a line where no terminal says how many it has."""

_NUMBER = 5
_GUTTER = _NUMBER + len(" | ")
_LEAST_COLUMNS = 30
_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;34", Severity.HINT: "1;36"}
_BOLD, _FAINT, _HELP, _FIX = "1", "2", "36", "32"
_CERTAINTY: dict[Certainty, str] = {"certain": "", "intended": " (if it reads this)", "also": " (reads this, too)"}


class Titled(Protocol):
    """A consumer, as far as the report needs it."""

    @property
    def title(self) -> str:
        """The name for people."""
        ...


Paint = Callable[[str, str], str]
"""Puts the color of that code on a text."""


class TextReport:
    """Writes each file's findings at once, and the counts at the end."""

    def __init__(self, folder: str, consumers: Mapping[str, Titled], *, color: bool, columns: int = COLUMNS) -> None:
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
        return summary_line(summary, self.paint) + "\n"

    def _finding(self, path: str, source: SourceText, finding: Finding) -> Iterator[str]:
        color = _COLORS[finding.severity]
        kind = self.paint(color, f"{finding.severity.label}[{finding.rule}]")
        yield f"{self.paint(_BOLD, _place(path, source, finding.span))}: {kind} {visible(finding.message)}"
        yield from self._snippet(source, finding.span, color)
        for effects, sentence in self._sentences(finding.effects):
            names = ", ".join(self._name(effect) for effect in effects)
            yield f"  {self.paint(_COLORS[effects[0].severity], names)}: {visible(sentence)}"
        for related in finding.related:
            yield f"  {self.paint(_HELP, 'see')} {_place(path, source, related.span)}: {visible(related.message)}"
        if finding.help:
            yield f"  {self.paint(_HELP, 'help')}: {visible(finding.help)}"
        if finding.fix:
            unsafe = " (unsafe: please look at the result)" if finding.fix.applicability == "unsafe" else ""
            yield f"  {self.paint(_FIX, 'fix')}: {visible(finding.fix.title)}{unsafe}"

    def _snippet(self, source: SourceText, span: Span, color: str) -> Iterator[str]:
        shown = snippet(source, span, self.columns)
        number = f"{shown.line:>{_NUMBER}}"
        bar = self.paint(_FAINT, "|")
        yield f"{self.paint(_FAINT, number)} {bar} {shown.text}".rstrip()
        more = f" to line {shown.last_line}" if shown.last_line > shown.line else ""
        yield f"{'':{len(number)}} {bar} {'':{shown.indent}}{self.paint(color, '^' * shown.marks + more)}"

    def _sentences(self, effects: Iterable[Effect]) -> Iterator[tuple[list[Effect], str]]:
        """Effects that say the same, with what they say; the products' names are taken off the sentences."""
        groups: dict[str, list[Effect]] = {}
        for effect in effects:
            groups.setdefault(_without_name(effect.text, self._title(effect)), []).append(effect)
        yield from ((group, sentence) for sentence, group in groups.items())

    def _name(self, effect: Effect) -> str:
        version = f" {effect.version}" if effect.version else ""
        certainty = "" if effect.target.chosen else _CERTAINTY[effect.target.certainty]
        return visible(f"{self._title(effect)}{version}{certainty}")

    def _title(self, effect: Effect) -> str:
        consumer = self.consumers.get(effect.target.consumer)
        return consumer.title if consumer else effect.target.consumer


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


def counted(count: int, what: str) -> str:
    """A number with its noun: `1 file`, `2 files`."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _place(path: str, source: SourceText, span: Span) -> str:
    line, character = source.position(span.start)
    return f"{path}:{line + 1}:{character + 1}"


def _without_name(sentence: str, title: str) -> str:
    return sentence.removeprefix(f"In {title}: ").removeprefix(f"{title} ")


def _painted(code: str, text: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _plain(code: str, text: str) -> str:
    return text
