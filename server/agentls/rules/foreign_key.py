"""`foreign-key`: a key that belongs to another format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.strangers import strangers


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per foreign key and target."""
    return strangers(context, RULE.id)


def words(arguments: Mapping[str, Any]) -> str:
    """Say whose key it is."""
    return f"`{arguments['key']}` is a key of {arguments['owner']}, not of {arguments['dialect']}"


def advice(arguments: Mapping[str, Any]) -> str:
    """Name the key that means the same here; where none does and this one costs something, take it out."""
    if arguments["nearest"]:
        return f"here the key is `{arguments['nearest']}`"
    return "remove it, or keep it in a file for the other product alone" if arguments["costs"] else ""


RULE = Rule("foreign-key", Severity.HINT, check, words, advice, family="key")
