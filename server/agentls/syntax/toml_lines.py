"""Broken TOML: which statement it is, why it is broken, and what the author meant.

The grammar knows only whole statements. So a broken one is found by looking at its lines, told by its cause, and
replaced by a stand-in of the same length; all others keep their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from agentls.syntax.tree import Entry, Style, SyntaxFault, Value
from agentls.text import SourceText, Span

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

KEY = re.compile(r"[A-Za-z0-9_-]++|\"(?:[^\"\\\r\n]|\\.)*+\"|'[^'\r\n]*+'")
"""One part of a key."""

_STATEMENT = re.compile(
    rf"[ \t]*+(?P<key>(?:{KEY.pattern})(?:[ \t]*+\.[ \t]*+(?:{KEY.pattern}))*+)[ \t]*+(?P<sign>[=:])[ \t]*+"
)
_NOTHING = re.compile(r"[ \t]*+(?:#[^\r\n]*+)?+(?=[\r\n]|\Z)")
_LINE = re.compile(r"[^\r\n]*+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_FENCE = re.compile(r"---[ \t]*+(?=[\r\n]|\Z)")
_BASIC = re.compile(r"\"(?:[^\"\\\r\n]|\\[^\r\n])*+\"")
_LITERAL = re.compile(r"'[^'\r\n]*+'")
_LONG_BASIC = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*+"{3,5}', re.DOTALL)
_LONG_LITERAL = re.compile(r"'''(?:[^']|'(?!''))*+'{3,5}")
_ESCAPE = re.compile(r"\\(?:([btnfre\"\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|([ \t]*\r?\n\s*))?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONE_CR = re.compile(r"\r(?!\n)")
_BARE = re.compile(
    r"true|false|[+-]?(?:inf|nan)|0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+"
    r"|[+-]?\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d[\d_]*)?"
    r"|\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d(?::\d\d(?:\.\d+)?)?"
)
_TOKEN = re.compile(
    rf"(?P<text>{_LONG_BASIC.pattern}|{_LONG_LITERAL.pattern}|{_BASIC.pattern}|{_LITERAL.pattern})"
    r"|#[^\r\n]*+|(?P<open>[\[{])|(?P<close>[\]}])|(?P<line>\r?\n)|[\s,=]|(?P<word>[^\"'#\[\]{}\s,=][^\"'#\[\]{}\r\n,=]*+)|.",
    re.DOTALL,
)
_SMART_QUOTES = "\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"
_LETTERS = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}


def parse_tree(text: str) -> Node:
    """The tree; each character beyond ASCII is given as one byte, so that bytes are code points."""
    return _parser().parse(text.encode("ascii", "replace")).root_node


@cache
def _parser() -> Parser:
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_toml.language()))


def mend_characters(text: str) -> tuple[str, list[SyntaxFault]]:
    """Put harmless characters in the place of those that are wrong anywhere; tell the first of each kind."""
    faults = []
    for cause, pattern, instead in (("lone-cr", _LONE_CR, "\n"), ("control", _CONTROL, " ")):
        match = pattern.search(text)
        if match:
            faults.append(SyntaxFault(cause, Span(*match.span())))
            text = pattern.sub(instead, text)
    undecoded = SourceText(text).undecoded()
    if undecoded:
        faults.append(SyntaxFault("invalid-utf8", undecoded[0]))
    return text, faults


@dataclass(slots=True)
class _Statement:
    """A statement: its key (an empty span where it has none), its value, its end, and what is wrong with it."""

    key: Span
    value: Value
    end: int
    cause: str = ""
    fault: Span | None = None


def mend_statements(text: str, mended: str) -> tuple[str, list[SyntaxFault], dict[int, Entry]]:
    """Replace broken statements by stand-ins of the same length; tell them, and what they were meant to be."""
    pieces: list[str] = []
    faults: list[SyntaxFault] = []
    broken: dict[int, Entry] = {}
    last = 0
    for statement in _statements(mended):
        if not statement.cause:
            continue
        key = statement.key
        entry = _meant(text, statement)
        faults.append(SyntaxFault(statement.cause, statement.fault or key, entry.name if entry else "", entry))
        size = statement.end - key.start
        stand_in = "a=1".ljust(size) if entry and size > 2 else " " * size
        if entry:
            broken[key.start] = entry
        pieces += [mended[last : key.start], stand_in]
        last = statement.end
    return "".join((*pieces, mended[last:])), _as_whole(mended, faults), broken


def _as_whole(text: str, faults: list[SyntaxFault]) -> list[SyntaxFault]:
    """One fault where the whole file is in another format."""
    colons = sum(fault.cause == "colon-for-equals" for fault in faults)
    fence = _FENCE.match(text)
    if fence:
        return [SyntaxFault("markdown-in-toml", Span(*fence.span()))]
    if colons > 1 and not any(match["sign"] == "=" for match in _signs(text)):
        return [SyntaxFault("yaml-in-toml", next(fault.span for fault in faults if fault.cause == "colon-for-equals"))]
    return faults


def _signs(text: str) -> Iterator[re.Match[str]]:
    for line in _LINE_END.split(text):
        match = _STATEMENT.match(line)
        if match:
            yield match


def _meant(text: str, statement: _Statement) -> Entry | None:
    if statement.key.start == statement.key.end:
        return None
    name = text[statement.key.start : statement.key.end]
    key = Value("scalar", statement.key, "plain", name.strip("\"'"))
    return Entry(key.text, key, statement.value)


def _statements(text: str) -> Iterator[_Statement]:
    offset = 0
    while offset < len(text):
        nothing = _NOTHING.match(text, offset)
        if nothing:
            end = nothing.end()
        elif (match := _STATEMENT.match(text, offset)) is not None:
            statement = _statement(text, match)
            yield statement
            end = statement.end
        else:
            end = _line_end(text, offset)
            line = text[offset:end].strip()
            if not (line.startswith("[") and line.split("#")[0].rstrip().endswith("]")):
                cause = "slash-comment" if line.startswith("//") else "line-without-key"
                start = end - len(text[offset:end].lstrip())
                place = Span(start, start + len(line))
                yield _Statement(Span(start, start), Value("nothing", place), end, cause, place)
        line_end = _LINE_END.match(text, end)
        offset = line_end.end() if line_end else end


def _line_end(text: str, offset: int) -> int:
    match = _LINE.match(text, offset)
    return match.end() if match else offset


def _statement(text: str, match: re.Match[str]) -> _Statement:
    start = match.end()
    key = Span(*match.span("key"))
    end = _line_end(text, start)
    if match["sign"] == ":":
        raw = text[start:end].rstrip()
        value = Value("scalar" if raw else "nothing", Span(start, start + len(raw)), "plain", raw.strip("\"'"))
        return _Statement(key, value, end, "colon-for-equals", Span(*match.span("sign")))
    opening = text[start : start + 1]
    if not opening or _NOTHING.match(text, start):
        return _Statement(key, Value("nothing", Span(start, start)), end, "missing-value", Span(*match.span("sign")))
    if opening in "\"'":
        return _quoted(text, key, start)
    if opening in "[{":
        return _bracketed(text, key, start)
    return _bare(text, key, start, end)


def _bare(text: str, key: Span, start: int, end: int) -> _Statement:
    raw = text[start:end]
    shown = raw.split(" #")[0].rstrip()
    value = Value("scalar", Span(start, start + len(shown)), "plain", shown.strip(_SMART_QUOTES))
    if _BARE.fullmatch(shown.split("#")[0].rstrip()):
        return _Statement(key, value, end)
    smart = shown[0] in _SMART_QUOTES
    return _Statement(key, value, end, "smart-quotes" if smart else "unquoted-value", value.span)


def _quoted(text: str, key: Span, start: int) -> _Statement:
    quote = text[start]
    long = text.startswith(quote * 3, start)
    if long:
        match = (_LONG_BASIC if quote == '"' else _LONG_LITERAL).match(text, start)
    else:
        match = (_BASIC if quote == '"' else _LITERAL).match(text, start)
    if match is None:
        return _unclosed(text, key, start, long)
    value = read_string(text, Span(*match.span()))
    rest = _NOTHING.match(text, match.end())
    if rest is None:
        end = _line_end(text, match.end())
        after = Span(match.end(), match.end() + len(text[match.end() : end].rstrip()))
        return _Statement(key, value, end, "text-after-quote", after)
    bad = _bad_escape(text, value.span) if quote == '"' else None
    return _Statement(key, value, rest.end(), "bad-escape" if bad else "", bad)


def _unclosed(text: str, key: Span, start: int, long: bool) -> _Statement:
    quote = text[start]
    if long:
        value = Value("scalar", Span(start, len(text)), "literal", text[start + 3 :].lstrip("\r\n"), open=True)
        return _Statement(key, value, len(text), "open-multiline", Span(start, start + 3))
    end = _line_end(text, start)
    following = _LINE_END.match(text, end)
    if following and not _STATEMENT.match(text, following.end()):
        last = _line_end(text, following.end())
        if text[following.end() : last].rstrip().endswith(quote):
            value = Value("scalar", Span(start, last), "double", text[start:last].rstrip()[1:-1], open=True)
            return _Statement(key, value, last, "newline-in-string", Span(end, following.end()))
    raw = text[start:end].rstrip()
    value = Value("scalar", Span(start, start + len(raw)), "double", raw[1:], open=True)
    return _Statement(key, value, end, "open-quote", Span(start, start + 1))


def _bracketed(text: str, key: Span, start: int) -> _Statement:
    """A list or an inline table; one that is never closed ends before the next line that is a statement."""
    depth, end, words = 0, _line_end(text, start), []
    for match in _TOKEN.finditer(text, start):
        depth += bool(match["open"]) - bool(match["close"])
        if match["text"] or match["word"]:
            words.append(match)
        if not depth or (
            match["line"] and (following := _STATEMENT.match(text, match.end())) and following["sign"] == "="
        ):
            end = match.start() if depth else _line_end(text, match.end())
            break
    raw = text[start:end].rstrip()
    span = Span(start, start + len(raw))
    if not parse_tree(text[key.start : end]).has_error:
        return _Statement(key, Value("list", span, "flow"), end)
    items = tuple(_word(text, match) for match in words if match.start() < end)
    if depth:
        value = Value("list", span, "flow", items=items, open=True)
        return _Statement(key, value, end, "open-bracket", Span(start, start + 1))
    value = Value("list", span, "flow", items=items)
    bare = [item for item in items if item.style == "plain" and not _BARE.fullmatch(item.text)]
    if bare and text[start] == "[":
        return _Statement(key, value, end, "unquoted-value", bare[0].span)
    return _Statement(key, value, end, "toml-syntax", span)


def _word(text: str, match: re.Match[str]) -> Value:
    if match["text"]:
        return read_string(text, Span(*match.span()))
    raw = match["word"].rstrip()
    return Value("scalar", Span(match.start(), match.start() + len(raw)), "plain", raw)


def read_string(text: str, span: Span) -> Value:
    """What a text in quotes says; escapes that TOML doesn't know stay as they are."""
    raw = text[span.start : span.end]
    long = raw.startswith(('"""', "'''"))
    body = raw[3:-3] if long else raw[1:-1]
    if long and (first := _LINE_END.match(body)) is not None:
        body = body[first.end() :]
    if raw[0] == '"' and "\\" in body:
        body = _ESCAPE.sub(_unescaped, body)
    style: Style = "literal" if long else "double" if raw[0] == '"' else "single"
    return Value("scalar", span, style, body)


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return _LETTERS[match[1]]
    if match[5]:
        return ""
    number = int(match[2] or match[3] or match[4] or "d800", 16)
    return match[0] if 0xD800 <= number < 0xE000 or number > 0x10FFFF else chr(number)


def _bad_escape(text: str, span: Span) -> Span | None:
    for match in _ESCAPE.finditer(text, span.start, span.end):
        if match.lastindex is None:
            return Span(match.start(), min(match.end() + 1, span.end))
    return None
