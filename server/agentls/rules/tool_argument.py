"""`tool-argument`: a pattern in parentheses that the product does not apply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.tools import tool_lists


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per argument of which the schema says what the target makes of it."""
    for tools in context.once(tool_lists):
        behaviors = tools.view.dialect.behaviors(RULE.id, tools.view.consumer)
        spoken_of = [one for one in behaviors if not one.key or tools.key.path in one.key]
        for named in tools.tools if spoken_of else ():
            tool = tools.catalog.tool(named.use.name)
            if named.use.argument is not None and not named.rule and not (tool and tool.never_for):
                selectors = Selectors(RULE.id, key=tools.key.path, tool=named.use.name)
                closed = context.text.startswith(")", named.use.span.end - 1)
                target = tools.view.target
                arguments = {
                    "name": named.use.name, "argument": named.use.argument, "key": tools.key.path, "closed": closed,
                    "written": context.text[slice(*named.use.span)],
                    "refused": all(one.loses != "nothing" for one in spoken_of),
                    "title": context.schema.title(tools.view.consumer),
                    "guest": target is not None and target.certainty == "also",
                }  # fmt: skip
                yield Fault(selectors, named.use.span, target, arguments)


def words(arguments: Mapping[str, Any]) -> str:
    """Say which argument does not do what it seems to, or who takes none at all."""
    if arguments["refused"]:
        return f"{arguments['title']} knows no tool `{arguments['written']}`, with a part in parentheses"
    part = f"({arguments['argument']})`" if arguments["closed"] else f"({arguments['argument']}` is never closed, and"
    return f"`{part} does not limit `{arguments['name']}` in `{arguments['key']}`"


def advice(arguments: Mapping[str, Any]) -> str:
    """The name alone says what is really given; what counts for those whom the file is for, stays."""
    if arguments["refused"] and arguments["guest"]:
        return f"leave it as it is for the others; {arguments['title']} wants `{arguments['name']}` alone"
    if arguments["refused"]:
        return f"write `{arguments['name']}` alone"
    return f"write `{arguments['name']}` alone, and limit it where the product checks patterns: in its permission rules"


RULE = Rule("tool-argument", Severity.INFO, check, words, advice)
