"""Why one value is no YAML: the cause and its exact place, found by looking at the text itself."""

from __future__ import annotations

import re
from typing import NamedTuple

from agentls.syntax.tree import Style, Value
from agentls.syntax.yaml_tree import Note
from agentls.text import Span

_BLOCK = re.compile(r"[|>](?:[-+]?[1-9]?|[1-9][-+])[ \t]*(?:[ \t]#[^\r\n]*)?$")
_COLON = re.compile(r":(?=[ \t])|:(?=[\r\n]|\Z)")
_HASH = re.compile(r"[ \t]#")
_ESCAPE = re.compile(r"\\(?:[0abtnvfre \"/\\N_LP\r\n\t]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|(\\[^\r\n]?)")
_ALIAS = re.compile(r"\*[^\s,\[\]{}*]+$")
_BRACKETS = re.compile(r"""[\[\]{}]|"(?:[^"\\]|\\.)*"|(?<![\w])'(?:[^']|'')*'""", re.DOTALL)
_LINE_START = re.compile(r"(?:\r\n|\r|\n)([ \t\u00a0]*)([^\r\n]*)")
_STARTS = {
    "@": "start-at", "%": "start-percent", "`": "start-backtick", ",": "start-comma",
    "]": "start-close-bracket", "}": "start-close-bracket", "|": "start-pipe", ">": "start-gt",
}  # fmt: skip
_LOOK_AHEAD = 20_000
# In a dialog, `context:` goes on with a sentence; with a single bare word behind it, it is a key.
_TURN = r"(?!context:[ \t]*[\w-]+[ \t]*$)(?:user|assistant|context|commentary)[ \t]*:"
_TURN_LINE = re.compile(_TURN, re.IGNORECASE)
RAW_LINE = re.compile(rf"<(?!!--|<)|{_TURN}", re.IGNORECASE)
"""A line of an example dialog: part of the text above it, although it may look like a key."""


class Part(NamedTuple):
    """A value as it stands: where it starts, where its first line ends, where its last line ends."""

    text: str
    start: int
    line_end: int
    end: int
    nested: bool = False

    @property
    def first_line(self) -> str:
        """What stands on the key's line, without blanks at its end."""
        return self.text[self.start : self.line_end].rstrip()

    @property
    def written(self) -> str:
        """The whole value without blanks at its end."""
        return self.text[self.start : self.end].rstrip()


def diagnose(part: Part) -> tuple[Value, Note | None]:
    """A value that is no YAML as its author meant it, and what is wrong with it (None: nothing that can be named)."""
    first = part.first_line
    mark = first[:1]
    if mark in ("'", '"'):
        return _quoted(part, mark)
    if mark in ("[", "{"):
        return _bracketed(part, mark)
    if _BLOCK.match(first):
        return _block(part)
    note = _start_note(part, first)
    return _plain_value(part), note or _plain_note(part)


def closing_quote(text: str, start: int, end: int) -> int:
    """The offset of the quote that closes the one at `start`, -1 where there is none."""
    quote = text[start]
    offset = start + 1
    while True:
        offset = text.find(quote, offset, end)
        if offset < 0:
            return -1
        if quote == "'" and text.startswith("''", offset):
            offset += 2
        elif quote == '"' and _escaped(text, start, offset):
            offset += 1
        else:
            return offset


def closing_bracket(text: str, start: int, end: int) -> int:
    """The offset of the bracket that closes the one at `start`, -1 where there is none."""
    depth = 0
    for match in _BRACKETS.finditer(text, start, min(end, start + _LOOK_AHEAD)):
        if match.group() in ("[", "{"):
            depth += 1
        elif match.group() in ("]", "}"):
            depth -= 1
            if depth == 0:
                return match.start()
    return -1


def is_block_header(written: str) -> bool:
    """Whether a value starts a block of text (`|`, `>-`)."""
    return _BLOCK.match(written) is not None


def _escaped(text: str, start: int, offset: int) -> bool:
    backslashes = 0
    while offset - backslashes - 1 > start and text[offset - backslashes - 1] == "\\":
        backslashes += 1
    return backslashes % 2 == 1


def _value(part: Part, style: Style, text: str, open_: bool = True) -> Value:
    return Value("scalar", Span(part.start, part.start + len(part.written)), style, text, open=open_)


def _folded(written: str) -> str:
    return " ".join(written.split()) if "\n" in written or "\r" in written else written


def _plain_value(part: Part) -> Value:
    return _value(part, "plain", _folded(part.written))


def _quoted(part: Part, quote: str) -> tuple[Value, Note | None]:
    style: Style = "single" if quote == "'" else "double"
    close = closing_quote(part.text, part.start, part.end)
    if close < 0:
        value = _value(part, style, _folded(part.written[1:]))
        return value, Note("open-quote", Span(part.start, part.start + 1))
    after = part.text[close + 1 : part.end].rstrip()
    lead = len(after) - len(after.lstrip())
    if after.strip() and not after.strip().startswith("#"):
        value = _value(part, "plain", _folded(part.written))
        rest = Span(close + 1 + lead, close + 1 + len(after))
        if after.startswith(":"):
            return value, Note("quoted-start-colon", Span(close + 1, close + 2))
        if quote == "'" and after[:1].isalnum():
            return value, Note("apostrophe-in-quotes", Span(close, close + 1))
        return value, Note("text-after-quote", rest, {"rest": after.strip()})
    inner = part.text[part.start + 1 : close]
    inner = inner.replace("''", "'") if quote == "'" else inner
    value = Value("scalar", Span(part.start, close + 1), style, _folded(inner))
    return value, _bad_escape(part, close) if quote == '"' else None


def _bad_escape(part: Part, close: int) -> Note | None:
    for match in _ESCAPE.finditer(part.text, part.start + 1, close):
        if match.group(1):
            return Note("bad-escape", Span(*match.span(1)), {"escape": match.group(1)})
    return None


def _bracketed(part: Part, mark: str) -> tuple[Value, Note | None]:
    close = closing_bracket(part.text, part.start, part.end)
    if close < 0:
        cause = "open-bracket" if mark == "[" else "open-brace"
        return _plain_value(part), Note(cause, Span(part.start, part.start + 1))
    after = part.text[close + 1 : part.end].rstrip()
    rest = after.lstrip()
    if rest and not (rest.startswith("#") and rest != after):
        if part.first_line.startswith("{{"):
            return _plain_value(part), Note("double-brace", Span(part.start, part.start + 2))
        return _plain_value(part), Note("text-after-bracket", Span(close + 1 + len(after) - len(rest),
                                                                   close + 1 + len(after)), {"rest": rest})  # fmt: skip
    span = Span(part.start, close + 1)
    return loose_list(part.text, span) if mark == "[" else Value("mapping", span, "flow", open=True), None


def loose_list(text: str, span: Span) -> Value:
    """The items between brackets, split at commas, whatever they are."""
    items = []
    for match in re.finditer(r"[^,\[\]{}\r\n]+", text[span.start + 1 : span.end - 1]):
        written = match.group().strip()
        if written:
            start = span.start + 1 + match.start() + len(match.group()) - len(match.group().lstrip())
            style: Style = {"'": "single", '"': "double"}.get(written[0], "plain")  # type: ignore[assignment]
            items.append(Value("scalar", Span(start, start + len(written)), style, written.strip("\"'")))
    return Value("list", span, "flow", items=tuple(items), open=True)


def _block(part: Part) -> tuple[Value, Note | None]:
    lines = [match for match in _LINE_START.finditer(part.text, part.line_end, part.end) if match.group(2).strip()]
    style: Style = "literal" if part.text[part.start] == "|" else "folded"
    text = "\n".join(match.group(2) for match in lines)
    value = _value(part, style, text if style == "literal" else " ".join(text.split()))
    return value, _block_note(lines)


def _block_note(lines: list[re.Match[str]]) -> Note | None:
    indent = len(lines[0].group(1)) if lines else 0
    for match in lines:
        blanks = match.group(1)
        if "\t" in blanks[: max(1, indent)]:
            return Note("tab-indent", Span(*match.span(1)))
        if "\u00a0" in blanks:
            return Note("nbsp-indent", Span(*match.span(1)))
        if not blanks:
            return Note("block-column-one", _line_span(match))
        if len(blanks) < indent:
            return Note("block-less-indent", _line_span(match))
    return None


def _line_span(match: re.Match[str]) -> Span:
    return Span(match.start(2), match.start(2) + len(match.group(2).rstrip()))


def _start_note(part: Part, first: str) -> Note | None:
    mark, span = first[:1], Span(part.start, part.start + 1)
    if mark == "*":
        known = _ALIAS.match(first)
        cause = "unknown-alias" if known else "start-star"
        return Note(cause, Span(part.start, part.start + len(first)) if known else span, {"alias": first})
    if mark in _STARTS:
        return Note(_STARTS[mark], span)
    if mark in ("-", "?", ":") and first[1:2] in ("", " ", "\t"):
        return Note({"-": "start-dash", "?": "start-question", ":": "start-colon"}[mark], span)
    return None


def _plain_note(part: Part) -> Note | None:
    first = part.first_line
    more = bool(part.text[part.line_end : part.end].strip())
    colon = _COLON.search(first)
    comment = _HASH.search(first)
    if colon and not (comment and comment.start() < colon.start()):
        return _colon_note(part, first, colon.start(), more)
    for match in _LINE_START.finditer(part.text, part.line_end, part.end):
        note = _line_note(match)
        if note:
            return note
    return None


def _colon_note(part: Part, first: str, at: int, more: bool) -> Note:
    start = part.start + at
    if at == len(first) - 1:
        return Note("colon-at-end", Span(start, start + 1))
    span = Span(start, start + 2)
    if part.nested:
        return Note("unquoted-colon-in-list", span)
    hash_ = _HASH.search(first, at)
    if hash_:
        lost = first[hash_.start() + 1 :]
        return Note("unquoted-colon-and-hash", span, {"lost": lost, "read": first[: hash_.start()]})
    return Note("unquoted-colon-continued" if more else "unquoted-colon", span)


def _line_note(match: re.Match[str]) -> Note | None:
    """What is wrong with a further line of a plain text."""
    blanks, written = match.group(1), match.group(2).rstrip()
    if not written:
        return None
    if "\u00a0" in blanks:
        return Note("nbsp-indent", Span(*match.span(1)))
    if not blanks:
        return None if _TURN_LINE.match(written) else Note("column-one", _line_span(match))
    colon = _COLON.search(written)
    if colon:
        start = match.start(2) + colon.start()
        return Note("colon-on-continuation", Span(start, min(start + 2, match.end(2))))
    return Note("tab-indent", Span(*match.span(1))) if "\t" in blanks else None
