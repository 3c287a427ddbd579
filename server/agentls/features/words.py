"""Words for what the schema says in fields: types, values, limits, sources; pieces of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from agentls.schema.bodies import Label, Placeholder, Section, Tag
from agentls.schema.concepts import Member
from agentls.schema.keys import Key, Limit
from agentls.schema.lookup import Schema
from agentls.schema.products import Catalog, RetiredTool, Tool, ToolPattern

Fact = Key | Section | Label | Tag | Placeholder
"""A record of the schema that says where it is known from."""

KINDS = {"official": "format of a product", "community": "house style"}
SOURCES = {
    "executed": "seen by running it",
    "docs": "documentation",
    "source": "source code",
    "types": "type declarations",
    "issue": "an issue",
    "measured": "counted",
}
_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "list": "list",
    "mapping": "mapping",
}
_SHOWN = 3
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.S)
_ESCAPED = re.compile(r"\\([<*])")
_ITSELF = re.compile(r"\[([*?\[])\]")
_SIGNS = re.compile(r"(?<!\\)[<*]")
_ESCAPED = re.compile(r"\\([<*])")


def code(text: str) -> str:
    """Text as code, also where it holds backticks; on one line."""
    flat = " ".join(text.split()) or text
    if "`" not in flat:
        return f"`{flat}`"
    return f"`` {flat} ``"


def prose(text: str) -> str:
    """A sentence of the schema as Markdown: signs of tags and of emphasis are shown as they are."""
    pieces: list[str] = []
    last = 0
    for span in _CODE.finditer(text):
        pieces += [_SIGNS.sub(r"\\\g<0>", text[last : span.start()]), span.group()]
        last = span.end()
    return "".join([*pieces, _SIGNS.sub(r"\\\g<0>", text[last:])])


def unescaped(text: str) -> str:
    """Such Markdown as a terminal shows it: without the signs that keep others from meaning something."""
    pieces: list[str] = []
    last = 0
    for span in _CODE.finditer(text):
        pieces += [_ESCAPED.sub(r"\1", text[last : span.start()]), span.group()]
        last = span.end()
    return "".join([*pieces, _ESCAPED.sub(r"\1", text[last:])])


def pattern(glob: str) -> str:
    """A glob over names as a person writes it: signs that stand for themselves are not in brackets."""
    return _ITSELF.sub(r"\1", glob)


def codes(names: Iterable[str]) -> str:
    """Names as code, with commas between them."""
    return ", ".join(map(code, names))


def joined(words: Sequence[str], last: str = "and") -> str:
    """Words with commas between them and a word before the last."""
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def some(titles: Sequence[str]) -> str:
    """The first titles, and how many more there are."""
    more = len(titles) - _SHOWN
    return ", ".join(titles) if more <= 1 else f"{', '.join(titles[:_SHOWN])} and {more} more"


def grouped(names: Mapping[str, Sequence[str]]) -> str:
    """Names, each with the titles of those that have it; names of the same ones stand together."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, titles in names.items():
        groups.setdefault(tuple(titles), []).append(name)
    return "; ".join(f"{', '.join(group)} in {some(titles)}" for titles, group in groups.items())


def consumers(names: Iterable[str], schema: Schema) -> str:
    """Titles of programs."""
    return joined([schema.title(name) for name in names])


def types(key: Key) -> str:
    """What a key takes, in words."""
    return " or ".join(_TYPES[name] for name in key.types)


def needed(key: Key, schema: Schema) -> Iterator[str]:
    """Whether a key must stand in the file, and for whom."""
    if key.required_by:
        yield f"Required by {consumers(key.required_by, schema)}"
    elif key.required:
        yield "Required"
    elif key.recommended:
        yield "Recommended"


def values(key: Key) -> Iterator[str]:
    """The values of a key with what each means."""
    if key.values:
        told = ", ".join(_value(one, key.value_docs.get(one, "")) for one in key.values)
        yield f"{'For example' if key.open_values else 'Values'}: {told}"


def _value(value: str, doc: str) -> str:
    return f"{code(value)} ({doc.removesuffix('.')})" if doc else code(value)


def limits(key: Key) -> Iterator[str]:
    """Limits and forms of a key's values."""
    for limit in key.limits:
        yield limit_words(limit)
    yield from (check.doc for check in key.checks)


def limit_words(limit: Limit) -> str:
    """A limit as a sentence: its own, or `At most 64 characters`."""
    if limit.doc:
        return limit.doc
    bounds = [f"at least {_number(limit.min)}"] if limit.min is not None else []
    bounds += [f"at most {_number(limit.max)}"] if limit.max is not None else []
    unit = "" if limit.unit == "number" else f" {limit.unit}"
    text = f"{joined(bounds)}{unit}"
    return f"{text[:1].upper()}{text[1:]}"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"


def life(key: Key) -> Iterator[str]:
    """Since and until when there is a key, and what has taken its place."""
    if key.since:
        yield f"Since {key.since}"
    if key.until:
        yield f"Until {key.until}"
    if key.line:
        yield f"Only in product line {key.line}"
    if key.deprecated:
        yield f"Deprecated: use {joined([code(one) for one in key.successor], 'or')}" if key.successor else "Deprecated"


def often(cardinality: str) -> str:
    """How often a tag stands in the file."""
    least, _, most = cardinality.partition("..")
    most = most or least
    if least == most:
        return "Exactly once" if least == "1" else f"Exactly {least} times"
    if most == "*":
        return "Any number of times" if least == "0" else f"At least {least} times" if least != "1" else "At least once"
    return "At most once" if (least, most) == ("0", "1") else f"{least} to {most} times"


def usual(presence: float | None) -> Iterator[str]:
    """In how many of the counted files it stands."""
    if presence is not None:
        yield f"In {presence:g} % of the files"


def heading(section: Section) -> str:
    """The heading of a section as it is usually written."""
    return code(f"{'#' * section.level} {section.written or section.title}")


def member(one: Member) -> str:
    """A name of another dialect."""
    if one.kind == "key":
        return code(one.name)
    return f"tag {code(f'<{one.name}>')}" if one.kind == "tag" else f"{one.kind} “{one.name}”"


def evidence(fact: Fact, sources: Mapping[str, Mapping[str, str]]) -> str:
    """Where a fact is known from: the sources it names, or the first of its file."""
    return _evidence(fact.source, fact.verified, sources)


def evidence_of_tool(tool: Tool | RetiredTool | ToolPattern, catalog: Catalog) -> str:
    """Where a tool is known from: its own sources, or those of its catalog."""
    return _evidence(tool.source or catalog.source, tool.verified, catalog.sources)


def source_of(data: Mapping[str, Any], holder: Fact, sources: Mapping[str, Mapping[str, str]]) -> str:
    """Where something is known from that is part of something else, whose sources are its own where it names none."""
    return _evidence(data.get("source") or holder.source, data.get("verified", True), sources)


def _evidence(names: Sequence[str], verified: bool, sources: Mapping[str, Mapping[str, str]]) -> str:
    told = [source_words(sources[name]) for name in (names or list(sources)[:1]) if name in sources]
    if not told:
        return ""
    doubt = "" if verified else " Not verified by running the product."
    return f"*Source: {'; '.join(told)}.{doubt}*"


def full_source(source: Mapping[str, str]) -> str:
    """A source with its kind, its day and where it is found."""
    return f"{source['what']} ({SOURCES[source['kind']]}, {source['date']}): {code(source['ref'])}"


def source_words(source: Mapping[str, str]) -> str:
    """A source with its day."""
    return f"{source['what']} ({source['date']})"
