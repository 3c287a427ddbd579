"""Sentences of the schema with their placeholders filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any


def fill(template: str, arguments: Mapping[str, Any]) -> str:
    """A sentence with its placeholders filled; one that no argument fills stays as it is."""
    return "".join(_pieces(template, arguments))


def _pieces(template: str, arguments: Mapping[str, Any]) -> Iterator[str]:
    for literal, name, _, _ in Formatter().parse(template):
        yield literal
        if name is not None:
            yield str(arguments[name]) if name in arguments else "{" + name + "}"
