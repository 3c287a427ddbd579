"""The front matter as a whole, or the whole file, where there is nothing yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentls.features.completion.items import Completion
from agentls.features.page import Page
from agentls.features.skeleton import Skeleton, front_matter, has_front_matter, name_by_path, skeleton
from agentls.schema.lookup import Dialect
from agentls.text import Span

_DASHES = re.compile(r"-{0,3}[ \t]*")


def whole_completions(page: Page, offset: int) -> Iterator[Completion]:
    """A new front matter at the start of a file that has none; a new file where nothing else stands in it."""
    if page.text[:offset].strip("- \t\r\n"):
        return
    source = page.document.source
    begun = _DASHES.match(page.text, source.line_starts[source.line_of(offset)])
    span = Span(*begun.span()) if begun else Span(offset, offset)
    if offset > span.end:
        return  # more than the three dashes
    alone = not (page.text[: span.start] + page.text[span.end :]).strip()
    name = name_by_path(page.document.path)
    for dialect in page.dialects:
        if alone:
            yield _whole(dialect, skeleton(dialect, name), f"New {dialect.title}", span)
        if has_front_matter(dialect):
            yield _whole(dialect, front_matter(dialect, name), f"Front matter of {dialect.title}", span)


def _whole(dialect: Dialect, made: Skeleton, label: str, span: Span) -> Completion:
    return Completion(
        label, "snippet", span, made.text, made.snippet, filter=f"--- {label}", ref=("dialect", dialect.id)
    )
