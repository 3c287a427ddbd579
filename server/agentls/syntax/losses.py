"""What well-formed YAML takes away unseen, and what readers with their own idea of a front matter stumble over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter

from agentls.patterns import lazy
from agentls.syntax.tree import Value
from agentls.syntax.yaml_tree import Note, is_printable, walk
from agentls.text import Span, line_start

_DASHES = lazy("-{3,}")
# A `#` with a letter or digit right behind it is meant as text, `# like this` as a comment.
_HASH = lazy(r"[ \t]+#(?=[^\s#])[^\r\n]*")
_COMMENT = lazy(r"[ \t]*(#[^\r\n]*)")
_CHARACTERS = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SEPARATORS = "\x85\u2028\u2029"
_SHIELDS = {"single": "dashes-in-quotes", "double": "dashes-in-quotes"}


def lost_text(text: str, content: Span, root: Value) -> list[Note]:
    """Faults in what the tree says: comments that were meant as text, three dashes, braces of a template."""
    part = text[content.start : content.end]
    notes: list[Note] = []
    if "#" in part:
        notes.extend(_comments(text, content, root))
    if "---" in part:
        notes.append(_dashes(text, content, root))
    if "{{" in part:
        notes.extend(_braces(text, root))
    return notes


def odd_characters(text: str, content: Span) -> list[Note]:
    """Control characters, U+FEFF and line separators: one note for each kind, at the first of it."""
    if is_printable(text[content.start : content.end]):
        return []
    found: dict[str, Note] = {}
    for match in _CHARACTERS.finditer(text, content.start, content.end):
        cause = _character_cause(match.group())
        if cause not in found:
            found[cause] = Note(cause, Span(*match.span()), {"character": f"U+{ord(match.group()):04X}"})
    return list(found.values())


def character_spans(text: str, content: Span, cause: str) -> list[Span]:
    """All characters of one kind between two offsets, each by itself."""
    found = _CHARACTERS.finditer(text, content.start, content.end)
    return [Span(*match.span()) for match in found if _character_cause(match.group()) == cause]


def _character_cause(character: str) -> str:
    if character == "\x00":
        return "nul"
    if character == "\ufeff":
        return "feff-inside"
    return "line-separator" if character in _SEPARATORS else "control"


def _comments(text: str, content: Span, root: Value) -> Iterator[Note]:
    for value in walk(root):
        if value.kind == "scalar" and value.style == "plain":
            match = _HASH.match(text, value.span.end, content.end)
            if match and _meant_as_text(value.text, match.group()):
                lost = match.group().strip()
                yield Note("hash-in-text", Span(match.start(), match.start() + len(match.group().rstrip())),
                           {"lost": lost, "read": value.text})  # fmt: skip
        for entry in value.entries:
            if entry.value.kind == "nothing" and not entry.value.anchor and not entry.value.tag:
                comment = _COMMENT.match(text, entry.value.span.end, content.end)
                if comment and value.style == "block":
                    yield Note("start-hash", Span(*comment.span(1)), {"lost": comment.group(1), "read": ""})


def _meant_as_text(value: str, comment: str) -> bool:
    # Behind a single word (`model: fast #cheap`) a comment is likelier, unless it is a number such as an issue's.
    return any(blank in value for blank in " \t\n") or comment.lstrip()[1:2].isdigit()


def _dashes(text: str, content: Span, root: Value) -> Note:
    """The first three dashes: behind them a reader that ends there sees no further ones."""
    start = text.index("---", content.start)
    match = _DASHES.match(text, start)
    assert match is not None  # they stand there
    holders = (value for value in walk(root) if value.kind == "scalar" and start in value.span)
    lost = text[start : min(_line_end(text, start), content.end)].strip()
    return Note(_dash_cause(text, match, next(holders, None)), Span(*match.span()), {"lost": lost}, start)


def _dash_cause(text: str, match: re.Match[str], value: Value | None) -> str:
    if value is None:
        return "dashes-in-comment"
    if value.style in ("literal", "folded"):
        before = text[line_start(text, match.start()) : match.start()]
        alone = not before.strip() and not text[match.end() : _line_end(text, match.end())].strip()
        return "dashes-line-in-block" if alone else "dashes-in-block"
    return _SHIELDS.get(value.style, "dashes-in-value")


_LINE_END = lazy(r"[\r\n]|\Z")


def _line_end(text: str, start: int) -> int:
    match = _LINE_END.search(text, start)
    return match.start() if match else len(text)


def _braces(text: str, root: Value) -> Iterator[Note]:
    for value in walk(root):
        if value.kind == "mapping" and value.style == "flow" and text.startswith("{{", value.span.start):
            yield Note("double-brace-alone", value.span)


by_start = attrgetter("span.start")
"""Sort key of notes and values: where they start."""
