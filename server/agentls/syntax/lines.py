"""The front matter of rules that are read line by line: `key: value`, each value raw up to the end of its line.

Nothing needs quotes there: `globs: **/*.ts` is what it says. Lists of `- item` lines and indented text below a key are
taken as its value.
"""

from __future__ import annotations

import re

from agentls.syntax.diagnose import closing_bracket, is_block_header, loose_list
from agentls.syntax.fences import lines_of, meant_fences, strict_fences
from agentls.syntax.frontmatter import FrontMatterResult, assembled, without_front_matter
from agentls.syntax.tree import Entry, Style, Value
from agentls.syntax.yaml_tree import Note, Tree
from agentls.text import SourceText, Span

_KEY = re.compile(r"(?P<key>[^\s:#-][^:\r\n]*?)[ \t]*:(?:[ \t]+(?P<value>\S[^\r\n]*)?)?(?P<end>)$")
_ITEM = re.compile(r"[ \t]*-(?:[ \t]+|$)")
_STYLES: dict[str, Style] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}


def parse_lines(source: SourceText) -> FrontMatterResult:
    """Find the front matter and read it by lines. Never raises; without one, `front` is None."""
    fences = strict_fences(source.text) or meant_fences(source.text, source.byte_order_mark)
    if fences is None:
        return without_front_matter(source)
    return assembled(source, fences, "lines", _read(source.text, fences.content))


def _read(text: str, content: Span) -> Tree:
    entries: list[Entry] = []
    notes: list[Note] = []
    below: list[Span] = []
    names: set[str] = set()
    for line in lines_of(text, content.start, content.end):
        written = text[line.start : line.end]
        match = _KEY.match(written)
        if match:
            _take_below(text, entries, below)
            below = []
            entry = _entry(text, line, match)
            if entry.name in names:
                notes.append(Note("duplicate-key", entry.key.span, {"name": entry.name}))
            names.add(entry.name)
            entries.append(entry)
        elif not written.strip() or written.startswith("#"):
            continue
        elif entries and (written[0] in " \t" or (_ITEM.match(written) and entries[-1].value.kind == "nothing")):
            below.append(line)
        else:
            notes.append(Note("line-without-key", _trimmed(text, line)))
    _take_below(text, entries, below)
    if not entries and not notes:
        return Tree(Value("nothing", Span(content.start, content.start)))
    return Tree(Value("mapping", content, "block", entries=tuple(entries)), tuple(notes))


def _trimmed(text: str, line: Span) -> Span:
    written = text[line.start : line.end]
    start = line.start + len(written) - len(written.lstrip())
    return Span(start, max(start, line.start + len(written.rstrip())))


def _entry(text: str, line: Span, match: re.Match[str]) -> Entry:
    start = line.start + match.start("key")
    key = Value("scalar", Span(start, start + len(match["key"])), "plain", match["key"])
    if match["value"] is None:
        end = line.start + len(text[line.start : line.end].rstrip())
        return Entry(match["key"], key, Value("nothing", Span(end, end)))
    begin = line.start + match.start("value")
    return Entry(match["key"], key, _value(text, Span(begin, begin + len(match["value"].rstrip()))))


def _value(text: str, span: Span) -> Value:
    written = text[span.start : span.end]
    if written[0] == "[" and closing_bracket(text, span.start, span.end) == span.end - 1:
        return loose_list(text, span)
    if len(written) > 1 and written[0] in "\"'" and written[-1] == written[0]:
        return Value("scalar", span, _STYLES[written[0]], written[1:-1])
    return Value("scalar", span, "plain", written)


def _take_below(text: str, entries: list[Entry], below: list[Span]) -> None:
    """Make the lines below the last key its value, or the rest of it."""
    if not below:
        return
    last = entries.pop()
    span = Span(_trimmed(text, below[0]).start, _trimmed(text, below[-1]).end)
    lines = [text[line.start : line.end] for line in below]
    if last.value.kind == "nothing" and all(map(_ITEM.match, lines)):
        items = tuple(_item(text, line) for line in below)
        entries.append(Entry(last.name, last.key, Value("list", span, "block", items=items)))
        return
    whole = Span(last.value.span.start if last.value.kind != "nothing" else span.start, span.end)
    if is_block_header(last.value.text):
        style = _STYLES[last.value.text[0]]
        value = Value("scalar", whole, style, ("\n" if style == "literal" else " ").join(map(str.strip, lines)))
    else:
        value = Value("scalar", whole, "plain", " ".join([last.value.text, *map(str.strip, lines)]).strip())
    entries.append(Entry(last.name, last.key, value))


def _item(text: str, line: Span) -> Value:
    trimmed = _trimmed(text, line)
    start = trimmed.start + 1
    while start < trimmed.end and text[start] in " \t":
        start += 1
    span = Span(start, trimmed.end)
    return _value(text, span) if start < trimmed.end else Value("nothing", Span(trimmed.end, trimmed.end))
