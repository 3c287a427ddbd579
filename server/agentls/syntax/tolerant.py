"""Broken YAML read line by line: every key that a person sees, and one fault at each place that is wrong.

The text is cut into one part for each key of a level. A part that is YAML by itself is read as such; of the others the
cause is found by looking at them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from agentls.syntax.diagnose import RAW_LINE, Part, closing_bracket, closing_quote, diagnose, is_block_header
from agentls.syntax.fences import lines_of
from agentls.syntax.tree import Entry, Value
from agentls.syntax.yaml_tree import Note, Tree, read_yaml
from agentls.text import Span

_KEY = re.compile(
    r"""(?P<blanks>[ \t]*)(?P<key>"[^"\r\n]*"|'[^'\r\n]*'|<<|[^\s:#'"\[\]{},&*!|>%@`<=/?-][^\s:#="'`(]*)"""
    r"""(?P<gap>[ \t]*)(?P<colon>:(?=[ \t\u00a0]|$)|[\uff1a\ufe55])(?P<rest>.*)"""
)
_LOOSE_KEY = re.compile(
    r"""(?P<blanks>[ \t]*)(?P<key>[A-Za-z_][\w-]*)(?P<gap>[ \t]*)(?P<colon>=|(?<=\w):(?!//))(?P<rest>.*)"""
)
_WORDED_KEY = re.compile(
    r"(?P<blanks>[ \t]*)(?P<key>[^\W\d][\w ]{0,40}?)(?P<gap>[ \t]*)(?P<colon>:(?=[ \t]|$))(?P<rest>.*)"
)
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_USUAL_KEYS = frozenset(
    ("name", "description", "tools", "model", "color", "globs", "paths", "mode", "license", "version", "metadata")
)
_DEEPEST = 12
_LOOK_AHEAD = 20_000
_BLANKS = " \t\u00a0"


def read_tolerantly(text: str, content: Span) -> Tree:
    """The tree of a text that is no YAML as a whole; the root is a mapping whatever is in it, if only one key is."""
    reader = _Reader(text, 0)
    return Tree(reader.read(content, 0), tuple(reader.notes))


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    indent: int
    written: str
    key: re.Match[str] | None = None


@dataclass(slots=True)
class _Reader:
    text: str
    depth: int
    notes: list[Note] = field(default_factory=list)
    lines: list[_Line] = field(default_factory=list)
    base: int = 0

    def read(self, content: Span, column: int) -> Value:
        """Read a block; `column` is the indentation that its first line has lost."""
        self.lines = [self._line(span) for span in lines_of(self.text, content.start, content.end)]
        if self.lines and column:
            self.lines[0].indent = column
        keys = [line for line in self.lines if line.key and not RAW_LINE.match(line.written)]
        self.base = min((line.indent for line in keys), default=0)
        first = next((line for line in self.lines if line.written and not line.written.startswith("#")), None)
        if first is not None and self._is_item(first) and (not keys or first.indent < self.base):
            if self.depth < _DEEPEST:
                return self._list(content)
        elif first and not keys and not self._special(first) and (self.depth or not _LOOSE_KEY.match(first.written)):
            return self._text(content, first)
        if keys and self.depth:
            self.base = keys[0].indent
        entries = self._entries(column)
        start = entries[0].key.span.start if entries else content.start
        return Value("mapping", Span(start, max(start, content.end)), "block", entries=tuple(entries))

    def _line(self, span: Span) -> _Line:
        raw = self.text[span.start : span.end]
        written = raw.strip(_BLANKS)
        blanks = len(raw) - len(raw.lstrip(" "))
        key = _KEY.match(raw)
        return _Line(span.start, span.end, blanks, written, key)

    def _is_item(self, line: _Line) -> bool:
        return line.written.startswith(("- ", "-\t"))

    def _text(self, content: Span, first: _Line) -> Value:
        """A block without any key: one value."""
        value, note = diagnose(Part(self.text, self._text_start(first), first.end, content.end, True))
        if note and (self.depth or note.cause != "column-one"):
            self.notes.append(note)
        return value

    def _entries(self, column: int) -> list[Entry]:
        entries: list[Entry] = []
        names: set[str] = set()
        index = 0
        while index < len(self.lines):
            line = self.lines[index]
            key = self._key_of(line)
            if not line.written or line.written.startswith("#"):
                index += 1
            elif key is None or RAW_LINE.match(line.written):
                index = self._stray(index, entries)
            else:
                after = self._segment_end(index, key)
                entry = self._entry(index, after, key, column if index == 0 else 0)
                if entry.name in names:
                    self.notes.append(Note("duplicate-key", entry.key.span, {"name": entry.name}))
                names.add(entry.name)
                entries.append(entry)
                index = after
        return entries

    def _key_of(self, line: _Line) -> re.Match[str] | None:
        raw = self.text[line.start : line.end]
        return line.key or _LOOSE_KEY.match(raw) or _WORDED_KEY.match(raw)

    def _special(self, line: _Line) -> str:
        """The cause of a line that can't stand among keys whatever is around it; empty for all others."""
        written = line.written
        if written.startswith("%"):
            return "directive"
        if written == "...":
            return "dots-inside"
        if written.startswith("<!--"):
            return "html-comment-inside"
        return "slash-comment" if written.startswith("//") else ""

    def _stray(self, index: int, entries: list[Entry]) -> int:
        """Note a line that belongs to no key, and go on behind it."""
        line = self.lines[index]
        cause = self._special(line)
        start = self.text.find(line.written, line.start, line.end)
        span = Span(start, start + len(line.written))
        after = index + 1
        if cause == "html-comment-inside":
            while "-->" not in self.lines[after - 1].written and after < len(self.lines):
                after += 1
        elif not cause:
            while after < len(self.lines) and not self.lines[after].key:
                after += 1
            cause = "line-without-key"
        self.notes.append(Note(cause, span))
        return after

    def _segment_end(self, index: int, key: re.Match[str]) -> int:
        line = self.lines[index]
        rest = key["rest"].strip(_BLANKS)
        after = index + 1
        if rest[:1] in ("'", '"', "[", "{") and rest:
            after = self._behind_closer(index, self.text.find(rest, line.start + key.end("colon")))
        raw = False
        while after < len(self.lines) and self._continues(line, rest, self.lines[after], raw):
            raw = raw or self._is_raw(rest, self.lines[after])
            after += 1
        while after > index + 1 and not self.lines[after - 1].written:
            after -= 1
        return after

    def _behind_closer(self, index: int, start: int) -> int:
        """The line behind the closing quote or bracket; the next line where that isn't found at the end of a line."""
        limit = min(self.lines[-1].end, start + _LOOK_AHEAD)
        if self.text[start] in "'\"":
            close = closing_quote(self.text, start, limit)
        else:
            later = (self.lines[number] for number in range(index + 1, len(self.lines)))
            keys = (line.start for line in later if self._is_next_key(line, limit))
            close = closing_bracket(self.text, start, min(limit, next(keys, limit)))
        after = index + 1
        while close >= 0 and after < len(self.lines) and self.lines[after].start <= close:
            after += 1
        rest = self.text[close + 1 : self.lines[after - 1].end].strip() if close >= 0 else ""
        return index + 1 if rest[:1] not in ("", "#") else after

    def _is_next_key(self, line: _Line, limit: int) -> bool:
        return line.start >= limit or (line.key is not None and line.indent <= self.base)

    def _continues(self, head: _Line, rest: str, line: _Line, raw: bool) -> bool:
        if not line.written or line.written.startswith("#"):
            return bool(raw or not line.written or line.indent > self.base)
        if self._special(line) and line.indent <= self.base and not raw:
            return False
        if raw:
            return not (line.key and line.indent <= self.base and not RAW_LINE.match(line.written)
                        and _PLAIN_NAME.fullmatch(line.key["key"]))  # fmt: skip
        if line.indent > self.base or (line.written and self.text[line.start] in "\t\u00a0"):
            return not self._is_misplaced_key(head, rest, line)
        if not rest:
            return self._is_item(line) or line.written == "-"
        return self._is_raw(rest, line)

    def _is_misplaced_key(self, head: _Line, rest: str, line: _Line) -> bool:
        """Whether an indented line is a key of the level above, put into the wrong column."""
        if not line.key or not rest or is_block_header(rest) or rest[:1] in "[{":
            return False
        name = line.key["key"]
        if self.text[line.start] == "\t":
            return True
        near = line.indent == self.base + 1 or name in _USUAL_KEYS
        return near and bool(_PLAIN_NAME.fullmatch(name)) and head.indent <= line.indent

    def _is_raw(self, rest: str, line: _Line) -> bool:
        """Whether a line without indentation can only be text that goes on."""
        if line.indent > self.base or not rest:
            return False
        if self.text[line.start] == "\u00a0":
            return True
        if RAW_LINE.match(line.written):
            return True
        return self._key_of(line) is None and not self._special(line)

    def _entry(self, index: int, after: int, match: re.Match[str], column: int) -> Entry:
        line = self.lines[index]
        self._key_notes(line, match)
        start, end = line.start + match.start("key"), self.lines[after - 1].end
        clean = read_yaml(self.text, Span(line.start, end), column)
        if isinstance(clean, Tree) and len(clean.root.entries) == 1 and match["colon"] == ":":
            entry = clean.root.entries[0]
            if entry.key.span.start == start:
                self.notes.extend(clean.notes)
                return entry
        written = match["key"]
        name = written[1:-1] if written[:1] in "\"'" else written
        key = Value("scalar", Span(start, start + len(written)), "plain" if name == written else "double", name)
        return Entry(name, key, self._value(line, match, end))

    def _key_notes(self, line: _Line, match: re.Match[str]) -> None:
        colon = Span(line.start + match.start("colon"), line.start + match.end("colon"))
        if match["colon"] == "=":
            self.notes.append(Note("equals-for-colon", colon))
        elif match["colon"] != ":":
            self.notes.append(Note("fullwidth-colon", colon))
        elif match["rest"][:1] == "\u00a0":
            self.notes.append(Note("nbsp-after-colon", Span(colon.end, colon.end + 1)))
        elif match["rest"] and match["rest"][0] not in _BLANKS:
            self.notes.append(Note("key-no-space", colon))
        blanks = Span(line.start, line.start + match.end("blanks"))
        if "\t" in match["blanks"]:
            self.notes.append(Note("tab-before-key", blanks))
        elif line.indent != self.base:
            self.notes.append(Note("wrong-indent", blanks))

    def _value(self, line: _Line, match: re.Match[str], end: int) -> Value:
        rest = match["rest"].lstrip(_BLANKS)
        start = line.end - len(rest)
        if not rest or rest.startswith("#"):
            return self._nested(Span(min(line.end + 1, end), end), line)
        odd = match["colon"] != ":" or match["rest"][0] not in " \t"
        part = Part(self.text, start, line.end, end, self.depth > 0)
        value = _alone(part) if odd or line.indent != self.base else None
        if value is None:
            value, note = diagnose(part)
            if note and not odd:
                self.notes.append(note)
        return value

    def _nested(self, block: Span, line: _Line) -> Value:
        if not self.text[block.start : block.end].strip() or self.depth >= _DEEPEST:
            return Value("nothing", Span(line.end, line.end))
        tab = re.compile(r"[ ]*\t[ \t]*").match(self.text, block.start)
        if tab:
            self.notes.append(Note("tab-indent", Span(*tab.span())))
            return Value("scalar", block, "plain", self.text[block.start : block.end].strip(), open=True)
        inner = _Reader(self.text, self.depth + 1, self.notes)
        return inner.read(block, 0)

    def _list(self, content: Span) -> Value:
        dashes = [line for line in self.lines if self._is_item(line)]
        indent = min(line.indent for line in dashes)
        heads = [line for line in dashes if line.indent == indent]
        ends = [line.start for line in heads[1:]] + [content.end]
        items = tuple(self._item(line, end) for line, end in zip(heads, ends, strict=True))
        return Value("list", Span(self._text_start(heads[0]), items[-1].span.end), "block", items=items)

    def _text_start(self, line: _Line) -> int:
        return line.end - len(self.text[line.start : line.end].lstrip(_BLANKS))

    def _item(self, line: _Line, end: int) -> Value:
        dash = self._text_start(line)
        start = dash + 1
        while start < line.end and self.text[start] in _BLANKS:
            start += 1
        span = Span(start, start + len(self.text[start:end].rstrip()))
        lost = line.indent + start - dash
        clean = read_yaml(self.text, span, lost)
        if isinstance(clean, Tree):
            self.notes.extend(clean.notes)
            return clean.root
        inner = _Reader(self.text, self.depth + 1, self.notes)
        return inner.read(span, lost)


def _alone(part: Part) -> Value | None:
    """The value when it is YAML by itself."""
    tree = read_yaml(part.text, Span(part.start, part.end))
    return tree.root if isinstance(tree, Tree) and tree.root.kind != "mapping" else None
