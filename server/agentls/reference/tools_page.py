"""The page of a product's tools."""

from __future__ import annotations

from agentls.features import docs, words
from agentls.reference.markdown import ended, joined, lines, listed, section, table
from agentls.schema.lookup import Schema
from agentls.schema.products import Catalog

_UNLISTED = "No file lists these names; here stands what they do, and what others call the same."


def catalogs_of(product: str, schema: Schema) -> list[Catalog]:
    """The tool catalogs of a product."""
    return [catalog for catalog in schema.catalogs.values() if catalog.product == product]


def tools_page(product: str, schema: Schema) -> str:
    """The tools of a product: names, what they do, what others call them, names that are gone, sources."""
    data = schema.data["products"][product]
    catalogs = catalogs_of(product, schema)
    sources = {name: catalog.sources[name] for catalog in catalogs for name in _source_names(catalog)}
    return (
        joined(
            f"# Tools of {data['title']}",
            _intro(product, schema),
            *(_catalog(catalog, schema) for catalog in catalogs),
            section("Sources", listed(words.full_source(one) for one in sources.values())),
        )
        + "\n"
    )


def _intro(product: str, schema: Schema) -> str:
    catalogs = {catalog.id for catalog in catalogs_of(product, schema)}
    own = [one for one in schema.dialects.values() if one.product == product]
    named = [one for one in own if any(key.tools in catalogs for top in one.keys.values() for key in top.walk())]
    links = words.joined([f"[{one.title}]({one.id}.md)" for one in named])
    return f"Names that a list of tools may hold. They stand in {links}." if links else _UNLISTED


def _catalog(catalog: Catalog, schema: Schema) -> str:
    case = "Upper and lower case make no difference." if catalog.any_case else "Upper and lower case count."
    tools = (
        (words.code(tool.name), _told(tool.doc, *docs.tool_facts(tool, catalog, schema)))
        for tool in catalog.tools.values()
    )
    retired = ((words.code(old.name), _told(*docs.retired_facts(old), old.doc)) for old in catalog.retired.values())
    patterns = ((words.code(words.pattern(one.glob)), _told(one.doc)) for one in catalog.patterns)
    readers = words.consumers(catalog.consumers, schema)
    return joined(
        f"## {catalog.title}",
        f"Used by {readers}. {case}",
        table(("Tool", "What it does"), tools),
        table(("Old name", "What to write instead"), retired),
        table(("Names of this form", "What they are"), patterns),
    )


def _told(*facts: str) -> str:
    return lines(*(words.prose(ended(f"{fact[:1].upper()}{fact[1:]}")) for fact in facts))


def _source_names(catalog: Catalog) -> list[str]:
    """The sources of the tools and of the catalog; the first of the file where none is named."""
    tools = [name for tool in catalog.tools.values() for name in tool.source]
    retired = [name for old in catalog.retired.values() for name in old.source]
    return list(dict.fromkeys([*catalog.source, *tools, *retired])) or list(catalog.sources)[:1]
