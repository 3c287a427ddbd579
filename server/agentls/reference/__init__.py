"""Pages for people who want to know a format: what agentls knows, in Markdown, one file per dialect and per product."""

from agentls.reference.dialect_page import dialect_page
from agentls.reference.index_page import index_page
from agentls.reference.tools_page import catalogs_of, tools_page
from agentls.schema.lookup import Schema

HEAD = "<!-- Made by `agentls dialects --markdown` from the schema: changes by hand are lost. -->\n\n"
"""The first line of every page: by it a page is told from a file that somebody wrote."""


def pages(schema: Schema) -> dict[str, str]:
    """All pages by file name: an index, a page per dialect, and one with the tools of each product that has any."""
    dialects = {f"{dialect.id}.md": dialect_page(dialect, schema) for dialect in schema.dialects.values()}
    tools = {
        f"tools-{product}.md": tools_page(product, schema)
        for product in schema.data["products"]
        if catalogs_of(product, schema)
    }
    return {name: HEAD + text for name, text in {"index.md": index_page(schema), **dialects, **tools}.items()}
