"""Repairs of indentation, and of what stands between a key and its value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from agentls.faults import RuleContext
from agentls.findings import Applicability, Edit, Fix
from agentls.rules.repair_keys import column_of
from agentls.rules.repair_values import expected
from agentls.syntax.fences import lines_of
from agentls.syntax.tree import Entry, SyntaxFault
from agentls.text import Span

_LEAD = re.compile(r"[ \t\u00a0]*")
_GAP = re.compile(r"[ \t]*")
_DEEPER = 2


def _colon(context: RuleContext, fault: SyntaxFault) -> Fix:
    """`=` or a full-width colon becomes `: `, with one blank behind it."""
    text = context.text
    start = fault.span.start
    while start and text[start - 1] in " \t":
        start -= 1
    gap = _GAP.match(text, fault.span.end)
    end = gap.end() if gap else fault.span.end
    last = text[end : end + 1] in ("", "\r", "\n")
    return Fix("Write a colon", (Edit(Span(start, end), ":" if last else ": "),))


def _space(context: RuleContext, fault: SyntaxFault) -> Fix:
    """A space behind the colon. Where no dialect has such a key, the colon may belong to a word."""
    applicability: Applicability = "safe" if expected(context, fault.key) is not None else "unsafe"
    at = Span(fault.span.end, fault.span.end)
    return Fix("Add the space behind the colon", (Edit(at, " "),), applicability)


def _ordinary_space(context: RuleContext, fault: SyntaxFault) -> Fix:
    return Fix("Type an ordinary space", (Edit(fault.span, " "),))


def _aligned(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """The key goes into the column of the others; safe for a key that some reader knows at the top."""
    front = context.document.syntax.front
    entry = next((one for one in front.entries if one.key.span.start == fault.span.end), None) if front else None
    if front is None or entry is None:
        return None
    column = min(column_of(context.text, one) for one in front.entries)
    applicability: Applicability = "safe" if expected(context, entry.name) is not None else "unsafe"
    return Fix("Align the key with the others", (Edit(fault.span, " " * column),), applicability)


def _below(context: RuleContext, entry: Entry) -> Iterator[tuple[Span, str]]:
    """The further lines of a value: their indentation and their text, empty lines left out."""
    text = context.text
    first = True
    for line in lines_of(text, entry.key.span.start, entry.value.span.end):
        lead = _LEAD.match(text, line.start, line.end)
        if not first and lead and lead.end() < line.end:
            yield Span(*lead.span()), text[lead.end() : line.end]
        first = False


def _spaces(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """Tabs and no-break spaces at the beginning of a value's lines become spaces."""
    if fault.entry is None:
        return None
    edits = []
    for lead, _ in _below(context, fault.entry):
        written = context.text[lead.start : lead.end]
        spaces = written.replace("\t", " " * _DEEPER).replace("\u00a0", " ")
        if spaces != written:
            edits.append(Edit(lead, spaces))
    return Fix("Indent with spaces", tuple(edits)) if edits else None


def _deeper(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """Lines of a block of text that are indented less than its first line (or not at all) get its indentation."""
    if fault.entry is None or fault.entry.value.style not in ("literal", "folded"):
        return None
    lines = list(_below(context, fault.entry))
    wanted = lines[0][0].end - lines[0][0].start if lines else 0
    wanted = wanted or column_of(context.text, fault.entry) + _DEEPER
    edits = tuple(Edit(lead, " " * wanted) for lead, _ in lines if lead.end - lead.start < wanted)
    return Fix("Indent the text alike", edits) if edits else None


def _indented(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """Indent the lines of a quoted text: what is in quotes is folded, so that it says the same."""
    if fault.entry is None:
        return None
    margin = " " * (column_of(context.text, fault.entry) + _DEEPER)
    edits = tuple(Edit(lead, margin) for lead, _ in _below(context, fault.entry) if lead.start == lead.end)
    return Fix("Indent the lines", edits) if edits else None


Repair = Callable[[RuleContext, SyntaxFault], Fix | None]
REPAIRS: dict[str, Repair] = {
    **dict.fromkeys(("equals-for-colon", "fullwidth-colon"), _colon),
    **dict.fromkeys(("tab-before-key", "wrong-indent"), _aligned),
    **dict.fromkeys(("tab-indent", "nbsp-indent"), _spaces),
    **dict.fromkeys(("block-column-one", "block-less-indent"), _deeper),
    "quoted-column-one": _indented,
    "key-no-space": _space,
    "nbsp-after-colon": _ordinary_space,
}
