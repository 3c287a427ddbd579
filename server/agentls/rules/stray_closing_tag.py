"""`stray-closing-tag`: a closing tag of the dialect that closes nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Edit, Fix, Severity
from agentls.rules.base import Rule
from agentls.rules.tags import tag_faults, with_line


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per closing tag, first on its line, that the dialect knows and that no open tag comes before."""
    for stray in context.once(tag_faults).stray:
        fix = Fix(f"Delete </{stray.name}>", (Edit(with_line(context, stray.span), ""),), "unsafe")
        yield Fault(Selectors(RULE.id), stray.span, None, {"name": stray.name}, fix=fix)


def words(arguments: Mapping[str, Any]) -> str:
    """Say which tag closes nothing."""
    return f"</{arguments['name']}> closes nothing: no <{arguments['name']}> is open here"


def advice(arguments: Mapping[str, Any]) -> str:
    """Open it, or delete it."""
    return f"delete it, or write <{arguments['name']}> where it begins"


RULE = Rule("stray-closing-tag", Severity.WARNING, check, words, advice)
