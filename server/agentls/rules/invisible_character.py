"""`invisible-character`: a character that nobody sees, but that programs and models read."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Edit, Fix, Related, Severity
from agentls.patterns import lazy
from agentls.rules.base import Rule
from agentls.rules.hidden import DIRECTION, HIDDEN, TAGS, is_hidden
from agentls.rules.strangers import strangers
from agentls.rules.tool_faults import tool_faults
from agentls.text import Span

_DANGEROUS = lazy(f"[\u202d\u202e{TAGS}]")
_NEEDS_LOOK = lazy(f"[{DIRECTION}{TAGS}]")
_ASCII = bytes(range(128))
_JOINERS = frozenset("\u200c\u200d")
_RIGHT_TO_LEFT = lazy("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FLAG = "\U0001f3f4"
_FIRST_COMPLEX_SCRIPT = "\u0590"
_JOINED = frozenset({"So", "Sk", "Sm", "Mn", "Mc", "Lo"})


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per place in a key or a value that programs read, and one per kind of character in the text.

    In the text a character is an info at most, unless it can hide words from those who read the file.
    """
    text = context.text
    if text.isascii() or not HIDDEN.search(_without_ascii(text)):
        return
    prose: dict[str, list[Span]] = {}
    told = [fault.span for fault in context.syntax_faults]
    names = [*tool_faults(context, RULE.id), *filter(is_hidden, strangers(context, "unknown-key"))]
    places = sorted({*_places(context), *(fault.span for fault in names)})
    for match in HIDDEN.finditer(text):
        span = Span(*match.span())
        if _wanted(text, span) or any(span.start in other for other in told):
            continue
        if _within(span, places):
            yield from _in_name(_fault(text, [span], "name"), names)
        else:
            prose.setdefault(match.group()[0], []).append(span)
    for spans in prose.values():
        hides = any(_DANGEROUS.search(text, *span) for span in spans)
        yield _fault(text, spans, "hidden" if hides else "text")


def _without_ascii(text: str) -> str:
    """The few characters that are left without ASCII: looking through these alone is many times as fast."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")


def _places(context: RuleContext) -> set[Span]:
    """Keys, and values that programs compare with what they know."""
    spans = set()
    for view in context.views:
        for use in view.keys:
            if use.entry is not None:
                spans.add(use.span)
            key = use.key
            if key and (key.tools or key.kind or key.values or key.checks) and use.value.kind == "scalar":
                spans.add(use.value.span)
    return spans


def _in_name(fault: Fault, names: list[Fault]) -> Iterator[Fault]:
    """The fault, and what it makes each target take for the name of a tool or of a key."""
    yield fault
    for other in names:
        if other.span.covers(fault.span):
            yield fault._replace(target=other.target, also=(other.selectors, *other.also))


def _within(span: Span, places: list[Span]) -> bool:
    at = bisect_right(places, (span.start, 1 << 60)) - 1
    return at >= 0 and places[at].covers(span)


def _wanted(text: str, span: Span) -> bool:
    """Whether the character does its work here: in an emoji, or in a script that needs it."""
    signs = text[span.start : span.end]
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    if len(signs) == 1 and signs in _JOINERS:
        return _joins(before) and _joins(after)
    if before == _FLAG:
        return signs.endswith("\U000e007f")
    return bool(_NEEDS_LOOK.match(signs)) and not _DANGEROUS.search(signs) and _among_right_to_left(text, span)


def _joins(character: str) -> bool:
    """Whether a joiner beside this character means something: an emoji, its modifier, a letter of a complex script."""
    return character >= _FIRST_COMPLEX_SCRIPT and unicodedata.category(character) in _JOINED


def _among_right_to_left(text: str, span: Span) -> bool:
    start = max(text.rfind("\n", 0, span.start), span.start - 1000)
    return bool(_RIGHT_TO_LEFT.search(text, max(0, start), min(len(text), span.end + 1000)))


def _fault(text: str, spans: list[Span], where: str) -> Fault:
    character = text[spans[0].start]
    name = unicodedata.name(character, "a character without a name").lower()
    arguments = {"code": f"U+{ord(character):04X}", "name": name, "count": len(spans), "where": where}
    safe = not any(_NEEDS_LOOK.search(text, *span) for span in spans)
    fix = Fix("Delete it", tuple(Edit(span, "") for span in spans), "safe" if safe else "unsafe")
    related = tuple(Related(span, "here, too") for span in spans[1:20])
    selectors = Selectors("invisible-character", check=where)
    doubtful = where == "text"
    return Fault(selectors, spans[0], None, arguments, character, doubtful=doubtful, fix=fix, related=related)


def words(arguments: Mapping[str, Any]) -> str:
    """Say which character, and how often."""
    often = f", {arguments['count']} times" if arguments["count"] > 1 else ""
    words = f"an invisible character: {arguments['code']} ({arguments['name']}){often}"
    return f"{words}; it can hide words from the reader" if arguments["where"] == "hidden" else words


def advice(arguments: Mapping[str, Any]) -> str:
    """Delete it."""
    return "delete it: programs compare names letter by letter" if arguments["where"] == "name" else "delete it"


RULE = Rule("invisible-character", Severity.WARNING, check, words, advice)
