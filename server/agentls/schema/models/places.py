"""Where products look for files, and where people wrongly think that they do."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from agentls.schema.models.words import Fact, Loses, Names, Scope, SeverityName, Shown


class Place(Fact):
    """Where a consumer looks for files, and as which dialect it reads them."""

    glob: str = Field(description="matched against the absolute path, from a folder boundary on")
    consumers: Names = Field(min_length=1)
    dialect: str
    scope: Scope = "project"
    certainty: Literal["certain", "also"] = Field("certain", description="also: another product's folder")
    unless: Names = Field([], description="globs that are not read")
    hidden_by: Names = Field([], description="globs, seen from the file's folder, of files that are read in its stead")
    line: str = Field("", description="product line that reads it")
    weak: bool = Field(False, description="the path alone proves nothing: the content must fit the dialect, too")


class NearMiss(Fact):
    """A path that looks as if it were read, or one that is read although it is no agent file."""

    glob: str
    rule: Literal["not-read", "stray-file"]
    consumers: Names = Field(min_length=1)
    dialect: str
    loses: Loses = "file"
    shown: Shown = "silent"
    text: str
    instead: str = ""
    unless: Names = []
    without_beside: Names = Field(
        [], description="only where none of these files is there, seen from the file's folder"
    )
    chosen: bool = Field(False, description="said only when the user named the consumer")
    severity: SeverityName | Literal[""] = Field("", description="only where the function of the effect is wrong")
    severity_reason: str = ""

    @model_validator(mode="after")
    def _reasoned(self) -> NearMiss:
        if bool(self.severity) != bool(self.severity_reason):
            raise ValueError("severity and severity_reason go together")
        return self


class ServerFile(Fact):
    """A settings file of a project that names MCP servers."""

    glob: str = Field(description="matched against the absolute path, from a folder boundary on")
    keys: Names = Field(min_length=1, description="the way to the mapping whose keys are the servers")
