"""`unread-frontmatter`: front matter in a file of which the product reads none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Severity
from agentls.rules.base import Rule


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per target that takes the front matter for text."""
    front = context.document.syntax.front
    for view in context.views if front and front.entries else ():
        dialect = view.dialect
        if front and view.target and dialect.frontmatter == "none" and dialect.format_kind == "markdown":
            yield Fault(Selectors(RULE.id), front.opening, view.target, {"cause": RULE.id, "key": ""})


def words(arguments: Mapping[str, Any]) -> str:
    """Say that nobody reads it."""
    return "front matter is not read here"


def advice(arguments: Mapping[str, Any]) -> str:
    """Take it out."""
    return "delete it: it is part of the text"


RULE = Rule("unread-frontmatter", Severity.INFO, check, words, advice, needs_effect=True)
