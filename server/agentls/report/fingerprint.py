"""Fingerprints of findings: the same after lines were added or taken away elsewhere in the file."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from agentls.findings import Finding
from agentls.report.json import line_of, plain
from agentls.text import SourceText


class Fingerprints:
    """Makes the fingerprints of one file's findings, given in their order."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._lines: dict[int, str] = {}
        self._seen: Counter[str] = Counter()

    def of(self, finding: Finding) -> str:
        """A hash of the rule, what its message was made from, and the text of its line without space around it.

        Findings that are alike in all of it are numbered.
        """
        line = self._line(self._source.line_of(finding.span.start))
        parts = {"rule": finding.rule, "arguments": plain(finding.arguments), "line": line}
        digest = _hash(line_of(parts))
        self._seen[digest] += 1
        return f"{digest}:{self._seen[digest]}"

    def _line(self, line: int) -> str:
        """The hash of a line; made once, as a single line may be a whole file."""
        if line not in self._lines:
            start, end = self._source.line_span(line)
            self._lines[line] = _hash(self._source.text[start:end].strip())
        return self._lines[line]


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
