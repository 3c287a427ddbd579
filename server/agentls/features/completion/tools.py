"""Names of tools: in lists, as keys of a map, with arguments, in attributes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from agentls.features.completion import written
from agentls.features.completion.items import Completion, CompletionKind
from agentls.features.completion.names import named
from agentls.features.completion.slot import Slot
from agentls.features.completion.tree import Found, known, listing_key
from agentls.features.page import Page
from agentls.schema.keys import Key
from agentls.schema.products import Catalog, Tool
from agentls.snippets import choice, emptied
from agentls.text import Span

_AGENT_FILE = "subagent"


def tool_names(
    page: Page, catalog: Catalog, span: Span, without: Collection[str], key: Key | None
) -> Iterator[Completion]:
    """The tools of a catalog, then whole servers and patterns, then other spellings; `text` is the bare name.

    `key` is the key that lists them, None where there is none.
    """
    tools = [tool for tool in catalog.tools.values() if known(page, tool.consumers) and tool.name not in without]
    tools = [tool for tool in tools if not _is_withheld(page, tool, key)]
    for tool in sorted(tools, key=lambda one: one.deprecated):
        yield _tool(catalog, tool, tool.name, span)
    if key:
        yield from _patterns(page, catalog, span, without, key)
    for tool in tools:
        for alias in tool.aliases:
            if alias not in without:
                yield _tool(catalog, tool, alias, span)._replace(description=f"= {tool.name}")


def arguments(page: Page, catalog: Catalog, name: str, span: Span) -> Iterator[Completion]:
    """What may stand in the parentheses of a tool: names of the workspace, then examples."""
    tool = catalog.tool(name)
    argument = tool.argument if tool else {}
    if not tool or not argument:
        return
    found = list(named(page, argument.get("refers_to", ()), span))
    yield from found
    for example in argument.get("examples", ()) if not found else ():
        inside = example.partition("(")[2].removesuffix(")")
        yield Completion(inside, "value", span, inside, detail=argument["written"], ref=("tool", catalog.id, tool.name))


def tool_keys(page: Page, slot: Slot, found: Found) -> Iterator[Completion]:
    """The tools that a mapping switches, each with a value to choose."""
    catalog = page.schema.catalogs.get(found.key.tools)
    each = found.key.each
    if catalog is None or each is None or "mapping" not in found.key.types or "boolean" not in each.types:
        return
    for tool in tool_names(page, catalog, written.key_span(slot), slot.names, found.key):
        named_key = Key(tool.label, ["boolean"], "", snippet=choice(("true", "false")))
        snippet = written.key_snippet(slot, named_key._replace(path=tool.label.replace(".", "\0")))
        snippet = snippet.replace("\0", ".")
        yield tool._replace(text=emptied(snippet), snippet=written.fills(snippet), edits=written.edits(slot))


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


def _is_withheld(page: Page, tool: Tool, key: Key | None) -> bool:
    """Whether the agent can never get the tool, so that allowing it is no use."""
    is_agent = page.document.dialect is None or page.document.dialect.role == "agent"
    gives = key is not None and key.role in ("allow", "")
    return is_agent and gives and _AGENT_FILE in tool.never_for and not tool.unless
