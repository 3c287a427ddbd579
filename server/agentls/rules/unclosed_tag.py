"""`unclosed-tag`: a tag of the dialect that is opened and never closed."""

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.tags import closing_fix, tag_faults


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per block tag that the dialect knows and that nothing closes.

    A closing tag inside a badly nested fence counts as closing: the fence is what is wrong there. Tags that the dialect
    does not know are text.
    """
    dialect = context.style
    if dialect is None:
        return
    for one in context.once(tag_faults).open:
        fix = closing_fix(context, one, dialect)
        yield Fault(Selectors("unclosed-tag"), one.tag.opening, None, {"name": one.tag.name}, fix=fix)


def words(arguments: Mapping[str, Any]) -> str:
    """Say which tag stays open."""
    return f"<{arguments['name']}> is never closed"


def advice(arguments: Mapping[str, Any]) -> str:
    """Write the closing tag."""
    return f"add </{arguments['name']}> where it ends"


RULE = Rule("unclosed-tag", Severity.WARNING, check, words, advice)
