"""Findings as diagnostics of the protocol, and the id by which a client tells whether it has them already."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types

from agentls.findings import Finding, Severity
from agentls.lsp.client import Client
from agentls.lsp.convert import Convert
from agentls.lsp.documents import Text
from agentls.lsp.reading import Reading
from agentls.lsp.session import Session
from agentls.lsp.uris import uri_of
from agentls.report.display import visible
from agentls.report.words import Consumers, sentences
from agentls.rules.invalid_settings import findings_of

SOURCE = "agentls"
RULE_PAGES = uri_of(Path(str(files("agentls.rules"))).as_posix())
"""Where the rules' pages are: in the installed package, until they are published."""

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}
_TAGS = {
    "foreign-key": types.DiagnosticTag.Unnecessary,
    "deprecated-key": types.DiagnosticTag.Deprecated,
    "retired-tool": types.DiagnosticTag.Deprecated,
}


class Diagnosed(NamedTuple):
    """The diagnostics of one document. Two that look the same to the client have the same id."""

    items: list[types.Diagnostic]
    result_id: str


def diagnose(session: Session, reading: Reading) -> Diagnosed:
    """The diagnostics of a text."""
    text = reading.text
    findings = [finding for finding in _findings(session, reading) if not _is_told(session, reading, finding)]
    return diagnosed(session, text, findings, reading.rules.schema.consumers)


def diagnosed(session: Session, text: Text, findings: Iterable[Finding], consumers: Consumers) -> Diagnosed:
    """Findings of a text as diagnostics."""
    convert = session.convert(text)
    items = [_diagnostic(session.client, text.uri, convert, finding, consumers) for finding in findings]
    return Diagnosed(items, _id(items))


def _findings(session: Session, reading: Reading) -> Iterable[Finding]:
    """The findings of a reading. What is wrong with a file that speaks for others is known since it was read."""
    text = reading.text
    for wrong in session.project.wrong:
        if wrong.path == text.path and wrong.source.text == text.source.text:
            return findings_of(wrong) if "invalid-settings" not in reading.rules.settings.ignore else ()
    return reading.findings


def _is_told(session: Session, reading: Reading, finding: Finding) -> bool:
    """Whether another validator in this client says the same, and it is no more than a remark."""
    others, document = session.wishes.validators, reading.document
    if not others or document is None or finding.severity > Severity.INFO:
        return False
    told = reading.rules.schema.validators
    return any(
        target.consumer in others and finding.rule in told.get((target.consumer, target.dialect), ())
        for target in document.detected.targets
    )


def _diagnostic(client: Client, uri: str, convert: Convert, finding: Finding, consumers: Consumers) -> types.Diagnostic:
    tag = _TAGS.get(finding.rule)
    return types.Diagnostic(
        range=convert.range(finding.span),
        message=message_of(finding, consumers),
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(page_of(finding.rule)) if client.rule_links else None,
        source=SOURCE,
        tags=[tag] if tag and tag in client.finding_tags else None,
        related_information=_related(uri, convert, finding) if client.related and finding.related else None,
        data=_data(finding) if client.finding_data else None,
    )


def message_of(finding: Finding, consumers: Consumers) -> str:
    """What is wrong, then a line per effect, the worst first, with the products that have it, then what to write."""
    told = sentences(finding.effects, consumers)
    lines = [visible(finding.message), *(f"{names}: {sentence}" for _, names, sentence in told)]
    return "\n".join([*lines, visible(finding.help)] if finding.help else lines)


def _related(uri: str, convert: Convert, finding: Finding) -> list[types.DiagnosticRelatedInformation]:
    return [
        types.DiagnosticRelatedInformation(types.Location(uri, convert.range(one.span)), visible(one.message))
        for one in finding.related
    ]


def _data(finding: Finding) -> dict[str, str]:
    """What a client may want to know of a finding without asking for its actions."""
    return {"rule": finding.rule, "fix": finding.fix.applicability if finding.fix else ""}


@cache
def page_of(rule: str) -> str:
    """The address of a rule's page."""
    return f"{RULE_PAGES}/{rule.replace('-', '_')}.md"


def _id(items: list[types.Diagnostic]) -> str:
    said = [(one.code, one.severity, one.message, _places(one)) for one in items]
    return f"{hash(json.dumps(said)) & 0xFFFF_FFFF_FFFF_FFFF:016x}"


def _places(one: types.Diagnostic) -> list[int]:
    ranges = [one.range, *(info.location.range for info in one.related_information or ())]
    return [number for range_ in ranges for end in (range_.start, range_.end) for number in (end.line, end.character)]
