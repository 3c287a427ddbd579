"""Near misses of places: what `not-read` and `stray-file` share."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Certainty, Target
from agentls.schema.products import NearMiss
from agentls.text import Span


def misses(context: RuleContext, rule: str) -> Iterator[Fault]:
    """The faults of one of the rules, one per near miss and consumer.

    Advice for a product that the user did not name is left out.
    """
    for near in context.schema.near_misses_of(context.document.path):
        if near.rule == rule and _alone(context, near):
            for consumer in near.consumers:
                target = _target(context, near, consumer)
                if target.chosen or not near.chosen:
                    arguments = {"title": context.schema.title(consumer), "instead": near.instead, "loses": near.loses}
                    yield Fault(Selectors(rule), _first_line(context), target, arguments, miss=near)


def _alone(context: RuleContext, near: NearMiss) -> bool:
    """Whether none of the files that make the place right lies beside; where nobody can tell, one of them may."""
    folder = posixpath.dirname(context.document.path)
    beside = [posixpath.normpath(posixpath.join(folder, name)) for name in near.without_beside]
    return not beside or (context.exists is not None and not any(map(context.exists, beside)))


def _target(context: RuleContext, near: NearMiss, consumer: str) -> Target:
    """The consumer as a target. Where another product reads the file by its own rules, this one only might, too."""
    targets = context.document.detected.targets
    chosen = any(target.consumer == consumer and target.chosen for target in targets)
    read = any(target.certainty == "certain" and target.consumer not in near.consumers for target in targets)
    certainty: Certainty = "also" if read and near.rule == "not-read" else "certain"
    return Target(consumer, near.dialect, certainty, chosen=chosen)


def _first_line(context: RuleContext) -> Span:
    front = context.document.syntax.front
    if front:
        return front.opening
    end = context.text.find("\n")
    return Span(0, len(context.text[: end if end >= 0 else None].rstrip("\r")))
