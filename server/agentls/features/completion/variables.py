"""Variables of the text: `$ARGUMENTS`, `${input:name}`, `#tool:name`, `@path`, each as its dialect declares it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from agentls.features.completion.files import Listing, file_completions
from agentls.features.completion.items import Completion
from agentls.features.completion.names import named
from agentls.features.completion.tools import tool_names
from agentls.features.completion.tree import known
from agentls.features.page import Page
from agentls.schema.bodies import Placeholder
from agentls.schema.lookup import Dialect
from agentls.text import Span

_WRITTEN = re.compile(r"(?P<open>.*?)(?P<name>[A-Za-z_]+)(?P<close>[^A-Za-z_]*)$")
_LONGEST = 300
_STOPS = " \t\"'"


class _Begun(NamedTuple):
    """A variable that has been begun: the whole up to the cursor, the name in it, and what closes it."""

    start: int
    name: Span
    close: str


def variable_completions(
    page: Page, before: str, offset: int, in_code: bool, key: str, listing: Listing | None
) -> Iterator[Completion]:
    """The variables that `before`, the line up to an offset, has begun. `key` is where it stands; empty: the body."""
    seen: set[str] = set()
    for dialect in page.dialects:
        for placeholder in dialect.body.placeholders:
            if _counts(page, placeholder, in_code, key):
                for one in _of(page, dialect, placeholder, before, offset, listing):
                    if one.label not in seen:
                        seen.add(one.label)
                        yield one


def _counts(page: Page, placeholder: Placeholder, in_code: bool, key: str) -> bool:
    here = key in placeholder.keys if placeholder.keys or key else True
    return placeholder.expanded and here and (placeholder.in_code or not in_code) and known(page, placeholder.consumers)


def _of(
    page: Page, dialect: Dialect, placeholder: Placeholder, before: str, offset: int, listing: Listing | None
) -> Iterator[Completion]:
    match = _WRITTEN.match(placeholder.written)
    ref = ("placeholder", dialect.id, placeholder.written)
    if match is None or not _is_open(placeholder):
        yield from _literal(page.text, placeholder, before, offset, ref)
        return
    begun = _begun(page.text, match["open"], match["close"], before, offset)
    if begun is None:
        yield from _opening(page, dialect, placeholder, match, before, offset)
        return
    if placeholder.kind == "path" or placeholder.files:
        if listing:
            yield from file_completions(page, begun.name, offset, placeholder.relative_to, listing, begun.close)
        return
    catalog = page.schema.catalogs.get(placeholder.tools)
    if catalog:
        offered = tool_names(page, catalog, begun.name, (), None)
        yield from (one._replace(text=one.text + begun.close) for one in offered)
    if placeholder.refers_to:
        offered = named(page, placeholder.refers_to, begun.name)
        yield from (one._replace(text=one.text + begun.close) for one in offered)
    for name in _names(page, dialect, placeholder):
        whole = f"{match['open']}{name}{match['close']}"
        text = f"{match['open']}{name}{begun.close}"
        yield Completion(whole, "value", Span(begun.start, begun.name.end), text, filter=whole, ref=ref)


def _opening(
    page: Page, dialect: Dialect, placeholder: Placeholder, match: re.Match[str], before: str, offset: int
) -> Iterator[Completion]:
    """The variable while its opening signs are being written: whole where its names are known, else the signs."""
    size = _overlap(before, match["open"])
    if not 0 < size < len(match["open"]) or before[-size - 1 : -size].isalnum():
        return
    span, ref = Span(offset - size, offset), ("placeholder", dialect.id, placeholder.written)
    names = _names(page, dialect, placeholder)
    for whole in [f"{match['open']}{name}{match['close']}" for name in names] or [match["open"]]:
        yield Completion(whole, "value", span, whole, filter=whole, ref=ref)


def _is_open(placeholder: Placeholder) -> bool:
    """Whether the name in it is one of several."""
    several = placeholder.names or placeholder.declared_in or placeholder.tools or placeholder.refers_to
    return bool(several) or placeholder.kind == "path" or placeholder.files


def _names(page: Page, dialect: Dialect, placeholder: Placeholder) -> Sequence[str]:
    """The names that it may hold: fixed ones, or those that a key declares."""
    if placeholder.names:
        return placeholder.names
    found: list[str] = []
    if placeholder.declared_in:
        for use in page.document.key_uses(dialect, None):
            if use.path == placeholder.declared_in:
                found += [item.text for item in use.value.items] if use.value.items else use.value.text.split()
    return list(dict.fromkeys(name for name in found if re.fullmatch(r"\w[\w-]*", name)))


def _literal(
    text: str, placeholder: Placeholder, before: str, offset: int, ref: tuple[str, ...]
) -> Iterator[Completion]:
    """A variable without a choice, such as `$ARGUMENTS`."""
    written = placeholder.written
    if placeholder.kind == "shell" or "…" in written or not placeholder.pattern.search(written):
        return
    size = _overlap(before, written)
    if size and not before[-size - 1 : -size].isalnum():
        rest = written[size:]
        end = offset + (len(rest) if rest and text.startswith(rest, offset) else 0)
        yield Completion(written, "value", Span(offset - size, end), written, filter=written, ref=ref)


def _begun(text: str, opening: str, close: str, before: str, offset: int) -> _Begun | None:
    """The variable that begins with a sign and goes up to the cursor; the sign itself may be half written."""
    at = before.rfind(opening, max(0, len(before) - _LONGEST)) if opening else -1
    rest = _rest(text, close, offset)
    if at >= 0 and not _is_over(before[at + len(opening) :], close) and not before[at - 1 : at].isalnum():
        start = offset - len(before) + at
        return _Begun(start, Span(start + len(opening), rest[0]), rest[1])
    return None


def _is_over(written: str, close: str) -> bool:
    """Whether the variable ended before the cursor."""
    return any(stop in written for stop in _STOPS) or bool(close and close[0] in written)


def _rest(text: str, close: str, offset: int) -> tuple[int, str]:
    """Where the name at the cursor ends, and what has to be written to close it."""
    match = re.compile(r"[\w./*-]*").match(text, offset)
    end = match.end() if match else offset
    return end, "" if close and text.startswith(close, end) else close


def _overlap(before: str, written: str) -> int:
    """How much of a variable the line ends with: the longest piece from its start, which holds a sign."""
    for size in range(min(len(written), len(before)), 0, -1):
        if before.endswith(written[:size]):
            return size
    return 0
