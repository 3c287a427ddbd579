"""Repairs of a value that YAML takes for something else than the text that a person sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from agentls.faults import RuleContext
from agentls.findings import Applicability, Edit, Fix
from agentls.rules.quoting import quoted, spelled
from agentls.syntax.tree import Entry, SyntaxFault, Value
from agentls.text import Span, line_start

_TITLE = "Put the value in quotes"
BLOCK_TITLE = "Write the value as a block of text"
_ESCAPES = re.compile(r"\\(?:[0abtnvfre \"/\\N_LP\r\n\t]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|(\\)")
ESCAPE_TITLE = "Write a backslash before each quote inside"
_BARE_QUOTE = re.compile(r'\\.|(")', re.DOTALL)
_CLOSING = {"[": "]", "{": "}"}


def expected(context: RuleContext, name: str) -> frozenset[str] | None:
    """Types that the readers' dialects expect of a top-level key; None when none of them has the key."""
    keys = [view.dialect.keys[name] for view in context.views if name in view.dialect.keys]
    return frozenset(kind for key in keys for kind in key.types) if keys else None


def quote(context: RuleContext, value: Value, applicability: Applicability = "safe") -> Fix:
    """Put a value in quotes as it is written."""
    return _as_text(context, value.span, False, applicability)


def _as_text(context: RuleContext, span: Span, top: bool, applicability: Applicability = "safe") -> Fix:
    """Write what stands there as text; a block only at the top, where two spaces are enough to indent it."""
    text = context.text[span.start : span.end]
    written = spelled(text, context.document.source.line_ending, top=top and _at_margin(context.text, span.start))
    return Fix(_TITLE if written[0] in "\"'" else BLOCK_TITLE, (Edit(span, written),), applicability)


def _at_margin(text: str, offset: int) -> bool:
    """Whether the key of a value begins its line: a block below it is indented enough with two spaces."""
    start = line_start(text, offset)
    return text[start : start + 1] not in ("", " ", "\t", "\u00a0")


def _values(entry: Entry) -> Iterator[Value]:
    """The values in an entry, keys left out, outer ones first."""
    stack = [entry.value]
    while stack:
        value = stack.pop()
        yield value
        stack.extend(reversed([*value.items, *(inner.value for inner in value.entries)]))


def holder(fault: SyntaxFault) -> Value | None:
    """The innermost value at or right before a fault, None where it stands in no value."""
    if fault.entry is None:
        return None
    found = [value for value in _values(fault.entry) if value.kind in ("scalar", "nothing")]
    before = [value for value in found if value.span.start <= fault.span.start]
    return max(before, key=lambda value: value.span.start, default=None)


def _is_list(context: RuleContext, fault: SyntaxFault) -> bool:
    return "list" in (expected(context, fault.key) or ())


def _quote(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    value = holder(fault)
    if value is None or fault.entry is None or fault.entry.key.span.start > value.span.start:
        return None
    return _as_text(context, value.span, value is fault.entry.value)


def _quote_around(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """Text behind a closing quote: where that quote opens a word, the outer ones are meant, and those inside are text.

    `"Say "hi" to people"` is such a value; `"Reviewer" for code` is quoted as a whole.
    """
    value = holder(fault)
    if value is None:
        return None
    text = context.text[value.span.start : value.span.end]
    marks = [match.start(1) for match in _BARE_QUOTE.finditer(text) if match[1]]
    opens = len(marks) > 1 and text[marks[1] - 1] in ' \t("' and text[marks[1] + 1 : marks[1] + 2].strip() != ""
    if text[:1] != '"' or not opens or marks[-1] != len(text) - 1 or len(marks) % 2:
        return _quote(context, fault)
    inner = (value.span.start + at for at in marks[1:-1])
    return Fix(ESCAPE_TITLE, tuple(Edit(Span(at, at), "\\") for at in inner))


def _quote_text(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """Quote what would be a list where the key takes none."""
    return None if _is_list(context, fault) or not expected(context, fault.key) else _quote(context, fault)


def _quote_with_rest(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """Quote the value together with the part that is taken away from it."""
    value = holder(fault)
    if value is None or fault.entry is None:
        return None
    span = Span(min(value.span.start, fault.span.start), max(value.span.end, fault.span.end))
    if value.kind == "nothing":
        span = fault.span
    return _as_text(context, span, value is fault.entry.value)


def _quote_braces(context: RuleContext, fault: SyntaxFault) -> Fix:
    """A placeholder of a template is one value, from its first brace to its last."""
    return _as_text(context, fault.span, False)


def _quote_comment(context: RuleContext, fault: SyntaxFault) -> Fix:
    """A text that begins with `#`; with a blank behind it, it may well be a comment on an empty value."""
    blank = context.text[fault.span.start + 1 : fault.span.start + 2] in ("", " ", "\t")
    return _as_text(context, fault.span, True, "unsafe" if blank else "safe")


def _quote_before_comment(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """A colon, and a `#` behind it: `#12` is text, `# like this` may be a comment, which is kept as one."""
    value = holder(fault)
    if value is None:
        return None
    hash_ = re.compile(r"[ \t]+#(?=[ \t#]|$)").search(context.text, fault.span.start, value.span.end)
    if hash_ is None:
        return _quote(context, fault)
    return _as_text(context, Span(value.span.start, hash_.start()), False, "unsafe")


def _quote_inside(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """Quotes that an apostrophe ends too early: those at both ends are meant, all others are text."""
    value = holder(fault)
    if value is None:
        return None
    text = context.text[value.span.start : value.span.end]
    if len(text) < 3 or text[0] != text[-1]:
        return _quote(context, fault)
    inner = text[1:-1].replace("''", "'")
    return Fix("Keep the apostrophe", (Edit(value.span, quoted(" ".join(inner.split()))),))


def _close_quote(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """The quote ends where its line ends; over several lines that is a guess."""
    value = holder(fault)
    if value is None:
        return None
    text = context.text[value.span.start : value.span.end]
    lines = len(text.split("\n"))
    inner = text[1:].replace("''", "'") if text[0] == "'" else text[1:]
    if lines == 1 and (text[0] == "'" or "\\" not in text):
        return Fix("Close the quote", (Edit(Span(value.span.end, value.span.end), text[0]),))
    return Fix(_TITLE, (Edit(value.span, quoted(" ".join(inner.split()))),), "unsafe")


def _close_bracket(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """A list is closed where its line ends, a text is quoted: which of both, the schema tells."""
    types = expected(context, fault.key)
    value = holder(fault)
    if not types or value is None or "\n" in context.text[value.span.start : value.span.end]:
        return None
    mark = context.text[value.span.start]
    if ("list" if mark == "[" else "mapping") in types:
        at = Span(value.span.end, value.span.end)
        return Fix(f"Close it with `{_CLOSING[mark]}`", (Edit(at, _CLOSING[mark]),))
    return _quote(context, fault)


def _escape(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """Double every backslash that begins no escape: a person sees a backslash."""
    value = holder(fault)
    if value is None:
        return None
    found = [match.start() for match in _ESCAPES.finditer(context.text, *value.span) if match.group(1)]
    return Fix("Double the backslash", tuple(Edit(Span(at, at), "\\") for at in found))


Repair = Callable[[RuleContext, SyntaxFault], Fix | None]
REPAIRS: dict[str, Repair] = {
    **dict.fromkeys(
        ("unquoted-colon", "unquoted-colon-continued", "unquoted-colon-in-list", "colon-on-continuation",
         "colon-at-end", "start-colon", "quoted-start-colon", "column-one", "double-brace",
         "start-star", "start-at", "start-percent", "start-backtick", "start-comma", "start-close-bracket",
         "start-gt", "start-pipe", "start-question", "unknown-alias"),
        _quote,
    ),
    **dict.fromkeys(("start-dash", "text-after-bracket"), _quote_text),
    **dict.fromkeys(("start-amp", "start-amp-only", "start-bang", "hash-in-text"), _quote_with_rest),
    **dict.fromkeys(("open-bracket", "open-brace"), _close_bracket),
    "text-after-quote": _quote_around,
    "double-brace-alone": _quote_braces,
    "start-hash": _quote_comment,
    "unquoted-colon-and-hash": _quote_before_comment,
    "apostrophe-in-quotes": _quote_inside,
    "open-quote": _close_quote,
    "bad-escape": _escape,
}  # fmt: skip
