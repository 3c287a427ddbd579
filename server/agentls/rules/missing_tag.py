"""`missing-tag`: a tag that all files of the style have, and this one has not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from agentls.faults import Fault, RuleContext, Selectors
from agentls.findings import Edit, Fix, Severity
from agentls.rules.base import Rule
from agentls.rules.sections import REQUIRED, certain_style
from agentls.rules.tags import indentation
from agentls.schema.bodies import Tag as Definition
from agentls.schema.nearest import nearest
from agentls.snippets import filled
from agentls.syntax.tree import Tag
from agentls.text import Span, begins_line

_INDENT = "  "


class _Level(NamedTuple):
    """Tags side by side, and what may stand there. `parent` is None at the top."""

    parent: Tag | None
    tags: Sequence[Tag]
    wanted: Sequence[Definition]


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per required tag, at the name of its parent or of the top tag before its place.

    A misspelled tag explains the missing one; so does a tag inside code, which a badly nested block may have taken.
    """
    style = certain_style(context)
    if style is None or not style.tags:
        return
    tops = context.document.syntax.body.tags
    if not any(tag.name in style.tag_names for tag in tops):
        return
    levels = [_Level(None, tops, style.tags)]
    while levels:
        level = levels.pop()
        yield from _missing(context, level, style.title)
        inner = {one.name: one.tags for one in level.wanted if one.tags}
        closed = [tag for tag in level.tags if tag.closing and tag.name in inner]
        levels.extend(_Level(tag, tag.children, inner[tag.name]) for tag in reversed(closed))


def _missing(context: RuleContext, level: _Level, style: str) -> Iterator[Fault]:
    inside = level.parent.children if level.parent else level.tags
    present = {tag.name for top in inside for tag in top.walk()}
    known = [one.name for one in level.wanted]
    present |= {nearest(name, known) for name in present if name not in known}
    area = level.parent.span if level.parent else context.document.syntax.body.span
    for index, one in enumerate(level.wanted):
        needed = not one.cardinality.startswith("0") and (one.presence or 0) >= REQUIRED
        if needed and one.name not in present and not _written(context.text, one.name, area):
            arguments = {"name": one.name, "parent": level.parent.name if level.parent else "", "dialect": style}
            place = level.parent or _before(level, index)
            fix = _insertion(context, level, index)
            yield Fault(Selectors(RULE.id), place.name_span, None, {**arguments, "doc": one.doc}, one.name, fix=fix)


def _written(text: str, name: str, area: Span) -> bool:
    """Whether the tag stands there in some form, such as inside code."""
    return re.compile(rf"</?{re.escape(name)}\b").search(text, *area) is not None


def _before(level: _Level, index: int) -> Tag:
    """The last tag that comes before a place in the order; the first known one where none does."""
    order = {one.name: number for number, one in enumerate(level.wanted)}
    known = [tag for tag in level.tags if tag.name in order] or list(level.tags)
    return next((tag for tag in reversed(known) if order.get(tag.name, 0) < index), known[0])


def _insertion(context: RuleContext, level: _Level, index: int) -> Fix | None:
    """Insert a draft of the tag before the first one that comes later, else at the end of the parent or of the body."""
    one, text = level.wanted[index], context.text
    if not one.snippet or any(attribute.get("required") for attribute in one.attributes.values()):
        return None
    order = {other.name: number for number, other in enumerate(level.wanted)}
    later = next((tag for tag in level.tags if order.get(tag.name, -1) > index), None)
    end = level.parent.closing.start if level.parent and level.parent.closing else len(text.rstrip())
    at = later.opening.start if later else end
    if (later or level.parent) and not begins_line(text, at):
        return None
    indent = indentation(text, later.opening.start) if later else _inner_indent(text, level)
    draft = _draft(one, indent)
    if later:
        draft = f"{draft}\n{indent}" if level.parent else f"{draft}\n\n{indent}"
    elif level.parent:
        draft = f"{indent.removeprefix(indentation(text, at))}{draft}\n{indentation(text, at)}"
    else:
        draft = f"\n\n{draft}"
    edit = Edit(Span(at, at), draft.replace("\n", context.document.source.line_ending))
    return Fix(f"Insert a draft of <{one.name}>", (edit,), "unsafe")


def _inner_indent(text: str, level: _Level) -> str:
    if level.tags:
        return indentation(text, level.tags[0].opening.start)
    return indentation(text, level.parent.opening.start) + _INDENT if level.parent else ""


def _draft(one: Definition, indent: str) -> str:
    """The tag with its skeleton; the first line without indentation."""
    content = filled(one.snippet)
    if "\n" not in content and not one.tags:
        return f"<{one.name}>{content}</{one.name}>"
    lines = "".join(f"\n{indent}{_INDENT}{line}" if line else "\n" for line in content.split("\n"))
    return f"<{one.name}>{lines}\n{indent}</{one.name}>"


def words(arguments: Mapping[str, Any]) -> str:
    """Say which tag is missing, and where."""
    where = f" in <{arguments['parent']}>" if arguments["parent"] else ""
    return f"the tag <{arguments['name']}> of {arguments['dialect']} is missing{where}"


def advice(arguments: Mapping[str, Any]) -> str:
    """Say what it holds."""
    return f"add <{arguments['name']}> … </{arguments['name']}> ({arguments['doc'].rstrip('.')})"


RULE = Rule("missing-tag", Severity.HINT, check, words, advice)
