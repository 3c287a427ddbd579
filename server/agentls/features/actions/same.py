"""Finding a finding again in a text that has changed since: by what it says and stands on, not by where it stood."""

from __future__ import annotations

from collections.abc import Sequence

from agentls.features.actions.model import Ref
from agentls.findings import Finding

_LONGEST = 120

Name = tuple[str, str, str]


def ref_of(finding: Finding, findings: Sequence[Finding], text: str) -> Ref:
    """Five words by which `again` finds it; `findings` are all of the document."""
    name = _name(finding, text)
    alike = [one for one in findings if _name(one, text) == name]
    at = next((index for index, one in enumerate(alike) if one is finding), 0)
    return *name, str(at), str(len(alike))


def again(ref: Ref, findings: Sequence[Finding], text: str) -> Finding | None:
    """The finding that a ref speaks of, None where it is gone, and where it can't be told from others."""
    if len(ref) != 5 or not (ref[3] + ref[4]).isdecimal():
        return None
    alike = [one for one in findings if _name(one, text) == tuple(ref[:3])]
    return alike[int(ref[3])] if len(alike) == int(ref[4]) and int(ref[3]) < len(alike) else None


def _name(finding: Finding, text: str) -> Name:
    start = finding.span.start
    return finding.rule, finding.message[:_LONGEST], text[start : min(finding.span.end, start + _LONGEST)]
