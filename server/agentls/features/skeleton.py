"""A whole new file of a dialect: the keys that it needs, then its sections or tags, each to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from agentls.features.forms import block_value, data_value, name_of, quoted, tag_snippet, toml_name
from agentls.rules.names import fitting
from agentls.rules.sections import RECOMMENDED
from agentls.schema.bodies import Label, Section
from agentls.schema.keys import Key
from agentls.schema.lookup import Dialect
from agentls.snippets import FILE_NAME, escaped, filled, renumbered

_MOST_USUAL = 3
"""So many keys are proposed where none is needed."""
_BODY = "${1:Say here what to do, and how.}"


class Skeleton(NamedTuple):
    """A new file: as text with proposals, and as a snippet. Lines end in a line feed."""

    text: str
    snippet: str


def skeleton(dialect: Dialect, name: str) -> Skeleton:
    """The file of a dialect; `name` is what it is called, empty where that is not known."""
    if dialect.format_kind in ("toml", "json", "yaml"):
        return _joined(dialect, [_data(dialect, name)])
    head = [_fenced(dialect, name)] if has_front_matter(dialect) else []
    return _joined(dialect, [*head, *_body(dialect)])


def has_front_matter(dialect: Dialect) -> bool:
    """Whether a file of the dialect may begin with front matter, and there is a key to put there."""
    return dialect.format_kind in ("markdown", "mdc") and dialect.frontmatter != "none" and bool(_keys(dialect))


def front_matter(dialect: Dialect, name: str) -> Skeleton:
    """The front matter alone, with its fences and a line ending behind."""
    return _joined(dialect, [_fenced(dialect, name)])


def name_by_path(path: str) -> str:
    """What a new file at a path is called: its stem, or its folder where the file's name is a fixed one."""
    folder, _, file = path.rpartition("/")
    stem = file.split(".", 1)[0]
    return folder.rpartition("/")[2] if stem.isupper() else stem


def _named(dialect: Dialect, key: Key, name: str) -> str:
    """The name in the form that is due, where the key is the one that holds it; else an empty string."""
    holds = dialect.data.get("identity", {}).get("key") == key.path or FILE_NAME in key.snippet
    return fitting(key, name) if holds and name else ""


def _joined(dialect: Dialect, parts: Iterable[str]) -> Skeleton:
    """Join parts, with their places numbered through."""
    snippet = _lines(parts, "\n\n") + "\n"
    return Skeleton(filled(snippet, f"new-{dialect.role}"), snippet)


def _lines(parts: Iterable[str], separator: str = "\n") -> str:
    """Join snippets that number their places from 1 each."""
    number, written = 1, []
    for part in parts:
        text, number = renumbered(part, number)
        written.append(text)
    return separator.join(written)


def _fenced(dialect: Dialect, name: str) -> str:
    return f"---\n{_lines(_block_key(key, _named(dialect, key, name)) for key in _keys(dialect))}\n---"


def _block_key(key: Key, name: str) -> str:
    value = _place(quoted(name, "block")) if name else block_value(key, 0)
    return f"{escaped(quoted(name_of(key), 'block'))}:{'' if value.startswith(chr(10)) else ' '}{value}"


def _data(dialect: Dialect, name: str) -> str:
    keys = _keys(dialect)
    if dialect.format_kind == "yaml":
        return _lines(_block_key(key, _named(dialect, key, name)) for key in keys)
    if dialect.format_kind == "toml":
        return _lines(f"{toml_name(key.path)} = {_data_value(dialect, key, name)}" for key in keys)
    entries = (f"  {quoted(key.path, 'json')}: {_data_value(dialect, key, name)}" for key in keys)
    return "{\n" + _lines(entries, ",\n") + "\n}"


def _data_value(dialect: Dialect, key: Key, name: str) -> str:
    called = _named(dialect, key, name)
    return _place(quoted(called, dialect.format_kind)) if called else data_value(key, dialect.format_kind)


def _place(text: str) -> str:
    return "${1:" + escaped(text) + "}"


def _keys(dialect: Dialect) -> list[Key]:
    """The keys that such a file needs; where it needs none, the first ones that are usual."""
    body_key = dialect.data.get("format", {}).get("body_key", "")
    current = [key for key in dialect.keys.values() if not key.deprecated and not key.until and not key.line]
    needed = [key for key in current if key.required or key.required_by or key.recommended or key.path == body_key
              or (key.presence or 0) >= RECOMMENDED]  # fmt: skip
    return needed or [key for key in current if key.snippet][:_MOST_USUAL]


def _body(dialect: Dialect) -> Iterator[str]:
    """The text: tags or sections and labels where the dialect has such, else a line to replace, or none at all."""
    if any(limit.max == 0 for limit in dialect.body.limits if "body" in limit.of):
        return
    tags = [tag for tag in dialect.tags if not tag.cardinality.startswith("0")]
    sections = _usual(dialect.sections)
    labels = [label for label in dialect.labels if (label.presence or 0) >= RECOMMENDED]
    for tag in tags:
        yield tag_snippet(tag, "")
    for section in sections:
        yield _section(section)
    for label in labels:
        yield _label(label)
    if not (tags or sections or labels):
        yield _BODY


def _usual(sections: Iterable[Section]) -> list[Section]:
    return [section for section in sections if (section.presence or 0) >= RECOMMENDED]


def _section(section: Section) -> str:
    heading = f"{'#' * section.level} {escaped(section.written or section.title)}"
    labels = [_label(label) for label in section.labels if label.written not in section.snippet]
    parts = [heading, section.snippet or "$1", *labels]
    return _lines(parts, "\n\n")


def _label(label: Label) -> str:
    gap = "\n" if label.written.endswith((":", "**")) else " "
    return f"{escaped(label.written)}{gap}{label.snippet or '$1'}"
