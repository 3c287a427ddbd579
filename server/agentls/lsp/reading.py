"""One version of a document with all that is found in it, worked out when somebody asks."""

from __future__ import annotations

import os.path
from functools import cached_property

from agentls.analysis import analyze, check_source
from agentls.config.files import is_settings_file
from agentls.document import Document, open_document
from agentls.features.page import Page
from agentls.findings import Finding
from agentls.lsp.documents import Text
from agentls.lsp.project import Rules
from agentls.workspace import Names


class Exists:
    """Whether there is something at a path; remembers the answers, so that it can tell when they no longer hold."""

    def __init__(self) -> None:
        self.answers: dict[str, bool] = {}

    def __call__(self, path: str) -> bool:
        """Whether there is a file or folder at an absolute path."""
        if path not in self.answers:
            self.answers[path] = os.path.exists(path)
        return self.answers[path]

    def holds(self) -> bool:
        """Whether all answers are still right."""
        return all(os.path.exists(path) == answer for path, answer in self.answers.items())


class Reading:
    """A text under the settings and the schema that hold for it."""

    def __init__(self, text: Text, rules: Rules, names: Names) -> None:
        """Take what is read."""
        self.text = text
        self.rules = rules
        self.names = names
        self.exists = Exists()

    @classmethod
    def after(cls, known: Reading | None, text: Text, rules: Rules, names: Names) -> Reading:
        """A reading of a text: the known one where it still holds, else a new one with what still holds of it."""
        if known is None or not known._is_of(text, rules):
            return cls(text, rules, names)
        if known.names is names and known.exists.holds():
            return known
        reading = cls(text, rules, names)
        if "document" in vars(known):
            reading.document = known.document
        return reading

    @cached_property
    def document(self) -> Document | None:
        """The parsed document, None for a text that is no agent file."""
        if is_settings_file(self.text.path):
            return None
        return open_document(self.text.path, self.text.source, self.rules.schema, self.rules.settings)

    @cached_property
    def page(self) -> Page | None:
        """What features look at, None for a text that is no agent file."""
        return Page(self.document, self.rules.schema, self.rules.settings, self.names) if self.document else None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, by place."""
        settings, schema = self.rules
        if is_settings_file(self.text.path):
            return check_source(self.text.path, self.text.source, settings, schema).findings
        if self.document is None:
            return ()
        return tuple(analyze(self.document, schema, settings, self.exists if self.text.on_disk else None))

    def _is_of(self, text: Text, rules: Rules) -> bool:
        same = self.text.source is text.source and self.text.path == text.path
        return same and self.rules.schema is rules.schema and self.rules.settings == rules.settings
