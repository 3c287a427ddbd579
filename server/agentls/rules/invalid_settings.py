"""`invalid-settings`: a settings file says something that agentls can't follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.config.files import Wrong
from agentls.faults import Fault, RuleContext
from agentls.findings import Edit, Finding, Fix, Severity
from agentls.rules.base import Rule


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield nothing: an agent file has no settings. `findings_of` tells what is wrong in the file that has."""
    return iter(())


def findings_of(wrong: Wrong) -> tuple[Finding, ...]:
    """One finding per problem of a settings file, or of a schema file that it names."""
    return tuple(_finding(problem.span, problem.message, problem.nearest) for problem in wrong.problems)


def _finding(span: Any, message: str, near: str) -> Finding:
    arguments = {"message": message, "nearest": near}
    fix = Fix(f"Rename to `{near}`", (Edit(span, near),)) if near else None
    return Finding(RULE.id, RULE.default, span, words(arguments), arguments, help=advice(arguments), fix=fix)


def words(arguments: Mapping[str, Any]) -> str:
    """Say what is wrong."""
    return str(arguments["message"])


def advice(arguments: Mapping[str, Any]) -> str:
    """Name what was probably meant."""
    return f"did you mean `{arguments['nearest']}`?" if arguments["nearest"] else ""


RULE = Rule("invalid-settings", Severity.ERROR, check, words, advice)
