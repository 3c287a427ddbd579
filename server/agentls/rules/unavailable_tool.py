"""`unavailable-tool`: a tool that exists, but not for this agent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.tools import tool_lists
from agentls.schema.products import Tool

_AGENT_FILE = "subagent"
"""The role that every agent file gives its agent. Another role holds where a key of that name is true."""

_HOST = "host"
_WORDS = {_AGENT_FILE: "a subagent", "background": "an agent in the background", "main": "the main agent"}


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per tool that the target never gives to such an agent, or does not have."""
    for tools in context.once(tool_lists):
        if tools.view.target is None or tools.key.role == "deny":
            continue
        for named in tools.tools:
            tool = None if named.rule else tools.catalog.tool(named.use.name)
            bound = tool is not None and (tool.never_for or tool.consumers)
            reason = (withheld(tools.view, tool) or _absent(context, tools.view, tool)) if tool and bound else ""
            if reason:
                selectors = Selectors(RULE.id, key=tools.key.path, tool=named.use.name, check=reason)
                title = context.schema.title(tools.view.consumer)
                arguments = {"name": named.use.name, "key": tools.key.path, "reason": reason, "title": title}
                yield Fault(selectors, named.use.span, tools.view.target, arguments, named.use.name)


def withheld(view: View, tool: Tool) -> str:
    """The role for which the target does not give the tool; empty where it does."""
    if any(_is(view, key, values) for key, values in tool.unless.items()):
        return ""
    return next((role for role in tool.never_for if role == _AGENT_FILE or _is(view, role, ["true"])), "")


def _absent(context: RuleContext, view: View, tool: Tool) -> str:
    """Whether the target has no such tool. That is no news where another reader has it, unless the user asks."""
    target = view.target
    if target is None or not tool.consumers or target.consumer in tool.consumers:
        return ""
    shared = any(other.consumer in tool.consumers for other in context.views)
    return _HOST if target.chosen or (not shared and target.certainty != "also") else ""


def _is(view: View, key: str, values: list[str]) -> bool:
    use = view.top(key)
    return use is not None and use.value.text in values


def words(arguments: Mapping[str, Any]) -> str:
    """Say who does not get the tool."""
    if arguments["reason"] == _HOST:
        return f"{arguments['title']} has no tool `{arguments['name']}`"
    return f"`{arguments['name']}` is never given to {_WORDS.get(arguments['reason'], arguments['reason'])}"


RULE = Rule("unavailable-tool", Severity.HINT, check, words, needs_effect=True)
