"""Sentences: those of the schema with their placeholders filled, and none longer than a person reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

_LONG, _LONGEST, _SHOWN = 400, 1200, 60
_QUOTED = re.compile(rf"`([^`]{{{_SHOWN}}})[^`]{{20,}}`")


def in_short(text: str) -> str:
    """A sentence in which a name or value of thousands of characters is cut; one of ordinary length as it is."""
    if len(text) <= _LONG:
        return text
    text = _QUOTED.sub(r"`\1…`", text)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def without_subject(sentence: str, name: str) -> str:
    """The sentence without the name that it begins with; whole where the name is only the beginning of a longer one.

    What follows a name is a verb: a capital or a digit still belongs to another name.
    """
    rest = sentence.removeprefix(f"{name} ")
    return rest if rest[:1].islower() else sentence


def fill(template: str, arguments: Mapping[str, Any]) -> str:
    """A sentence with its placeholders filled; one that no argument fills stays as it is."""
    return "".join(_pieces(template, arguments))


def _pieces(template: str, arguments: Mapping[str, Any]) -> Iterator[str]:
    for literal, name, _, _ in Formatter().parse(template):
        yield literal
        if name is not None:
            yield _cut(str(arguments[name])) if name in arguments else "{" + name + "}"


def _cut(argument: str) -> str:
    return argument if len(argument) <= _LONG else argument[:_SHOWN] + "…"
