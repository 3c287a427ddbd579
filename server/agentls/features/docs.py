"""What the schema knows of a key, a value, a tool, a section, a label, a tag, a variable or a dialect, in Markdown.

One place for all who tell it: hover, completion, `agentls explain` and the reference pages. Each text begins with a
line that names the thing, then says what it does, then its facts as a list, then where that is known from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from agentls.features import words
from agentls.schema.bodies import Label, Placeholder, Section, Tag
from agentls.schema.concepts import Member
from agentls.schema.keys import Key
from agentls.schema.lookup import Dialect, Schema
from agentls.schema.products import Catalog, RetiredTool, Tool, ToolPattern

_COMMON = 6
"""How many must call something the same for each that does not, so that the others are not worth telling."""


def key_docs(key: Key, dialect: Dialect, schema: Schema) -> str:
    """What a key does, what it takes, who needs it, and what other dialects call it."""
    head = f"{words.code(key.path)} · key of {dialect.title} · {words.types(key)}"
    facts = [*words.needed(key, schema), *key_facts(key, dialect, schema)]
    return _page(head, key.doc, facts, words.evidence(key, dialect.sources))


def value_docs(key: Key, value: str, dialect: Dialect, schema: Schema) -> str:
    """What a value of a key means: a tool, one of its fixed values, or just a value of that key."""
    catalog = schema.catalogs.get(key.tools)
    told = tool_docs(value, catalog, schema, key.path) if catalog else ""
    if told:
        return told
    facts = [f"Without the key: {key.default}"] if key.default else []
    head = f"{words.code(value)} · value of {words.code(key.path)} in {dialect.title}"
    return _page(head, key.value_docs.get(value, key.doc), facts, words.evidence(key, dialect.sources))


def tool_docs(name: str, catalog: Catalog, schema: Schema, key: str = "") -> str:
    """What a tool does and what it is called elsewhere; an empty string where the catalog knows no such name.

    `key` is the path of the key that names it: some forms of names count only in some keys.
    """
    tool = catalog.tool(name)
    if tool:
        kind = "set of tools" if tool.kind == "set" else "tool"
        head = f"{words.code(tool.name)} · {kind} of {catalog.title}"
        return _page(head, tool.doc, tool_facts(tool, catalog, schema), words.evidence_of_tool(tool, catalog))
    if name in catalog.retired:
        return _retired(catalog.retired[name], catalog)
    pattern = catalog.pattern(name, key)
    return _pattern(name, pattern, catalog) if pattern else ""


def section_docs(section: Section, dialect: Dialect, schema: Schema) -> str:
    """What belongs into a section, how usual it is, and what other dialects call it."""
    head = f"**{section.title}** · section of {dialect.title}"
    facts = [f"Written {words.heading(section)}", *section_facts(section, dialect, schema)]
    return _page(head, section.doc, facts, words.evidence(section, dialect.sources))


def label_docs(label: Label, dialect: Dialect, schema: Schema) -> str:
    """What stands below a label, how usual it is, and what other dialects call it."""
    head = f"{words.code(label.written)} · label of {dialect.title}"
    return _page(head, label.doc, label_facts(label, dialect, schema), words.evidence(label, dialect.sources))


def tag_docs(tag: Tag, dialect: Dialect, schema: Schema) -> str:
    """What a tag holds, how often it stands in a file, its attributes, and what other dialects call it."""
    head = f"{words.code(f'<{tag.name}>')} · tag of {dialect.title}"
    facts = [*words.usual(tag.presence), words.often(tag.cardinality), *tag_facts(tag, dialect, schema)]
    return _page(head, tag.doc, facts, words.evidence(tag, dialect.sources))


def attribute_docs(name: str, tag: Tag, dialect: Dialect, schema: Schema) -> str:
    """What an attribute of a tag says; an empty string where the tag has no such attribute."""
    data = tag.attributes.get(name)
    if data is None:
        return ""
    head = f"{words.code(name)} · attribute of {words.code(f'<{tag.name}>')} in {dialect.title}"
    return _page(head, data["doc"], _attribute_facts(data, schema), words.source_of(data, tag, dialect.sources))


def placeholder_docs(placeholder: Placeholder, dialect: Dialect, schema: Schema) -> str:
    """What a variable of the text turns into, or that it stays as it is."""
    kind = "variable" if placeholder.expanded else "stays as it is"
    head = f"{words.code(placeholder.written)} · {kind} in {dialect.title}"
    facts = placeholder_facts(placeholder, schema)
    return _page(head, placeholder.doc, facts, words.evidence(placeholder, dialect.sources))


def dialect_docs(dialect: Dialect, schema: Schema) -> str:
    """What kind of file it is, who reads it where, and the address of its official page."""
    head = f"**{dialect.title}** · {words.KINDS[dialect.kind]}"
    return _page(head, dialect.summary, dialect_facts(dialect, schema), "")


def key_facts(key: Key, dialect: Dialect, schema: Schema) -> list[str]:
    """Sentences about a key besides what it does and who needs it: values, default, limits, other names."""
    return [
        *words.values(key),
        *words.limits(key),
        *([f"Without it: {key.default}"] if key.default else []),
        *words.life(key),
        *_combined(key),
        *([f"Only for {words.consumers(key.consumers, schema)}"] if key.consumers else []),
        *([f"Wrong names: {words.codes(key.misspellings)}"] if key.misspellings else []),
        *elsewhere(Member(dialect.id, "key", key.path), schema),
    ]


def tool_facts(tool: Tool, catalog: Catalog, schema: Schema) -> list[str]:
    """Sentences about a tool besides what it does: argument, other names, who has it, names in other products."""
    return [
        *_also_written(tool.aliases),
        *_argument(tool.argument),
        *([f"Only in {words.consumers(tool.consumers, schema)}"] if tool.consumers else []),
        *([tool.availability] if tool.availability else []),
        *([f"Since {tool.since}"] if tool.since else []),
        *(["Deprecated"] if tool.deprecated else []),
        *_same_tool(tool, catalog, schema),
    ]


def section_facts(section: Section, dialect: Dialect, schema: Schema) -> list[str]:
    """Sentences about a section besides what belongs into it."""
    return [
        *words.usual(section.presence),
        *_also_written(section.titles[1:]),
        *elsewhere(Member(dialect.id, "section", section.title), schema),
    ]


def label_facts(label: Label, dialect: Dialect, schema: Schema) -> list[str]:
    """Sentences about a label besides what stands below it."""
    return [
        *words.usual(label.presence),
        *_also_written(label.synonyms),
        *elsewhere(Member(dialect.id, "label", label.title), schema),
    ]


def tag_facts(tag: Tag, dialect: Dialect, schema: Schema) -> list[str]:
    """Sentences about a tag besides what it holds and how often it stands there."""
    attributes = [f"{words.code(name)}: {data['doc']}" for name, data in tag.attributes.items()]
    inner = [f"Holds {words.codes(f'<{inner.name}>' for inner in tag.tags)}"] if tag.tags else []
    return [*attributes, *inner, *elsewhere(Member(dialect.id, "tag", tag.name), schema)]


def placeholder_facts(placeholder: Placeholder, schema: Schema) -> list[str]:
    """Sentences about a variable besides what it turns into."""
    return [
        *([f"Instead: {placeholder.instead}"] if placeholder.instead else []),
        *([f"Names: {words.codes(placeholder.names)}"] if placeholder.names else []),
        *([f"Declared in {words.code(placeholder.declared_in)}"] if placeholder.declared_in else []),
        *([f"Permitted by {words.code(placeholder.allowed_by)}"] if placeholder.allowed_by else []),
        *([f"That file may bring in others, at most {placeholder.max_depth} deep"] if placeholder.max_depth else []),
        *([] if placeholder.in_code or not placeholder.expanded else ["Not inside code"]),
        *([f"In {words.codes(placeholder.keys)}"] if placeholder.keys else []),
        *([f"Only for {words.consumers(placeholder.consumers, schema)}"] if placeholder.consumers else []),
    ]


def dialect_facts(dialect: Dialect, schema: Schema) -> list[str]:
    """Sentences about a dialect: who reads it where, what it is made for, its official page."""
    readers: dict[str, list[str]] = {}
    for place in schema.places:
        if place.dialect == dialect.id and place.certainty == "certain":
            for consumer in place.consumers:
                scope = "" if place.scope == "project" else f" ({place.scope})"
                readers.setdefault(schema.title(consumer), []).append(words.code(place.glob) + scope)
    made = [f"{schema.title(consumer)} ({schema.dialects[name].title})" for consumer, name in dialect.made_for]
    return [
        *(f"{reader} reads {', '.join(dict.fromkeys(globs))}" for reader, globs in readers.items()),
        *([f"Made for {words.joined(made)}"] if made else []),
        *([f"[Official page]({dialect.docs})"] if dialect.docs else []),
    ]


def dialect_names(dialect: Dialect, schema: Schema) -> list[str]:
    """Sentences with the names that a dialect has: its keys, and the tools of its catalogs."""
    keys = [key for top in dialect.keys.values() for key in top.walk()]
    catalogs = [schema.catalogs[name] for name in dict.fromkeys(key.tools for key in keys) if name in schema.catalogs]
    return [
        *([f"Keys: {words.codes(dialect.keys)}"] if dialect.keys else []),
        *(f"Tools of {catalog.title}: {words.codes(catalog.tools)}" for catalog in catalogs),
    ]


def elsewhere(member: Member, schema: Schema) -> Iterator[str]:
    """A sentence with the names that other dialects have for the same, where they differ from this one.

    Nothing where nearly all call it the same.
    """
    others = [other for other in schema.concepts.elsewhere(member) if other.dialect in schema.dialects]
    alike = {other.dialect for other in others if (other.kind, _last(other)) == (member.kind, _last(member))}
    names: dict[str, list[str]] = {}
    for other in others:
        if other.dialect not in alike:
            names.setdefault(words.member(other), []).append(schema.dialects[other.dialect].title)
    if names and len(alike) < _COMMON * sum(map(len, names.values())):
        yield f"Elsewhere: {words.grouped(names)}"


def _last(member: Member) -> str:
    """What people call it: a key by the last part of its path."""
    return member.name.rpartition(".")[2] if member.kind == "key" else member.name


def _same_tool(tool: Tool, catalog: Catalog, schema: Schema) -> Iterator[str]:
    names: dict[str, list[str]] = {}
    for other in schema.catalogs.values():
        for name in other.with_capability(tool.capability) if other.id != catalog.id else ():
            names.setdefault(words.code(name), []).append(other.title)
    if names:
        yield f"Elsewhere: {words.grouped(names)}"


def _retired(tool: RetiredTool, catalog: Catalog) -> str:
    return _page(
        f"{words.code(tool.name)} · former tool of {catalog.title}",
        tool.doc,
        retired_facts(tool),
        words.evidence_of_tool(tool, catalog),
    )


def retired_facts(tool: RetiredTool) -> list[str]:
    """Sentences about a name that a product no longer has."""
    instead = [f"Use {words.code(tool.successor)} instead"] if tool.successor else []
    nothing = [] if tool.successor or tool.doc else ["Nothing has taken its place"]
    return [*instead, *nothing, *(["The old name still works"] if tool.resolves else [])]


def _pattern(name: str, pattern: ToolPattern, catalog: Catalog) -> str:
    head = f"{words.code(name)} · {words.code(words.pattern(pattern.glob))} of {catalog.title}"
    return _page(head, pattern.doc, (), words.evidence_of_tool(pattern, catalog))


def _argument(argument: Mapping[str, Any]) -> Iterator[str]:
    if argument:
        examples = argument.get("examples", ())
        such = f", such as {words.codes(examples)}" if examples else ""
        doc = f": {argument['doc']}" if argument.get("doc") else ""
        yield f"With an argument {words.code(argument['written'])}{such}{doc}"


def _attribute_facts(data: Mapping[str, Any], schema: Schema) -> Iterator[str]:
    if data.get("required"):
        yield "Required"
    if data.get("values"):
        yield f"Values: {words.codes(data['values'])}"
    if data.get("tools") in schema.catalogs:
        yield f"Names a tool of {schema.catalogs[data['tools']].title}"


def _combined(key: Key) -> Iterator[str]:
    for one in key.combinations:
        when = words.joined([words.code(value) for value in one.value], "or")
        yield f"With {when}: {one.doc}" if when else one.doc


def _also_written(names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"Also written {words.codes(names)}"


def _page(head: str, doc: str, facts: Iterable[str], evidence: str) -> str:
    listed = "\n".join(f"- {words.prose(fact)}" for fact in facts)
    return "\n\n".join(part for part in (head, words.prose(doc), listed, evidence) if part)
