"""`unclosed-tag`: a tag of the dialect that is opened and never closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.syntax.tags import closed_in_code


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per block tag that the dialect knows and that nothing closes.

    A closing tag inside a badly nested fence counts as closing: the fence is what is wrong there. Tags that the dialect
    does not know are text.
    """
    document = context.document
    if document.dialect is None or not document.dialect.tag_names or document.syntax.copy:
        return
    body = document.syntax.body
    for top in body.tags:
        for tag in top.walk():
            known = tag.block and tag.name in document.dialect.tag_names
            left_open = known and not tag.closing and not tag.self_closing
            if left_open and not closed_in_code(context.text, tag.name, tag.opening.end, body.code):
                yield Fault(Selectors("unclosed-tag"), tag.opening, None, {"name": tag.name})


def words(arguments: Mapping[str, Any]) -> str:
    """Say which tag stays open."""
    return f"<{arguments['name']}> is never closed"


def advice(arguments: Mapping[str, Any]) -> str:
    """Write the closing tag."""
    return f"add </{arguments['name']}> where it ends"


RULE = Rule("unclosed-tag", Severity.WARNING, check, words, advice)
