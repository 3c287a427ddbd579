"""`overridden-entry`: an entry that a later pattern always beats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Related, Severity
from agentls.rules.base import Rule
from agentls.schema.keys import Key
from agentls.syntax.tree import Entry


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per entry with another value than the later one that covers it, and target."""
    for view, use, key in context.known_keys:
        if key.last_match_wins and use.value.kind == "mapping":
            entries = use.value.entries
            for index, entry in enumerate(entries):
                winner = next((one for one in reversed(entries[index + 1 :]) if covers(one.name, entry.name)), None)
                if winner and winner.name != entry.name and winner.value.text != entry.value.text:
                    yield _fault(view, key, entry, winner)


def covers(pattern: str, other: str) -> bool:
    """Whether a pattern, in which `*` stands for any characters, fits all that another one fits."""
    return _compiled(pattern).fullmatch(other) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, re.split(r"\*+", pattern))), re.S)


def _fault(view: View, key: Key, entry: Entry, winner: Entry) -> Fault:
    selectors = Selectors(RULE.id, key=f"{key.path}.*", value=entry.value.text)
    arguments = {"key": key.path, "name": entry.name, "winner": winner.name, "value": winner.value.text}
    related = (Related(winner.key.span, f"this one counts for all that `{entry.name}` fits"),)
    return Fault(selectors, entry.key.span, view.target, arguments, related=related)


def words(arguments: Mapping[str, Any]) -> str:
    """Say which entry beats this one."""
    return f"`{arguments['name']}` never counts: `{arguments['winner']}` comes later and fits the same"


def advice(arguments: Mapping[str, Any]) -> str:
    """The order that works."""
    return f"the last entry that fits wins: put `{arguments['winner']}` first"


RULE = Rule("overridden-entry", Severity.INFO, check, words, advice)
