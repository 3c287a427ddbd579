"""`deprecated-key`: a key that has a successor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.facts import KeyUse
from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Fix, Severity
from agentls.rules.base import Rule
from agentls.rules.written import renaming
from agentls.schema.keys import Key


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per old key and target."""
    for view, use, key in context.known_keys:
        if use.entry is not None and (key.deprecated or key.until):
            selectors = Selectors(RULE.id, key=key.path, form=use.form, value=use.value.text)
            arguments = {"key": key.path, "successor": list(key.successor), "until": key.until}
            yield Fault(selectors, use.span, view.target, arguments, fix=_rename(context, view, use, key))


def _rename(context: RuleContext, view: View, use: KeyUse, key: Key) -> Fix | None:
    """The one successor in its place, where it takes the same value: safe where every target has both."""
    name = key.successor[0] if len(key.successor) == 1 else ""
    successor = (use.parent.keys if use.parent else view.dialect.keys).get(name)
    if successor is None or not _alike(key, successor) or any(entry.name == name for entry in use.siblings):
        return None
    agreed = use.top and all(_takes_both(one, use.name, name) for one in context.views if one.target)
    return Fix(f"Rename to `{name}`", (renaming(context.document, use, name),), "safe" if agreed else "unsafe")


def _alike(old: Key, new: Key) -> bool:
    """Whether two keys take the same values, as far as the schema tells."""
    shapes = [(set(key.types), key.values, key.tools, key.keys.keys()) for key in (old, new)]
    inner = [(set(key.each.types), key.each.values) if key.each else None for key in (old, new)]
    return shapes[0] == shapes[1] and ("mapping" not in old.types or inner[0] == inner[1])


def _takes_both(view: View, old: str, new: str) -> bool:
    keys = view.dialect.keys
    return all(name in keys and keys[name].known_to(view.consumer) for name in (old, new))


def words(arguments: Mapping[str, Any]) -> str:
    """Say that the key is old, or gone."""
    if arguments["until"]:
        return f"the key `{arguments['key']}` is gone since {arguments['until']}"
    return f"the key `{arguments['key']}` is an old one"


def advice(arguments: Mapping[str, Any]) -> str:
    """Name the successors."""
    names = " and ".join(f"`{name}`" for name in arguments["successor"])
    return f"write {names} instead" if names else ""


RULE = Rule("deprecated-key", Severity.HINT, check, words, advice)
