"""Applies the fixes of findings to a text, checks the result, and goes on until nothing is left to fix.

Nothing here touches a disk. A fix that does not remove its finding is taken back, so that a bad one does no harm and
the loop ends.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from agentls.findings import Edit, FileReport, Finding
from agentls.text import SourceText, Span

ROUNDS = 10
"""Rounds after which fixing stops: a fix may uncover the next fault, but not forever."""

Check = Callable[[SourceText], FileReport]
"""Checks a changed text of the same file."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What fixing made of a file.

    `report` is that of the text after all fixes, with its findings and its source; `applied` are the findings that were
    fixed, with their places in the text of their round.
    """

    before: SourceText
    report: FileReport
    applied: tuple[Finding, ...] = ()

    @property
    def source(self) -> SourceText:
        """The text after all fixes; the one before them where nothing was fixed."""
        return self.report.source or self.before

    @property
    def changed(self) -> bool:
        """Whether any character differs."""
        return self.source.text != self.before.text


def fix_report(report: FileReport, check: Check, *, unsafe: bool = False) -> Fixed:
    """Apply the safe fixes of a report (all fixes with `unsafe`), round by round, until no further one applies."""
    work = _Work(check, unsafe)
    before = report.source or SourceText("")
    for _ in range(ROUNDS):
        following = work.round(report)
        if following is None:
            break
        report = following
    return Fixed(before, report, tuple(work.applied))


def fixable(report: FileReport, *, unsafe: bool = False) -> list[Finding]:
    """Findings that have a fix which may be applied, in the order in which they are: the worst first, then by place."""
    source = report.source
    if source is None or source.encoding != "utf-8":  # the file's own encoding would be gone with the first write
        return []
    found = [finding for finding in report.findings if _applies(finding, source.text, unsafe)]
    return sorted(found, key=lambda finding: (-finding.severity, finding.span, finding.rule))


def without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """Those findings whose edits do not touch the edits of an earlier one; the others wait for the next round."""
    chosen: list[Finding] = []
    taken: list[Span] = []
    for finding in findings:
        spans = [edit.span for edit in _edits(finding)]
        if not any(span.start <= other.end and other.start <= span.end for span in spans for other in taken):
            chosen.append(finding)
            taken.extend(spans)
    return chosen


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits that do not overlap."""
    parts: list[str] = []
    last = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts += [text[last : edit.span.start], edit.text]
        last = edit.span.end
    return "".join([*parts, text[last:]])


@dataclass(slots=True)
class _Work:
    check: Check
    unsafe: bool
    applied: list[Finding] = field(default_factory=list)
    refused: set[tuple[str, str, str]] = field(default_factory=set)

    def round(self, report: FileReport) -> FileReport | None:
        """The report after one round of fixes, None when no fix applies."""
        open_ = [one for one in fixable(report, unsafe=self.unsafe) if _name(one, report) not in self.refused]
        chosen = without_overlaps(open_)
        if not chosen:
            return None
        return self._together(report, chosen) or self._one_of(report, chosen)

    def _together(self, report: FileReport, chosen: list[Finding]) -> FileReport | None:
        """The report after these fixes; None when one of them leaves its finding standing."""
        assert report.source is not None  # `fixable` has looked
        edits = sorted((edit for one in chosen for edit in _edits(one)), key=lambda edit: edit.span)
        text = apply_edits(report.source.text, edits)
        following = self.check(report.source.with_text(text))
        if following.status != "checked" or _persisting(chosen, following, edits):
            return None
        self.applied += chosen
        self.refused.clear()  # in the changed text they may work
        return following

    def _one_of(self, report: FileReport, chosen: list[Finding]) -> FileReport | None:
        """The report after the first fix that works by itself; those that don't wait until the text has changed."""
        for finding in chosen:
            following = self._together(report, [finding])
            if following:
                return following
            self.refused.add(_name(finding, report))
        return None


def _applies(finding: Finding, text: str, unsafe: bool) -> bool:
    if finding.fix is None or (finding.fix.applicability == "unsafe" and not unsafe):
        return False
    return bool(_edits(finding)) and all(_keeps_bytes(edit, text) for edit in finding.fix.edits)


def _edits(finding: Finding) -> tuple[Edit, ...]:
    return finding.fix.edits if finding.fix else ()


def _keeps_bytes(edit: Edit, text: str) -> bool:
    """Whether bytes that could not be decoded are all still there, in their order."""
    return _undecoded(text[edit.span.start : edit.span.end]) == _undecoded(edit.text)


def _undecoded(text: str) -> str:
    return "" if text.isascii() else "".join(one for one in text if "\udc80" <= one <= "\udcff")


def _name(finding: Finding, report: FileReport) -> tuple[str, str, str]:
    """A finding by what it says and stands on, wherever that is by now."""
    text = report.source.text if report.source else ""
    return finding.rule, finding.message, text[finding.span.start : finding.span.end]


def _persisting(chosen: Sequence[Finding], report: FileReport, edits: Sequence[Edit]) -> bool:
    """Whether a finding still says the same at the same place; `edits` are sorted."""
    moved = {(one.rule, one.message, _moved(one.span.start, edits)) for one in chosen}
    return any((one.rule, one.message, one.span.start) in moved for one in report.findings)


def _moved(offset: int, edits: Sequence[Edit]) -> int:
    """Where an offset is after the edits; inside an edit it stays as far from the edit's start."""
    before = edits[: bisect_right([edit.span.start for edit in edits], offset)]
    done = [edit for edit in before if edit.span.end <= offset]
    return offset + sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in done)
