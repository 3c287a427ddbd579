"""What the rules about the front matter's syntax share: a fault per cause, as each target's reader takes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.sentences import fill
from agentls.syntax.causes import Cause, cause_of
from agentls.syntax.tree import SyntaxFault


def cause_faults(context: RuleContext, rule: str) -> Iterator[Fault]:
    """The faults of one rule.

    A cause that every reader takes as legal is no fault; one that no reader is known for is a fault of nobody in
    particular, and information at most, unless plain YAML has nothing against it.
    """
    for found in context.syntax_faults:
        cause = cause_of(found.cause)
        if cause.rule == rule:
            yield from _per_target(context, rule, found, cause)


def _per_target(context: RuleContext, rule: str, found: SyntaxFault, cause: Cause) -> Iterator[Fault]:
    from agentls.rules.repairs import OWN_WAYS, repair  # much to import, and most files have no such fault

    fix = repair(context, found)
    way = {"way": fix.title} if fix and fix.title in OWN_WAYS else {}
    base = Fault(
        Selectors(rule, key=found.key, cause=found.cause),
        found.span,
        arguments={"cause": found.cause, "key": found.key, **found.arguments, **way},
        identity=found.cause,
        fix=fix,
    )
    known = not context.views and rule == "missing-frontmatter"  # nobody is known to want one
    for view in context.views:
        outcome = view.reader.outcomes.get(found.cause) if view.reader else None
        selectors = base.selectors._replace(share=_share(view, found))
        known = known or outcome is not None or _unconcerned(view, rule)
        if outcome and not outcome.legal:
            yield _with_losses(base._replace(selectors=selectors, target=view.target), found, view)
    if not known and not cause.legal:
        yield base._replace(arguments={**base.arguments, "untried": True}, doubtful=True)


def _share(view: View, found: SyntaxFault) -> str:
    """How much of a list of tools a broken value takes along, its first entry; empty where it is no such list."""
    key = view.dialect.keys.get(found.key)
    if key is None or not key.tools or found.entry is None:
        return ""
    return "some" if len(view.document.tool_uses(key, found.entry.value)) > 1 else "all"


def _unconcerned(view: View, rule: str) -> bool:
    """Whether the format has no front matter, or can do without the one that is not there."""
    needs = view.dialect.frontmatter
    return needs == "none" or (needs == "optional" and rule == "missing-frontmatter")


def _with_losses(fault: Fault, found: SyntaxFault, view: View) -> Fault:
    """For a reader that goes on with the body here: which keys it loses, and what their absence means."""
    front = view.document.syntax.front
    if found.cut is None or front is None:
        return fault
    cut = found.cut
    before = {entry.name for entry in front.entries if entry.key.span.start < cut}
    lost = tuple(entry.name for entry in front.entries if entry.key.span.start >= cut and entry.name not in before)
    needed = [
        name for name in lost if name in view.dialect.keys and view.dialect.keys[name].required_for(view.consumer)
    ]
    missing = tuple(Selectors("missing-key", key=name, form="absent") for name in needed)
    return fault._replace(lost_keys=lost, also=missing)


def cause_words(arguments: Mapping[str, Any]) -> str:
    """The cause in words; where no reader is known, that nobody has tried it."""
    text = fill(cause_of(arguments["cause"]).text, arguments)
    return f"{text} (what the readers of this file make of it is not known)" if "untried" in arguments else text


def cause_advice(arguments: Mapping[str, Any]) -> str:
    """What to write instead: what the fix does, where that is not what is written mostly."""
    if "way" in arguments:
        return f"{arguments['way']}."
    return fill(cause_of(arguments["cause"]).help, arguments)
