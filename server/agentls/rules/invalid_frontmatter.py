"""`invalid-frontmatter`: front matter that a reader can't take as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from agentls.faults import Fault, RuleContext
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.causes import cause_advice, cause_faults, cause_words


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per cause and target."""
    return cause_faults(context, RULE.id)


RULE = Rule("invalid-frontmatter", Severity.WARNING, check, cause_words, cause_advice)
