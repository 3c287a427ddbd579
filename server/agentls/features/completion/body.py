"""Completion in the text of a file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

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
    variables = partial(variable_completions, page, prose.before, offset, key="", listing=listing)
    found = list(variables(in_code=False))
    found += section_completions(prose)
    found += label_completions(prose)
    found += tag_completions(prose)
    found += link_completions(page, prose.before, offset, listing)
    if found and not prose.in_comment:  # to ask only now saves reading the whole text at most keystrokes
        yield from variables(in_code=True) if prose.in_code else found
