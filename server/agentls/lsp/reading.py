"""One version of a document with all that is found in it, worked out when somebody asks."""

from __future__ import annotations

import os.path
from functools import cached_property

from agentls.analysis import analyze, check_source
from agentls.config.files import is_settings_file
from agentls.document import Document, open_document, typed_on
from agentls.features.page import Page
from agentls.findings import Finding
from agentls.lsp.documents import Text
from agentls.lsp.project import Rules
from agentls.workspace import Names

_FIRST_PAGE = 4096


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

    def __init__(self, text: Text, rules: Rules, names: Names, before: Document | None = None) -> None:
        """Take what is read; `before` is the document when it was recognized last."""
        self.text = text
        self.rules = rules
        self.names = names
        self.exists = Exists()
        self._before = before

    @classmethod
    def after(cls, known: Reading | None, text: Text, rules: Rules, names: Names) -> Reading:
        """A reading of a text: the known one where it still holds, else a new one with what still holds of it."""
        if known is None or not known._is_of(text, rules):
            reading = cls(text, rules, names, known._recognized(text, rules) if known else None)
            if known and known._is_plain_like(text, rules):
                reading.document = None
            return reading
        if known.names is names and known.exists.holds():
            return known
        reading = cls(text, rules, names, known._before)
        if "document" in vars(known):
            reading.document = known.document
        return reading

    @cached_property
    def document(self) -> Document | None:
        """The parsed document, None for a text that is no agent file."""
        if is_settings_file(self.text.path):
            return None
        settings, schema = self.rules
        found = open_document(self.text.path, self.text.source, schema, settings)
        if self._before and (found is None or found.dialect is None):
            return typed_on(self._before, self.text.source, schema, settings) or found
        return found

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

    def _recognized(self, text: Text, rules: Rules) -> Document | None:
        """The document as it was last recognized, where a next version of the text may go by that."""
        if (
            self.text.path != text.path
            or self.rules.schema is not rules.schema
            or self.rules.settings != rules.settings
        ):
            return None
        document = vars(self).get("document")
        return document if document and document.dialect else self._before

    def _is_plain_like(self, text: Text, rules: Rules) -> bool:
        """Whether this is no agent file, and neither is a next version, whose first page is the same.

        Whoever makes an agent file of an ordinary text begins at its top: nobody pays for a keystroke further below.
        """
        plain = "document" in vars(self) and self.document is None and len(self.text.source.text) > _FIRST_PAGE
        same = self.text.source.text[:_FIRST_PAGE] == text.source.text[:_FIRST_PAGE]
        return plain and same and self.text.path == text.path and self._is_under(rules)

    def _is_of(self, text: Text, rules: Rules) -> bool:
        return self.text.source is text.source and self.text.path == text.path and self._is_under(rules)

    def _is_under(self, rules: Rules) -> bool:
        return self.rules.schema is rules.schema and self.rules.settings == rules.settings
