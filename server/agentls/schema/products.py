"""What is known of products: tools, readers, places, as a check uses it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from agentls.schema.globs import name_matches
from agentls.schema.keys import record
from agentls.schema.nearest import nearest


class Tool(NamedTuple):
    """One tool of a catalog."""

    name: str
    doc: str
    kind: str = "tool"
    aliases: Sequence[str] = ()
    argument: Mapping[str, Any] = {}
    consumers: Sequence[str] = ()
    never_for: Sequence[str] = ()
    unless: Mapping[str, list[str]] = {}
    capability: str = ""
    deprecated: bool = False
    availability: str = ""
    since: str = ""
    source: Sequence[str] = ()
    verified: bool = True


class RetiredTool(NamedTuple):
    """A name that a product no longer has."""

    name: str
    successor: str = ""
    resolves: bool = False
    consumers: Sequence[str] = ()
    doc: str = ""
    until: str = ""
    source: Sequence[str] = ()
    verified: bool = True


class ToolPattern(NamedTuple):
    """Names of a form that a catalog takes without knowing them."""

    glob: str
    doc: str
    keys: Sequence[str] = ()
    all: bool = False
    refused: bool = False
    source: Sequence[str] = ()
    verified: bool = True
    server: str = ""


class Catalog:
    """The tools of a product."""

    def __init__(self, data: Mapping[str, Any], product: Mapping[str, Any]) -> None:
        self.id: str = data["id"]
        self.title: str = data["title"]
        self.product: str = product["id"]
        self.sources: dict[str, dict[str, str]] = product["sources"]
        self.source: list[str] = data.get("source", [])
        self.any_case: bool = data.get("case", "exact") == "any"
        self.consumers: list[str] = data["consumers"]
        self.tools = {name: record(Tool, tool, name=name) for name, tool in data["tools"].items()}
        self.retired = {name: record(RetiredTool, old, name=name) for name, old in data.get("retired", {}).items()}
        self.patterns = [record(ToolPattern, pattern) for pattern in data.get("patterns", ())]
        self.misreadings: dict[str, str] = data.get("misreadings", {})
        self.memo: dict[tuple[str, str, str], tuple[Any, ...]] = {}

    @cached_property
    def _names(self) -> dict[str, Tool]:
        table = {alias: tool for tool in self.tools.values() for alias in tool.aliases}
        table.update(self.tools)
        return {name.casefold(): tool for name, tool in table.items()} if self.any_case else table

    def tool(self, name: str) -> Tool | None:
        """The tool of that name or alias, as the product compares names; None when there is none."""
        return self._names.get(name.casefold() if self.any_case else name)

    def pattern(self, name: str, key: str) -> ToolPattern | None:
        """The pattern that takes a name in a key; None when no pattern does."""
        return next(
            (one for one in self.patterns if (not one.keys or key in one.keys) and name_matches(one.glob, name)), None
        )

    def nearest(self, name: str) -> str:
        """The tool that was probably meant, or an empty string."""
        return nearest(name, [*self.tools, *(alias for tool in self.tools.values() for alias in tool.aliases)])

    def with_capability(self, capability: str) -> list[str]:
        """Names of the tools that can do it, the order of the catalog kept."""
        return [tool.name for tool in self.tools.values() if capability and tool.capability == capability]


class Outcome(NamedTuple):
    """What a reader makes of one cause."""

    loses: str = "nothing"
    legal: bool = False
    shown: str = "silent"


class Reader(NamedTuple):
    """What one consumer's front-matter reader makes of faults."""

    consumer: str
    dialect: str
    version: str
    date: str
    kind: str = "yaml"
    outcomes: Mapping[str, Outcome] = {}
    measured_key: str = ""
    fallback: str = ""
    forms: Mapping[str, list[str]] = {}
    verified: bool = True

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Reader":
        """A reader with its outcomes by cause."""
        outcomes: dict[str, Outcome] = {}
        for outcome in data.get("outcomes", ()):
            outcomes.update(dict.fromkeys(outcome["causes"], record(Outcome, outcome)))
        return record(cls, data, outcomes=outcomes)


class Place(NamedTuple):
    """Where a consumer looks for files, and as which dialect it reads them."""

    glob: str
    consumers: list[str]
    dialect: str
    scope: str = "project"
    certainty: str = "certain"
    unless: Sequence[str] = ()
    weak: bool = False


class NearMiss(NamedTuple):
    """A path that looks as if it were read, or one that is read although it is no agent file."""

    glob: str
    rule: str
    consumers: list[str]
    dialect: str
    text: str
    loses: str = "file"
    shown: str = "silent"
    instead: str = ""
    unless: Sequence[str] = ()
    without_beside: Sequence[str] = ()
    chosen: bool = False
    severity: str = ""
    verified: bool = True
    date: str = ""

    @classmethod
    def of(cls, data: Mapping[str, Any], sources: Mapping[str, Any]) -> "NearMiss":
        """A near miss with the day of its evidence: its own, or that of its source."""
        source = sources[next(iter(data.get("source") or sources))]
        return record(cls, data, date=data.get("date") or source["date"])


class ServerFile(NamedTuple):
    """A settings file of a project that names MCP servers; `keys` lead to the mapping whose keys are the servers."""

    glob: str
    keys: Sequence[str]


class Consumer(NamedTuple):
    """A program that reads agent files."""

    id: str
    product: str
    title: str
    version: str = ""
    date: str = ""
    doc: str = ""

    @property
    def label(self) -> str:
        """Title and version."""
        return f"{self.title} {self.version}".strip()
