"""House styles that a file may be written in, before its text tells which one it is."""

from __future__ import annotations

from agentls.features.page import Page
from agentls.rules.sections import RECOMMENDED
from agentls.schema.lookup import Dialect


def with_styles(page: Page) -> tuple[Dialect, ...]:
    """The dialects of a page, and behind them the styles that fit its keys best: all, where no key tells.

    For a text that has a style, or whose format has sections or tags of its own, only its dialects.
    """
    placed = page.document.dialect
    if placed is None or any(one.sections or one.tags for one in page.dialects):
        return page.dialects
    styles = [one for one in page.schema.dialects.values() if one.may_style(placed) and (one.sections or one.tags)]
    front = page.document.syntax.front
    written = {entry.name for entry in front.entries} if front else set()
    fits = {one.id: _fit(one, placed, written) for one in styles}
    best = max(fits.values(), default=(0, 0))
    return (*page.dialects, *(one for one in styles if fits[one.id] == best or not best[0]))


def _fit(style: Dialect, placed: Dialect, written: set[str]) -> tuple[int, int]:
    """How many of a style's own keys are written; then how few of its usual ones are not."""
    usual = {name for name, key in style.keys.items() if key.required or (key.presence or 0) >= RECOMMENDED}
    own = len(written & (style.keys.keys() - placed.keys.keys()))
    return own, -len(usual - written) if own else 0
