"""`unclosed-fence`: a block of code that runs on to the end of the file."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Edit, Fix, Related, Severity
from agentls.patterns import lazy
from agentls.rules.base import Rule
from agentls.syntax.tree import Body, Fence
from agentls.text import Span

_MARK = lazy(r"^[ \t]*(`{3,}|~{3,})[ \t]*([^\r\n`]*)", re.MULTILINE)
_HEADING = lazy(r"^#{1,6} ", re.MULTILINE)


class _Mark(NamedTuple):
    span: Span
    bare: bool


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault for the block that is open at the end, at its opening line.

    Often that line was meant to close an outer block whose end an inner one took: then the outer block is related.
    """
    body = context.document.syntax.body
    fence = body.fences[-1] if body.fences else None
    if fence is None or fence.closed or context.document.syntax.copy or context.text[fence.span.end :].strip():
        return
    mark = _mark(context.text, fence)
    if mark is None or (mark.bare and _opened_above(context)):
        return
    outer = _outer(context.text, body, mark)
    arguments = {"mark": _written(context.text, mark), "nested": outer is not None}
    related = (Related(outer, "this block was closed by the first mark of the same length inside it"),) if outer else ()
    fix = _lengthen(context.text, outer, mark.span) if outer else _close(context, fence, mark)
    yield Fault(Selectors("unclosed-fence"), mark.span, None, arguments, fix=fix, related=related)


def _opened_above(context: RuleContext) -> bool:
    """Whether a block is open where the front matter begins: then what is wrong is that it stands in code."""
    front = context.document.syntax.front
    return front is not None and len(_MARK.findall(context.text, 0, front.opening.start)) % 2 == 1


def _mark(text: str, fence: Fence) -> _Mark | None:
    match = _MARK.match(text, fence.span.start, fence.span.end)
    return _Mark(Span(*match.span(1)), not match[2].strip()) if match else None


def _written(text: str, mark: _Mark) -> str:
    return text[mark.span.start : mark.span.end]


def _outer(text: str, body: Body, last: _Mark) -> Span | None:
    """The opening mark of the nearest block above that holds another opening mark: its own end was taken by that one.

    None where the open block begins with a word: then it was not meant to close anything.
    """
    for fence in reversed(body.fences[:-1]) if last.bare else ():
        marks = list(_MARK.finditer(text, *fence.span))
        if any(match[2].strip() and match[1][0] == text[last.span.start] for match in marks[1:]):
            return Span(*marks[0].span(1))
    return None


def _comes_out_even(text: str, outer: Span, last: Span) -> bool:
    """Whether the marks pair up from the outer to the last: one with a word behind it opens, a bare one closes."""
    depth = 0
    for match in _MARK.finditer(text, text.rfind("\n", 0, outer.start) + 1, last.end):
        depth += 1 if match[2].strip() else -1
        if depth == 0:
            return match.start(1) == last.start
    return False


def _lengthen(text: str, outer: Span, last: Span) -> Fix | None:
    """Make the outer block's marks longer than all inside; None where it is not sure which mark closes which."""
    if not _comes_out_even(text, outer, last):
        return None
    inside = _MARK.finditer(text, outer.end, last.start)
    longest = max((len(match[1]) for match in inside), default=3)
    mark = text[outer.start] * (longest + 1)
    return Fix(f"Write {longest + 1} marks around the outer block", (Edit(outer, mark), Edit(last, mark)), "unsafe")


def _close(context: RuleContext, fence: Fence, mark: _Mark) -> Fix | None:
    """Close a block at the end of the file; None where it holds what looks like text, not code."""
    text = context.text
    content = text[fence.content.start : fence.content.end]
    if mark.bare or not content.strip() or _HEADING.search(content) or _MARK.search(content):
        return None
    end = len(text.rstrip())
    indent = text[text.rfind("\n", 0, mark.span.start) + 1 : mark.span.start]
    closing = f"{context.document.source.line_ending}{indent}{_written(text, mark)}"
    return Fix("Close the block at the end of the file", (Edit(Span(end, end), closing),), "unsafe")


def words(arguments: Mapping[str, Any]) -> str:
    """Say that the rest of the file is code."""
    return f"{arguments['mark']} opens a block of code that is never closed: the rest of the file is code"


def advice(arguments: Mapping[str, Any]) -> str:
    """Close it, or tell the blocks apart."""
    if arguments["nested"]:
        return "write a longer mark around a block that holds others, such as four backticks around three"
    return f"close it with a line that holds only {arguments['mark']}"


RULE = Rule("unclosed-fence", Severity.WARNING, check, words, advice)
