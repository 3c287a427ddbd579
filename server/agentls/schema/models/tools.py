"""The tools of a product."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from agentls.schema.models.words import Fact, Identifier, Model, Names


class ToolArgument(Model):
    """What may stand in parentheses behind a tool."""

    written: str = Field(description="such as Bash(pattern)")
    doc: str = ""
    examples: list[str] = []
    refers_to: Names = Field([], description="dialects whose files it names")


class Tool(Fact):
    """One tool of a catalog."""

    doc: str
    kind: Literal["tool", "set"] = "tool"
    aliases: Names = []
    argument: ToolArgument | None = None
    consumers: Names = Field([], description="hosts that have it; empty: all")
    never_for: Names = Field([], description="roles that never get it: main, subagent, background")
    unless: dict[str, list[str]] = Field({}, description="key: values with which it is given after all")
    capability: str = Field("", description="what it can do, shared with tools of other products")
    deprecated: bool = False
    since: str = ""
    until: str = ""
    availability: str = Field("", description="told in the docs, never a finding")


class RetiredTool(Fact):
    """A name that a product no longer has."""

    successor: str = Field("", description="empty: there is none")
    resolves: bool = Field(False, description="the old name still works")
    consumers: Names = Field([], description="where it still works; empty: wherever the catalog holds")
    doc: str = ""
    until: str = ""


class ToolPattern(Fact):
    """Names of a form that a catalog takes without knowing them."""

    glob: str
    doc: str
    keys: Names = Field([], description="keys in which it counts; empty: all")
    all: bool = Field(False, description="stands for every tool")
    refused: bool = Field(False, description="names of this form are none that the product takes; doc: what to write")
    server: str = Field("", description="how such a name begins for an MCP server: mcp__{server}")


class Catalog(Fact):
    """The tools of a product."""

    id: Identifier
    title: str
    consumers: Names
    case: Literal["exact", "any"] = "exact"
    tools: dict[str, Tool]
    retired: dict[str, RetiredTool] = {}
    patterns: list[ToolPattern] = []
    misreadings: dict[str, str] = Field({}, description="words that people take for keywords: what to write instead")
