"""`unknown-tool`: a tool that the product does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.facts import MOST_TOOLS
from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Severity
from agentls.patterns import lazy
from agentls.rules.base import Rule
from agentls.rules.tool_faults import tool_advice, tool_faults
from agentls.rules.tools import tool_lists
from agentls.text import Span

_MORE = lazy(r"\w")
"""Stands behind the last tool that was looked at, where there are others."""


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per entry and target, or one on a list of which nothing is left; and one where a list is cut."""
    yield from tool_faults(context, RULE.id)
    for tools in context.once(tool_lists):
        last = tools.tools[-1].use.span.end if len(tools.tools) == MOST_TOOLS else tools.use.value.span.end
        if _MORE.search(context.text, last, tools.use.value.span.end):
            yield Fault(Selectors(RULE.id), Span(last, last), arguments={"listed": MOST_TOOLS}, identity="more")


def words(arguments: Mapping[str, Any]) -> str:
    """Say which tool is not known."""
    if "slip" in arguments:
        return str(arguments["slip"])
    if "listed" in arguments:
        return f"and more tools, not checked: {arguments['listed']} are enough for one list"
    if arguments.get("all"):
        return f"none of `{arguments['name']}` is a tool of {arguments['catalog']}"
    if arguments["as_of"]:
        return f"`{arguments['name']}` is not known as of {arguments['as_of']}"
    return f"`{arguments['name']}` is not known as a tool of {arguments['catalog']}"


RULE = Rule("unknown-tool", Severity.INFO, check, words, tool_advice, family="tool")
