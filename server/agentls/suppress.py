"""Suppressions: comments in a file that take single findings away.

One grammar: `agentls: ignore[rule, rule]`, as a `#` comment of the front matter or of a TOML file, or as an HTML
comment of the body. Findings are filtered here and nowhere else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from sys import maxsize
from typing import NamedTuple

from agentls.document import Document
from agentls.findings import Edit, Finding, Fix
from agentls.rules import RULES
from agentls.schema.nearest import nearest
from agentls.syntax.tree import Value
from agentls.text import SourceText, Span

UNUSED = "unused-suppression"
_SIGN = "agentls:"
_LINE, _FILE = "ignore", "ignore-file"
_NEARLY = f"{_SIGN[:-1]} "
_WORDS = r"agentls(?P<colon>:|(?=[ \t]))[ \t]*+(?P<word>[A-Za-z][A-Za-z-]*+)(?:[ \t]*+\[(?P<rules>[^\]\r\n]*+)\])?+"
_HASH = re.compile(rf"(?:(?<=[ \t])|^)#+[ \t]*+{_WORDS}[^\r\n]*+", re.MULTILINE)
_HTML = re.compile(rf"<!--[ \t\r\n]*+{_WORDS}")
_NAME = re.compile(r"[^\s,](?:[^,\r\n]*[^\s,])?")
_WHOLE_FILE = (0, maxsize)


def comment(rules: Iterable[str], *, whole_file: bool = False) -> str:
    """The words of a comment that takes findings of rules away, without the marks of the comment."""
    return f"{_SIGN} {_FILE if whole_file else _LINE}[{', '.join(rules)}]"


class Suppression(NamedTuple):
    """One comment. `span` covers all of it; `rules` are the names with their places, None where there is no list.

    It takes findings away on the lines (0-based) from `first` to `last`; none where its colon is missing: `colon` is
    the offset where that belongs, -1 where it stands.
    """

    span: Span
    word: str
    rules: tuple[tuple[str, Span], ...] | None
    first: int
    last: int
    colon: int = -1

    def takes(self, finding: Finding, first: int, last: int) -> bool:
        """Whether it takes a finding away that begins and ends on these lines."""
        named = self.colon < 0 and any(name == finding.rule for name, _ in self.rules or ())
        return named and (self.first <= first <= self.last or self.first <= last <= self.last)


def filtered(document: Document, findings: Iterable[Finding], run: Collection[str], *, partial: bool) -> list[Finding]:
    """The findings that no comment takes away, and one for each comment that is of no use.

    `run` are the ids of the rules that were run; `partial` tells that not everything was looked for, so that a rule
    that found nothing proves nothing.
    """
    suppressions = sorted(find_suppressions(document))
    if not suppressions:
        return list(findings)
    kept: list[Finding] = []
    used: set[tuple[Span, str]] = set()
    for finding in findings:
        first, last = _lines(document.source, finding.span)
        takers = [one for one in suppressions if one.takes(finding, first, last)]
        used.update((one.span, finding.rule) for one in takers)
        for related in finding.related:  # said of that place, too, and so the comment there has its reason
            lines = _lines(document.source, related.span)
            used.update((one.span, finding.rule) for one in suppressions if one.takes(finding, *lines))
        if not takers:
            kept.append(finding)
    if UNUSED in run:
        looked_for = frozenset() if partial else frozenset(run)
        for one in suppressions:
            kept.extend(_unused(document.source, one, used, looked_for))
    return kept


def _lines(source: SourceText, span: Span) -> tuple[int, int]:
    return source.line_of(span.start), source.line_of(max(span.start, span.end - 1))


def find_suppressions(document: Document) -> Iterator[Suppression]:
    """All suppressions of a file. What stands in code or in a value is none."""
    text = document.source.text
    if not speaks(text) or document.syntax.copy:
        return
    yield from _in_front(document)
    if speaks(text[document.syntax.body_start :]):
        yield from _in_body(document)


def speaks(text: str) -> bool:
    """Whether a text may hold a comment to agentls, with or without its colon."""
    return _SIGN in text or _NEARLY in text


def _in_front(document: Document) -> Iterator[Suppression]:
    front, source = document.syntax.front, document.source
    if front is None or front.kind == "json":
        return
    texts = sorted(_texts(front.root))
    targets: dict[int, int] = {}
    for match in reversed(list(_HASH.finditer(source.text, *front.content))):
        at = bisect_right(texts, (match.start(), maxsize)) - 1
        if (at < 0 or texts[at].end <= match.start()) and _is_meant(match):
            line = source.line_of(match.start())
            alone = not source.text[source.line_span(line).start : match.start()].strip()
            target = _next_line(source, line, front.content.end, targets) if alone else line
            span = Span(match.start(), match.start() + len(match.group().rstrip()))
            yield _suppression(match, span, (target, target))


def _texts(root: Value) -> Iterator[Span]:
    """Where a `#` is no comment: texts in quotes and blocks of text."""
    pending = [root]
    while pending:
        value = pending.pop()
        if value.kind == "scalar" and value.style != "plain":
            yield value.span
        pending.extend(value.items)
        pending.extend(entry.value for entry in value.entries)


def _next_line(source: SourceText, line: int, end: int, targets: dict[int, int]) -> int:
    """The next line that is neither empty nor a comment; the line itself where there is none.

    `targets` keeps those of the lines below: a thousand comments in a row are not a million steps.
    """
    for following in range(line + 1, source.line_of(end) + 1):
        if following in targets:
            targets[line] = targets[following]
            return targets[line]
        text = source.text[slice(*source.line_span(following))].strip()
        if text and not text.startswith("#"):
            targets[line] = following
            return following
    targets[line] = line
    return line


def _in_body(document: Document) -> Iterator[Suppression]:
    source, body = document.source, document.syntax.body
    top, at_top = body.span.start, True
    for comment in body.comments:
        at_top = at_top and not source.text[top : comment.start].strip()
        top = comment.end if at_top else top
        match = _HTML.match(source.text, *comment)
        if match and _is_meant(match):
            yield _suppression(match, comment, _WHOLE_FILE if at_top else _block(document, comment))


def _block(document: Document, comment: Span) -> tuple[int, int]:
    """The lines that a comment speaks of: its own when text stands there, else the block that follows."""
    source = document.source
    first, last = _lines(source, comment)
    before = source.text[source.line_span(first).start : comment.start]
    after = source.text[comment.end : source.line_span(last).end]
    if before.strip() or after.strip():
        return first, last
    count = len(source.line_starts)
    start = last + 1
    while start < count and not source.text[slice(*source.line_span(start))].strip():
        start += 1
    for fence in document.syntax.body.fences:
        if source.line_of(fence.span.start) == start:
            return start, _lines(source, fence.span)[1]
    end = start
    while end + 1 < count and source.text[slice(*source.line_span(end + 1))].strip():
        end += 1
    return start, end


def _is_meant(match: re.Match[str]) -> bool:
    """Whether a comment wants to suppress: another word, or no colon, counts only when a list follows it."""
    if not match["colon"]:
        return match["word"] in (_LINE, _FILE) and match["rules"] is not None
    return match["word"] in (_LINE, _FILE) or match["rules"] is not None


def _suppression(match: re.Match[str], span: Span, lines: tuple[int, int]) -> Suppression:
    rules = None
    if match["rules"] is not None:
        found = _NAME.finditer(match.string, *match.span("rules"))
        rules = tuple((name.group(), Span(*name.span())) for name in found)
    colon = -1 if match["colon"] else match.end("colon")
    return Suppression(span, match["word"], rules, *(_WHOLE_FILE if match["word"] == _FILE else lines), colon)


def _unused(
    source: SourceText, one: Suppression, used: set[tuple[Span, str]], looked_for: frozenset[str]
) -> Iterator[Finding]:
    """What is wrong with one comment: its colon, its word, its list, or the rules in it."""
    if one.colon >= 0:
        mended = Fix("Add the colon", (Edit(Span(one.colon, one.colon), ":"),))
        yield _finding(one.span, {"why": "colon", "word": one.word}, mended)
        return
    if one.word not in (_LINE, _FILE):
        near = nearest(one.word, (_LINE, _FILE))
        yield _finding(one.span, {"why": "word", "word": one.word, "nearest": near}, None)
        return
    if not one.rules:
        yield _finding(one.span, {"why": "nothing", "word": one.word}, None)
        return
    idle = [(name, span) for name, span in one.rules if _is_idle(one, name, used, looked_for)]
    whole = len(idle) == len(one.rules)
    for name, span in idle:
        if name not in RULES:
            near = nearest(name, RULES)
            fix = Fix(f"Rename to `{near}`", (Edit(span, near),)) if near else None
            yield _finding(span, {"why": "unknown", "rule": name, "nearest": near}, fix)
        elif whole and name == idle[0][0]:
            names = ", ".join(f"`{rule}`" for rule, _ in idle)
            fix = Fix("Delete the comment", (Edit(_deleted(source, one.span), ""),))
            all_real = all(rule in RULES for rule, _ in idle)
            arguments = {"why": "unused", "rule": names}
            yield _finding(one.span if all_real else span, arguments, fix if all_real else None)
        elif not whole:
            fix = Fix(f"Delete `{name}`", (Edit(_item(one.rules, span), ""),))
            yield _finding(span, {"why": "unused", "rule": f"`{name}`"}, fix)


def _is_idle(one: Suppression, name: str, used: set[tuple[Span, str]], looked_for: frozenset[str]) -> bool:
    return name not in RULES or (name in looked_for and (one.span, name) not in used)


def _item(rules: tuple[tuple[str, Span], ...], span: Span) -> Span:
    """A name of a list with the comma before it, or behind it where it is the first."""
    at = [place for _, place in rules].index(span)
    if at:
        return Span(rules[at - 1][1].end, span.end)
    return Span(span.start, rules[1][1].start)


def _deleted(source: SourceText, span: Span) -> Span:
    """What goes with a comment: the whole line where nothing else stands on it, else the blanks before it."""
    first, last = _lines(source, span)
    start, end = source.line_span(first).start, source.line_span(last).end
    before, after = source.text[start : span.start], source.text[span.end : end]
    if before.strip() or after.strip():
        return Span(span.start - (len(before) - len(before.rstrip())), span.end)
    starts = source.line_starts
    return Span(start, starts[last + 1] if last + 1 < len(starts) else end)


def _finding(span: Span, arguments: dict[str, str], fix: Fix | None) -> Finding:
    rule = RULES[UNUSED]
    return Finding(rule.id, rule.default, span, rule.words(arguments), arguments, help=rule.advice(arguments), fix=fix)
