"""A file of `schemas/dialects/`: how a dialect is recognized, and all that it says."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from agentls.schema.models.behaviors import Behavior
from agentls.schema.models.keys import Combination, Key
from agentls.schema.models.text import Body, Decorations, Label, Section, Tag
from agentls.schema.models.words import Identifier, Model, Names, Source


class Signal(Model):
    """One mark by which a dialect is recognized."""

    kind: Literal[
        "key", "only-keys", "heading", "heading-prefix", "heading-emoji", "no-heading", "tag", "label", "pattern",
        "no-frontmatter", "path",
    ]  # fmt: skip
    names: Names = Field([], description="keys, titles, prefixes, tags, labels or globs")
    pattern: str = Field("", description="regular expression, for kind pattern")
    words: str = Field("", description="what a person sees where the pattern fits: the first line begins with …")
    part: Literal["title", "description", "body", "first-line", "last-line"] = "body"
    level: int = 2
    at_least: int = 1
    share: float = Field(0, description="for heading-emoji: part of the headings of that level")
    weight: float = 1


class Detection(Model):
    """How a dialect is recognized by content: the weights of the signals that hold are added up."""

    threshold: float = 4.5
    needs: list[Signal] = []
    excludes: list[Signal] = []
    signals: list[Signal] = []
    fallback: bool = Field(False, description="only when no other dialect is recognized")


class Format(Model):
    """What kind of file it is."""

    kind: Literal["markdown", "mdc", "toml", "json", "yaml", "text"] = "markdown"
    frontmatter: Literal["required", "optional", "none"] = "required"
    body_key: str = Field("", description="in data files: the key that holds the prompt")
    document_fence: Names = Field([], description="info strings of a fence that is the document itself")


class Maker(Model):
    """A consumer and dialect that a house style is made for."""

    consumer: str
    dialect: str


class Identity(Model):
    """What two files of a dialect may not share."""

    key: str = Field("", description="key that names the file")
    otherwise: Literal["stem", "directory", "path", ""] = Field(
        "", description="what names it without the key; path: that below the folder of the place, without the extension"
    )
    within: Literal["directory", "tree", "everywhere"] = "tree"


class DialectFile(Model):
    """One file of `schemas/dialects/`."""

    id: Identifier
    title: str
    kind: Literal["official", "community"]
    role: Literal["agent", "skill", "command", "rule", "memory", "style"] = Field(
        "agent",
        description="what it is for; a product asked about another's file reads it as its own format of that role",
    )
    summary: str
    extends: str = Field("", description="dialect whose keys, sections, tags, labels and behaviors this one adds to")
    product: str = Field("", description="product whose format it is")
    docs: str = Field("", description="address of the official page")
    made_for: list[Maker] = []
    sources: dict[str, Source] = Field(min_length=1)
    format: Format = Format()
    identity: Identity = Identity()
    detection: Detection = Detection()
    keys: dict[str, Key] = {}
    open_keys: bool = Field(
        False, description="unknown keys are part of the style: only a misspelled or a costly one is reported"
    )
    combinations: list[Combination] = []
    decorations: Decorations = Decorations()
    sections: list[Section] = []
    ordered: bool = Field(False, description="sections have an order")
    labels: list[Label] = []
    tags: list[Tag] = []
    not_keys: Names = Field([], description="words that begin lines of a long description: never keys of their own")
    body: Body = Body()
    behaviors: list[Behavior] = []
