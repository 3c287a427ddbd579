"""`key = value` lines between `+++`: only the keys and their raw values, as no reader of YAML takes them."""

from __future__ import annotations

import re

from agentls.syntax.tree import Entry, Style, Value
from agentls.syntax.yaml_tree import Tree
from agentls.text import Span

_LINE = re.compile(r"(?<![^\r\n])[ \t]*([\w.-]+)[ \t]*=[ \t]*([^\r\n]*)")
_STYLES: dict[str, Style] = {'"': "double", "'": "single"}


def read_plus_lines(text: str, content: Span) -> Tree:
    """The keys that stand at the start of a line, with the rest of the line as their value."""
    entries = []
    for match in _LINE.finditer(text, content.start, content.end):
        name, written = match.group(1), match.group(2).rstrip()
        start = match.start(2)
        key = Value("scalar", Span(*match.span(1)), "plain", name)
        span = Span(start, start + len(written))
        value = Value("scalar", span, _STYLES.get(written[:1], "plain"), written.strip("\"'"))
        entries.append(Entry(name, key, value))
    return Tree(Value("mapping", content, "block", entries=tuple(entries)))
