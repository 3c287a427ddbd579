"""Tags in a Markdown body: a tolerant scanner with exact spans.

Tags in prompts are not XML: `< 100ms` and `&` are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from agentls.patterns import lazy
from agentls.syntax.tree import StrayTag, Tag, TagAttribute
from agentls.text import Span, begins_line

# Possessive quantifiers keep every attempt linear: what one tag has eaten is never tried again.
_NAME = r"[A-Za-z_][A-Za-z0-9_.:-]*+"
_VALUE = r"\"(?:[^\"<]|<(?![A-Za-z_/]))*+\"|'(?:[^'<]|<(?![A-Za-z_/]))*+'|(?:[^\s\"'=<>`/]|/(?!>))++"
_ATTRIBUTE = rf"\s++(?P<key>[A-Za-z_:@][A-Za-z0-9_.:@-]*+)(?:\s*+=\s*+(?P<value>{_VALUE}))?+"
_UNNAMED_ATTRIBUTE = re.sub(r"\?P<\w+>", "?:", _ATTRIBUTE)
_TAG = lazy(rf"<(?:/({_NAME})\s*+|({_NAME})((?:{_UNNAMED_ATTRIBUTE})*+)\s*+(/?))>")
_ONE_ATTRIBUTE = lazy(_ATTRIBUTE)
_CLOSING = lazy(rf"</({_NAME})\s*+>")

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
# Deeper tags become siblings, so that walking a tree never meets the limit of recursion.
_DEEPEST = 100

_Match = re.Match[str]


def scan_tags(text: str, start: int, end: int, skip: Sequence[Span]) -> tuple[tuple[Tag, ...], tuple[StrayTag, ...]]:
    """Find the tags between two offsets, except those that begin in a skipped span (sorted, not overlapping).

    A closing tag closes the nearest open tag of its name; a tag that is never closed has no children. A name directly
    behind a word (`List<T>`) or that of a void HTML element (`<br>`) is a tag only where a closing tag follows. A
    closing tag whose opening tag stands in a skipped span is no stray.
    """
    if text.find("<", start, end) < 0:
        return (), ()
    openings, closings, strays = _pair(_outside(text, start, end, skip))
    kept = [at for at, match in enumerate(openings) if at in closings or not _is_weak(text, match)]
    tags = _nest(text, [(openings[at], closings.get(at)) for at in kept])
    hidden = _hidden_openings(text, skip) if strays else {}
    return tags, tuple(
        StrayTag(match[1], Span(*match.span()), Span(*match.span(1)))
        for match in strays
        if match[1].lower() not in _VOID and hidden.get(match[1], match.start()) >= match.start()
    )


def closed_in_code(text: str, name: str, after: int, skip: Sequence[Span]) -> bool:
    """Whether a closing tag of that name begins in a skipped span at or behind an offset."""
    return _last_closings(text, tuple(skip)).get(name, -1) >= after


@lru_cache(maxsize=1)
def _last_closings(text: str, skip: tuple[Span, ...]) -> Mapping[str, int]:
    return {match[1]: match.start() for span in skip for match in _CLOSING.finditer(text, *span)}


def _hidden_openings(text: str, skip: Sequence[Span]) -> Mapping[str, int]:
    """Names of opening tags in skipped spans, each with the first place where it begins."""
    found: dict[str, int] = {}
    for span in skip:
        for match in _TAG.finditer(text, *span):
            if match[2]:
                found.setdefault(match[2], match.start())
    return found


def _outside(text: str, start: int, end: int, skip: Sequence[Span]) -> Iterator[_Match]:
    spans = iter(skip)
    span = next(spans, None)
    for match in _TAG.finditer(text, start, end):
        at = match.start()
        while span is not None and span.end <= at:
            span = next(spans, None)
        if span is None or at < span.start:
            yield match


def _is_weak(text: str, match: _Match) -> bool:
    """Whether an opening tag is one only if it is closed."""
    if match[2].lower() in _VOID:
        return True
    before = text[match.start() - 1 : match.start()]
    return not match[4] and (before.isalnum() or before == "_")


def _pair(matches: Iterator[_Match]) -> tuple[list[_Match], dict[int, _Match], list[_Match]]:
    """Opening tags in order, the closing tag of each by its index, and closing tags that close nothing."""
    openings: list[_Match] = []
    closings: dict[int, _Match] = {}
    strays: list[_Match] = []
    stack: list[int] = []
    by_name: dict[str, list[int]] = {}
    for match in matches:
        if match[2]:
            if not match[4]:
                stack.append(len(openings))
                by_name.setdefault(match[2], []).append(len(openings))
            openings.append(match)
            continue
        candidates = by_name.get(match[1])
        if not candidates:
            strays.append(match)
            continue
        closings[candidates[-1]] = match
        _unwind(stack, by_name, openings, candidates[-1])
    return openings, closings, strays


def _unwind(stack: list[int], by_name: dict[str, list[int]], openings: list[_Match], last: int) -> None:
    at = -1
    while at != last:
        at = stack.pop()
        by_name[openings[at][2]].pop()


def _nest(text: str, pairs: list[tuple[_Match, _Match | None]]) -> tuple[Tag, ...]:
    children: list[list[int]] = [[] for _ in pairs]
    top: list[int] = []
    parents: list[tuple[int, int]] = []
    for at, (opening, closing) in enumerate(pairs):
        while parents and parents[-1][1] <= opening.start():
            parents.pop()
        (children[parents[min(len(parents), _DEEPEST) - 1][0]] if parents else top).append(at)
        if closing:
            parents.append((at, closing.end()))
    tags: dict[int, Tag] = {}
    for at in range(len(pairs) - 1, -1, -1):  # children stand behind their parents
        tags[at] = _tag(text, *pairs[at], tuple(tags[child] for child in children[at]))
    return tuple(tags[at] for at in top)


def _tag(text: str, opening: _Match, closing: _Match | None, children: tuple[Tag, ...]) -> Tag:
    return Tag(
        name=opening[2],
        opening=Span(*opening.span()),
        name_span=Span(*opening.span(2)),
        closing=Span(*closing.span()) if closing else None,
        closing_name_span=Span(*closing.span(1)) if closing else None,
        attributes=_attributes(text, *opening.span(3)) if opening[3] else (),
        children=children,
        self_closing=bool(opening[4]),
        block=begins_line(text, opening.start()),
    )


def _attributes(text: str, start: int, end: int) -> tuple[TagAttribute, ...]:
    found = []
    for match in _ONE_ATTRIBUTE.finditer(text, start, end):
        span = None
        if match["value"] is not None:
            quoted = match["value"][0] in "\"'"
            span = Span(match.start("value") + quoted, match.end("value") - quoted)
        value = text[span.start : span.end] if span else ""
        found.append(TagAttribute(match["key"], Span(*match.span("key")), value, span))
    return tuple(found)
