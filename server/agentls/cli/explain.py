"""`agentls explain`."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterable, Iterator

from agentls.cli.console import UsageError, columns_of, write
from agentls.cli.names import unknown
from agentls.rules import RULES
from agentls.schema.keys import Key
from agentls.schema.lookup import Dialect, Schema
from agentls.schema.products import Catalog, RetiredTool, Tool

_COLUMNS = 100
_INDENT = "  "


def run(options: argparse.Namespace) -> int:
    """Print what is known of a rule, a key or a tool. Raises UsageError when nothing has that name."""
    schema = Schema.load()
    name: str = options.name
    texts = [_page(name)] if name in RULES else []
    width = min(_COLUMNS, columns_of(sys.stdout, _COLUMNS))
    texts += [_block(lines, width) for lines in (*_keys(name, schema), *_tools(name, schema))]
    if not texts:
        raise UsageError(unknown(name, list(dict.fromkeys(_names(schema))), "rule, key or tool"))
    write("\n\n".join(texts) + "\n")
    return 0


def _page(rule: str) -> str:
    """The rule's page without its head, which is for programs."""
    return RULES[rule].page().partition("\n---\n")[2].strip()


def _block(lines: Iterable[str], width: int) -> str:
    title, *rest = lines
    return "\n".join([title, *(_wrapped(line, width) for line in rest)])


def _wrapped(line: str, width: int) -> str:
    return textwrap.fill(line, width, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False)


def _keys(name: str, schema: Schema) -> Iterator[Iterator[str]]:
    """Keys of that path or last name; those that a dialect has at many places with the same words appear once."""
    for dialect in schema.dialects.values():
        found = [key for key in _all_keys(dialect.keys.values()) if name in (key.path, _last(key))]
        for key in {key.doc: key for key in reversed(found)}.values():
            yield _key(key, dialect, sum(key.doc == other.doc for other in found) - 1)


def _all_keys(keys: Iterable[Key]) -> Iterator[Key]:
    for key in keys:
        yield key
        yield from _all_keys(key.keys.values())
        if key.each:
            yield from _all_keys(key.each.keys.values())


def _last(key: Key) -> str:
    return key.path.rpartition(".")[2]


def _key(key: Key, dialect: Dialect, elsewhere: int) -> Iterator[str]:
    needed = ", required" if key.required else ", recommended" if key.recommended else ""
    yield f"{key.path}: key of {dialect.title} ({dialect.id}), {' or '.join(key.types)}{needed}"
    yield key.doc
    if elsewhere:
        yield f"the same at {elsewhere} other places"
    if key.values:
        yield f"{'for example' if key.open_values else 'values'}: {', '.join(key.values)}"
    if key.default:
        yield f"without it: {key.default}"
    if key.deprecated:
        yield f"deprecated: use {' or '.join(key.successor)} instead" if key.successor else "deprecated"
    if key.misspellings:
        yield f"not: {', '.join(key.misspellings)}"
    yield from _sources(key, dialect)


def _sources(key: Key, dialect: Dialect) -> Iterator[str]:
    names = key.source or list(dialect.sources)[:1]
    for source in (dialect.sources[name] for name in names):
        yield f"source: {source['what']} ({source['ref']}, {source['date']})"
    if not key.verified:
        yield "not verified by running the product"


def _tools(name: str, schema: Schema) -> Iterator[Iterator[str]]:
    for catalog in schema.catalogs.values():
        tool = catalog.tool(name)
        if tool:
            yield _tool(tool, catalog, schema)
        elif name in catalog.retired:
            yield _retired(catalog.retired[name], catalog)


def _tool(tool: Tool, catalog: Catalog, schema: Schema) -> Iterator[str]:
    yield f"{tool.name}: {'set of tools' if tool.kind == 'set' else 'tool'} of {catalog.title}"
    yield tool.doc
    if tool.aliases:
        yield f"also written: {', '.join(tool.aliases)}"
    if tool.argument:
        examples = ", ".join(tool.argument.get("examples", ()))
        yield f"with an argument: {tool.argument['written']}{f', such as {examples}' if examples else ''}"
    if tool.consumers:
        yield f"only in: {', '.join(schema.title(consumer) for consumer in tool.consumers)}"
    if tool.availability:
        yield tool.availability


def _retired(tool: RetiredTool, catalog: Catalog) -> Iterator[str]:
    yield f"{tool.name}: retired tool of {catalog.title}"
    yield f"use {tool.successor} instead" if tool.successor else "nothing has taken its place"
    if tool.resolves:
        yield "the old name still works"
    if tool.doc:
        yield tool.doc


def _names(schema: Schema) -> Iterator[str]:
    """Every name that can be explained."""
    yield from RULES
    for dialect in schema.dialects.values():
        for key in _all_keys(dialect.keys.values()):
            yield from (key.path, _last(key))
    for catalog in schema.catalogs.values():
        yield from (*catalog.tools, *catalog.retired)
