"""`foreign-tool`: a tool of another product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.tool_faults import tool_advice, tool_faults


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per entry and target, or one on a list of which nothing is left."""
    return tool_faults(context, RULE.id)


def words(arguments: Mapping[str, Any]) -> str:
    """Say whose tool it is."""
    if arguments.get("all"):
        return f"`{arguments['name']}` are tools of {arguments['owner']}, not of {arguments['catalog']}"
    return f"`{arguments['name']}` is a tool of {arguments['owner']}, not of {arguments['catalog']}"


RULE = Rule("foreign-tool", Severity.INFO, check, words, tool_advice, family="tool")
