"""`unknown-tool`: a tool that the product does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.tools import tool_advice, tool_faults


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per entry and target, or one on a list of which nothing is left."""
    return tool_faults(context, RULE.id)


def words(arguments: Mapping[str, Any]) -> str:
    """Say which tool is not known."""
    if arguments.get("all"):
        return f"none of `{arguments['name']}` is a tool of {arguments['catalog']}"
    if arguments["as_of"]:
        return f"`{arguments['name']}` is not known as of {arguments['as_of']}"
    return f"`{arguments['name']}` is not known as a tool of {arguments['catalog']}"


RULE = Rule("unknown-tool", Severity.INFO, check, words, tool_advice, family="tool")
