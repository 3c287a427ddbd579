"""`unknown-key`: a key that the dialect does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.hidden import is_hidden
from agentls.rules.strangers import strangers


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per unknown key and target; what nobody sees in a key is for another rule to tell."""
    faults = list(strangers(context, RULE.id))
    hidden = {fault.span for fault in faults if is_hidden(fault)}
    return (fault for fault in faults if fault.span not in hidden)


def words(arguments: Mapping[str, Any]) -> str:
    """Say which key is not known."""
    where = f" in `{arguments['parent']}`" if arguments["parent"] else ""
    return f"`{arguments['key']}` is no key of {arguments['dialect']}{where}"


def advice(arguments: Mapping[str, Any]) -> str:
    """Name the key that was probably meant; one that costs something is better gone."""
    if arguments["nearest"]:
        return f"did you mean `{arguments['nearest']}`?"
    return "remove it, or say in the text what it is to say" if arguments["costs"] else ""


RULE = Rule("unknown-key", Severity.HINT, check, words, advice, family="key")
