"""Opening and closing tags as pairs: editing both at once, and renaming them."""

from collections.abc import Iterator, Sequence

from agentls.features.page import Page
from agentls.features.spot_kinds import TagSpot
from agentls.features.spots import spot_at
from agentls.features.tag_tree import all_tags
from agentls.findings import Edit
from agentls.syntax.tags import scan_tags
from agentls.syntax.tree import Body, Tag
from agentls.text import Span


def linked(page: Page, offset: int) -> tuple[Span, Span] | None:
    """The names of both tags when the offset touches one of them and the pair is sound; else None."""
    tag = _tag_at(page, offset)
    if tag is None or tag.closing_name_span is None or not _sound(page.document.syntax.body, tag.name):
        return None
    return tag.name_span, tag.closing_name_span


def renamable(page: Page, offset: int) -> Span | None:
    """The tag's name that the offset touches, where it belongs to a sound pair or needs no closing tag; else None."""
    tag = _tag_at(page, offset)
    if tag is None or not (tag.self_closing or linked(page, offset)):
        return None
    return next(span for span in _names(tag) if span.start <= offset <= span.end)


def rename(page: Page, offset: int, name: str) -> tuple[Edit, ...]:
    """The edits that give a tag another name; none where nothing can be renamed.

    Raises ValueError, with a sentence for the person who typed it, for what can't be the name of a tag.
    """
    if renamable(page, offset) is None:
        return ()
    if not is_tag_name(name):
        raise ValueError(f"`{name}` can't be the name of a tag: write letters, digits and `_ - . :`, a letter first")
    tag = _tag_at(page, offset)
    return tuple(Edit(span, name) for span in _names(tag)) if tag else ()


def is_tag_name(name: str) -> bool:
    """Whether a text is read as the name of a tag."""
    text = f"<{name}></{name}>"
    tags, _ = scan_tags(text, 0, len(text), ())
    return len(tags) == 1 and tags[0].name == name


def _tag_at(page: Page, offset: int) -> Tag | None:
    """The tag whose name the offset touches."""
    spot = spot_at(page, offset)
    if not isinstance(spot, TagSpot) or not isinstance(spot.tag, Tag):
        return None
    return spot.tag if any(span.start <= offset <= span.end for span in _names(spot.tag)) else None


def _names(tag: Tag) -> Iterator[Span]:
    yield tag.name_span
    if tag.closing_name_span:
        yield tag.closing_name_span


def _sound(body: Body, name: str) -> bool:
    """Whether it is certain which tags of a name belong together: none of them is left over."""
    return not any(stray.name == name for stray in body.stray_tags) and not _open(body.tags, name)


def _open(tags: Sequence[Tag], name: str) -> bool:
    """Whether a tag of that name is never closed."""
    return any(tag.name == name and tag.closing is None and not tag.self_closing for tag in all_tags(tags))
