"""`mismatched-tag`: a closing tag that does not fit the tag which it was meant to close."""

from collections.abc import Iterator, Mapping
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Edit, Fix, Related, Severity
from agentls.rules.base import Rule
from agentls.rules.tags import Mismatch, closing_fix, tag_faults, with_line
from agentls.schema.lookup import Dialect


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per closing tag with nearly the name of an open tag, or behind the end of that tag's parent."""
    dialect = context.style
    if dialect is None:
        return
    for pair in context.once(tag_faults).mismatched:
        yield _crossed(context, pair, dialect) if pair.crossed else _misspelled(pair, dialect.tag_names)


def _misspelled(pair: Mismatch, known: frozenset[str]) -> Fault:
    """Which of both names is wrong is what the dialect says; where it has both, the closing one."""
    tag, stray = pair.open.tag, pair.closing
    wrong, right, other, open_ = stray.name_span, tag.name, tag.name_span, False
    if tag.name not in known:
        wrong, right, other, open_ = tag.name_span, stray.name, stray.name_span, True
    related = (Related(other, "the closing tag is here" if open_ else "the tag is opened here"),)
    both = tag.name in known and stray.name in known  # maybe two tags, each of which lacks its other half
    fix = Fix(f"Rename to {right}", (Edit(wrong, right),), "unsafe" if both else "safe")
    arguments = {"name": tag.name if open_ else stray.name, "nearest": right, "opening": open_, "parent": ""}
    return Fault(Selectors(RULE.id, nearest=right), wrong, None, arguments, fix=fix, related=related)


def _crossed(context: RuleContext, pair: Mismatch, dialect: Dialect) -> Fault:
    stray, parent = pair.closing, pair.open.parent
    arguments = {"name": stray.name, "nearest": "", "opening": False, "parent": parent.name if parent else ""}
    fix = _moved(context, pair, dialect)
    related = (Related(pair.open.tag.opening, "the tag is opened here"),)
    return Fault(Selectors(RULE.id), stray.span, None, arguments, fix=fix, related=related)


def _moved(context: RuleContext, pair: Mismatch, dialect: Dialect) -> Fix | None:
    """Close the tag inside its parent; None where text between the two ends would be taken out of the tag."""
    stray, parent = pair.closing, pair.open.parent
    between = context.text[parent.closing.end : stray.span.start] if parent and parent.closing else ""
    if between.strip():
        return None
    edits = (*closing_fix(context, pair.open, dialect).edits, Edit(with_line(context, stray.span), ""))
    return Fix(f"Move </{stray.name}> to the end of its text", edits, "unsafe")


def words(arguments: Mapping[str, Any]) -> str:
    """Say which tags do not fit."""
    name = arguments["name"]
    if not arguments["nearest"]:
        return f"</{name}> comes behind </{arguments['parent']}>, in which <{name}> was opened"
    if arguments["opening"]:
        return f"<{name}> is closed by </{arguments['nearest']}>"
    return f"</{name}> is to close <{arguments['nearest']}>"


def advice(arguments: Mapping[str, Any]) -> str:
    """Rename or move it."""
    if not arguments["nearest"]:
        return f"move it before </{arguments['parent']}>"
    return f"did you mean {'<' if arguments['opening'] else '</'}{arguments['nearest']}>?"


RULE = Rule("mismatched-tag", Severity.WARNING, check, words, advice)
