"""`retired-tool`: a tool that the product no longer has."""

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
    """Say which tool is gone."""
    if arguments.get("all"):
        return f"{arguments['catalog']} no longer has any of `{arguments['name']}`"
    return f"{arguments['catalog']} no longer has the tool `{arguments['name']}`"


RULE = Rule("retired-tool", Severity.HINT, check, words, tool_advice, family="tool")
