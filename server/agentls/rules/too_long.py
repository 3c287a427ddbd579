"""`too-long`: a value that is longer or shorter than a reader takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.facts import KeyUse
from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.schema.keys import Limit
from agentls.text import Span


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per limit and target."""
    for view, use, key in context.known_keys:
        for limit in key.limits:
            size = _size(view, use, limit) if _applies(view, limit) else None
            if size is not None and not _within(size, limit):
                selectors = Selectors(RULE.id, key=key.path, check=limit.id)
                arguments = {"key": key.path, "size": size, "unit": limit.unit, "least": limit.min, "most": limit.max}
                yield Fault(selectors, use.value.span, view.target, {**arguments, "of": limit.of}, limit.id)
    yield from _of_texts(context)


def _of_texts(context: RuleContext) -> Iterator[Fault]:
    """Texts, or whole files, that are too long for a target which is known to mind, at their first line."""
    for view in context.views:
        for limit in () if view.blind or not view.target else view.dialect.body.limits:
            if limit.max is None or not _minds(view, limit):
                continue
            start = 0 if "file" in limit.of else context.document.syntax.body_start
            size = _measured(context.text[start:].strip(), limit)
            if size and size > limit.max:
                selectors = Selectors(RULE.id, check=limit.id)
                arguments = {"key": limit.of[0], "size": size, "unit": limit.unit, "most": limit.max, "of": ()}
                span = _first_line(context.text, start)
                yield Fault(selectors, span, view.target, {**arguments, "least": None}, limit.id)


def _minds(view: View, limit: Limit) -> bool:
    return _applies(view, limit) and any(
        limit.id in one.check for one in view.dialect.behaviors(RULE.id, view.consumer)
    )


def _first_line(text: str, start: int) -> Span:
    """The first line from an offset on that is not blank."""
    begin = start + len(text[start:]) - len(text[start:].lstrip())
    end = text.find("\n", begin)
    return Span(begin, begin + len(text[begin : end if end >= 0 else None].rstrip()))


def _applies(view: View, limit: Limit) -> bool:
    scope = view.target.scope if view.target else ""
    return (not limit.consumers or view.consumer in limit.consumers) and (not limit.scope or scope in limit.scope)


def _size(view: View, use: KeyUse, limit: Limit) -> int | None:
    """What is measured, in the limit's unit; None for what this rule does not measure, or what is not there."""
    if limit.unit == "items":
        return len(use.value.items) if use.value.kind == "list" else None
    if limit.unit == "number" or use.value.kind != "scalar" or set(limit.of) & {"body", "file"}:
        return None
    texts = [top.value.text for name in limit.of or [""] if (top := view.top(name) if name else use)]
    return _measured("".join(texts), limit)


def _measured(text: str, limit: Limit) -> int | None:
    if not text:
        return None
    if limit.unit == "characters":
        return len(text)
    return text.count("\n") + 1 if limit.unit == "lines" else len(text.encode("utf-8", "replace"))


def _within(size: int, limit: Limit) -> bool:
    return (limit.min is None or size >= limit.min) and (limit.max is None or size <= limit.max)


def words(arguments: Mapping[str, Any]) -> str:
    """Say how long it is and how long it may be."""
    of = " and ".join(f"`{name}`" for name in arguments["of"] or [arguments["key"]])
    over = arguments["most"] is not None and arguments["size"] > arguments["most"]
    bound = f"at most {arguments['most']:g}" if over else f"at least {arguments['least']:g}"
    return f"{of}: {arguments['size']} {arguments['unit']}, where {bound} are taken"


RULE = Rule("too-long", Severity.INFO, check, words)
