"""`unused-suppression`: a comment that takes no finding away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext
from agentls.findings import Severity
from agentls.rules.base import Rule


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield nothing: what a comment is good for is known when all other rules have run; `suppress` tells it."""
    return iter(())


def words(arguments: Mapping[str, Any]) -> str:
    """Say why the comment does nothing."""
    match arguments["why"]:
        case "colon":
            return f"the colon behind `agentls` is missing: `{arguments['word']}[…]` takes nothing away"
        case "word":
            return f"agentls has no comment `{arguments['word']}[…]`: it takes nothing away"
        case "nothing":
            return f"`agentls: {arguments['word']}` names no rule: it takes nothing away"
        case "unknown":
            return f"there is no rule `{arguments['rule']}`"
    return f"nothing here is found by {arguments['rule']}: there is nothing to take away"


def advice(arguments: Mapping[str, Any]) -> str:
    """Say what to write, or to delete it."""
    match arguments["why"]:
        case "colon":
            return f"write `agentls: {arguments['word']}[…]`"
        case "word":
            return f"write `{arguments['nearest'] or 'ignore'}[rule]`"
        case "nothing":
            return f"write `agentls: {arguments['word']}[rule]` with the id that stands in the finding"
        case "unknown":
            return f"did you mean `{arguments['nearest']}`?" if arguments["nearest"] else ""
    return "delete it, so that it hides nothing later"


RULE = Rule("unused-suppression", Severity.INFO, check, words, advice)
