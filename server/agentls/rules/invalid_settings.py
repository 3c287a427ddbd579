"""`invalid-settings`: a settings file, or a marker in a file, says something that agentls can't follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.config.files import Wrong
from agentls.detect import markers
from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Edit, Finding, Fix, Severity
from agentls.rules.base import Rule
from agentls.schema.nearest import nearest
from agentls.text import Span


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per marker that names no known dialect. `findings_of` tells what is wrong in a settings file."""
    known = context.schema.dialects
    for name, span in markers(context.document.syntax):
        if name not in known:
            near = nearest(name, known)
            message = f"there is no dialect `{name}`" if name else "this marker names no dialect"
            arguments = {"message": f"{message}: this marker counts for nothing", "name": name, "nearest": near}
            yield Fault(Selectors(RULE.id), span, arguments=arguments, fix=_rename(span, near))


def findings_of(wrong: Wrong) -> tuple[Finding, ...]:
    """One finding per problem of a settings file, or of a schema file that it names."""
    return tuple(_finding(problem.span, problem.message, problem.nearest) for problem in wrong.problems)


def _finding(span: Span, message: str, near: str) -> Finding:
    arguments = {"message": message, "nearest": near}
    help_ = advice(arguments)
    return Finding(RULE.id, RULE.default, span, words(arguments), arguments, help=help_, fix=_rename(span, near))


def _rename(span: Span, near: str) -> Fix | None:
    return Fix(f"Rename to `{near}`", (Edit(span, near),)) if near else None


def words(arguments: Mapping[str, Any]) -> str:
    """Say what is wrong."""
    return str(arguments["message"])


def advice(arguments: Mapping[str, Any]) -> str:
    """Name what was probably meant."""
    return f"did you mean `{arguments['nearest']}`?" if arguments["nearest"] else ""


RULE = Rule("invalid-settings", Severity.ERROR, check, words, advice)
