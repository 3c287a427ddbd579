"""Check a marked text: «severity rule|text» marks the finding that is expected on `text`.

The marks are taken out before the text is checked. Marks may nest; `«severity rule|»` marks an empty place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from agentls.analysis import check_source
from agentls.config import Settings
from agentls.findings import FileReport, Finding
from agentls.schema.lookup import Schema
from agentls.text import SourceText, Span

_MARK = re.compile(r"«(error|warning|info|hint) ([a-z-]+)\||»")


@dataclass(frozen=True, order=True)
class Expected:
    """A finding: where, what, how bad."""

    span: Span
    rule: str
    severity: str


@cache
def schema() -> Schema:
    """The project's schema, loaded once."""
    return Schema.load()


def unmark(marked: str) -> tuple[str, list[Expected]]:
    """The text without marks, and the findings that they expect, sorted."""
    parts: list[str] = []
    expected: list[Expected] = []
    open_marks: list[tuple[int, str, str]] = []
    length = last = 0
    for match in _MARK.finditer(marked):
        piece = marked[last : match.start()]
        parts.append(piece)
        length += len(piece)
        last = match.end()
        if match.group() == "»":
            start, severity, rule = open_marks.pop()
            expected.append(Expected(Span(start, length), rule, severity))
        else:
            open_marks.append((length, match.group(1), match.group(2)))
    assert not open_marks, "a mark is not closed"
    return "".join([*parts, marked[last:]]), sorted(expected)


def report(
    text: str | bytes,
    path: str = "/p/.claude/agents/reviewer.md",
    settings: Settings | None = None,
    exists: Callable[[str], bool] | None = None,
    known: Schema | None = None,
) -> FileReport:
    """Check a text as if it lay at the path, with the project's schema or the one given."""
    source = SourceText.from_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))
    return check_source(path, source, settings or Settings(), known or schema(), exists)


def found(findings: tuple[Finding, ...]) -> list[Expected]:
    """Findings in the shape of expectations."""
    return sorted(Expected(finding.span, finding.rule, finding.severity.label) for finding in findings)


def check(
    marked: str,
    path: str = "/p/.claude/agents/reviewer.md",
    settings: Settings | None = None,
    exists: Callable[[str], bool] | None = None,
    known: Schema | None = None,
) -> FileReport:
    """Assert that a marked text gives exactly the findings that its marks expect; the report, for further questions."""
    text, expected = unmark(marked)
    result = report(text, path, settings, exists, known)
    assert found(result.findings) == expected, "\n".join(
        f"{finding.severity.label} {finding.rule} {finding.span} {text[slice(*finding.span)]!r}: {finding.message}"
        for finding in result.findings
    )
    return result
