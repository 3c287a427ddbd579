"""One agent file: source, syntax, dialect and targets."""

from __future__ import annotations

from dataclasses import dataclass, replace

from agentls.config import Settings
from agentls.detect import Detected, detect
from agentls.parse import Syntax, format_of, parse
from agentls.schema.lookup import Dialect, Schema
from agentls.syntax.copied import Restored, restore
from agentls.text import SourceText


@dataclass(frozen=True)
class Document:
    """A parsed and recognized file. Disk and editor buffers end in the same constructor, `open_document`.

    `restored` is the original of a text that was copied from a web page; dialect and targets are those of the original.
    """

    path: str
    syntax: Syntax
    detected: Detected
    dialect: Dialect | None
    restored: Restored | None = None

    @property
    def source(self) -> SourceText:
        """The text of the file."""
        return self.syntax.source


def open_document(path: str, source: SourceText, schema: Schema, settings: Settings) -> Document | None:
    """Parse and recognize a file; None when it is no agent file. The path is absolute, with forward slashes."""
    syntax = parse(source, format_of(path))
    restored = None
    seen = syntax
    if syntax.copy:
        restored = restore(source, syntax.copy, schema.section_titles)
        seen = parse(replace(source, text=restored.text, _line_starts=[]), "markdown")
    detected = detect(path, seen, schema, settings)
    if detected is None:
        return None
    dialect = schema.dialects[detected.dialect] if detected.dialect else None
    return Document(path, syntax, detected, dialect, restored)
