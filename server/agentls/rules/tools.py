"""Tools that a list names: what the rules about tools share."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from agentls.facts import KeyUse, ToolUse, tool_uses
from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Applicability, Edit, Fix, Related
from agentls.rules.values import form_fault
from agentls.schema.lookup import Catalog, Key, Schema
from agentls.text import Span

_NAME = re.compile(r"[A-Za-z_][\w./:*-]*")
"""What a tool may be called; anything else is no name of a tool in any version of any product."""


class Named(NamedTuple):
    """One entry of a list of tools, as a catalog has it.

    `rule` is empty for a tool that the product has. `nearest` is the name to write instead, `owner` the product whose
    tool it is, `doubtful` tells that the name may just be newer than the catalog.
    """

    use: ToolUse
    rule: str = ""
    nearest: str = ""
    owner: str = ""
    hint: str = ""
    resolves: bool = False
    doubtful: bool = False


class ToolList(NamedTuple):
    """A key whose value names tools, as one target reads it."""

    view: View
    use: KeyUse
    key: Key
    catalog: Catalog
    tools: tuple[Named, ...]


def tool_lists(context: RuleContext) -> list[ToolList]:
    """All lists of tools, per target."""
    lists = []
    for view, use, key in context.known_keys:
        catalog = context.schema.catalogs.get(key.tools)
        if catalog and not form_fault(view, use, key, "invalid-type") and not use.value.open:
            uses = tool_uses(context.document.source, key, use.value)
            named = tuple(_classify(one, key, catalog, context.schema, view.consumer) for one in uses)
            lists.append(ToolList(view, use, key, catalog, named))
    return lists


def _classify(use: ToolUse, key: Key, catalog: Catalog, schema: Schema, consumer: str) -> Named:
    name = use.name
    if catalog.tool(name) or catalog.pattern(name, key.path):
        return Named(use)
    retired = catalog.retired.get(name)
    if retired and (not retired.consumers or consumer in retired.consumers):
        return Named(use, "retired-tool", retired.successor, hint=retired.doc, resolves=retired.resolves)
    if name.casefold() in catalog.misreadings:
        return Named(use, "unknown-tool", hint=catalog.misreadings[name.casefold()])
    near = catalog.nearest(name)
    if near and near.casefold() == name.casefold():
        return Named(use, "unknown-tool", near)
    owner, here = _foreign(name, catalog, schema)
    if owner:
        return Named(use, "foreign-tool", here, owner)
    return Named(use, "unknown-tool", near, doubtful=not near and _NAME.fullmatch(name) is not None)


def _foreign(name: str, catalog: Catalog, schema: Schema) -> tuple[str, str]:
    """The title of the catalog that has the name, and what this catalog calls the same; empty strings where none."""
    for other in schema.catalogs.values():
        if other.id == catalog.id:
            continue
        tool = other.tool(name) or other.tool(other.retired[name].successor if name in other.retired else "")
        if tool:
            return other.title, next(iter(catalog.with_capability(tool.capability)), "")
    return "", ""


def tool_faults(context: RuleContext, rule: str) -> Iterator[Fault]:
    """Faults of one rule: one per entry, or one on the list when none of its entries gives a tool."""
    for tools in context.once(tool_lists):
        bad = [named for named in tools.tools if named.rule and not named.resolves]
        if len(bad) > 1 and len(bad) == len(tools.tools) and not all(named.doubtful for named in bad):
            if _common_rule(bad) == rule:
                yield _whole(tools, bad, rule)
            continue
        share = "all" if len(bad) == len(tools.tools) else "some"
        for named in tools.tools:
            if named.rule == rule:
                yield _entry(tools, named, share)


def _common_rule(bad: list[Named]) -> str:
    """The rule that speaks of a list of which nothing is left."""
    rules = {named.rule for named in bad if not named.doubtful}
    return rules.pop() if len(rules) == 1 else "unknown-tool"


def _entry(tools: ToolList, named: Named, share: str) -> Fault:
    selectors = Selectors(
        named.rule,
        key=tools.key.path,
        tool=named.use.name,
        nearest=named.nearest,
        share=share,
        check="resolves" if named.resolves else "",
    )
    fix = None
    if named.nearest and not named.hint:
        applicability: Applicability = "unsafe" if named.rule == "foreign-tool" else "safe"
        fix = Fix(f"Rename to `{named.nearest}`", (Edit(named.use.name_span, named.nearest),), applicability)
    arguments = _arguments(tools, named)
    identity = named.use.name
    return Fault(selectors, named.use.span, tools.view.target, arguments, identity, doubtful=named.doubtful, fix=fix)


def _whole(tools: ToolList, bad: list[Named], rule: str) -> Fault:
    selectors = Selectors(rule, key=tools.key.path, tool=bad[0].use.name, nearest=bad[0].nearest, share="all")
    related = tuple(Related(named.use.span, _said(named)) for named in bad)
    edits = tuple(Edit(named.use.name_span, named.nearest) for named in bad if named.nearest and not named.hint)
    fix = Fix("Rename all to the names that are known here", edits, "unsafe") if len(edits) == len(bad) else None
    first = _arguments(tools, bad[0])
    arguments = {**first, "name": ", ".join(named.use.name for named in bad), "all": len(bad)}
    span = Span(bad[0].use.span.start, bad[-1].use.span.end)
    return Fault(selectors, span, tools.view.target, arguments, "all", fix=fix, related=related)


def _arguments(tools: ToolList, named: Named) -> dict[str, Any]:
    return {
        "name": named.use.name,
        "key": tools.key.path,
        "catalog": tools.catalog.title,
        "nearest": named.nearest,
        "owner": named.owner,
        "hint": named.hint,
    }


def _said(named: Named) -> str:
    if named.owner:
        return f"`{named.use.name}` is a tool of {named.owner}" + (f"; here `{named.nearest}`" if named.nearest else "")
    return f"`{named.use.name}`" + (f": did you mean `{named.nearest}`?" if named.nearest else " is not known")


def tool_advice(arguments: Mapping[str, Any]) -> str:
    """What to write instead, where it is known."""
    if arguments["hint"]:
        return str(arguments["hint"])
    return f"did you mean `{arguments['nearest']}`?" if arguments["nearest"] and not arguments.get("all") else ""
