"""Tools that a list names: what the rules about tools share."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from agentls.facts import KeyUse, ToolUse, tool_uses
from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Applicability, Edit, Fix, Related, Target
from agentls.rules.entries import entry_spans, removal
from agentls.rules.values import form_fault
from agentls.schema.keys import Key
from agentls.schema.lookup import Schema
from agentls.schema.products import Catalog
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
    """A key whose value names tools, as one target reads it.

    `as_of` says which version the catalog was made from. `spans` are the entries with their quotes. `kept` holds, for
    each name and argument as they should be written, the index of the entry that has them already or gets them first.
    """

    view: View
    use: KeyUse
    key: Key
    catalog: Catalog
    tools: tuple[Named, ...]
    as_of: str
    spans: list[Span]
    kept: Mapping[tuple[str, str | None], int]


def tool_lists(context: RuleContext) -> list[ToolList]:
    """All lists of tools, per target."""
    lists = []
    for view, use, key in context.known_keys:
        catalog = context.schema.catalogs.get(key.tools)
        if catalog and not form_fault(view, use, key, "invalid-type") and not use.value.open:
            lists.append(_tool_list(context, view, use, key, catalog))
    return lists


def _tool_list(context: RuleContext, view: View, use: KeyUse, key: Key, catalog: Catalog) -> ToolList:
    uses = tool_uses(context.document.source, key, use.value)
    named = tuple(_named(one, key, catalog, context.schema, view.consumer) for one in uses)
    kept = {_wanted(one): index for index, one in reversed(list(enumerate(named)))}
    kept.update({_wanted(one): index for index, one in enumerate(named) if not one.rule})
    as_of = _as_of(catalog, view.consumer, context.schema)
    return ToolList(view, use, key, catalog, named, as_of, entry_spans(use.value, uses), kept)


def _wanted(named: Named) -> tuple[str, str | None]:
    """Name and argument as they should be written."""
    return named.nearest or named.use.name, named.use.argument


def _as_of(catalog: Catalog, consumer: str, schema: Schema) -> str:
    """Product, version and day of what the catalog says; empty where no version was seen."""
    seen = schema.consumers[consumer if consumer in catalog.consumers else catalog.consumers[0]]
    return f"{seen.label} ({seen.date})" if seen.version and seen.date else ""


def _named(use: ToolUse, key: Key, catalog: Catalog, schema: Schema, consumer: str) -> Named:
    """The entry as the catalog has it; names recur from file to file, and their answer with them."""
    question = key.path, consumer, use.name
    known = catalog.memo.get(question)
    if known is None:
        known = catalog.memo[question] = _classify(use, key, catalog, schema, consumer)[1:]
    return Named(use, *known)


def _classify(use: ToolUse, key: Key, catalog: Catalog, schema: Schema, consumer: str) -> Named:
    name = use.name
    form = None if catalog.tool(name) else catalog.pattern(name, key.path)
    if form and form.refused:
        return Named(use, "unknown-tool", hint=form.doc)
    if form or catalog.tool(name):
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
            here = (one for one in catalog.with_capability(tool.capability) if not catalog.tools[one].never_for)
            return other.title, next(here, "")
    return "", ""


def _is_guest(target: Target | None) -> bool:
    """Whether the product only *also* reads the file: names that may just be new to it are nobody's business."""
    return target is not None and target.certainty == "also" and not target.chosen


def tool_faults(context: RuleContext, rule: str) -> Iterator[Fault]:
    """Faults of one rule: one per entry, or one on the list when none of its entries gives a tool."""
    for tools in context.once(tool_lists):
        guest = _is_guest(tools.view.target)
        bad = [named for named in tools.tools if named.rule and not named.resolves]
        if len(bad) > 1 and len(bad) == len(tools.tools) and not all(named.doubtful for named in bad):
            if _common_rule(context, tools, bad) == rule:
                yield _whole(context, tools, bad, rule)
            continue
        share = "all" if len(bad) == len(tools.tools) else "some"
        for named in tools.tools:
            if named.rule == rule and not (guest and named.doubtful):
                yield _entry(tools, named, share, _rename(context, tools, named))


def _common_rule(context: RuleContext, tools: ToolList, bad: list[Named]) -> str:
    """The rule that speaks of a list of which nothing is left."""
    if _common_owner(context, tools, bad):
        return "foreign-tool"
    rules = {named.rule for named in bad}
    return rules.pop() if len(rules) == 1 and "foreign-tool" not in rules else "unknown-tool"


def _common_owner(context: RuleContext, tools: ToolList, bad: list[Named]) -> str:
    """The other product that has, or had, every name of the list; empty where none has."""
    names = [named.use.name for named in bad]
    others = (other for other in context.schema.catalogs.values() if other.id != tools.catalog.id)
    return next((one.title for one in others if all(one.tool(name) or name in one.retired for name in names)), "")


def _rename(context: RuleContext, tools: ToolList, named: Named) -> Fix | None:
    """Rename to the tool that was meant, or that took its place.

    It is unsafe where that may give what the old name did not; None where another reader has only the old one.
    """
    edit = _edit(tools, named)
    if edit is None or _needed_elsewhere(context, tools, named):
        return None
    gone = named.rule == "retired-tool" and not named.resolves
    applicability: Applicability = "unsafe" if gone or named.rule == "foreign-tool" else "safe"
    title = f"Rename to `{named.nearest}`" if edit.text else f"Remove it: `{named.nearest}` is there already"
    return Fix(title, (edit,), applicability)


def _needed_elsewhere(context: RuleContext, tools: ToolList, named: Named) -> bool:
    """Whether another reader of the same list would lose the tool by the rename, or a likelier one not know it."""
    sure = ("also", "intended", "certain")
    own = tools.view.target
    for other in context.once(tool_lists):
        if other.use.value is tools.use.value and not other.catalog.tool(named.nearest):
            target = other.view.target
            likelier = own and target and sure.index(target.certainty) > sure.index(own.certainty)
            if other.catalog.tool(named.use.name) or likelier:
                return True
    return False


def _edit(tools: ToolList, named: Named) -> Edit | None:
    """Write the known name, or take the entry out where the list names that tool already; None where there is none."""
    if not named.nearest or not tools.catalog.tool(named.nearest):
        return None
    if named.rule == "foreign-tool" and named.use.argument is not None:
        return None  # what the argument means here is another question
    if tools.tools[tools.kept[_wanted(named)]].use.span == named.use.span:
        return Edit(named.use.name_span, named.nearest)
    index = bisect_right(tools.spans, named.use.span.start, key=lambda span: span.start) - 1
    return removal(tools.view.document.source.text, tools.spans, index)


def _entry(tools: ToolList, named: Named, share: str, fix: Fix | None) -> Fault:
    selectors = Selectors(
        named.rule,
        key=tools.key.path,
        tool=named.use.name,
        nearest=named.nearest,
        share=share,
        value=named.use.switch,
        check="resolves" if named.resolves else "",
    )
    arguments = _arguments(tools, named)
    identity = named.use.name
    return Fault(selectors, named.use.span, tools.view.target, arguments, identity, doubtful=named.doubtful, fix=fix)


def _whole(context: RuleContext, tools: ToolList, bad: list[Named], rule: str) -> Fault:
    selectors = Selectors(rule, key=tools.key.path, tool=bad[0].use.name, nearest=bad[0].nearest, share="all")
    related = tuple(Related(named.use.span, _said(named)) for named in bad)
    edits = tuple(edit for named in bad if (edit := _edit(tools, named)))
    mendable = len(edits) == len(bad) and not any(_needed_elsewhere(context, tools, named) for named in bad)
    spelling = all(named.nearest.casefold() == named.use.name.casefold() for named in bad)
    applicability: Applicability = "safe" if spelling else "unsafe"
    fix = Fix("Rename all to the names that are known here", edits, applicability) if mendable else None
    first = _arguments(tools, bad[0])
    names = {"name": ", ".join(named.use.name for named in bad), "all": len(bad)}
    arguments = {**first, **names, "owner": _common_owner(context, tools, bad)}
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
        "doubtful": named.doubtful,
        "dialect": tools.view.dialect.id,
        "as_of": tools.as_of if named.doubtful else "",
    }


def _said(named: Named) -> str:
    if named.owner:
        return f"`{named.use.name}` is a tool of {named.owner}" + (f"; here `{named.nearest}`" if named.nearest else "")
    return f"`{named.use.name}`" + (f": did you mean `{named.nearest}`?" if named.nearest else " is not known")


def tool_advice(arguments: Mapping[str, Any]) -> str:
    """What to write instead, where it is known."""
    if arguments["hint"]:
        return str(arguments["hint"])
    if arguments["nearest"] and not arguments.get("all"):
        return f"did you mean `{arguments['nearest']}`?"
    if arguments["doubtful"]:
        return f"where it is a tool of your own, name it in agentls.toml: [extend.{arguments['dialect']}] tools = [...]"
    return ""
