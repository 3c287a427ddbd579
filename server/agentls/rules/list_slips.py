"""Slips of the hand that make one text of a list: another sign between the entries, no blank behind the dashes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from agentls.findings import Edit, Fix
from agentls.patterns import lazy
from agentls.schema.keys import Key
from agentls.syntax.tree import Value
from agentls.text import Span, begins_line

_SEMICOLON = lazy(r"\([^()]*\)|(;)")
_PARTED = lazy("[;,]")
_MARKS = " \t\r\n\"'[]"
_DASH = lazy(r"^[ \t]*(-)(?=[^\s-])", re.MULTILINE)
_DASHED = lazy(r"-[^\s-][^\r\n]*+(?:(?:[\r\n][ \t]*+)++-[^\s-][^\r\n]*+)*+")
_ENOUGH = 50
"""Entries of which one must be known: after so many, the value is something else."""


class Slip(NamedTuple):
    """What is wrong with how a list is written, what to write instead, and the fix."""

    words: str
    advice: str
    fix: Fix


def list_slip(text: str, key: Key, value: Value, known: Callable[[str], object]) -> Slip | None:
    """The slip in a value that is one text, or a list in brackets; None where there is none.

    `known` tells whether a word is an entry.
    """
    if value.style in ("literal", "folded") or (value.kind, value.style) == ("list", "block"):
        return None
    return _semicolons(text, key, value, known) or _dashes(text, value, known)


def _semicolons(text: str, key: Key, value: Value, known: Callable[[str], object]) -> Slip | None:
    written = text[value.span.start : value.span.end]
    parted = value.kind == "list" or ("comma" in key.separators and "semicolon" not in key.separators)
    if value.kind not in ("scalar", "list") or not parted or ";" not in written:
        return None
    if not any(known(part.strip(_MARKS)) for part in _PARTED.split(written, _ENOUGH)[:_ENOUGH]):
        return None
    places = [Span(*match.span(1)) for match in _SEMICOLON.finditer(text, *value.span) if match[1]]
    if not places:
        return None
    last = text[places[-1].end : value.span.end].strip(_MARKS)
    edits = [Edit(span, ",") for span in places[:-1]] + [Edit(places[-1], "," if last else "")]
    words = f"the entries of `{key.path}` are parted by `;`, which counts as part of their names"
    return Slip(words, "part them by commas", Fix("Write commas", tuple(edits)))


def _dashes(text: str, value: Value, known: Callable[[str], object]) -> Slip | None:
    written = text[value.span.start : value.span.end]
    if value.style != "plain" or not _DASHED.fullmatch(written) or not begins_line(text, value.span.start):
        return None
    names = [line.strip(" \t-") for line in written.splitlines() if line.strip()]
    if not any(map(known, names[:_ENOUGH])):
        return None
    places = (match.end(1) for match in _DASH.finditer(written))
    edits = tuple(Edit(Span(value.span.start + at, value.span.start + at), " ") for at in places)
    words = "a blank is missing behind the dash: these lines are one text, not a list"
    return Slip(words, f"write `- {names[0]}`", Fix("Write a blank behind each dash", edits))
