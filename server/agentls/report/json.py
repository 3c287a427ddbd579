r"""The JSON report; `schemas/report.schema.json` describes it.

Each file and each finding stands on a line of its own. All characters are ASCII, so that no terminal or pipe can spoil
them; bytes that are no UTF-8 appear as lone surrogates (`\udc80` to `\udcff`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from agentls.findings import Effect, FileReport, Finding, Fix, Severity
from agentls.paths import relative
from agentls.report import Summary
from agentls.text import SourceText, Span

VERSION = 1
_NO_SOURCE = SourceText("")


class JsonReport:
    """Collects files and findings, and gives the whole report at the end."""

    def __init__(self, folder: str) -> None:
        """Take the absolute folder that paths are told relative to."""
        self.folder = folder
        self._files: list[str] = []
        self._findings: list[str] = []

    def file(self, report: FileReport) -> str:
        """Take one file; nothing can be written before the end."""
        path = relative(report.path, self.folder)
        self._files.append(line_of(file_entry(path, report)))
        source = report.source or _NO_SOURCE
        self._findings += [line_of(finding_entry(path, source, finding)) for finding in report.findings]
        return ""

    def end(self, summary: Summary) -> str:
        """Return the whole report."""
        return (
            f'{{"version":{VERSION},\n"files":{_lines(self._files)},\n"findings":{_lines(self._findings)},\n'
            f'"summary":{line_of(summary_entry(summary))}}}\n'
        )


def line_of(value: Mapping[str, Any]) -> str:
    """A value as JSON on one line, all in ASCII."""
    return json.dumps(value, separators=(",", ":"))


def _lines(lines: list[str]) -> str:
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def file_entry(path: str, report: FileReport) -> dict[str, Any]:
    """What the report says of a file; `path` is the one to tell."""
    return {
        "path": path,
        "dialect": report.dialect,
        "targets": [{"target": target.consumer, "certainty": target.certainty} for target in report.targets],
        "confidence": report.confidence,
        "reasons": list(report.reasons),
        "status": report.status,
        "error": report.error,
    }


def finding_entry(path: str, source: SourceText, finding: Finding) -> dict[str, Any]:
    """What the report says of a finding."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.label,
        "path": path,
        **_range(source, finding.span),
        "message": finding.message,
        "arguments": plain(finding.arguments),
        "effects": [effect_entry(effect) for effect in finding.effects],
        "help": finding.help or None,
        "url": None,
        "related": [
            {"path": path, **_range(source, related.span), "message": related.message} for related in finding.related
        ],
        "fix": _fix(source, finding.fix) if finding.fix else None,
        "setting": finding.setting._asdict() if finding.setting else None,
    }


def effect_entry(effect: Effect) -> dict[str, Any]:
    """What the report says of what one target does."""
    return {
        "target": effect.target.consumer,
        "certainty": effect.target.certainty,
        "severity": effect.severity.label,
        "loses": effect.loses,
        "access": effect.access or None,
        "activation": effect.activation or None,
        "value": effect.value or None,
        "shown": effect.shown or None,
        "text": effect.text,
        "version": effect.version or None,
        "verified": effect.verified,
    }


def _fix(source: SourceText, fix: Fix) -> dict[str, Any]:
    return {
        "title": fix.title,
        "applicability": fix.applicability,
        "edits": [{**_range(source, edit.span), "text": edit.text} for edit in fix.edits],
    }


def _range(source: SourceText, span: Span) -> dict[str, Any]:
    return {"start": _position(source, span.start), "end": _position(source, span.end)}


def _position(source: SourceText, offset: int) -> dict[str, int]:
    """Line and column 1-based, offset 0-based, all in code points; offsets outside the text are moved into it."""
    line, character = source.position(offset)
    return {"line": line + 1, "column": character + 1, "offset": max(0, min(offset, len(source.text)))}


def summary_entry(summary: Summary) -> dict[str, int | None]:
    """The counts."""
    counts = {f"{severity.label}s": summary.severities[severity] for severity in reversed(Severity)}
    return {
        "files": summary.files,
        "checked": summary.checked,
        "unrecognized": summary.unrecognized,
        "unreadable": summary.unreadable,
        "ignored": summary.ignored,
        **counts,
        "safe_fixes": summary.fixable["safe"],
        "unsafe_fixes": summary.fixable["unsafe"],
        "fixed": summary.fixes.applied if summary.fixes else None,
    }


def plain(value: Any) -> Any:
    """A value made of what JSON has; sets are sorted, and what JSON lacks is told as text."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(str(item) for item in value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return value if value is None or isinstance(value, str | int) else str(value)
