"""What the texts of schema files hold: regular expressions, sentences with names to fill in, snippets, defaults."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from string import Formatter

from pydantic import BaseModel

from agentls.schema.arguments import ARGUMENTS
from agentls.schema.models import Behavior, Check, Key, Placeholder, Signal
from agentls.schema.source import suggestion
from agentls.snippets import unclosed

Flaw = tuple[str, str]
"""A field, and what is wrong with its text."""

_UNCLOSED = "a place to fill in is not closed: write `${1:text}`, `${1|a,b|}` or `$1`, and `\\$` for a dollar"
_EXPRESSIONS: tuple[tuple[type[BaseModel], tuple[str, ...]], ...] = (
    (Check, ("like", "unlike")),
    (Signal, ("pattern",)),
    (Placeholder, ("form",)),
    (Key, ("free_keys",)),
)


def flaws_of(holder: BaseModel) -> Iterator[Flaw]:
    """What is wrong with the texts of one entry, whatever stands elsewhere."""
    for kind, fields in _EXPRESSIONS:
        for field in fields if isinstance(holder, kind) else ():
            yield from _expression(field, getattr(holder, field))
    if isinstance(holder, Behavior):
        for field in ("text", "instead"):
            yield from _sentence(field, getattr(holder, field), holder.fault)
    if unclosed(getattr(holder, "snippet", "")):
        yield "snippet", _UNCLOSED
    if isinstance(holder, Key):
        yield from _default(holder)


def _expression(field: str, form: str) -> Iterator[Flaw]:
    try:
        with warnings.catch_warnings():  # of signs that may mean something else one day
            warnings.simplefilter("ignore")
            re.compile(form)
    except re.error as error:
        place = f" at character {error.pos + 1}" if error.pos is not None else ""
        yield field, f"`{form}` is no regular expression: {error.msg}{place}"
    except (RecursionError, OverflowError):
        yield field, "this regular expression is too large"


def _sentence(field: str, text: str, rules: Sequence[str]) -> Iterator[Flaw]:
    try:
        names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        yield field, "a brace stands alone here: write `{{` or `}}` for one that is meant as it is"
        return
    known = sorted(set.intersection(*(ARGUMENTS.get(rule, set()) for rule in rules)))
    for name in names:
        if name not in known:
            yield field, f"nothing fills in `{{{name}}}` for {', '.join(rules)}{suggestion(name, known)}"


def _default(key: Key) -> Iterator[Flaw]:
    """A default of one word is a value; one of several words tells people what happens without the key."""
    closed = key.values and not key.open_values
    if closed and key.default and " " not in key.default and key.default not in key.values:
        yield "default", f"`{key.default}` is none of the values{suggestion(key.default, key.values)}"
