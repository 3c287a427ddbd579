"""The page that leads to the others."""

from __future__ import annotations

from agentls.reference.markdown import joined, section, table
from agentls.reference.tools_page import catalogs_of
from agentls.schema.lookup import Dialect, Schema

_INTRO = (
    "Agent files are text files that define AI agents, skills, commands and rules. Each product reads formats of its"
    " own. These pages say what agentls knows of them: where the files lie, what may stand in them, what goes wrong in"
    " silence, and how that is known."
)


def index_page(schema: Schema) -> str:
    """A table of all formats by product, and of the house styles."""
    products = ((product["title"], _formats(name, schema), _tools(name, schema)) for name, product in _products(schema))
    loose = [one for one in schema.dialects.values() if one.kind == "official" and not one.product]
    styles = [one for one in schema.dialects.values() if one.kind != "official"]
    return (
        joined(
            "# Formats of agent files",
            _INTRO,
            section("By product", table(("Product", "Formats", "Tools"), products)),
            section("Read by several products", _summaries(loose)),
            section("House styles", "Ways to write agents that no product asks for.", _summaries(styles)),
        )
        + "\n"
    )


def _products(schema: Schema) -> list[tuple[str, dict[str, str]]]:
    return sorted(schema.data["products"].items(), key=lambda item: item[1]["title"].casefold())


def _formats(product: str, schema: Schema) -> str:
    own = [one for one in schema.dialects.values() if one.product == product]
    return ", ".join(f"[{one.title}]({one.id}.md)" for one in own)


def _tools(product: str, schema: Schema) -> str:
    catalogs = catalogs_of(product, schema)
    count = sum(len(catalog.tools) for catalog in catalogs)
    return f"[{count} tools](tools-{product}.md)" if catalogs else ""


def _summaries(dialects: list[Dialect]) -> str:
    return table(("Format", "What it is"), ((f"[{one.title}]({one.id}.md)", one.summary) for one in dialects))
