"""`lost-text`: a part of a value that a reader takes away unseen."""

from __future__ import annotations

from collections.abc import Iterator

from agentls.faults import Fault, RuleContext
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.causes import cause_advice, cause_faults, cause_words
from agentls.rules.strangers import strangers


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per cause and target; lines of a value that count as keys of their own are among them."""
    yield from cause_faults(context, RULE.id)
    yield from strangers(context, RULE.id)


RULE = Rule("lost-text", Severity.WARNING, check, cause_words, cause_advice)
