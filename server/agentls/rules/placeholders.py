"""Placeholders of the text: what the rules about them share."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from sys import maxsize
from typing import NamedTuple

from agentls.faults import RuleContext, View
from agentls.patterns import lazy
from agentls.schema.bodies import Placeholder
from agentls.text import Span

# Behind a look behind: characters that stand for themselves and are not repeated.
_LITERAL = lazy(r"(?:\(\?<!.+?\))?((?:(?:\\[^\w\s]|[\w:!@#` -])(?![*+?{]))*)")
_ESCAPED = lazy(r"\\(.)")


class PlaceholderUse(NamedTuple):
    """One placeholder in the text. `name` is what the form's group holds (empty without one), `written` the whole."""

    placeholder: Placeholder
    span: Span
    written: str
    name: str
    in_code: bool


Uses = tuple[PlaceholderUse, ...]
_Code = Callable[[], Sequence[Span]]
"""Gives the code of the text: to find it takes long, and most texts have no placeholder."""


def placeholder_uses(context: RuleContext) -> list[tuple[View, Uses]]:
    """Each target's view with the placeholders that count for it, in the order of the text; views without any left out.

    Call it by `context.once`.
    """
    seen: dict[tuple[object, ...], Uses] = {}
    found = []
    for view in context.views:
        forms = _forms(view) if view.target else ()
        if forms:
            key = (view.dialect.id, tuple(form.form for form in forms), view.blind, view.cut)
            if key not in seen:
                seen[key] = (*_in_body(context, forms), *_in_keys(context, view, forms))
            if seen[key]:
                found.append((view, seen[key]))
    return found


def _forms(view: View) -> tuple[Placeholder, ...]:
    """The placeholders that the consumer fills, or is known not to; the same ones in every file."""
    question = "placeholders", view.consumer
    if question not in view.dialect.memo:
        every = view.dialect.body.placeholders
        view.dialect.memo[question] = tuple(one for one in every if not one.consumers or view.consumer in one.consumers)
    forms: tuple[Placeholder, ...] = view.dialect.memo[question]
    return forms


def _in_body(context: RuleContext, forms: Sequence[Placeholder]) -> Iterator[PlaceholderUse]:
    counting = [form for form in forms if not form.keys]
    syntax = context.document.syntax
    if counting:
        yield from _scan(context.text, Span(syntax.body_start, len(context.text)), lambda: syntax.body.code, counting)


def paths_in_code(context: RuleContext, forms: Sequence[Placeholder]) -> Iterator[PlaceholderUse]:
    """Placeholders of forms that do not count in code, in code; a backtick before them is none of their text."""
    for span in context.document.syntax.body.code if context.document.syntax.body else ():
        piece = context.text[span.start : span.end]
        inner = Span(span.start + len(piece) - len(piece.lstrip("`")), span.start + len(piece.rstrip("`")))
        text = context.text[inner.start : inner.end]
        for use in _scan(text, Span(0, len(text)), tuple, [form._replace(in_code=True) for form in forms]):
            place = Span(inner.start + use.span.start, inner.start + use.span.end)
            yield use._replace(span=place, in_code=True)


def _in_keys(context: RuleContext, view: View, forms: Sequence[Placeholder]) -> Iterator[PlaceholderUse]:
    """Those in the values of keys: a prompt in a data file has no code that is set apart."""
    if not any(form.keys for form in forms):
        return
    for use in view.keys:
        counting = [form for form in forms if use.path in form.keys]
        if counting and use.value.kind == "scalar":
            yield from _scan(context.text, use.value.span, tuple, counting)


def _scan(text: str, where: Span, code: _Code, forms: Sequence[Placeholder]) -> Iterator[PlaceholderUse]:
    for beginning, numbers in _groups(tuple(form.form for form in forms)):
        candidates = [forms[number] for number in numbers]
        at = text.find(beginning[:1], where.start, where.end)  # one character is found much faster than several
        at = text.find(beginning, at, where.end) if at >= 0 else at
        while at >= 0:
            use = _use(text, at, candidates, code)
            if use:
                yield use
            at = text.find(beginning, use.span.end if use else at + 1, where.end)


@lru_cache(maxsize=256)
def _groups(forms: tuple[str, ...]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The numbers of forms by a text that all of a group begin with: searching for it is much faster than matching."""
    beginnings = [_beginning(form) for form in forms]
    roots: list[str] = []
    for beginning in sorted(set(beginnings)):
        if not any(beginning.startswith(root) for root in roots):
            roots.append(beginning)
    return tuple(
        (root, tuple(number for number, beginning in enumerate(beginnings) if beginning.startswith(root)))
        for root in roots
    )


def _beginning(form: str) -> str:
    match = _LITERAL.match(form)
    return _ESCAPED.sub(r"\1", match[1]) if match else ""


def _use(text: str, at: int, candidates: Sequence[Placeholder], code: _Code) -> PlaceholderUse | None:
    """The placeholder that begins at an offset; of several forms the first that fits."""
    for placeholder in candidates:
        match = placeholder.pattern.match(text, at)
        if match and match.end() > at:
            in_code = _inside(at, code())
            if placeholder.in_code or not in_code:
                return PlaceholderUse(placeholder, Span(*match.span()), match.group(), _group(match), in_code)
    return None


def _group(match: re.Match[str]) -> str:
    return match[1] or "" if match.re.groups else ""


def _inside(at: int, spans: Sequence[Span]) -> bool:
    index = bisect_right(spans, (at, maxsize)) - 1
    return index >= 0 and at < spans[index].end
