"""Which slot stands at an offset of a page: the front matter's, the data file's, or none."""

from __future__ import annotations

import re

from agentls.features.completion.json_slot import json_slot
from agentls.features.completion.slot import Slot
from agentls.features.completion.toml_slot import toml_slot
from agentls.features.completion.yaml_slot import yaml_slot
from agentls.features.page import Page
from agentls.syntax.tree import FrontMatter
from agentls.text import Span

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\r|\n)")
_NEXT_KEY = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n)){0,2}[ \t]*[\w-]*(?=\s*(?:\Z|[\r\n]))")


def content_at(page: Page, offset: int) -> Span | None:
    """Where the keys stand that an offset is among; None in the text of a file."""
    front = page.document.syntax.front
    if front is None:
        return _begun(page.text, offset)
    if offset < front.content.start or _on_dashes(page.text, front):
        return None
    if is_data(page):
        return Span(front.content.start, len(page.text))
    if front.closing is not None:
        return front.content if offset < front.content.end else None
    return _unclosed(page.text, front, offset)


def _on_dashes(text: str, front: FrontMatter) -> bool:
    """Whether the content would begin on the line of the dashes: nothing can be written there."""
    return front.opening.end > front.opening.start and text[front.content.start - 1] not in "\r\n"


def is_data(page: Page) -> bool:
    """Whether the file is nothing but keys and values."""
    front = page.document.syntax.front
    bare = front is not None and front.opening.start == front.opening.end
    return front is not None and bare and (front.closing is None or front.kind in ("json", "toml"))


def slot_at(page: Page, offset: int) -> Slot | None:
    """The slot at an offset, None where the offset is not among keys or nothing can be written there."""
    content = content_at(page, offset)
    if content is None:
        return None
    source, front = page.document.source, page.document.syntax.front
    kind = front.kind if front else "yaml"
    if kind == "json":
        return json_slot(source, content, offset)
    return toml_slot(source, content, offset) if kind == "toml" else yaml_slot(source, content, offset)


def _begun(text: str, offset: int) -> Span | None:
    """The first key below dashes, when no more of it is there than a word."""
    opening = _OPENING.match(text)
    word = _NEXT_KEY.match(text, opening.end()) if opening else None
    return Span(*word.span()) if word and word.start() <= offset <= word.end() else None


def _unclosed(text: str, front: FrontMatter, offset: int) -> Span | None:
    """The keys of a front matter without an end: down to the last one, and the line that is being written below."""
    end = front.content.end
    if offset <= end and (offset < end or text[end - 1 : end] in "\r\n" or end == len(text)):
        return Span(front.content.start, end)
    begun = _NEXT_KEY.match(text, end)
    if begun and offset <= begun.end():
        return Span(front.content.start, begun.end())
    return None
