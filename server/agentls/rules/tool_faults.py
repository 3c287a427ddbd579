"""Entries of a list that are no tools of the product, with their repairs: what four rules about tools share."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Applicability, Edit, Fix, Related, Target
from agentls.rules.entries import removal
from agentls.rules.list_slips import Slip, list_slip
from agentls.rules.own_names import setting_for
from agentls.rules.tools import HIDDEN, Named, ToolList, tool_lists, wanted
from agentls.schema.lookup import Schema
from agentls.schema.products import Catalog
from agentls.text import Span


def _is_guest(target: Target | None) -> bool:
    """Whether the product only *also* reads the file: names that may just be new to it are nobody's business."""
    return target is not None and target.certainty == "also" and not target.chosen


def tool_faults(context: RuleContext, rule: str) -> Iterator[Fault]:
    """Faults of one rule: one per entry, or one on the list when none of its entries gives a tool."""
    for tools in context.once(tool_lists):
        if not tools.faulty:
            continue
        guest = _is_guest(tools.view.target)
        bad = [named for named in tools.tools if named.rule and not named.resolves]
        slip = list_slip(context.text, tools.key, tools.use.value, tools.catalog.nearest) if bad else None
        if slip:
            if rule == "unknown-tool":
                yield _slipped(tools, bad, slip)
            continue
        if (
            len(bad) > 1
            and len(bad) == len(tools.tools)
            and not all(named.doubtful or named.elsewhere or named.rule == HIDDEN for named in bad)
        ):
            if _common_rule(context, tools, bad) == rule:
                yield _whole(context, tools, bad, rule)
            continue
        share = "all" if len(bad) == len(tools.tools) else "some"
        for named in tools.tools:
            if named.rule == rule and not (guest and named.doubtful):
                yield _entry(context, tools, named, share, _rename(context, tools, named))


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
    gone = named.rule == "retired-tool" and not named.resolves and not named.elsewhere
    applicability: Applicability = "unsafe" if gone or named.rule == "foreign-tool" else "safe"
    return Fix(_title(tools, named, edit), (edit,), applicability)


def _title(tools: ToolList, named: Named, edit: Edit) -> str:
    """What the edit does. Where the tool is there only after another entry has become it, so it says."""
    if edit.text:
        return f"Rename to `{named.nearest}`"
    kept = tools.tools[tools.kept[wanted(named)]]
    there = f"`{kept.use.name}` becomes `{named.nearest}`" if kept.rule else f"`{named.nearest}` is there already"
    return f"Remove it: {there}"


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
    if tools.tools[tools.kept[wanted(named)]].use.span == named.use.span:
        return Edit(named.use.name_span, named.nearest)
    index = bisect_right(tools.spans, named.use.span.start, key=lambda span: span.start) - 1
    return removal(tools.view.document.source.text, tools.spans, index)


def _entry(context: RuleContext, tools: ToolList, named: Named, share: str, fix: Fix | None) -> Fault:
    selectors = Selectors(
        "unknown-tool" if named.rule == HIDDEN else named.rule,
        key=tools.key.path,
        tool=named.use.name,
        nearest=named.nearest,
        share=share,
        value=named.use.switch,
        check="resolves" if named.resolves else "",
    )
    arguments = _arguments(context, tools, named)
    name = named.use.name
    setting = setting_for(tools.view.dialect.id, "tool", name) if named.doubtful else None
    return Fault(
        selectors, named.use.span, tools.view.target, arguments, name, doubtful=named.doubtful, fix=fix, setting=setting
    )


def _slipped(tools: ToolList, bad: list[Named], slip: Slip) -> Fault:
    """One fault for the whole value, which all who read it share."""
    share = "all" if len(bad) == len(tools.tools) else "some"
    selectors = Selectors("unknown-tool", key=tools.key.path, tool=bad[0].use.name, share=share)
    said = {"slip": slip.words, "hint": slip.advice}
    return Fault(selectors, tools.use.value.span, tools.view.target, said, slip.words, fix=slip.fix)


def _whole(context: RuleContext, tools: ToolList, bad: list[Named], rule: str) -> Fault:
    selectors = Selectors(rule, key=tools.key.path, tool=bad[0].use.name, nearest=bad[0].nearest, share="all")
    related = tuple(Related(named.use.span, _said(named)) for named in bad)
    fix = _renames(context, tools, bad)
    first = _arguments(context, tools, bad[0])
    names = {"name": ", ".join(named.use.name for named in bad), "all": len(bad)}
    arguments = {**first, **names, "owner": _common_owner(context, tools, bad)}
    span = Span(bad[0].use.span.start, bad[-1].use.span.end)
    return Fault(selectors, span, tools.view.target, arguments, "all", fix=fix, related=related)


def _renames(context: RuleContext, tools: ToolList, bad: list[Named]) -> Fix | None:
    """Rename all entries whose right name is known; None where there are none, or where others need the old ones."""
    known = [(named, edit) for named in bad if (edit := _edit(tools, named))]
    if not known or any(_needed_elsewhere(context, tools, named) for named, _ in known):
        return None
    spelling = all(named.nearest.casefold() == named.use.name.casefold() for named in bad)
    which = "all" if len(known) == len(bad) else ", ".join(f"`{named.use.name}`" for named, _ in known)
    title = f"Rename {which} to the names that are known here"
    return Fix(title, tuple(edit for _, edit in known), "safe" if spelling else "unsafe")


def _arguments(context: RuleContext, tools: ToolList, named: Named) -> dict[str, Any]:
    return {
        "name": named.use.name,
        "key": tools.key.path,
        "catalog": tools.catalog.title,
        "nearest": named.nearest,
        "owner": named.owner,
        "hint": named.hint,
        "doubtful": named.doubtful,
        "as_of": _as_of(tools.catalog, tools.view.consumer, context.schema) if named.doubtful else "",
    }


def _said(named: Named) -> str:
    if named.owner:
        return f"`{named.use.name}` is a tool of {named.owner}" + (f"; here `{named.nearest}`" if named.nearest else "")
    return f"`{named.use.name}`" + (f": did you mean `{named.nearest}`?" if named.nearest else " is not known")


def tool_advice(arguments: Mapping[str, Any]) -> str:
    """What to write instead, where it is known."""
    if "listed" in arguments:
        return ""
    if arguments["hint"]:
        return str(arguments["hint"])
    if arguments["nearest"] and not arguments.get("all"):
        return f"did you mean `{arguments['nearest']}`?"
    return ""


def _as_of(catalog: Catalog, consumer: str, schema: Schema) -> str:
    """Product, version and day of what the catalog says; empty where no version was seen."""
    seen = schema.consumers[consumer if consumer in catalog.consumers else catalog.consumers[0]]
    return f"{seen.label} ({seen.date})" if seen.version and seen.date else ""
