"""Agents, skills, commands and servers of the workspace that a document names: what is known of them."""

import posixpath
import re
from collections.abc import Iterator, Sequence

from agentls.features import words
from agentls.features.completion.names import fits
from agentls.features.page import Page
from agentls.features.spot_kinds import PlaceholderSpot, Spot, ToolSpot, ValueSpot
from agentls.paths import relative
from agentls.workspace import Named

_NAME = re.compile(r"[^\s,()]++")


def named_docs(page: Page, spot: Spot, offset: int) -> str:
    """What the workspace knows of the name at a spot; an empty string where it is none, or nobody has it."""
    found = {one.path: one for one in _named(page, spot, offset)}
    return "\n\n".join(_docs(page, one) for one in found.values())


def _named(page: Page, spot: Spot, offset: int) -> Iterator[Named]:
    match spot:
        case ValueSpot(key=key, use=use, text=text) if key:
            holder = use.parent if use.entry is None else use.key  # entries of a list are named by the list
            wanted = key.refers_to or (holder.refers_to if holder else ())
            yield from _of(page, text, wanted, servers=key.servers)
        case ToolSpot(tool=tool) if tool.argument:
            known = spot.catalog.tool(tool.name)
            wanted = known.argument.get("refers_to", ()) if known else ()
            names = _NAME.finditer(page.text, tool.name_span.end, tool.span.end)
            name = next((one.group() for one in names if one.start() <= offset <= one.end()), "")
            yield from _of(page, name, wanted)
        case PlaceholderSpot(use=use):
            yield from _of(page, use.name, use.placeholder.refers_to)


def _of(page: Page, name: str, wanted: Sequence[str], *, servers: bool = False) -> Iterator[Named]:
    for one in page.names.all:
        if one.name == name and (fits(page, one, wanted) or (servers and one.kind == "server")):
            yield one


def _docs(page: Page, one: Named) -> str:
    dialect = page.schema.dialects.get(one.dialect)
    path = words.code(relative(one.path, posixpath.dirname(page.document.path)))
    head = f"{words.code(one.name)} · {dialect.title if dialect else 'MCP server'} in {path}"
    return f"{head}\n\n{words.prose(one.description)}".strip()
