"""The document that a feature looks at, with all that is known around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from agentls.analysis import views_of
from agentls.config import Settings
from agentls.document import Document
from agentls.faults import View
from agentls.schema.lookup import Dialect, Schema
from agentls.workspace import Names


@dataclass(frozen=True)
class Page:
    """A document with the schema and the settings that hold for it, and the names of its workspace."""

    document: Document
    schema: Schema
    settings: Settings
    names: Names

    @property
    def text(self) -> str:
        """The text of the document; offsets count its code points."""
        return self.document.source.text

    @cached_property
    def views(self) -> tuple[View, ...]:
        """The document as each of its targets reads it, and as its own house style has it."""
        return views_of(self.document, self.schema)

    @cached_property
    def dialects(self) -> tuple[Dialect, ...]:
        """Dialects whose keys, sections and tags are offered here: the document's own, then those of its targets.

        A product that merely reads the place, too, offers nothing, unless the user named it or there is no other.
        """
        own = (self.document.dialect,) if self.document.dialect else ()
        targets = self.document.detected.targets
        meant = [target for target in targets if target.chosen or target.certainty != "also"] or list(targets)
        found = (*own, *(self.schema.dialects[target.dialect] for target in meant))
        return tuple({dialect.id: dialect for dialect in found}.values())

    @cached_property
    def consumers(self) -> tuple[str, ...]:
        """Ids of the products that the document is for; empty when nobody in particular reads it."""
        targets = self.document.detected.targets
        meant = [target for target in targets if target.chosen or target.certainty != "also"] or list(targets)
        return tuple(dict.fromkeys(target.consumer for target in meant))
