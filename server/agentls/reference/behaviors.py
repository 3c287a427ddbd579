"""The part of a page that says what each product does with faults, and how that is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agentls.effects import lost_words, severity_of
from agentls.features import words
from agentls.findings import Effect, Severity, Target
from agentls.reference.fault_words import cause_words, of_format, situation, slots
from agentls.reference.markdown import ended, joined, lines, listed, table
from agentls.schema.keys import Behavior
from agentls.schema.lookup import Dialect, Schema
from agentls.schema.products import Reader
from agentls.sentences import fill

_SEVERITIES = {severity.label: severity for severity in Severity}
_QUOTED_SLOT = re.compile(r"`(\{\w+\})`")
_HEAD = ("What is wrong", "What it does", "Severity", "How it is known")


def behavior_parts(dialect: Dialect, schema: Schema) -> Iterator[str]:
    """A part per program that reads the dialect and of which something is known."""
    for consumer in consumers_of(dialect, schema):
        reader = schema.readers.get((consumer, dialect.id))
        rows = [_row(one, dialect, schema) for one in _behaviors(dialect, consumer)]
        if rows or reader:
            told = table(_HEAD, rows)
            yield joined(
                f"### {schema.consumers[consumer].label}", told, *(_reader(reader, dialect, schema) if reader else ())
            )


def consumers_of(dialect: Dialect, schema: Schema) -> Sequence[str]:
    """Programs that read the dialect: those that have places of their own for it first."""
    places = [one for one in schema.places if one.dialect == dialect.id]
    own = [name for one in places if one.certainty == "certain" for name in one.consumers]
    also = [name for one in places for name in one.consumers]
    near = [name for one in schema.near_misses if one.dialect == dialect.id for name in one.consumers]
    read = [name for name, known in schema.readers if known == dialect.id]
    return list(dict.fromkeys((*own, *also, *near, *read)))


def _behaviors(dialect: Dialect, consumer: str) -> list[Behavior]:
    return list({one.id: one for one in dialect.all_behaviors if one.consumer == consumer}.values())


def _row(behavior: Behavior, dialect: Dialect, schema: Schema) -> tuple[str, ...]:
    arguments = slots(behavior.key)
    texts = (_QUOTED_SLOT.sub(r"\1", words.prose(text)) for text in (behavior.text, behavior.instead))
    sentence = lines(*(ended(fill(text, arguments)) for text in texts))
    return (
        words.prose(situation(behavior, dialect)),
        sentence,
        _severity(behavior, schema),
        _known(behavior, dialect, schema),
    )


def _severity(behavior: Behavior, schema: Schema) -> str:
    """The severity in a file that lies where the program looks."""
    target = Target(behavior.consumer, "", "certain")
    effect = Effect(target, Severity.INFO, behavior.loses, behavior.access, behavior.activation)
    return severity_of(effect._replace(verified=behavior.verified), _SEVERITIES.get(behavior.severity)).label


def _known(behavior: Behavior, dialect: Dialect, schema: Schema) -> str:
    evidence = dialect.evidence(behavior)
    version = schema.consumers[behavior.consumer].version if behavior.verified else ""
    known = f"{words.SOURCES[evidence['kind']]}{f', {version}' if version else ''}, {behavior.date or evidence['date']}"
    return known if behavior.verified else f"not verified: {known}"


def _reader(reader: Reader, dialect: Dialect, schema: Schema) -> Iterator[str]:
    """What the reader makes of broken syntax; nothing where it was never seen with any."""
    groups: dict[str, dict[str, None]] = {}
    for cause, outcome in reader.outcomes.items():
        text = cause_words(cause, dialect)
        if text:
            groups.setdefault(lost_words(outcome, schema.title(reader.consumer)), {})[text] = None
    if groups:
        what = of_format("Broken front matter", dialect)
        seen = f"seen by running version {reader.version}" if reader.verified else "not verified"
        yield f"<details><summary>{what}, cause by cause ({seen}, {reader.date})</summary>"
        for effect, causes in groups.items():
            yield f"{effect}:"
            yield listed(causes)
        yield f"Where keys are lost: {reader.fallback}" if reader.fallback else ""
        yield "</details>"
