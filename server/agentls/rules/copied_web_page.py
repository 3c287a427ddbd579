"""`copied-web-page`: the text was copied from a web page that shows a file, with all that stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Edit, Fix, Severity
from agentls.rules.base import Rule
from agentls.text import Span


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield one fault on the page's header; all else in such a file follows from it and is not reported."""
    copy, restored = context.document.syntax.copy, context.document.restored
    if copy is None or restored is None:
        return
    title = "Restore the file that the page showed" + (f" ({restored.lost} can't be restored)" if restored.lost else "")
    edit = Edit(Span(0, len(context.text)), restored.text)
    fix = Fix(title, (edit,), "safe" if restored.safe else "unsafe")
    cause = "text-before" if "\n---\n" in context.text else "no-frontmatter"
    unread = (Selectors("missing-frontmatter", cause=cause),)  # for a reader, the page has no front matter
    for target in context.document.detected.targets or (None,):
        arguments = {"evidence": copy.evidence}
        yield Fault(Selectors("copied-web-page"), copy.header, target, arguments, also=unread, fix=fix)


def words(arguments: Mapping[str, Any]) -> str:
    """Say by what the copy was recognized."""
    return f"this looks copied from a web page that shows the file: {arguments['evidence']}"


def advice(arguments: Mapping[str, Any]) -> str:
    """Copy the raw file."""
    return "copy the raw file instead, or let the fix rebuild it"


RULE = Rule("copied-web-page", Severity.WARNING, check, words, advice)
