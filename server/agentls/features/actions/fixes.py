"""Actions from the fixes that findings carry: one, all of a rule, all of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from agentls.features.actions.difference import edits_between
from agentls.features.actions.model import FIX_ALL, QUICK_FIX, Action, Changes, Check, Ref
from agentls.features.actions.same import again, ref_of
from agentls.findings import FileReport, Finding
from agentls.fixing import fix_report, fixable
from agentls.text import SourceText

ONE, RULE, ALL = "fix", "fix-rule", "fix-all"
"""First words of refs."""


def quick_fixes(source: SourceText, findings: Sequence[Finding], here: Iterable[Finding]) -> Iterator[Action]:
    """The fix of each finding here, then for each of their rules one that fixes all of it; `findings` are all."""
    able = fixable(_report(source, findings), unsafe=True)
    known = set(map(id, able))
    rules: dict[str, Finding] = {}
    for finding in here:
        if finding.fix and id(finding) in known:
            safe = finding.fix.applicability == "safe"
            ref = (ONE, *ref_of(finding, findings, source.text))
            yield Action(finding.fix.title, QUICK_FIX, ref, (finding,), safe)
            rules.setdefault(finding.rule, finding)
    for rule, finding in rules.items():
        depth = finding.fix.applicability if finding.fix else ""
        alike = [one for one in able if one.rule == rule and one.fix and depth in (one.fix.applicability, "unsafe")]
        if len(alike) > 1:
            ref = (RULE, rule, depth)
            yield Action(f"Fix all {len(alike)} of `{rule}` in this file", QUICK_FIX, ref, tuple(alike))


def fix_everything(source: SourceText, findings: Sequence[Finding]) -> Iterator[Action]:
    """The action that applies all safe fixes of a file, where there is one."""
    able = fixable(_report(source, findings))
    if able:
        yield Action("Fix all that agentls can safely fix", FIX_ALL, (ALL,), tuple(able))


def one_fixed(source: SourceText, findings: Sequence[Finding], ref: Ref) -> Changes:
    """The edits of one finding's fix; none where the finding is gone."""
    finding = again(ref, findings, source.text)
    able = finding is not None and fixable(_report(source, (finding,)), unsafe=True)
    return Changes(finding.fix.edits if finding and finding.fix and able else ())


def rule_fixed(source: SourceText, findings: Sequence[Finding], rule: str, depth: str, check: Check) -> Changes:
    """The edits that fix all findings of a rule: the safe fixes, or with a depth of `unsafe` all."""

    def alone(report: FileReport) -> FileReport:
        return report._replace(findings=tuple(one for one in report.findings if one.rule == rule))

    report = alone(_report(source, findings))
    fixed = fix_report(report, lambda changed: alone(check(changed)), unsafe=depth == "unsafe")
    return Changes(edits_between(source.text, fixed.source.text))


def all_fixed(source: SourceText, findings: Sequence[Finding], check: Check) -> Changes:
    """The edits of all safe fixes, round by round."""
    fixed = fix_report(_report(source, findings), check)
    return Changes(edits_between(source.text, fixed.source.text))


def _report(source: SourceText, findings: Sequence[Finding]) -> FileReport:
    return FileReport("", "checked", findings=tuple(findings), source=source)
