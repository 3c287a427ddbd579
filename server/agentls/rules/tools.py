"""Tools that a list names, and what a catalog says of them: what the rules about tools share."""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from agentls.facts import KeyUse, ToolUse
from agentls.faults import RuleContext, View
from agentls.patterns import lazy
from agentls.rules.entries import entry_spans
from agentls.rules.hidden import unhidden
from agentls.rules.values import form_fault
from agentls.schema.keys import Key
from agentls.schema.lookup import Schema
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
        kept = {wanted(one): index for index, one in reversed(list(enumerate(self.tools)))}
        kept.update({wanted(one): index for index, one in enumerate(self.tools) if not one.rule})
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


def wanted(named: Named) -> tuple[str, str | None]:
    """Name and argument as they should be written."""
    return named.nearest or named.use.name, named.use.argument


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
    seen = unhidden(name)
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
