"""Near misses of places: what `not-read` and `stray-file` share."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Certainty, Target
from agentls.schema.products import NearMiss
from agentls.text import Span

_THINGS = {
    "agent": "agents",
    "skill": "skills",
    "command": "commands",
    "rule": "rules",
    "memory": "files of instructions",
    "style": "output styles",
}
_FORMS = {"markdown": "Markdown", "mdc": "Markdown", "toml": "TOML", "json": "JSON", "yaml": "YAML"}


def misses(context: RuleContext, rule: str) -> Iterator[Fault]:
    """The faults of one of the rules, one per near miss and consumer.

    Advice for a product that the user did not name is left out; where some are named, whatever concerns the others.
    """
    asked = any(target.chosen for target in _targets(context))
    for near in context.schema.near_misses_of(context.document.path):
        if near.rule == rule and _alone(context, near):
            for consumer in near.consumers:
                target = _target(context, near, consumer)
                if target.chosen or not (near.chosen or asked):
                    yield _fault(context, near, target)
    if rule == "not-read":
        yield from _unread(context)


def _fault(context: RuleContext, miss: NearMiss, target: Target) -> Fault:
    title, unheard = context.schema.title(target.consumer), not miss.dialect
    arguments = {"title": title, "instead": miss.instead, "loses": miss.loses, "unheard": unheard}
    return Fault(Selectors(miss.rule), _first_line(context), target, arguments, miss=miss)


def _unread(context: RuleContext) -> Iterator[Fault]:
    """A fault per target that the user named and that reads no such file, wherever it lies."""
    near = context.schema.near_misses_of(context.document.path)
    told = {consumer for one in near if one.rule == "not-read" for consumer in one.consumers}
    for target in context.document.detected.unread:
        if target.consumer not in told:
            yield _fault(context, _another_form(context, target), target)


def _another_form(context: RuleContext, target: Target) -> NearMiss:
    """What the schema says of such files of a product, as a near miss: another format, or that it knows of none."""
    schema, of = context.schema, target.dialect
    title, own = schema.title(target.consumer), context.document.dialect
    things = _THINGS[schema.dialects[of].role if of else own.role if own else "agent"]
    severity = "" if target.chosen else "info"
    miss = NearMiss("", "not-read", [target.consumer], of, f"{title} has no {things} that agentls knows of.")
    miss = miss._replace(verified=False, severity=severity)
    if not of:
        return miss
    form, reader = _FORMS[schema.dialects[of].format_kind], schema.readers.get((target.consumer, of))
    miss = miss._replace(text=f"{title} reads {things} as {form} only; this file does not exist for it.")
    miss = miss._replace(instead=f"Write it as {form}: agentls new {of} begins one")
    return miss._replace(verified=True, date=reader.date) if reader and reader.verified else miss


def _alone(context: RuleContext, near: NearMiss) -> bool:
    """Whether none of the files that make the place right lies beside; where nobody can tell, one of them may."""
    folder = posixpath.dirname(context.document.path)
    beside = [posixpath.normpath(posixpath.join(folder, name)) for name in near.without_beside]
    return not beside or (context.exists is not None and not any(map(context.exists, beside)))


def _target(context: RuleContext, near: NearMiss, consumer: str) -> Target:
    """The consumer as a target. Where another product reads the file by its own rules, this one only might, too."""
    targets = _targets(context)
    chosen = any(target.consumer == consumer and target.chosen for target in targets)
    read = any(target.certainty == "certain" and target.consumer not in near.consumers for target in targets)
    certainty: Certainty = "also" if read and near.rule == "not-read" else "certain"
    return Target(consumer, near.dialect, certainty, chosen=chosen)


def _targets(context: RuleContext) -> tuple[Target, ...]:
    """The targets, and those that the user named in vain."""
    return (*context.document.detected.targets, *context.document.detected.unread)


def _first_line(context: RuleContext) -> Span:
    front = context.document.syntax.front
    if front:
        return front.opening
    end = context.text.find("\n")
    return Span(0, len(context.text[: end if end >= 0 else None].rstrip("\r")))
