"""Tools that a list names: what the rules about tools share."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from agentls.facts import KeyUse, ToolUse
from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Applicability, Edit, Fix, Related, Target
from agentls.patterns import lazy
from agentls.rules.entries import entry_spans, removal
from agentls.rules.list_slips import Slip, list_slip
from agentls.rules.own_names import setting_for
from agentls.rules.values import form_fault
from agentls.schema.keys import Key
from agentls.schema.lookup import Schema
from agentls.schema.nearest import visible
from agentls.schema.products import Catalog
from agentls.text import Span

_NAME = lazy(r"[A-Za-z_][\w./:*-]*")
"""What a tool may be called; anything else is no name of a tool in any version of any product."""
_CURLY = "‘’‚‛“”„‟«»‹›"
HIDDEN = "invisible-character"  # the rule that speaks of names which are wrong only by what nobody sees


class Named(NamedTuple):
    """One entry of a list of tools, as a catalog has it.

    `rule` is empty for a tool that the product has. `nearest` is the name to write instead, `owner` the product whose
    tool it is, `doubtful` tells that the name may just be newer than the catalog, `elsewhere` that it is an old one
    which still works for others who have the catalog.
    """

    use: ToolUse
    rule: str = ""
    nearest: str = ""
    owner: str = ""
    hint: str = ""
    resolves: bool = False
    doubtful: bool = False
    elsewhere: bool = False


class ToolList:
    """A key whose value names tools, as one target reads it. `faulty`: some of them are not tools of the product."""

    def __init__(self, view: View, use: KeyUse, key: Key, catalog: Catalog, tools: tuple[Named, ...]) -> None:
        self.view = view
        self.use = use
        self.key = key
        self.catalog = catalog
        self.tools = tools
        self.faulty = any(named.rule for named in tools)

    @cached_property
    def spans(self) -> list[Span]:
        """The entries with their quotes."""
        return entry_spans(self.use.value, [named.use for named in self.tools])

    @cached_property
    def kept(self) -> Mapping[tuple[str, str | None], int]:
        """By name and argument as they should be written, the entry that has them already or gets them first."""
        kept = {_wanted(one): index for index, one in reversed(list(enumerate(self.tools)))}
        kept.update({_wanted(one): index for index, one in enumerate(self.tools) if not one.rule})
        return kept


def tool_lists(context: RuleContext) -> list[ToolList]:
    """All lists of tools, per target."""
    lists = []
    for view, use, key in context.known_keys:
        catalog = context.schema.catalogs.get(key.tools)
        if catalog and not form_fault(view, use, key, "invalid-type") and not use.value.open:
            uses = context.document.tool_uses(key, use.value)
            named = tuple([in_catalog(one, key.path, catalog, context.schema, view.consumer) for one in uses])
            lists.append(ToolList(view, use, key, catalog, named))
    return lists


def _wanted(named: Named) -> tuple[str, str | None]:
    """Name and argument as they should be written."""
    return named.nearest or named.use.name, named.use.argument


def _as_of(catalog: Catalog, consumer: str, schema: Schema) -> str:
    """Product, version and day of what the catalog says; empty where no version was seen."""
    seen = schema.consumers[consumer if consumer in catalog.consumers else catalog.consumers[0]]
    return f"{seen.label} ({seen.date})" if seen.version and seen.date else ""


def in_catalog(use: ToolUse, key: str, catalog: Catalog, schema: Schema, consumer: str) -> Named:
    """The entry of a key, given by its path, as the catalog has it.

    Names recur from file to file, and their answer with them.
    """
    question = key, consumer, use.name
    known = catalog.memo.get(question)
    if known is None:
        known = catalog.memo[question] = _classify(use, key, catalog, schema, consumer)[1:]
    return Named(use, *known)


def _classify(use: ToolUse, key: str, catalog: Catalog, schema: Schema, consumer: str) -> Named:
    name = use.name
    form = None if catalog.tool(name) else catalog.pattern(name, key)
    if form and form.refused:
        return Named(use, "unknown-tool", hint=form.doc)
    if form or catalog.tool(name):
        return Named(use)
    retired = catalog.retired.get(name)
    if retired:
        knows = not retired.consumers or consumer in retired.consumers
        resolves, elsewhere = retired.resolves and knows, retired.resolves and not knows
        return Named(use, "retired-tool", retired.successor, "", retired.doc, resolves, elsewhere=elsewhere)
    if name.casefold() in catalog.misreadings:
        return Named(use, "unknown-tool", hint=catalog.misreadings[name.casefold()])
    seen = visible(name)
    if seen != name and catalog.tool(seen):
        return Named(use, HIDDEN, seen)
    near = catalog.nearest(name)
    if near and near.casefold() == name.casefold():
        return Named(use, "unknown-tool", near)
    inner = name.strip(_CURLY)
    meant = catalog.nearest(inner) if inner != name else ""
    if meant:
        return Named(use, "unknown-tool", meant, hint=f"Curly quotes count as part of the name: write `{meant}`")
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
    edits = tuple(edit for named in bad if (edit := _edit(tools, named)))
    mendable = len(edits) == len(bad) and not any(_needed_elsewhere(context, tools, named) for named in bad)
    spelling = all(named.nearest.casefold() == named.use.name.casefold() for named in bad)
    applicability: Applicability = "safe" if spelling else "unsafe"
    fix = Fix("Rename all to the names that are known here", edits, applicability) if mendable else None
    first = _arguments(context, tools, bad[0])
    names = {"name": ", ".join(named.use.name for named in bad), "all": len(bad)}
    arguments = {**first, **names, "owner": _common_owner(context, tools, bad)}
    span = Span(bad[0].use.span.start, bad[-1].use.span.end)
    return Fault(selectors, span, tools.view.target, arguments, "all", fix=fix, related=related)


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
