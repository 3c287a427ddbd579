"""A file of `schemas/products/`: consumers, and how they read front matter."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from agentls.schema.models.places import NearMiss, Place, ServerFile
from agentls.schema.models.tools import Catalog
from agentls.schema.models.words import (
    Date,
    Fact,
    Form,
    Identifier,
    Loses,
    Model,
    Names,
    Rule,
    Shown,
    Source,
    ValueType,
)


class Outcome(Model):
    """One result of the front-matter reader, with the causes that lead to it."""

    loses: Loses = "nothing"
    legal: bool = Field(False, description="fine for this reader: nothing to report")
    shown: Shown = "silent"
    causes: list[str] = Field(min_length=1)


class Reader(Fact):
    """What one consumer's front-matter reader makes of each cause of a fault. A cause that is absent is not known."""

    consumer: str
    dialect: str
    kind: Literal["yaml", "lines", "toml", "json", "none"] = "yaml"
    version: str
    date: Date
    outcomes: list[Outcome]
    measured_key: str = Field("", description="the key on which causes within a value were measured")
    fallback: str = Field("", description="sentence: what is used when keys are lost")
    forms: dict[ValueType, list[Form]] = Field({}, description="wanted type: forms that are taken as it")


class Consumer(Model):
    """A program that reads agent files."""

    title: str
    version: str = Field("", description="the version that was seen; empty: only read about")
    date: Date | None = None
    doc: str = ""


class Validator(Fact):
    """What a consumer itself says of a file while it is edited: an editor has no need to hear it twice."""

    consumer: str
    dialect: str
    rules: list[Rule] = Field(min_length=1, description="rules whose findings it shows, too")


class ProductFile(Model):
    """One file of `schemas/products/`."""

    id: Identifier
    title: str
    vendor: str
    docs: str = ""
    sources: dict[str, Source] = Field(min_length=1)
    consumers: dict[str, Consumer] = Field(min_length=1)
    folders: Names = Field([], description="folder names that are this product's own, such as .claude")
    places: list[Place] = []
    near_misses: list[NearMiss] = []
    server_files: list[ServerFile] = []
    validators: list[Validator] = []
    readers: list[Reader] = []
    catalogs: list[Catalog] = []
