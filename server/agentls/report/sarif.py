"""The SARIF 2.1.0 report, for code scanning and for viewers of results.

Lines and columns are 1-based, the end is exclusive, columns count code points; a byte order mark counts nothing. All
characters are ASCII. What can't be said in JSON that others read (bytes that are no UTF-8) is a replacement character;
a fix that would write such bytes is left out.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from agentls import __version__
from agentls.findings import FileReport, Finding, Fix, Severity
from agentls.report import Summary
from agentls.report.fingerprint import Fingerprints
from agentls.report.json import effect_entry, line_of
from agentls.report.repository import Repository
from agentls.report.words import Consumers, fix_title, in_full
from agentls.rules import RULES
from agentls.rules.base import Rule
from agentls.text import SourceText, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""The name that paths have for the root of the repository."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.HINT: "note"}
_LONE = re.compile("[\ud800-\udfff]")
_NO_SOURCE = SourceText("")


class SarifReport:
    """Collects results, and gives the whole report at the end; each result stands on a line of its own."""

    def __init__(self, repository: Repository, consumers: Consumers) -> None:
        """Take what tells the paths, and the products by id."""
        self.repository = repository
        self.consumers = consumers
        self._results: list[str] = []
        self._notifications: list[dict[str, Any]] = []
        self._rules: dict[str, int] = {}

    def file(self, report: FileReport) -> str:
        """Take one file; nothing can be written before the end."""
        artifact = _artifact(report.path, self.repository.path(report.path))
        if report.status == "unreadable":
            self._notifications.append(_notification(artifact, report.error or ""))
        source = report.source or _NO_SOURCE
        fingerprints = Fingerprints(source)
        for finding in report.findings:
            result = self._result(artifact, source, finding, fingerprints.of(finding))
            self._results.append(line_of(_clean(result)))
        return ""

    def end(self, summary: Summary) -> str:
        """Return the whole report."""
        driver = {"name": "agentls", "version": __version__, "rules": [_rule(name) for name in self._rules]}
        invocation = {
            "executionSuccessful": not summary.unreadable,
            "toolExecutionNotifications": self._notifications,
        }
        run = {
            "tool": {"driver": driver},
            "invocations": [invocation],
            "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository"}}},
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
        }
        results = ",\n".join(self._results)
        head = line_of({"$schema": SCHEMA, "version": "2.1.0"})[:-1]
        return f'{head},\n"runs":[{line_of(_clean(run))[:-1]},\n"results":[\n{results}\n]}}]}}\n'

    def _result(self, artifact: dict[str, str], source: SourceText, finding: Finding, print_: str) -> dict[str, Any]:
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": self._rules.setdefault(finding.rule, len(self._rules)),
            "level": _LEVELS[finding.severity],
            "message": {"text": "\n".join(in_full(finding, self.consumers))},
            "locations": [_location(artifact, source, finding.span)],
            "partialFingerprints": {"agentls/v1": print_},
            "properties": {
                "severity": finding.severity.label,
                "effects": [effect_entry(effect) for effect in finding.effects],
            },
        }
        if finding.related:
            result["relatedLocations"] = [
                {"id": number, **_location(artifact, source, related.span), "message": {"text": related.message}}
                for number, related in enumerate(finding.related)
            ]
        if finding.fix and _can_be_told(finding.fix):
            result["fixes"] = [_fix(artifact, source, finding.fix, fix_title(finding))]
        return result


def _artifact(path: str, told: str) -> dict[str, str]:
    """Where a file lies: below the root, or anywhere else."""
    if told != path:
        return {"uri": quote(_bytes(told)), "uriBaseId": ROOT}
    drive, colon, rest = path.rpartition(":") if re.match("[A-Za-z]:/", path) else ("", "", path)
    return {"uri": f"file://{'/' if colon else ''}{drive}{colon}{quote(_bytes(rest))}"}


def _bytes(path: str) -> bytes:
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # no bytes of a disk: a name that Windows allows
        return path.encode("utf-8", "surrogatepass")


def _notification(artifact: dict[str, str], error: str) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": error},
        "locations": [{"physicalLocation": {"artifactLocation": artifact}}],
    }


def _location(artifact: dict[str, str], source: SourceText, span: Span) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": artifact, "region": _region(source, span)}}


def _region(source: SourceText, span: Span) -> dict[str, int]:
    (line, column), (last_line, last_column) = source.position(span.start), source.position(span.end)
    return {
        "startLine": line + 1,
        "startColumn": column + 1,
        "endLine": last_line + 1,
        "endColumn": last_column + 1,
    }


def _can_be_told(fix: Fix) -> bool:
    return bool(fix.edits) and not any(_LONE.search(edit.text) for edit in fix.edits)


def _fix(artifact: dict[str, str], source: SourceText, fix: Fix, title: str) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(source, edit.span), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    return {
        "description": {"text": title},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
        "properties": {"applicability": fix.applicability},
    }


def _rule(name: str) -> dict[str, Any]:
    """What the report says of a rule; only its id, where it has no page."""
    rule = RULES.get(name)
    return {"id": name, **_described(rule)} if rule else {"id": name}


def _described(rule: Rule) -> dict[str, Any]:
    import frontmatter  # here, because most reports have few rules, and clean ones none

    page = frontmatter.loads(rule.page()).content.partition("\n")[2].strip()
    summary, *sections = page.split("\n## ")
    does = next((text for title, _, text in (one.partition("\n") for one in sections) if title == "What it does"), "")
    return {
        "shortDescription": {"text": _joined(summary)},
        "fullDescription": {"text": _joined(does) or _joined(summary)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.default]},
    }


def _joined(text: str) -> str:
    """The paragraphs of a text, each on one line."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))


def _clean(value: Any) -> Any:
    """The value with a replacement character for each lone surrogate, which many readers of JSON refuse."""
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return _LONE.sub("\ufffd", value) if isinstance(value, str) else value
