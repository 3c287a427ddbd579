"""Code actions: what can be done at a place of a document, and what it changes.

`actions` lists them without working out any change; `resolve` does that for one of them, against the document as it
then is. What an action was offered for may be gone by then: then it changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from agentls.features.actions import fixes, keys, sections, settings, suppressions, tool_forms
from agentls.features.actions.model import (
    FIX_ALL,
    KINDS,
    QUICK_FIX,
    REWRITE,
    Action,
    Around,
    Changes,
    OtherFile,
    Ref,
    wanted,
)
from agentls.features.page import Page
from agentls.findings import Finding
from agentls.text import Span

__all__ = (
    "FIX_ALL", "KINDS", "QUICK_FIX", "REWRITE", "Action", "Around", "Changes", "OtherFile", "Ref", "actions", "resolve",
)  # fmt: skip

_MOST = 50
"""Findings at one place that get actions: who selects more wants to fix them all."""


def actions(
    page: Page, findings: Sequence[Finding], span: Span, only: Sequence[str] = (), *, settings_hold: bool = True
) -> tuple[Action, ...]:
    """What can be done at a span; `findings` are all of the document, `only` the kinds asked for (empty: all).

    The order is that in which they should be shown. Where `settings_hold` is false, the settings file is broken, and
    nothing that would have to be written into it is offered.
    """
    source = page.document.source
    found: list[Action] = []
    if wanted(QUICK_FIX, only):
        here = [one for one in findings if one.span.start <= span.end and span.start <= one.span.end][:_MOST]
        found += fixes.quick_fixes(source, findings, here)
        found += keys.key_actions(page, findings, here)
        found += settings.name_actions(here) if settings_hold else ()
        found += suppressions.suppressions(page.document, findings, here)
        found += settings.ignore_actions(here) if settings_hold else ()
    if wanted(REWRITE, only):
        found += sections.section_actions(page, span)
        found += tool_forms.conversions(page, span)
    if wanted(FIX_ALL, only):
        found += fixes.fix_everything(source, findings)
    return tuple(found)


def resolve(page: Page, findings: Sequence[Finding], ref: Sequence[str], around: Around) -> Changes:
    """What an action changes in the document as it is now; nothing where what it was offered for is gone."""
    source, words = page.document.source, tuple(ref[1:])
    match tuple(ref):
        case (fixes.ONE, *_):
            return fixes.one_fixed(source, findings, words)
        case (fixes.RULE, rule, depth):
            return fixes.rule_fixed(source, findings, rule, depth, around.check)
        case (fixes.ALL,):
            return fixes.all_fixed(source, findings, around.check)
        case (keys.INSERT, *_):
            return keys.inserted(page, findings, words)
        case (settings.NAME, *_):
            return settings.with_name(findings, words, around)
        case (settings.IGNORE, rule):
            return settings.without_rule(findings, rule, around)
        case (suppressions.FRONT | suppressions.FILE | suppressions.BODY, *_):
            return suppressions.suppressed(page.document, findings, tuple(ref), around.check)
        case (sections.INSERT, style, *_):
            return sections.inserted(page, style, words[1:])
        case (sections.SORT, style):
            return sections.sorted_sections(page, style)
        case (tool_forms.CONVERT, path, form):
            return tool_forms.converted(page, path, form)
    return Changes()
