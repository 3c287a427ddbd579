"""Names of tools: in lists, as keys of a map, with arguments, in attributes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from agentls.features.completion import written
from agentls.features.completion.items import Completion, CompletionKind
from agentls.features.completion.names import named
from agentls.features.completion.parts import Part
from agentls.features.completion.slot import Slot
from agentls.features.completion.tree import Found, known, listing_key
from agentls.features.page import Page
from agentls.schema.keys import Key
from agentls.schema.products import Catalog, Tool
from agentls.snippets import choice
from agentls.text import Span

_TOOL_ARGUMENT = "tool-argument"
"""The rule that speaks of parts in parentheses."""
_AGENT_FILE = "subagent"


def tool_names(
    page: Page, catalog: Catalog, span: Span, without: Collection[str], key: Key | None
) -> Iterator[Completion]:
    """The tools of a catalog, then whole servers and patterns, then other spellings; `text` is the bare name.

    `key` is the key that lists them, None where there is none.
    """
    tools = [tool for tool in catalog.tools.values() if known(page, tool.consumers) and tool.name not in without]
    tools = [tool for tool in tools if not _is_withheld(page, tool, key)]
    for tool in sorted(tools, key=_usual_first):
        yield _tool(catalog, tool, tool.name, span)
    if key:
        yield from _patterns(page, catalog, span, without, key)
    for tool in tools:
        for alias in tool.aliases:
            if alias not in without:
                yield _tool(catalog, tool, alias, span)._replace(description=f"= {tool.name}")


def arguments(page: Page, found: Found, catalog: Catalog, part: Part) -> Iterator[Completion]:
    """What may stand in the parentheses of a tool: names of the workspace; examples where it has none.

    Nothing where a reader of the key makes nothing of the part in parentheses.
    """
    tool, span = catalog.tool(part.tool), part.argument
    if tool is None or span is None or not tool.argument or not _heeds(page, found, tool):
        return
    names = list(named(page, tool.argument.get("refers_to", ()), span))
    yield from (one for one in names if one.label not in part.arguments)
    ref = ("tool", catalog.id, tool.name)
    for example in tool.argument.get("examples", ()) if not names and not part.arguments else ():
        inside = example.partition("(")[2].removesuffix(")")
        yield Completion(inside, "value", span, inside, detail=tool.argument["written"], description="example", ref=ref)


def tool_keys(page: Page, slot: Slot, found: Found) -> Iterator[Completion]:
    """The tools that a mapping switches, each with a value to choose."""
    catalog = page.schema.catalogs.get(found.key.tools)
    each = found.key.each
    if catalog is None or each is None or "mapping" not in found.key.types or "boolean" not in each.types:
        return
    for tool in tool_names(page, catalog, written.key_span(slot), slot.names, found.key):
        named_key = Key(tool.label, ["boolean"], "", snippet=choice(("true", "false")))
        text, snippet = written.key_texts(slot, named_key, tool.label)
        yield tool._replace(text=text, snippet=snippet, edits=written.edits(slot))


def list_catalog(page: Page, found: Found) -> tuple[Catalog, Key] | None:
    """The catalog of a value that names tools, with the key that lists them."""
    key = listing_key(found)
    catalog = page.schema.catalogs.get(key.tools) if key else None
    return (catalog, key) if catalog and key else None


def _tool(catalog: Catalog, tool: Tool, name: str, span: Span) -> Completion:
    return Completion(
        label=name,
        kind="tool",
        span=span,
        text=name,
        detail="set of tools" if tool.kind == "set" else "",
        description=catalog.title,
        ref=("tool", catalog.id, tool.name),
        deprecated=tool.deprecated,
    )


def _patterns(page: Page, catalog: Catalog, span: Span, without: Collection[str], key: Key) -> Iterator[Completion]:
    servers = page.names.of_kind("server")
    for pattern in catalog.patterns:
        if pattern.refused or (pattern.keys and key.path not in pattern.keys):
            continue
        names = [(pattern.server.format(server=one.name), one.name) for one in servers] if pattern.server else []
        names += [("*", "every tool")] if pattern.all else []
        for name, detail in dict(names).items():
            if name not in without:
                kind: CompletionKind = "tool" if pattern.all and name == "*" else "server"
                ref = ("tool", catalog.id, name, key.path)
                yield Completion(name, kind, span, name, detail=detail, description=catalog.title, ref=ref)


def _usual_first(tool: Tool) -> tuple[bool, bool, bool]:
    """Before what only one product can do, what others can, too; there whole sets before their parts."""
    return tool.deprecated, not tool.capability, bool(tool.capability) and tool.kind != "set"


def _heeds(page: Page, found: Found, tool: Tool) -> bool:
    """Whether the part in parentheses counts: what the check of it says of no reader of the key."""
    behaviors = [one for consumer in page.consumers for one in found.dialect.behaviors(_TOOL_ARGUMENT, consumer)]
    key = listing_key(found) or found.key
    return bool(tool.never_for) or not any(not one.key or key.path in one.key for one in behaviors)


def _is_withheld(page: Page, tool: Tool, key: Key | None) -> bool:
    """Whether the agent can never get the tool, so that allowing it is no use."""
    is_agent = page.document.dialect is None or page.document.dialect.role == "agent"
    gives = key is not None and key.role in ("allow", "")
    return is_agent and gives and _AGENT_FILE in tool.never_for and not tool.unless
