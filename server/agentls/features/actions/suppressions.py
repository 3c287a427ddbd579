"""Actions that take a finding away by a comment: in the front matter where that can be, else in the text.

An HTML comment in the body is part of what a model reads, so it comes second; JSON has no comments at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from agentls.document import Document
from agentls.features.actions.model import QUICK_FIX, Action, Changes, Check, Ref
from agentls.features.actions.same import again, ref_of
from agentls.findings import Edit, Finding
from agentls.fixing import apply_edits
from agentls.suppress import UNUSED, comment, find_suppressions
from agentls.syntax.tree import FrontMatter, Value
from agentls.text import SourceText, Span

FRONT, FILE, BODY = "ignore-line", "ignore-file", "ignore-block"
"""First words of refs: a comment in the front matter for a line, one for the whole file, one in the text."""

_SHORT = 20
"""Characters of a text in which a comment would be the most of it."""

_TITLES = {
    FRONT: "Ignore `{}` here (comment above the line)",
    FILE: "Ignore `{}` in this file (comment in the front matter)",
    BODY: "Ignore `{}` here (HTML comment: the model reads it, too)",
}


def suppressions(document: Document, findings: Sequence[Finding], here: Iterable[Finding]) -> Iterator[Action]:
    """The comments that can take a finding here away, the better one first."""
    whole: set[str] = set()
    for finding in here:
        for place in _places(document, finding):
            if place == FILE and finding.rule in whole:
                continue
            whole.update((finding.rule,) if place == FILE else ())
            title = _TITLES[place].format(finding.rule)
            yield Action(title, QUICK_FIX, (place, *ref_of(finding, findings, document.source.text)), (finding,))


def suppressed(document: Document, findings: Sequence[Finding], ref: Ref, check: Check) -> Changes:
    """The edit that takes a finding away, and adds none; nothing where it is gone or no comment helps."""
    finding = again(ref[1:], findings, document.source.text)
    if finding is None or ref[0] not in _places(document, finding):
        return Changes()
    for edit in _candidates(document, finding, ref[0]):
        if _helps(document, findings, finding, edit, check):
            return Changes((edit,))
    return Changes()


def _places(document: Document, finding: Finding) -> list[str]:
    front = document.syntax.front
    if finding.rule == UNUSED or document.syntax.copy or (front and front.kind == "json"):
        return []
    if front and finding.span.start in front.content and finding.span != front.opening:
        return [FRONT if _has_comment_above(document, front, finding.span.start) else FILE]
    commented = [FILE] if front and front.content.end > front.content.start else []
    body = document.syntax.body_start
    in_text = finding.span.start >= body and len(document.source.text[body:].strip()) > _SHORT
    return [*commented, BODY] if in_text else commented


def _has_comment_above(document: Document, front: FrontMatter, offset: int) -> bool:
    """Whether a comment above the line of an offset speaks of that line: not within a text, nor above a comment."""
    line = _line(document.source, offset)
    if document.source.text[slice(*line)].lstrip().startswith("#"):
        return False
    pending = [front.root]
    while pending:
        value = pending.pop()
        if value.kind == "scalar":
            if value.span.start < line.start < value.span.end:
                return False
        else:
            inner: list[Value] = [*value.items, *(entry.value for entry in value.entries)]
            pending.extend(one for one in inner if one.span.start < line.start < one.span.end)
    return True


def _candidates(document: Document, finding: Finding, place: str) -> Iterator[Edit]:
    """Edits that may do it: a name more in a comment that is there already, else a comment of its own."""
    source, front = document.source, document.syntax.front
    line = source.line_of(finding.span.start)
    for one in find_suppressions(document):
        near = one.first <= line <= one.last and (place == FILE) == (one.last > len(source.line_starts))
        if one.rules and near:
            end = one.rules[-1][1].end
            yield Edit(Span(end, end), f", {finding.rule}")
    words = comment((finding.rule,), whole_file=place == FILE)
    if place == BODY:
        yield from _in_body(document, finding.span.start, f"<!-- {words} -->")
    elif front:
        start = front.content.start if place == FILE else source.line_span(line).start
        yield _above(source, start, f"# {words}")
        if place == FRONT and front.kind != "lines":
            end = source.line_span(line).end
            yield Edit(Span(end, end), f" # {words}")


def _in_body(document: Document, offset: int, words: str) -> Iterator[Edit]:
    """At the end of the line; above it for a heading; above the whole block where the line is code or part of one."""
    source, body = document.source, document.syntax.body
    line = _line(source, offset)
    heading = any(one.span.start <= offset <= one.span.end for one in body.headings)
    if heading:
        yield _above(source, line.start, words)
    else:
        yield Edit(Span(line.end, line.end), f" {words}")
    fence = next((one.span.start for one in body.fences if one.span.start <= offset <= one.span.end), None)
    start = source.line_of(offset if fence is None else fence)
    while fence is None and start > 0 and source.text[slice(*source.line_span(start - 1))].strip():
        start -= 1
    yield _above(source, max(source.line_span(start).start, body.span.start), words)


def _above(source: SourceText, offset: int, words: str) -> Edit:
    """A line of its own above the one that begins at an offset, indented alike."""
    line = source.text[offset : _line(source, offset).end]
    indent = line[: len(line) - len(line.lstrip(" "))]
    return Edit(Span(offset, offset), f"{indent}{words}{source.line_ending}")


def _line(source: SourceText, offset: int) -> Span:
    return source.line_span(source.line_of(offset))


def _helps(document: Document, findings: Sequence[Finding], finding: Finding, edit: Edit, check: Check) -> bool:
    """Whether after the edit the finding is gone, and none is new."""
    text = document.source.text
    after = check(document.source.with_text(apply_edits(text, (edit,))))
    before = Counter((one.rule, one.message) for one in findings)
    left = Counter((one.rule, one.message) for one in after.findings)
    name = finding.rule, finding.message
    return after.status == "checked" and left[name] < before[name] and not left - before
