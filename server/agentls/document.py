"""One agent file: source, syntax, dialect and targets."""

from __future__ import annotations

from agentls.config import Settings
from agentls.detect import Detected, detect
from agentls.facts import KeyUse, ToolUse, key_uses, names_pairs, tool_uses
from agentls.parse import Format, Syntax, format_of, parse
from agentls.schema.keys import Key
from agentls.schema.lookup import Dialect, Schema
from agentls.syntax.copied import Restored, restore
from agentls.syntax.tree import Value
from agentls.text import SourceText


class Document:
    """A parsed and recognized file. Disk and editor buffers end in the same constructor, `open_document`.

    `restored` is the original of a text that was copied from a web page; dialect and targets are those of the original.
    `format` is what it was parsed as.
    """

    def __init__(
        self,
        path: str,
        syntax: Syntax,
        detected: Detected,
        dialect: Dialect | None,
        restored: Restored | None = None,
        format: Format = "markdown",  # noqa: A002  # it is called so everywhere
    ) -> None:
        self.path = path
        self.syntax = syntax
        self.detected = detected
        self.dialect = dialect
        self.restored = restored
        self.format: Format = format
        self._key_uses: dict[tuple[int, int | None], tuple[KeyUse, ...]] = {}
        self._tool_uses: dict[tuple[object, ...], tuple[ToolUse, ...]] = {}
        self._names: dict[int, frozenset[str]] = {}

    def key_uses(self, dialect: Dialect, cut: int | None) -> tuple[KeyUse, ...]:
        """Keys as a dialect has them, down to an offset (None: all). Readers of one dialect share the answer."""
        question = id(dialect), cut
        if question not in self._key_uses:
            entries = self.syntax.front.entries if self.syntax.front else ()
            seen = tuple(entry for entry in entries if cut is None or entry.key.span.start < cut)
            self._key_uses[question] = tuple(key_uses(seen, dialect.keys))
        return self._key_uses[question]

    def tool_uses(self, key: Key, value: Value) -> tuple[ToolUse, ...]:
        """The tools that a value of this document names. Readers that take it apart alike share the answer."""
        question = id(value), key.separators, names_pairs(key)  # the document keeps its values: an id stands for one
        if question not in self._tool_uses:
            self._tool_uses[question] = tool_uses(self.source, key, value)
        return self._tool_uses[question]

    def key_names(self, cut: int | None) -> frozenset[str]:
        """Names of the top-level keys down to an offset (None: all)."""
        if cut is None:
            return self.syntax.key_set
        if cut not in self._names:
            entries = self.syntax.front.entries if self.syntax.front else ()
            self._names[cut] = frozenset(entry.name for entry in entries if entry.key.span.start < cut)
        return self._names[cut]

    @property
    def source(self) -> SourceText:
        """The text of the file."""
        return self.syntax.source


def open_document(path: str, source: SourceText, schema: Schema, settings: Settings) -> Document | None:
    """Parse and recognize a file; None when it is no agent file. The path is absolute, with forward slashes."""
    syntax = parse(source, _format(path, schema, settings))
    restored = None
    seen = syntax
    if syntax.copy:
        restored = restore(source, syntax.copy, schema.section_titles)
        seen = parse(source.with_text(restored.text), "markdown")
    detected = detect(path, seen, schema, settings)
    if detected is None:
        return None
    dialect = schema.dialects[detected.dialect] if detected.dialect else None
    return Document(path, syntax, detected, dialect, restored)


def typed_on(before: Document, source: SourceText, schema: Schema, settings: Settings) -> Document | None:
    """A file that was recognized, with another text that does not show what it is: while somebody types, it is broken.

    None where the new text has no front matter any more, not even a broken one: then it is another file.
    """
    syntax = parse(source, _format(before.path, schema, settings))
    return Document(before.path, syntax, before.detected, before.dialect) if syntax.front else None


def _format(path: str, schema: Schema, settings: Settings) -> Format:
    """The format by the extension; where that says nothing, whole YAML where the file's dialect is such a format."""
    by_name = format_of(path)
    if by_name != "markdown" or path.endswith(".md"):
        return by_name
    named = settings.dialect or settings.dialect_here
    chosen = [named] if named else [place.dialect for place in schema.places_of(path)]
    return "yaml" if any(schema.dialects[name].format_kind == "yaml" for name in chosen) else by_name
