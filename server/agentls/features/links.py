"""Files that the text refers to: links, imports, paths in keys."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import islice
from sys import maxsize
from typing import NamedTuple

from agentls.faults import Exists
from agentls.features.page import Page
from agentls.features.spots import variables
from agentls.features.tokens import named_in
from agentls.rules.local_paths import local_path, places
from agentls.syntax.tree import Body
from agentls.text import Span

_MARKDOWN = re.compile(
    r"\]\(<?([^()\s<>]++)>?(?:\s++\"[^\"\n]*+\")?\)"  # [text](path "title")
    r"|^ {0,3}\[[^\[\]\n]++\]:[ \t]*+<?([^\s<>]++)",  # [name]: path
    re.M,
)
_MOST = 500
"""Nobody follows more; each of them asks the disk."""


class Link(NamedTuple):
    """A place in the text that leads to a file; `path` is absolute, with forward slashes."""

    span: Span
    path: str
    tooltip: str = ""


class _Reference(NamedTuple):
    span: Span
    written: str
    relative_to: str


def links(page: Page, exists: Exists) -> tuple[Link, ...]:
    """Links to files that are there, in the order of the text. Addresses are left to the editor."""
    asked = cache(exists)
    found: dict[int, Link] = {}
    for one in islice(_references(page), _MOST):
        path = local_path(one.written)
        for place in places(page.document.path, path, one.relative_to) if path else ():
            if asked(place):
                found.setdefault(one.span.start, Link(one.span, place, place))
                break
    return tuple(link for _, link in sorted(found.items()))


def _references(page: Page) -> Iterator[_Reference]:
    """What the products of the file follow, then what any reader of Markdown does, then keys that hold a path."""
    for _, uses in variables(page):
        for use in uses:
            if use.placeholder.kind == "path":
                yield _Reference(named_in(use), use.name, use.placeholder.relative_to)
    yield from _markdown(page.text, page.document.syntax.body)
    for dialect in page.dialects:
        for key in page.document.key_uses(dialect, None):
            if key.key and key.key.kind == "path" and key.value.kind == "scalar":
                yield _Reference(key.value.span, key.value.text, "file")
                yield _Reference(key.value.span, key.value.text, "project")


def _markdown(text: str, body: Body) -> Iterator[_Reference]:
    for match in _MARKDOWN.finditer(text, *body.span):
        at = bisect_right(body.code, (match.start(), maxsize)) - 1
        if at < 0 or body.code[at].end <= match.start():
            group = 1 if match[1] else 2
            yield _Reference(Span(*match.span(group)), match[group], "file")
