"""Completion: what may be written at an offset, in files that are well formed and in files that are not (yet).

What stands around the cursor is found in the text before it, line by line; the tree serves for what stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from agentls.features.completion.body import body_completions
from agentls.features.completion.files import Listing
from agentls.features.completion.front import front_completions
from agentls.features.completion.items import Completion, CompletionKind
from agentls.features.completion.resolving import resolve
from agentls.features.completion.slots import content_at, is_data
from agentls.features.completion.whole import whole_completions
from agentls.features.page import Page

__all__ = ["TRIGGERS", "Completion", "CompletionKind", "Listing", "complete", "resolve"]

TRIGGERS = "#</@:(, \"'-$*{["
"""Characters that make an editor ask at once; each begins something in one of the forms."""


def complete(page: Page, offset: int, listing: Listing | None = None) -> tuple[Completion, ...]:
    """What may be written at an offset, sorted by rank; empty where nothing is known to fit.

    `listing` tells the names in a folder; without it no paths are offered. Further lines of a text carry their
    indentation, and end as the lines of the page do.
    """
    offset = max(0, min(offset, len(page.text)))
    ending = page.document.source.line_ending
    seen: set[tuple[str, str, str]] = set()
    found: list[Completion] = []
    for one in _found(page, offset, listing):
        if (one.kind, one.label, one.text) not in seen:
            seen.add((one.kind, one.label, one.text))
            found.append(_ended(one, ending)._replace(rank=len(found)))
    return tuple(found)


def _found(page: Page, offset: int, listing: Listing | None) -> Iterator[Completion]:
    content = content_at(page, offset)
    if content is not None:
        yield from front_completions(page, offset, listing)
        if is_data(page):
            yield from whole_completions(page, offset)
        return
    front = page.document.syntax.front
    if front is None or offset <= front.content.start:
        yield from whole_completions(page, offset)
    if front is None or offset >= page.document.syntax.body_start:
        yield from body_completions(page, offset, listing)


def _ended(one: Completion, ending: str) -> Completion:
    if ending == "\n" or "\n" not in one.text + one.snippet:
        return one
    return one._replace(text=one.text.replace("\n", ending), snippet=one.snippet.replace("\n", ending))
