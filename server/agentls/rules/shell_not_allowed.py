"""`shell-not-allowed`: a command in the text that nothing in the file permits."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from agentls.facts import ToolUse
from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Edit, Fix, Related, Severity
from agentls.patterns import lazy
from agentls.rules.base import Rule
from agentls.rules.placeholders import PlaceholderUse, placeholder_uses
from agentls.schema.globs import name_matches
from agentls.text import Span

_NEXT_COMMAND = lazy(r"&&|\|\||[;|\n]")
_PLAIN_COMMAND = lazy(r"[\w./=@+-]+(?: [\w./=@+-]+)*")


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield one fault per target: at the first command that is not permitted, the others related."""
    for view, uses in context.once(placeholder_uses):
        shell = [use for use in uses if use.placeholder.kind == "shell" and use.placeholder.allowed_by]
        key = shell[0].placeholder.allowed_by if shell else ""
        if not shell or view.blind or key in context.broken_keys:
            continue
        listed = _listed(context, view, key)
        refused = [use for use in shell if not _permitted(use, listed)]
        if refused:
            yield _fault(context, view, refused)


def _listed(context: RuleContext, view: View, key: str) -> tuple[ToolUse, ...]:
    use = view.top(key)
    return context.document.tool_uses(use.key, use.value) if use and use.key else ()


def _permitted(use: PlaceholderUse, listed: Sequence[ToolUse]) -> bool:
    """Whether an entry permits the command; of several commands in one line, only the first is looked at."""
    command = _NEXT_COMMAND.split(use.name, maxsplit=1)[0].strip()
    return any(tool.name in use.placeholder.permitted_as and _fits(tool.argument, command) for tool in listed)


def _fits(pattern: str | None, command: str) -> bool:
    if pattern is None or pattern.strip() in ("", "*"):
        return True
    start = pattern.strip().removesuffix("*").removesuffix(":").rstrip()
    return command == start or name_matches(pattern.replace(":*", "*").strip(), command)


def _fault(context: RuleContext, view: View, refused: Sequence[PlaceholderUse]) -> Fault:
    first = refused[0]
    entries = list(dict.fromkeys(f"{first.placeholder.permitted_as[0]}({use.name.strip()})" for use in refused))
    plain = all(_PLAIN_COMMAND.fullmatch(use.name.strip()) for use in refused)
    key = first.placeholder.allowed_by
    arguments = {"name": first.name, "key": key, "instead": ", ".join(entries)}
    related = tuple(Related(use.span, "not permitted either") for use in refused[1:])
    fix = _permission(context, key, ", ".join(entries)) if plain and view.top(key) is None else None
    return Fault(Selectors("shell-not-allowed", key=key), first.span, view.target, arguments, fix=fix, related=related)


def _permission(context: RuleContext, key: str, entries: str) -> Fix | None:
    """Insert the key with exactly these commands; None where there is no whole front matter."""
    front = context.document.syntax.front
    if front is None or front.closing is None or front.kind != "yaml" or not front.entries:
        return None
    place = Span(front.closing.start, front.closing.start)
    line = f"{key}: {entries}{context.document.source.line_ending}"
    return Fix("Permit exactly these commands", (Edit(place, line),), "unsafe")


def words(arguments: Mapping[str, Any]) -> str:
    """Say which command is not permitted."""
    return f"nothing in the file permits the command `{arguments['name']}`"


def advice(arguments: Mapping[str, Any]) -> str:
    """Name the entry that permits it."""
    return f"add `{arguments['instead']}` to `{arguments['key']}`"


RULE = Rule("shell-not-allowed", Severity.WARNING, check, words, advice, needs_effect=True, exact=True)
