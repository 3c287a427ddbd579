"""The shared vocabulary: what a key, section, label or tag means, whatever a dialect calls it."""

from __future__ import annotations

from pydantic import model_validator

from agentls.schema.models.words import Identifier, Model


class Member(Model):
    """A key, section, label or tag of a dialect that stands for a concept."""

    dialect: str
    key: str = ""
    section: str = ""
    label: str = ""
    tag: str = ""

    @model_validator(mode="after")
    def _one(self) -> Member:
        if sum(map(bool, (self.key, self.section, self.label, self.tag))) != 1:
            raise ValueError("a member names exactly one of key, section, label, tag")
        return self


class Concept(Model):
    """What a section, tag or key means, whatever a dialect calls it."""

    title: str
    doc: str
    members: list[Member]


class ConceptsFile(Model):
    """`schemas/concepts.yaml`."""

    concepts: dict[Identifier, Concept]
