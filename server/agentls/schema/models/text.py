"""What stands below the front matter: sections, labels, tags, variables."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from agentls.schema.models.keys import Limit
from agentls.schema.models.words import Fact, Model, Names


class Label(Fact):
    """A line that serves as a heading: `**Will:**`, `When invoked:`."""

    title: str
    written: str = Field(description="as written, with its bold marks and colon")
    synonyms: list[str] = []
    presence: float | None = Field(None, ge=0, le=100, description="per cent of measured files")
    doc: str
    snippet: str = ""


class Section(Fact):
    """A section under a heading."""

    title: str = Field(description="without decoration")
    level: int = Field(2, ge=1, le=6)
    written: str = Field("", description="the heading as usually written, decoration included; empty: the title")
    emoji: str = ""
    synonyms: list[str] = []
    translations: dict[str, list[str]] = {}
    presence: float | None = Field(
        None, ge=0, le=100, description="per cent of measured files; from 90 required, from 50 recommended"
    )
    repeatable: bool = False
    doc: str
    snippet: str = ""
    labels: list[Label] = []
    sections: list[Section] = []


class Decorations(Model):
    """What may stand around a section's title without changing it."""

    prefixes: list[str] = Field([], description="words such as Your")
    emoji: bool = True
    numbering: bool = True
    bold: bool = True
    colon: bool = True


class Attribute(Fact):
    """An attribute of a tag."""

    required: bool = False
    doc: str
    values: list[str] = []
    tools: str = Field("", description="id of the tool catalog that values come from")


class Tag(Fact):
    """A tag of the body, with what may stand in it."""

    name: str
    cardinality: str = Field("0..*", pattern=r"^(\d+|\d+\.\.(\d+|\*))$")
    presence: float | None = Field(None, ge=0, le=100, description="per cent of measured files")
    attributes: dict[str, Attribute] = {}
    text: Literal["", "line", "prose", "markdown", "fence", "xml"] = Field(
        "", description="what it holds besides tags; xml: a block that must be well-formed"
    )
    doc: str
    snippet: str = ""
    tags: list[Tag] = []


class Placeholder(Fact):
    """A form of variable in the body or in a key."""

    form: str = Field(description="regular expression; its first group is the name, path or command")
    written: str
    doc: str
    base: int | None = None
    kind: Literal["text", "path", "shell"] = "text"
    names: Names = Field([], description="the names it may hold, where the set is closed")
    declared_in: str = Field("", description="key whose entries declare the names it may hold")
    allowed_by: str = Field("", description="key that must permit it")
    permitted_as: Names = Field([], description="tools of that key, one of which permits it")
    expanded: bool = Field(True, description="false: a form of another product, which stays as text here")
    instead: str = Field("", description="for a form that is not expanded: what to write in its stead")
    relative_to: Literal["file", "project"] = Field("file", description="for a path: project is any folder above")
    max_depth: int | None = Field(None, description="for a path: how far inclusion goes on")
    in_code: bool = Field(True, description="whether it counts inside code")
    consumers: Names = []
    keys: Names = Field([], description="keys in which it counts; empty: the body")
    tools: str = Field("", description="id of the tool catalog that the name comes from")
    refers_to: Names = Field([], description="dialects whose files it names")
    files: bool = Field(False, description="the name is the path of a file, which need not be there")


class Body(Model):
    """What the text below the front matter is."""

    doc: str = ""
    required: bool = False
    limits: list[Limit] = []
    placeholders: list[Placeholder] = []
