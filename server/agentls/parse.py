"""From source text to syntax: which parsers read it, and what they return together."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import Literal

from agentls.syntax.copied import Copy, find_copy
from agentls.syntax.frontmatter import FrontMatterResult, parse_front_matter, parse_yaml_file
from agentls.syntax.markdown import parse_body
from agentls.syntax.tree import Body, Entry, FrontMatter, SyntaxFault
from agentls.text import SourceText, Span

Format = Literal["markdown", "mdc", "toml", "json", "yaml"]
_FORMATS: dict[str, Format] = {"toml": "toml", "json": "json", "mdc": "mdc"}


def format_of(path: str) -> Format:
    """The format that a file's extension stands for; Markdown where it says nothing else."""
    return _FORMATS.get(path.rpartition(".")[2].casefold(), "markdown")


class Syntax:
    """The syntax of one file. The body is parsed when it is first asked for."""

    def __init__(
        self,
        source: SourceText,
        front: FrontMatter | None,
        body_start: int,
        faults: tuple[SyntaxFault, ...],
        copy: Copy | None = None,
    ) -> None:
        self.source = source
        self.front = front
        self.body_start = body_start
        self.faults = faults
        self.copy = copy

    @cached_property
    def body(self) -> Body:
        """The text below the front matter; empty in a data file."""
        if self.front is not None and self.front.kind in ("toml", "json"):
            return Body(Span(len(self.source.text), len(self.source.text)))
        return parse_body(self.source, self.body_start)

    @cached_property
    def key_names(self) -> tuple[str, ...]:
        """Names of the top-level keys in the order of the text."""
        return tuple(entry.name for entry in self.front.entries) if self.front else ()

    @cached_property
    def key_set(self) -> frozenset[str]:
        """Names of the top-level keys."""
        return frozenset(self.key_names)

    def entry(self, name: str) -> Entry | None:
        """The last top-level entry of that name, or None."""
        return self._entries.get(name)

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        return {entry.name: entry for entry in self.front.entries} if self.front else {}

    @cached_property
    def causes(self) -> frozenset[str]:
        """The causes of all faults."""
        return frozenset(fault.cause for fault in self.faults)

    def entry_above(self, offset: int) -> Entry | None:
        """The last top-level entry that begins before an offset, or None."""
        entries = self.front.entries if self.front else ()
        index = bisect_left(entries, offset, key=lambda entry: entry.key.span.start)
        return entries[index - 1] if index else None


def parse(source: SourceText, file_format: Format) -> Syntax:
    """Parse a file. Never raises: what is wrong stands in `faults`."""
    if file_format in ("toml", "json"):
        return _parse_data(source, file_format)
    if file_format == "yaml":
        return _parse_yaml(source)
    result = _parse_lines(source) if file_format == "mdc" else parse_front_matter(source)
    copy = find_copy(source) if file_format == "markdown" else None
    return Syntax(source, result.front, result.body_start, result.faults, copy)


def _parse_data(source: SourceText, file_format: Format) -> Syntax:
    if file_format == "toml":
        from agentls.syntax.toml_tree import parse_toml as parse_file
    else:
        from agentls.syntax.json_tree import parse_json as parse_file
    front, faults = parse_file(source)
    return Syntax(source, front, len(source.text), faults)


def _parse_yaml(source: SourceText) -> Syntax:
    """A file that is no YAML, but begins as a JSON object, is read as JSON: what is wrong with it is told better."""
    result = parse_yaml_file(source)
    if result.faults and source.text.lstrip().startswith("{"):
        return _parse_data(source, "json")
    return Syntax(source, result.front, result.body_start, result.faults)


def _parse_lines(source: SourceText) -> FrontMatterResult:
    from agentls.syntax.lines import parse_lines

    return parse_lines(source)
