"""`name-mismatch`: a name that differs from that of the folder or file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Severity
from agentls.rules.base import Rule
from agentls.rules.names import checked, of_path, placed, renamed, same

_PARTS = {"directory": "folder", "stem": "file"}


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per differing name and target, where the file lies in a place that the target looks at."""
    path = context.document.path
    for view, use, key in context.once(checked):
        for one in key.checks:
            part = of_path(one, path) if one.equals else ""
            if part and not same(use.value.text, part) and placed(context, view):
                selectors = Selectors(RULE.id, key.path, use.form, use.value.text, check=one.id)
                arguments = {"key": key.path, "value": use.value.text, "part": part, "of": _PARTS[one.equals]}
                fix = renamed(context, view, use, key)
                yield Fault(selectors, use.value.span, view.target, arguments, one.id, fix=fix)


def words(arguments: Mapping[str, Any]) -> str:
    """Say which two names differ."""
    return f"`{arguments['key']}` is `{arguments['value']}`, but the {arguments['of']} is called `{arguments['part']}`"


def advice(arguments: Mapping[str, Any]) -> str:
    """Make them one."""
    return f"give both the same name: change `{arguments['key']}`, or rename the {arguments['of']}"


RULE = Rule("name-mismatch", Severity.HINT, check, words, advice, needs_effect=True)
