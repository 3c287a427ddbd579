"""What a mapping of switches or of permission rules leaves to an agent: the last rule that fits a tool counts."""

from __future__ import annotations

from collections.abc import Iterator

from agentls.facts import KeyUse
from agentls.schema.globs import name_matches
from agentls.syntax.tree import Value
from tests.products.product import Product
from tests.support.checking import schema

_SWITCHES = {"true": "allow", "false": "deny"}


def ruled(use: KeyUse, product: Product) -> tuple[frozenset[str], frozenset[str]]:
    """The tools that the key takes away, and those that it gives by name or pattern, as the product calls them.

    `*` among those taken away means all but the ones that are given; among those given, all but the ones taken away.
    """
    last: dict[str, str] = {}
    for glob, word in _rules(use.value):
        if glob == "*":
            last = {"*": word}
        for tool in () if glob == "*" else _tools(glob, product):
            last[tool] = word
    denied = frozenset(tool for tool, word in last.items() if word == "deny")
    return denied, frozenset(last) - denied


def _rules(value: Value) -> Iterator[tuple[str, str]]:
    """Names and what they get. Of several patterns for one name only the last can take the tool itself away."""
    if value.kind == "scalar":
        yield "*", value.text
    for entry in value.entries:
        inner = entry.value.entries
        if entry.value.kind == "scalar":
            yield entry.name, _SWITCHES.get(entry.value.text, entry.value.text)
        elif inner:
            closes = inner[-1].name == "*" and inner[-1].value.text == "deny"
            yield entry.name, "deny" if closes else "allow"


def _tools(glob: str, product: Product) -> frozenset[str]:
    names = {
        name
        for catalog in schema().catalogs.values()
        if product.consumer in catalog.consumers
        for name in catalog.tools
        if name_matches(glob, name)
    }
    return frozenset().union(*(product.stands_for.get(name, frozenset({name})) for name in names))
