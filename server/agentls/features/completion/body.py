"""Completion in the text of a file."""

from __future__ import annotations

from collections.abc import Iterator

from agentls.features.completion.files import Listing, link_completions
from agentls.features.completion.items import Completion
from agentls.features.completion.prose import Prose
from agentls.features.completion.sections import label_completions, section_completions
from agentls.features.completion.tags import tag_completions
from agentls.features.completion.variables import variable_completions
from agentls.features.page import Page


def body_completions(page: Page, offset: int, listing: Listing | None) -> Iterator[Completion]:
    """Sections, labels, tags, links and variables; in code only variables that count there, in comments nothing."""
    prose = Prose(page, offset)
    if prose.in_comment:
        return
    yield from variable_completions(page, prose.before, offset, prose.in_code, "", listing)
    if prose.in_code:
        return
    yield from section_completions(prose)
    yield from label_completions(prose)
    yield from tag_completions(prose)
    yield from link_completions(page, prose.before, offset, listing)
