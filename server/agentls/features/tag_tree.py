"""Tags of a body as a tree: all of them, those around an offset, and what a dialect knows of one."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from agentls.rules.tags import definition
from agentls.schema.bodies import Tag as KnownTag
from agentls.schema.lookup import Dialect
from agentls.syntax.tree import Tag


def all_tags(tags: Sequence[Tag]) -> Iterator[Tag]:
    """All tags at any depth, in the order of the text."""
    pending = list(reversed(tags))
    while pending:
        tag = pending.pop()
        pending.extend(reversed(tag.children))
        yield tag


def tags_around(tags: Sequence[Tag], offset: int) -> tuple[Tag, ...]:
    """The closed tags that hold an offset, its own opening or closing tag included, outermost first."""
    found: list[Tag] = []
    while tags:
        at = bisect_right(tags, offset, key=lambda tag: tag.opening.start) - 1
        near = (tag for tag in (tags[at], tags[at - 1]) if tag.span.start <= offset <= tag.span.end) if at >= 0 else ()
        inner = next(iter(near), None)
        if inner is None:
            break
        found.append(inner)
        tags = inner.children
    return tuple(found)


def known_tag(dialect: Dialect, chain: Sequence[str]) -> KnownTag | None:
    """What a dialect says of a tag inside others: at that very place, else anywhere; None where it has no such tag."""
    if not chain or chain[-1] not in dialect.tag_names:
        return None
    level: Sequence[KnownTag] = dialect.tags
    found = None
    for name in chain:
        found = next((tag for tag in level if tag.name == name), None)
        level = found.tags if found else ()
    return found or definition(dialect, chain[-1])
