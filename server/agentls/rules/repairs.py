"""The right repair of a broken front matter, where it is known: which constructor mends which cause.

A repair is safe when every reader afterwards reads what the author meant: the value as a person sees it. Where that
is a guess (how long does a quote go on? which of two values counts?), the repair is unsafe.
"""

from __future__ import annotations

from collections.abc import Callable

from agentls.faults import RuleContext
from agentls.findings import Applicability, Edit, Fix
from agentls.rules import repair_fences, repair_lines, repair_values
from agentls.rules.repair_keys import without_duplicate
from agentls.syntax.losses import character_spans
from agentls.syntax.tree import SyntaxFault
from agentls.text import Span

Repair = Callable[[RuleContext, SyntaxFault], Fix | None]

OWN_WAYS = frozenset({repair_values.BLOCK_TITLE, repair_values.ESCAPE_TITLE, repair_fences.RULE_TITLE})
"""Titles of repairs that go another way than the words about their cause."""
_INVISIBLE = frozenset({"nul", "control", "feff-inside", "line-separator"})


def repair(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """The repair of one fault of the front matter; None where nobody knows what was meant, or in other formats."""
    front = context.document.syntax.front
    if front is None or front.kind not in ("yaml", "lines") or context.document.source.encoding != "utf-8":
        return None
    return _REPAIRS[fault.cause](context, fault) if fault.cause in _REPAIRS else None


def _delete(title: str, applicability: Applicability = "safe") -> Repair:
    def build(context: RuleContext, fault: SyntaxFault) -> Fix:
        return Fix(title, (Edit(fault.span, ""),), applicability)

    return build


def _characters(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """Take all characters of one kind out of the front matter; a line separator becomes a space."""
    front = context.document.syntax.front
    if front is None:
        return None
    spans = character_spans(context.text, front.content, fault.cause)
    replacement = " " if fault.cause == "line-separator" else ""
    title = "Replace it with a space" if replacement else "Delete it"
    return Fix(title, tuple(Edit(span, replacement) for span in spans))


def _line_ends(context: RuleContext, fault: SyntaxFault) -> Fix:
    text = context.text
    alone = [at for at, one in enumerate(text) if one == "\r" and not text.startswith("\n", at + 1)]
    return Fix("End all lines with LF", tuple(Edit(Span(at, at + 1), "\n") for at in alone))


_REPAIRS: dict[str, Repair] = {
    **dict.fromkeys(_INVISIBLE, _characters),
    **repair_fences.REPAIRS,
    **repair_lines.REPAIRS,
    **repair_values.REPAIRS,
    "lone-cr": _line_ends,
    "duplicate-key": without_duplicate,
    "blank-line-first": _delete("Delete the blank lines"),
    **dict.fromkeys(("invisible-before", "bom-twice"), _delete("Delete the invisible character")),
    **dict.fromkeys(
        ("space-before-opening", "tab-before-opening", "space-after-opening", "tab-after-opening", "nbsp-after-opening",
         "space-before-closing", "tab-before-closing", "space-after-closing", "nbsp-after-closing"),
        _delete("Delete the blanks"),
    ),
}  # fmt: skip
