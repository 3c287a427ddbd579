"""Applies the fixes of findings to a text, checks the result, and goes on until nothing is left to fix.

Nothing here touches a disk. A fix that does not remove its finding, or breaks the front matter or the data file, is
taken back, so that a bad one does no harm and the loop ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from agentls.findings import Edit, FileReport, Finding
from agentls.parse import Format, format_of, parse
from agentls.syntax.causes import cause_of
from agentls.text import SourceText, Span

ROUNDS = 100
"""Rounds after which fixing stops: a fix may uncover the next fault, but not forever."""

TRIES = 20
"""Groups of fixes that may be refused in one round: where many fixes fail, not each of them is tried by itself."""

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
    taken: list[Span] = []  # sorted
    for finding in findings:
        spans = sorted(edit.span for edit in _edits(finding))
        if all(_is_free(span, taken) for span in spans):
            chosen.append(finding)
            for span in spans:
                insort(taken, span)
    return chosen


def _is_free(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a span touches none of those; they are sorted and do not overlap."""
    at = bisect_right(taken, span)
    return not any(span.start <= one.end and one.start <= span.end for one in taken[max(0, at - 1) : at + 1])


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

    def round(self, report: FileReport) -> FileReport | None:
        """The report after one round of fixes, None when no fix applies."""
        waiting, tries = fixable(report, unsafe=self.unsafe), TRIES
        while waiting and tries > 0:
            chosen = without_overlaps(waiting)
            groups = deque([chosen])
            while groups and tries > 0:
                group = groups.popleft()
                following, standing = self._together(report, group)
                if following:
                    self.applied += group
                    return following
                tries -= 1
                groups += _parts(group, standing)
            refused = set(map(id, chosen))
            waiting = [one for one in waiting if id(one) not in refused]
        return None

    def _together(self, report: FileReport, group: list[Finding]) -> tuple[FileReport | None, list[Finding]]:
        """The report after these fixes, None when they are taken back; and those that left their findings standing."""
        assert report.source is not None  # `fixable` has looked
        edits = sorted((edit for one in group for edit in _edits(one)), key=lambda edit: edit.span)
        following = self.check(report.source.with_text(apply_edits(report.source.text, edits)))
        spoiled = following.status != "checked" or _is_worse(report.source, following)
        standing = group if spoiled else _standing(group, following, edits)
        return (None if standing else following), standing


def _parts(group: list[Finding], standing: list[Finding]) -> list[list[Finding]]:
    """What to try when a group was refused: those that helped, then the others; halves where none did."""
    if len(standing) < len(group):
        refused = set(map(id, standing))
        return [[one for one in group if id(one) not in refused], standing]
    middle = len(group) // 2
    return [group[:middle], group[middle:]] if middle else []


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


def _is_worse(before: SourceText, report: FileReport) -> bool:
    """Whether a text was well formed and is not any more, or has a fault of its syntax more than before as a data file.

    In broken YAML, a repair may show a fault that another one has hidden.
    """
    file_format = format_of(report.path)
    was, now = (_syntax_faults(source, file_format) for source in (before, report.source or before))
    return bool(now - was) and (not was or file_format in ("toml", "json"))


def _syntax_faults(source: SourceText, file_format: Format) -> Counter[str]:
    """How often each cause is there that is more than some reader's way; to hold no key at all breaks nothing."""
    told = ((fault.cause, cause_of(fault.cause)) for fault in parse(source, file_format).faults)
    return Counter(name for name, cause in told if not cause.legal and cause.rule != "missing-frontmatter")


def _standing(group: Iterable[Finding], report: FileReport, edits: Sequence[Edit]) -> list[Finding]:
    """Those findings that still say the same at the same place, or in what was written for them; `edits` are sorted."""
    said: dict[tuple[str, str], list[int]] = {}
    for one in sorted(report.findings, key=lambda finding: finding.span.start):
        said.setdefault((one.rule, one.message), []).append(one.span.start)
    moved = _moves(edits)

    def stands(one: Finding) -> bool:
        starts = said.get((one.rule, one.message))
        if not starts:
            return False
        written = ((moved(edit.span.end), len(edit.text)) for edit in _edits(one))
        place = moved(one.span.start)
        spans = [Span(end - length, end) for end, length in written]
        return any(_any_within(starts, span) for span in (*spans, Span(place, place + 1)))

    return [one for one in group if not _deleted(one) and stands(one)]


def _any_within(starts: Sequence[int], span: Span) -> bool:
    """Whether one of the sorted offsets is in a span, its end left out."""
    at = bisect_left(starts, span.start)
    return at < len(starts) and starts[at] < span.end


def _deleted(finding: Finding) -> bool:
    """Whether the fix deletes all that the finding is about: what says the same there afterwards is another one."""
    return finding.span.start < finding.span.end and any(
        not edit.text and edit.span.covers(finding.span) for edit in _edits(finding)
    )


def _moves(edits: Sequence[Edit]) -> Callable[[int], int]:
    """Tells where an offset is after the edits; inside an edit it stays as far from the edit's start."""
    starts = [edit.span.start for edit in edits]
    shifts = [0, *accumulate(len(edit.text) - (edit.span.end - edit.span.start) for edit in edits)]

    def moved(offset: int) -> int:
        before = bisect_right(starts, offset)
        inside = before and edits[before - 1].span.end > offset
        return offset + shifts[before - 1 if inside else before]

    return moved
