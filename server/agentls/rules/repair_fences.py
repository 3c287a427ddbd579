"""Repairs of the lines that open and close a front matter, and of what stands in their way."""

from __future__ import annotations

import re
from collections.abc import Callable

from agentls.faults import RuleContext
from agentls.findings import Edit, Fix
from agentls.syntax.tree import FrontMatter, SyntaxFault
from agentls.text import Span, line_start

_FENCE = "---"
RULE_TITLE = "Write the rule as `***`"
_SHORT_LINE = 4
_LINE_END = re.compile(r"\r\n|\r|\n|\Z")
_CODE_FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})[ \t]*(?:\r\n|\r|\n|\Z)")


def _front(context: RuleContext) -> FrontMatter:
    front = context.document.syntax.front
    assert front is not None  # `repair` has looked
    return front


def _ending(context: RuleContext) -> str:
    return context.document.source.line_ending


def _line(text: str, span: Span) -> Span:
    """The whole lines that a span stands on, with the last line's ending."""
    start = line_start(text, span.start)
    match = _LINE_END.search(text, span.end)
    return Span(start, match.end() if match else len(text))


def _plain_fence(context: RuleContext, fault: SyntaxFault) -> Fix:
    """Both fences with other dashes become `---`: one alone would no longer match the other."""
    front = _front(context)
    fences = [front.opening] + ([front.closing] if front.closing else [])
    if fault.cause in ("four-dashes-open", "four-dashes-close", "dots-close"):
        fences = [front.opening if fault.cause == "four-dashes-open" else front.closing or front.opening]
    edits = tuple(Edit(span, _FENCE) for span in fences if context.text[span.start : span.end] != _FENCE)
    return Fix("Write `---`", edits)


def _after_opening(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    rest = context.text[fault.span.start : fault.span.end].strip()
    if rest.casefold() in ("yaml", "yml"):
        return Fix("Delete the word", (Edit(fault.span, ""),))
    if rest.startswith("#"):
        return Fix("Put the comment on a line of its own", (Edit(fault.span, _ending(context) + rest),))
    return None


def _after_closing(context: RuleContext, fault: SyntaxFault) -> Fix:
    rest = context.text[fault.span.start : fault.span.end].strip()
    return Fix("Put the text below the closing line", (Edit(fault.span, _ending(context) + rest),), "unsafe")


def _text_before(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """The front matter goes to the top: what stood before it follows it."""
    front, text = _front(context), context.text
    before = text[: front.opening.start]
    if "```" in before or "~~~" in before:
        return _out_of_code(context, front)
    if front.span.end == len(text) and not text.endswith(("\n", "\r")):
        before = _ending(context) + before.rstrip("\r\n")
    at = Span(front.span.end, front.span.end)
    return Fix("Move the front matter to the top", (Edit(Span(0, front.opening.start), ""), Edit(at, before)))


def _out_of_code(context: RuleContext, front: FrontMatter) -> Fix | None:
    """Take the fences of a code block off, where the front matter, or all of the file, is what stands in it."""
    text = context.text
    lines = text[: front.opening.start].strip().splitlines()
    closing = _CODE_FENCE.match(text, front.span.end)
    if len(lines) != 1:
        return None
    opening = Edit(Span(0, front.opening.start), "")
    if closing is None:
        last = _last_fence(context, lines[0])
        return Fix("Take the file out of the code block", (opening, Edit(last, "")), "safe") if last else None
    return Fix("Take the front matter out of the code block", (opening, Edit(Span(*closing.span()), "")), "unsafe")


def _last_fence(context: RuleContext, opening: str) -> Span | None:
    """The file's last line where it closes the block that its first line opens: all blocks between them are closed."""
    fences, text = context.document.syntax.body.fences, context.text
    if not fences or fences[-1].closed:
        return None
    line = Span(line_start(text, fences[-1].span.start), len(text))
    mark = opening.strip().rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ")
    return line if text[line.start :].strip() == mark else None


def _second_opening(context: RuleContext, fault: SyntaxFault) -> Fix:
    return Fix("Delete the second `---`", (Edit(_line(context.text, fault.span), ""),))


def _opening(context: RuleContext, fault: SyntaxFault) -> Fix:
    start = _front(context).opening.start
    return Fix("Add the opening `---`", (Edit(Span(0, start), _FENCE + _ending(context)),))


def _closing(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """The closing line goes below the last key; safe where an empty line says that the keys end there."""
    front, text, ending = _front(context), context.text, _ending(context)
    if not front.entries:
        return None
    end = front.content.end
    begun = "" if text[end - 1 : end] in ("\n", "\r") else ending
    clear = not text[end:].strip() or text.startswith(("\n", "\r"), end)
    return Fix(
        "Close the front matter below its last key", (Edit(Span(end, end), begun + _FENCE + ending),),
        "safe" if clear else "unsafe",
    )  # fmt: skip


def _as_comment(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """Lines that are no YAML become comments of YAML, so that nothing is lost."""
    text, front = context.text, _front(context)
    if fault.cause == "slash-comment":
        return Fix("Begin the comment with `#`", (Edit(Span(fault.span.start, fault.span.start + 2), "#"),))
    end = fault.span.end
    if fault.cause == "html-comment-inside":
        close = text.find("-->", fault.span.start, front.content.end)
        if close < 0:
            return None
        end = close + 3
    starts = [fault.span.start, *(match.end() for match in _LINE_END.finditer(text, fault.span.start, end))]
    edits = tuple(Edit(Span(start, start), "# ") for start in starts if start < end)
    return Fix("Make it a comment", edits)


def _no_dots(context: RuleContext, fault: SyntaxFault) -> Fix:
    return Fix("Delete the line", (Edit(_line(context.text, fault.span), ""),))


def _less_dashes(context: RuleContext, fault: SyntaxFault) -> Fix:
    """Two dashes for three or more; a rule inside a block of text becomes `***`, which is drawn alike."""
    text = context.text
    if fault.cause == "dashes-line-in-block":
        above = text[: _line(text, fault.span).start].rstrip("\r\n \t")
        gap = text[len(above) : fault.span.start]
        underline = len(_LINE_END.findall(gap.rstrip(" \t"))) <= 2  # directly below text it would mark a heading
        return Fix(RULE_TITLE, (Edit(fault.span, "***"),), "unsafe" if underline else "safe")
    end = _line(text, fault.span).end
    spans = [Span(*match.span()) for match in re.compile("-{3,}").finditer(text, fault.span.start, end)]
    if fault.cause == "dashes-in-comment":
        return Fix("Draw the line with other signs", tuple(Edit(span, _drawn(span.end - span.start)) for span in spans))
    return Fix("Write two dashes", tuple(Edit(span, "--") for span in spans), "unsafe")  # they are the author's words


def _drawn(length: int) -> str:
    """A line of a comment as long as it was; a short one is a pair of dashes."""
    return "=" * length if length > _SHORT_LINE else "--"


Repair = Callable[[RuleContext, SyntaxFault], Fix | None]
REPAIRS: dict[str, Repair] = {
    **dict.fromkeys(("four-dashes-open", "two-dashes", "dash-characters", "four-dashes-close", "dots-close"),
                    _plain_fence),
    **dict.fromkeys(("yaml-after-opening", "comment-after-opening"), _after_opening),
    **dict.fromkeys(("unclosed", "unclosed-then-rule", "unclosed-then-table"), _closing),
    **dict.fromkeys(("directive", "html-comment-inside", "slash-comment"), _as_comment),
    **dict.fromkeys(("dashes-in-comment", "dashes-in-value", "dashes-in-quotes", "dashes-in-block",
                     "dashes-line-in-block"), _less_dashes),
    "text-after-closing": _after_closing,
    "text-before": _text_before,
    "double-opening": _second_opening,
    "opening-missing": _opening,
    "dots-inside": _no_dots,
}  # fmt: skip
