"""`agentls explain`."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterable, Iterator

from agentls.cli.console import UsageError, columns_of, write
from agentls.cli.names import unknown
from agentls.cli.settings import finder_of, told_wrong
from agentls.features import docs, words
from agentls.paths import working_folder
from agentls.rules import RULES
from agentls.schema.bodies import Label, Section, Tag, bare_title, walk_sections
from agentls.schema.keys import Key
from agentls.schema.lookup import Dialect, Schema

_COLUMNS = 100


def run(options: argparse.Namespace) -> int:
    """Print what is known of a name. Raises UsageError when nothing has it; 2 when a file of one's own is wrong."""
    folder = working_folder()
    finder = finder_of(options, folder)
    schema = finder.schema(folder)
    name = " ".join(options.name)
    width = min(_COLUMNS, columns_of(sys.stdout, _COLUMNS))
    texts = [_page(name)] if name in RULES else []
    texts += [_wrapped(text, width) for text in _known(name, schema)]
    if not texts:
        raise UsageError(unknown(name, list(dict.fromkeys(_names(schema))), "rule, dialect, key, tool, section or tag"))
    write("\n\n".join(texts) + "\n")
    return told_wrong(finder, folder)


def _page(rule: str) -> str:
    """The rule's page without its head, which is for programs."""
    return RULES[rule].page().partition("\n---\n")[2].strip()


def _wrapped(text: str, width: int) -> str:
    lines = (
        textwrap.fill(line, width, subsequent_indent="  " if line.startswith("- ") else "", break_on_hyphens=False)
        for line in words.unescaped(text).split("\n")
    )
    return "\n".join(lines)


def _known(name: str, schema: Schema) -> Iterator[str]:
    """All that has the name: a dialect, keys, tools, and parts of the text."""
    if name in schema.dialects:
        dialect = schema.dialects[name]
        names = "".join(f"\n- {fact}" for fact in docs.dialect_names(dialect, schema))
        yield docs.dialect_docs(dialect, schema) + names
    for dialect in schema.dialects.values():
        yield from _keys(name, dialect, schema)
    for catalog in schema.catalogs.values():
        if catalog.tool(name) or name in catalog.retired:
            yield docs.tool_docs(name, catalog, schema)
    for dialect in schema.dialects.values():
        yield from _body(name, dialect, schema)


def _keys(name: str, dialect: Dialect, schema: Schema) -> Iterator[str]:
    """Keys of that path or last name; those that the dialect has at many places with the same words appear once."""
    found = [key for key in _all_keys(dialect) if name in (key.path, _last(key))]
    for key in {key.doc: key for key in reversed(found)}.values():
        elsewhere = sum(key.doc == other.doc for other in found) - 1
        places = f"\n\nThe same at {elsewhere} other places." if elsewhere else ""
        yield docs.key_docs(key, dialect, schema) + places


def _all_keys(dialect: Dialect) -> Iterator[Key]:
    for key in dialect.keys.values():
        yield from key.walk()


def _last(key: Key) -> str:
    return key.path.rpartition(".")[2]


def _body(name: str, dialect: Dialect, schema: Schema) -> Iterator[str]:
    """The section, the labels and the tags of that name, however they are decorated or put in brackets."""
    section = dialect.titles.find(name)
    if section:
        yield docs.section_docs(section, dialect, schema)
    for label in _labels(dialect):
        if bare_title(name) in map(bare_title, (label.title, *label.synonyms)):
            yield docs.label_docs(label, dialect, schema)
    tags = {tag.name: tag for tag in _tags(dialect)}
    tag = tags.get(name.strip("</>"))
    if tag:
        yield docs.tag_docs(tag, dialect, schema)


def _sections(dialect: Dialect) -> Iterable[Section]:
    return walk_sections(dialect.sections)


def _labels(dialect: Dialect) -> Iterator[Label]:
    yield from dialect.labels
    for section in _sections(dialect):
        yield from section.labels


def _tags(dialect: Dialect) -> Iterator[Tag]:
    for tag in dialect.tags:
        yield from tag.walk()


def _names(schema: Schema) -> Iterator[str]:
    """Every name that can be explained."""
    yield from RULES
    yield from schema.dialects
    for dialect in schema.dialects.values():
        for key in _all_keys(dialect):
            yield from (key.path, _last(key))
        yield from (section.title for section in _sections(dialect))
        yield from (label.title for label in _labels(dialect))
        yield from (tag.name for tag in _tags(dialect))
    for catalog in schema.catalogs.values():
        yield from (*catalog.tools, *catalog.retired)
