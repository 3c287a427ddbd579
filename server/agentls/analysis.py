"""`analyze`: run the rules on one document, ask what each target makes of the faults, merge, sort."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from agentls.config import Settings
from agentls.config.files import Wrong, is_settings_file, parse_settings_file
from agentls.config.settings import STRICT
from agentls.config.values import Known
from agentls.document import Document, open_document
from agentls.effects import Effects, worst_first
from agentls.faults import NOT_READ, Exists, Fault, RuleContext, View
from agentls.findings import Effect, FileReport, Finding, Severity, Target
from agentls.rules import RULES
from agentls.rules.base import Rule
from agentls.rules.invalid_settings import findings_of
from agentls.schema.lookup import Dialect, Schema
from agentls.sentences import in_short
from agentls.text import SourceText, Span

SIGN = "agentls"
"""Stands in every comment that speaks to agentls, also where its colon is missing."""


_NAMED = ("nearest", "successor", "hint", "guest")
"""Arguments with which a rule's advice is about this very file."""

_MOST = 500
"""Findings of one rule in one file."""


def check_source(
    path: str, source: SourceText, settings: Settings, schema: Schema, exists: Exists | None = None
) -> FileReport:
    """Check one file. The path is absolute, with forward slashes; the file itself is not touched.

    `exists` tells whether there is a file or folder at such a path; without it, links are not followed.
    """
    if is_settings_file(path):
        return _check_settings(path, source, settings, schema)
    document = open_document(path, source, schema, settings)
    if document is None:
        return FileReport(path, "unrecognized", source=source)
    detected = document.detected
    findings = tuple(analyze(document, schema, settings, exists))
    return FileReport(
        path, "checked", detected.dialect, detected.targets, detected.confidence, detected.reasons, findings, source
    )


def report_wrong(wrong: Wrong, settings: Settings) -> FileReport:
    """The report of a settings file, or of a schema file that one names. `select` does not hide it."""
    findings = () if "invalid-settings" in settings.ignore else tuple(map(_worded, findings_of(wrong)))
    return FileReport(wrong.path, "checked", findings=findings, source=wrong.source)


def _check_settings(path: str, source: SourceText, settings: Settings, schema: Schema) -> FileReport:
    file = parse_settings_file(path, source)
    if file is None:
        return FileReport(path, "unrecognized", source=source)
    problems = file.read(Known(RULES, schema.dialects, schema.consumers))[1]
    return report_wrong(Wrong(path, source, problems), settings)


def looks_placed(path: str, schema: Schema) -> bool:
    """Whether the path alone says that some product reads the file, or that somebody expects it to.

    A weak place counts for data files, too: unlike Markdown, nothing else would make anyone look into them.
    """
    strong = any(not place.weak or not path.endswith(".md") for place in schema.places_of(path))
    return strong or bool(schema.near_misses_of(path))


def analyze(document: Document, schema: Schema, settings: Settings, exists: Exists | None = None) -> list[Finding]:
    """All findings of a document, by place, the worst first at equal places."""
    context = RuleContext(document, schema, views_of(document, schema), exists)
    effects = Effects(document, schema, settings.versions)
    findings: list[Finding] = []
    chosen, strict = _selected(document, settings), settings.preset == STRICT
    for rule in chosen:
        faults = rule.check(context)
        first = next(faults, None)
        if first is not None:  # most rules find nothing in most files
            findings.extend(_merge(rule, chain((first,), faults), effects, strict=strict))
    findings = [finding for finding in _one_per_family(findings) if not _harmless(finding)]
    if SIGN in document.source.text:
        from agentls.suppress import filtered  # few files have a comment for it, and its import is felt

        partial = bool(settings.dialect) or (bool(settings.targets) and not settings.narrow)
        findings = filtered(document, findings, {rule.id for rule in chosen}, partial=partial)
    if settings.severity:
        findings = [_weighed(finding, settings) for finding in findings]
    return sorted(map(_worded, findings), key=lambda finding: (finding.span, -finding.severity, finding.rule))


def _worded(finding: Finding) -> Finding:
    """The finding with all its words at a length that a person reads; its arguments stay whole."""
    words = [
        finding.message,
        finding.help,
        *(one.text for one in finding.effects),
        *(one.message for one in finding.related),
    ]
    if finding.fix:
        words.append(finding.fix.title)
    if all(in_short(text) is text for text in words):
        return finding
    return finding._replace(
        message=in_short(finding.message),
        help=in_short(finding.help),
        effects=tuple(one._replace(text=in_short(one.text)) for one in finding.effects),
        related=tuple(one._replace(message=in_short(one.message)) for one in finding.related),
        fix=finding.fix and finding.fix._replace(title=in_short(finding.fix.title)),
    )


def _weighed(finding: Finding, settings: Settings) -> Finding:
    label = settings.severity.get(finding.rule)
    return finding._replace(severity=Severity[label.upper()]) if label else finding


def _one_per_family(findings: list[Finding]) -> list[Finding]:
    """Of rules that ask the same question at one place, the worst answer; the other targets' effects go with it."""
    groups: dict[object, list[Finding]] = {}
    for index, finding in enumerate(findings):
        family = RULES[finding.rule].family
        groups.setdefault((family, finding.span) if family else index, []).append(finding)
    return [_joined(group) for group in groups.values()]


def _joined(group: list[Finding]) -> Finding:
    worst = max(group, key=lambda finding: (finding.severity, len(finding.effects)))
    if len(group) == 1:
        return worst
    told = {effect.target: effect for finding in (worst, *group) for effect in reversed(finding.effects)}
    return worst._replace(effects=worst_first(told.values()))


def _harmless(finding: Finding) -> bool:
    """Whether nobody but products that only *also* read the place have anything to say, and they lose nothing."""
    return bool(finding.effects) and all(
        effect.target.certainty == "also"
        and not effect.target.chosen
        and effect.loses == "nothing"
        and not effect.access
        for effect in finding.effects
    )


def _selected(document: Document, settings: Settings) -> list[Rule]:
    """The rules to run. In a copied web page everything else would follow from the copy.

    A file that nobody reads where it lies, or none of those asked for, or that is no agent, has only its place to be
    talked about.
    """
    if document.syntax.copy:
        return [] if "copied-web-page" in settings.ignore else [RULES["copied-web-page"]]
    chosen = [rule for rule in RULES.values() if not settings.select or rule.id in settings.select]
    if (document.detected.misplaced or document.detected.unread) and not document.detected.targets:
        chosen = [rule for rule in chosen if rule.family == "place"]
    return [rule for rule in chosen if rule.id not in settings.ignore]


def views_of(document: Document, schema: Schema) -> tuple[View, ...]:
    """The file as each target reads it, and as its own house style has it."""
    views = [_view(document, target, schema.dialects[target.dialect], schema) for target in document.detected.targets]
    if any(view.blind and not _is_also(view) for view in views):
        # What those who read the place, too, make of single keys matters when the file can be read by whom it is for.
        views = [
            View(document, view.target, view.dialect, view.reader, True, view.cut) if _is_also(view) else view
            for view in views
        ]
    style = document.dialect
    asked = [view for view in views if view.target and view.target.chosen]
    fits = not asked or any(view.style for view in asked)  # else it is another product's matter
    if style and fits and style.id not in (view.dialect.id for view in views) and not document.syntax.copy:
        views.append(View(document, None, style, None))
    return tuple(views) if not document.syntax.copy else ()


def _is_also(view: View) -> bool:
    return view.target is not None and view.target.certainty == "also" and not view.target.chosen


def _view(document: Document, target: Target, dialect: Dialect, schema: Schema) -> View:
    """A target's view: faults of the front matter may keep it from the keys, or from those below some place."""
    reader = schema.readers.get((target.consumer, target.dialect))
    blind, cuts = False, []
    for fault in document.syntax.faults if reader else ():
        outcome = reader.outcomes.get(fault.cause) if reader else None
        blind = blind or (outcome is not None and outcome.loses in NOT_READ)
        if outcome and outcome.loses == "rest" and fault.cut is not None:
            cuts.append(fault.cut)
    return View(document, target, dialect, reader, blind, min(cuts, default=None))


def _merge(rule: Rule, faults: Iterable[Fault], effects: Effects, *, strict: bool) -> list[Finding]:
    """Faults with one cause at one place become one finding, with one effect per target.

    A rule that finds hundreds of places in one file has said enough: the rest shows when those are mended. One more
    finding says that there is a rest.
    """
    groups: dict[tuple[object, ...], list[Fault]] = {}
    rest: Fault | None = None
    for fault in faults:
        if effects.versions and not effects.concerns(fault):
            continue
        cause = fault.span, fault.identity
        if len(groups) == _MOST and cause not in groups:
            rest = fault
            break
        groups.setdefault(cause, []).append(fault)
    findings = [_finding(rule, group, effects, strict=strict) for group in groups.values()]
    told = [finding for finding in findings if finding.effects or not rule.needs_effect]
    return [*told, _rest(rule, rest)] if told and rest else told


def _rest(rule: Rule, first: Fault) -> Finding:
    """Says, where the first place that is not listed begins, that there are more."""
    severity, span = min(rule.default, Severity.INFO), Span(first.span.start, first.span.start)
    message = f"and more of the kind, not listed: {_MOST} findings of one rule are enough for one file"
    return Finding(rule.id, severity, span, message, {"listed": _MOST})


def _finding(rule: Rule, group: list[Fault], effects: Effects, *, strict: bool) -> Finding:
    found = [(effects.of(fault), fault) for fault in group]
    told = worst_first(effect for effect, _ in found if effect)
    first = _worst_fault(found)
    severity = told[0].severity if told else rule.default
    if first.doubtful and not told:
        severity = min(severity, Severity.INFO)
    if strict and (severity == Severity.HINT or any(fault.doubtful or fault.setting for fault in group)):
        severity = max(severity, Severity.WARNING)
    return Finding(
        rule.id, severity, first.span, rule.words(first.arguments), first.arguments, told, _help(rule, first, told),
        first.fix, first.related, first.setting,
    )  # fmt: skip


def _help(rule: Rule, fault: Fault, told: tuple[Effect, ...]) -> str:
    """What to write instead: what the schema says of the worst effect, unless the rule knows it by name."""
    advice = rule.advice(fault.arguments)
    exact = rule.exact or fault.fix or any(fault.arguments.get(name) for name in _NAMED)
    return advice if (advice and exact) or not told else told[0].instead or advice


def _worst_fault(found: list[tuple[Effect | None, Fault]]) -> Fault:
    """The fault whose words the finding takes: that of the worst effect, the first where there is none."""
    return max(found, key=lambda pair: pair[0].severity if pair[0] else 0)[1]
