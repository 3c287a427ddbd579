"""`stray-file`: a file that a product takes for an agent although it is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.misses import misses


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per product that takes the file for something else."""
    return misses(context, RULE.id)


def words(arguments: Mapping[str, Any]) -> str:
    """Say who takes it for what."""
    return f"{arguments['title']} takes this file for an agent"


def advice(arguments: Mapping[str, Any]) -> str:
    """Say where it belongs."""
    return str(arguments["instead"]).rstrip(".")


RULE = Rule("stray-file", Severity.INFO, check, words, advice, family="place", needs_effect=True)
