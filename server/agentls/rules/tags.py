"""Tags of a house style as a file has them: what the rules about tags share."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from agentls.faults import RuleContext
from agentls.findings import Edit, Fix
from agentls.schema.bodies import Tag as Definition
from agentls.schema.lookup import Dialect
from agentls.schema.nearest import nearest
from agentls.syntax.tags import closed_in_code
from agentls.syntax.tree import StrayTag, Tag
from agentls.text import Span, begins_line, line_start

_REACH = 20
"""How many tags that are open a closing tag is compared with."""


class OpenTag(NamedTuple):
    """A tag at the beginning of a line that nothing closes. `siblings` are the tags behind it in the same parent."""

    tag: Tag
    parent: Tag | None
    siblings: Sequence[Tag]


class Mismatch(NamedTuple):
    """A closing tag and the open tag that it was meant to close. `crossed`: same name, but beyond the parent's end."""

    open: OpenTag
    closing: StrayTag
    crossed: bool


class TagFaults(NamedTuple):
    """Open tags and closing tags of the style that belong to nothing, and those that belong to each other after all."""

    open: tuple[OpenTag, ...] = ()
    stray: tuple[StrayTag, ...] = ()
    mismatched: tuple[Mismatch, ...] = ()


def tag_faults(context: RuleContext) -> TagFaults:
    """What is wrong with the tags that the file's dialect knows. Call it by `context.once`."""
    document, dialect = context.document, context.style
    if dialect is None or not dialect.tag_names or document.syntax.copy:
        return TagFaults()
    body = document.syntax.body
    opened = [
        one
        for one in _open_tags(body.tags)
        if not closed_in_code(context.text, one.tag.name, one.tag.opening.end, body.code)
    ]
    begun = {line_start(context.text, one.tag.opening.start) for one in opened}
    strays = [stray for stray in body.stray_tags if _stands_as_block(context.text, stray, begun)]
    pairs = list(_pairs(opened, strays, dialect)) if strays and opened else []
    paired = {id(pair.open.tag) for pair in pairs} | {id(pair.closing) for pair in pairs}
    alone = (one for one in strays if id(one) not in paired and begins_line(context.text, one.span.start))
    return TagFaults(
        tuple(one for one in opened if one.tag.name in dialect.tag_names and id(one.tag) not in paired),
        tuple(stray for stray in alone if stray.name in dialect.tag_names),
        tuple(pairs),
    )


def _stands_as_block(text: str, stray: StrayTag, begun: set[int]) -> bool:
    """Whether a closing tag is the first thing on its line, or stands on a line that an open tag begins."""
    return begins_line(text, stray.span.start) or line_start(text, stray.span.start) in begun


def _open_tags(tags: Sequence[Tag]) -> Iterator[OpenTag]:
    """In the order of the text."""
    stack: list[tuple[Tag | None, Sequence[Tag], int]] = [(None, tags, 0)]
    while stack:
        parent, children, at = stack.pop()
        if at == len(children):
            continue
        tag = children[at]
        stack.append((parent, children, at + 1))
        if tag.block and not tag.closing and not tag.self_closing:
            yield OpenTag(tag, parent, children[at + 1 : at + 1 + _REACH])
        if tag.children:
            stack.append((tag, tag.children, 0))


def _pairs(opened: Sequence[OpenTag], strays: Sequence[StrayTag], dialect: Dialect) -> Iterator[Mismatch]:
    """Each closing tag with the last open tag before it of the same or nearly the same name."""
    waiting: list[OpenTag] = []
    coming = iter([*opened, None])
    following = next(coming)
    for stray in strays:
        while following and following.tag.opening.start < stray.span.start:
            waiting.append(following)
            following = next(coming)
        waiting = waiting[-_REACH:]
        candidates = [one for one in reversed(waiting) if _known_to(dialect, one, stray)]
        same = next((one for one in candidates if one.tag.name == stray.name), None)
        found = same or next((one for one in candidates if nearest(stray.name, [one.tag.name])), None)
        if found:
            waiting.remove(found)
            yield Mismatch(found, stray, same is not None)


def _known_to(dialect: Dialect, one: OpenTag, stray: StrayTag) -> bool:
    return one.tag.name in dialect.tag_names or stray.name in dialect.tag_names


def indentation(text: str, offset: int) -> str:
    """The blanks at the beginning of the line of an offset."""
    line = text[line_start(text, offset) : offset]
    return line[: len(line) - len(line.lstrip(" \t"))]


def with_line(context: RuleContext, span: Span) -> Span:
    """A span, with its line and the line's ending where nothing else stands on it."""
    source = context.document.source
    number = source.line_of(span.start)
    line = source.line_span(number)
    if context.text[line.start : line.end].strip() != context.text[span.start : span.end]:
        return span
    following = source.line_starts[number + 1 : number + 2]
    return Span(line.start, following[0] if following else line.end)


def definition(dialect: Dialect, name: str) -> Definition | None:
    """What the dialect says of a tag; of several with one name the first."""
    return next((tag for top in dialect.tags for tag in top.walk() if tag.name == name), None)


def closing_fix(context: RuleContext, one: OpenTag, dialect: Dialect) -> Fix:
    """Close a tag before the next tag that can't stand in it, else at the end of its parent or of the body."""
    text, tag = context.text, one.tag
    at = _limit(context, one, dialect)
    while at > tag.opening.end and text[at - 1].isspace():
        at -= 1
    closing = f"</{tag.name}>"
    if at > context.document.source.line_span(context.document.source.line_of(tag.opening.start)).end:
        closing = f"{context.document.source.line_ending}{indentation(text, tag.opening.start)}{closing}"
    return Fix(f"Insert </{tag.name}>", (Edit(Span(at, at), closing),), "unsafe")


def _limit(context: RuleContext, one: OpenTag, dialect: Dialect) -> int:
    """The offset before which the tag ends."""
    found = definition(dialect, one.tag.name)
    inside = {tag.name for child in found.tags for tag in child.walk()} if found else set()
    end = one.parent.closing.start if one.parent and one.parent.closing else context.document.syntax.body.span.end
    end = next((tag.opening.start for tag in one.siblings if _ends(tag, dialect, inside)), end)
    if found and found.text == "line":
        line_end = context.document.source.line_span(context.document.source.line_of(one.tag.opening.start)).end
        return min(end, line_end)
    return end


def _ends(tag: Tag, dialect: Dialect, inside: set[str]) -> bool:
    """Whether a tag, by the name that is meant, can't stand in the one before it."""
    name = tag.name if tag.name in dialect.tag_names else nearest(tag.name, dialect.tag_names)
    return tag.block and name in dialect.tag_names and name not in inside
