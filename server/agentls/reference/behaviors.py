"""The part of a page that says what each product does with faults, and how that is known."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from agentls.effects import lost_words, severity_of
from agentls.features import words
from agentls.findings import Effect, Severity, Target
from agentls.reference.fault_words import cause_words, of_format, situation, slots
from agentls.reference.markdown import ended, joined, lines, listed, table
from agentls.schema.keys import Behavior
from agentls.schema.lookup import Dialect, Schema
from agentls.schema.products import Reader
from agentls.sentences import fill

_SEEN = frozenset({"executed", "measured"})
_SEVERITIES = {severity.label: severity for severity in Severity}
_QUOTED_SLOT = re.compile(r"`(\{\w+\})`")
_HEAD = ("What is wrong", "What it does", "Severity", "How it is known")


def behavior_parts(dialect: Dialect, schema: Schema) -> Iterator[str]:
    """A part per program that reads the dialect and of which something is known."""
    for consumer in consumers_of(dialect, schema):
        reader = schema.readers.get((consumer, dialect.id))
        rows = [_row(one, dialect, schema) for one in _behaviors(dialect, consumer, schema)]
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


def _behaviors(dialect: Dialect, consumer: str, schema: Schema) -> list[Behavior]:
    """What the program does with files of this dialect; what it does with those of an heir stands on that page."""
    endings = {place.glob.rpartition(".")[2] for place in schema.places if place.dialect == dialect.id}
    found = {one.id: one for one in dialect.all_behaviors if one.consumer == consumer}
    return [
        one
        for one in found.values()
        if not (one.place and endings) or any(_ending(glob, endings) for glob in one.place)
    ]


def _ending(glob: str, endings: Collection[str]) -> bool:
    """Whether a glob that asks for an extension alone asks for one that such files have; true for any other glob."""
    return not glob.startswith("*.") or glob[2:] in endings


def _row(behavior: Behavior, dialect: Dialect, schema: Schema) -> tuple[str, ...]:
    arguments = slots(behavior.key)
    texts = (_QUOTED_SLOT.sub(r"\1", words.prose(text)) for text in (behavior.text, behavior.instead))
    sentence = lines(*(ended(fill(text, arguments)) for text in texts))
    return (
        words.prose(situation(behavior, dialect)),
        sentence,
        severity_word(behavior),
        _known(behavior, dialect, schema),
    )


def severity_word(behavior: Behavior) -> str:
    """The severity in a file that lies where the program looks."""
    target = Target(behavior.consumer, "", "certain")
    effect = Effect(target, Severity.INFO, behavior.loses, behavior.access, behavior.activation)
    return severity_of(effect._replace(verified=behavior.verified), _SEVERITIES.get(behavior.severity)).label


def _known(behavior: Behavior, dialect: Dialect, schema: Schema) -> str:
    evidence = dialect.evidence(behavior)
    date = behavior.date or evidence["date"]
    if behavior.verified:
        return ", ".join(part for part in (_kind(evidence), schema.consumers[behavior.consumer].version, date) if part)
    told = "" if evidence["kind"] in _SEEN else f"{_kind(evidence)}, "
    return f"{told}not verified, {date}"


def _kind(source: Mapping[str, str]) -> str:
    return words.SOURCES[source["kind"]]


def reader_evidence(reader: Reader, schema: Schema) -> str:
    """How it is known what a reader makes of broken syntax: by what kinds of sources, which version, and when."""
    product = schema.data["products"][schema.consumers[reader.consumer].product]
    data = next(
        one for one in product["readers"] if (one["consumer"], one["dialect"]) == (reader.consumer, reader.dialect)
    )
    sources = product["sources"]
    named = [sources[name] for name in data.get("source") or list(sources)[:1]]
    kinds = list(dict.fromkeys(_kind(one) for one in named if reader.verified or one["kind"] not in _SEEN))
    known = f"partly {', partly '.join(kinds)}" if len(kinds) > 1 else "".join(kinds)
    doubt = "" if reader.verified else "not verified"
    version = f"version {reader.version}" if reader.version else ""
    return ", ".join(part for part in (known, doubt, version, reader.date) if part)


def _reader(reader: Reader, dialect: Dialect, schema: Schema) -> Iterator[str]:
    """What the reader makes of broken syntax; nothing where it was never seen with any."""
    groups: dict[str, dict[str, None]] = {}
    for cause, outcome in reader.outcomes.items():
        text = cause_words(cause, dialect)
        if text:
            groups.setdefault(lost_words(outcome, schema.title(reader.consumer)), {})[text] = None
    if groups:
        what = of_format("Broken front matter", dialect)
        yield f"<details><summary>{what}, cause by cause ({reader_evidence(reader, schema)})</summary>"
        for effect, causes in groups.items():
            yield f"{effect}:"
            yield listed(causes)
        yield f"Where keys are lost: {reader.fallback}" if reader.fallback else ""
        yield "</details>"
