"""`missing-key`: a key that a reader needs is absent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.strangers import explained
from agentls.schema.keys import Key


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per required key and target; a misspelled key explains the missing one."""
    front = context.document.syntax.front
    if front is None or not (front.entries or front.kind in ("toml", "json")):
        return  # that a front matter has no keys at all is what another rule says
    fenced = front.kind in ("yaml", "lines") and front.opening.end > front.opening.start
    for view in context.views:
        if view.blind or "<<" in view.names:
            continue
        absent = [key for key in _needed_keys(view) if key.path not in view.names]
        present = explained(context, view) | _cut_away(view) if absent else frozenset()
        for key in absent:
            name = key.path
            if name not in present:
                from agentls.rules.repair_keys import with_name  # few files need it

                selectors = Selectors("missing-key", key=name, form="absent")
                arguments = {"key": name, "doc": key.doc, "in": "", "fenced": fenced}
                fix = with_name(context, key)
                yield Fault(selectors, front.opening, view.target, arguments, name, fix=fix)
        yield from _nested(view)


def _nested(view: View) -> Iterator[Fault]:
    """Keys that a mapping inside the front matter needs; here, too, a misspelled key explains the missing one."""
    for use in view.keys:
        if use.value.kind == "mapping" and use.key and use.key.keys:
            present = {entry.name for entry in use.value.entries}
            present |= {use.key.nearest_key(name) for name in present if use.key.child(name) is None}
            for name, key in use.key.keys.items():
                if name not in present and key.required_for(view.consumer):
                    selectors = Selectors("missing-key", key=key.path, form="absent")
                    arguments = {"key": name, "doc": key.doc, "in": use.key.path}
                    yield Fault(selectors, use.span, view.target, arguments, name)


def _needed_keys(view: View) -> tuple[Key, ...]:
    """The top-level keys that the target needs; the same ones in every file."""
    question = RULE.id, view.consumer
    if question not in view.dialect.memo:
        view.dialect.memo[question] = tuple(key for key in view.dialect.keys.values() if _needed(view, key))
    needed: tuple[Key, ...] = view.dialect.memo[question]
    return needed


def _needed(view: View, key: Key) -> bool:
    if view.target is None:
        return key.recommended or key.required
    return key.required_for(view.consumer) or _missed(view, key)


def _missed(view: View, key: Key) -> bool:
    """Whether a reader that does without the key is known to lose something by it."""
    if not key.required and not key.required_by:
        return False
    measured = view.reader is not None and view.reader.measured_key == key.path
    outcome = view.reader.outcomes.get("missing-key") if view.reader and measured else None
    behaviors = [one for one in view.dialect.behaviors("missing-key", view.consumer) if key.path in one.key]
    return any(one.loses != "nothing" for one in (*behaviors, *([outcome] if outcome else ())))


def _cut_away(view: View) -> frozenset[str]:
    """Keys below the place where this reader stops: the fault that stops it tells of them."""
    front = view.document.syntax.front
    if front is None or view.cut is None:
        return frozenset()
    return frozenset(entry.name for entry in front.entries if entry.key.span.start >= view.cut)


def words(arguments: Mapping[str, Any]) -> str:
    """Say which key is missing."""
    where = f" in `{arguments['in']}`" if arguments["in"] else ""
    return f"the key `{arguments['key']}` is missing{where}"


def advice(arguments: Mapping[str, Any]) -> str:
    """Say what belongs there."""
    key, doc = arguments["key"], arguments["doc"].rstrip(".")
    if not arguments["in"] and not arguments["fenced"]:
        return f"add `{key}` to the file ({doc})"
    where = f"`{arguments['in']}`" if arguments["in"] else "the front matter"
    return f"add `{key}: …` to {where} ({doc})"


RULE = Rule("missing-key", Severity.INFO, check, words, advice, exact=True)
