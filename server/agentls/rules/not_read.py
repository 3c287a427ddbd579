"""`not-read`: an agent in a place where the product does not look for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.misses import misses


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per product that does not read the file as it lies."""
    return misses(context, RULE.id)


def words(arguments: Mapping[str, Any]) -> str:
    """Say who does not read it, or not for long."""
    if arguments["unheard"]:
        return f"{arguments['title']} is not known to read such a file"
    if arguments["loses"] == "nothing":
        return f"{arguments['title']} wants such a file elsewhere, or under another name"
    return f"{arguments['title']} does not read this file as it is named and placed"


def advice(arguments: Mapping[str, Any]) -> str:
    """Say where it belongs."""
    return str(arguments["instead"]).rstrip(".")


RULE = Rule("not-read", Severity.INFO, check, words, advice, family="place", needs_effect=True)
