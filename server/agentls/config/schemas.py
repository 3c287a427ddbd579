"""`schemas = […]`: dialects and products of a project's own, and what is wrong with their files."""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from agentls.config.files import Problem, SettingsFile, Wrong
from agentls.config.values import Flaw
from agentls.schema.nearest import nearest
from agentls.text import Position, SourceText, Span

_PLACE = re.compile(r"(\d+):(\d+): ")
_OFFER = re.compile(r": did you mean `([^`]+)`\?\Z")


class Added(NamedTuple):
    """Schema files of one's own, and what they compile to; `lost` are names that broken ones would have defined."""

    files: tuple[str, ...] = ()
    dialects: Mapping[str, Any] = {}
    products: Mapping[str, Any] = {}
    lost: frozenset[str] = frozenset()

    def over(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The compiled schema with what is added."""
        return {
            **data,
            "dialects": {**data["dialects"], **self.dialects},
            "products": {**data["products"], **self.products},
        }

    def news(self, problems: Iterable[Problem], source: SourceText) -> Iterator[Problem]:
        """What is wrong with a settings file, without names that are missing because a schema file is broken."""
        for problem in problems:
            if source.text[slice(*problem.span)] not in self.lost or "there is no " not in problem.message:
                yield problem


def added_schemas(outer: Added, file: SettingsFile) -> tuple[Added, tuple[Problem | Wrong, ...]]:
    """What a settings file adds to the schema, and what is wrong with that: in it, or in the files that it names."""
    names = file.data.get("schemas")
    if not isinstance(names, list) or not names:
        return outer, ()
    from agentls.schema.own import own_files, read_own

    flaws: list[Flaw] = []
    files: list[str] = []
    for index, name in enumerate(names):
        if isinstance(name, str) and name.strip():
            path = os.path.normpath(os.path.join(file.folder or "/", name)).replace("\\", "/")
            found = own_files(path) if os.path.exists(path) else []
            files += found
            if not found:
                message = "this folder holds no YAML file" if os.path.isdir(path) else "there is no such file or folder"
                flaws.append(Flaw(("schemas", index), message))
    wanted = tuple(dict.fromkeys((*outer.files, *files)))
    own = read_own(wanted)
    news = [_wrong(path, message) for path, message in own.broken if path not in outer.files]
    return Added(wanted, own.dialects, own.products, own.lost), (*file.located(flaws), *news)


def _wrong(path: str, message: str) -> Wrong:
    """A broken schema file; the message may begin with line and column."""
    try:
        with open(path, "rb") as file:
            source = SourceText.from_bytes(file.read())
    except OSError:
        source = SourceText("")
    match = _PLACE.match(message)
    start = source.offset(Position(int(match[1]) - 1, int(match[2]) - 1)) if match else 0
    words = message[match.end() :] if match else message
    end = max(start, source.line_span(source.line_of(start)).end)
    stop = re.compile(r"[\s:,\]}]").search(source.text, start, end)
    span = Span(start, stop.start() if stop and stop.start() > start else end)
    message = f"{words}; this file adds nothing until it is mended"
    return Wrong(path, source, (Problem(span, message, _meant(words, source.text[slice(*span)])),))


def _meant(words: str, written: str) -> str:
    """The name that the message offers for the very word that is written; empty where it offers none."""
    offered = _OFFER.search(words)
    return nearest(written, (offered[1],)) if offered else ""
