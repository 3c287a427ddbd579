"""Settings and schema by folder, as they are on the disk now: files that speak for others are looked at again."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from typing import Any, NamedTuple

from agentls.config.files import OWN, SHARED, Wrong
from agentls.config.finder import Finder, Scope
from agentls.config.settings import Settings
from agentls.config.values import Known, read_values
from agentls.lsp.wishes import SECTION, Wishes
from agentls.paths import absolute
from agentls.rules import RULES
from agentls.schema.lookup import Schema
from agentls.schema.own import own_files

log = logging.getLogger(__name__)

Stamp = tuple[int, int] | None
"""When a file was written, in nanoseconds, and how many bytes it has; None where there is none."""


class Rules(NamedTuple):
    """What holds for one file."""

    settings: Settings
    schema: Schema


def stamp_of(path: str) -> Stamp:
    """The stamp of a file."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


class Project:
    """Settings and schema for the files of all folders.

    `generation` grows with each time that all settings are read anew because a file that says some has changed.
    """

    def __init__(self, wishes: Wishes, folder: str) -> None:
        """Take the client's wishes, and the folder that a settings file which it names is relative to."""
        self._schema = Schema.load()
        self._wish = _settings(wishes, self._schema)
        self._file = absolute(wishes.file, folder) if wishes.file else ""
        self.generation = 0
        self._start()

    def _start(self) -> None:
        self.generation += 1
        self._stamps: dict[str, Stamp] = {}
        self._folders: dict[str, tuple[str, ...]] = {}
        self._fresh: set[str] = set()
        self.finder = Finder(self._schema, RULES, file=self._file if os.path.isfile(self._file) else "")
        self.finder.wish = self._wish

    def look_again(self) -> None:
        """Trust no file that says settings until it has been looked at once more."""
        self._fresh.clear()

    def rules(self, path: str) -> Rules:
        """What holds for the file at an absolute path."""
        folder = path.rpartition("/")[0]
        if folder not in self._fresh:
            self._freshen(folder)
        return Rules(self.finder.settings(path), self.finder.schema(folder))

    @property
    def wrong(self) -> list[Wrong]:
        """What is wrong with the settings files and schema files that have been read."""
        return self.finder.wrong

    def speaks(self, path: str) -> bool:
        """Whether the file at a path says settings, or is one of the schema files that they name."""
        return path.rpartition("/")[2] in (OWN, SHARED) or path in self._stamps

    def _freshen(self, folder: str) -> None:
        """Read all settings anew where a file that has a say in the folder, or would have one, has changed."""
        scope = self.finder.scope(folder)
        files, inner = [self._file] if self._file else [], folder
        while inner and inner not in self._fresh:
            files += [f"{inner}/{OWN}", f"{inner}/{SHARED}"]
            self._fresh.add(inner)
            inner = inner.rpartition("/")[0]
        folders = list(_schema_paths(scope))
        named = {path: _named(path) for path in folders}
        files += [file for found in named.values() for file in found]
        stamps = {file: stamp_of(file) for file in files}
        changed = any(self._stamps.get(file, stamp) != stamp for file, stamp in stamps.items())
        if changed or any(self._folders.get(path, found) != found for path, found in named.items()):
            self._start()
            self._freshen(folder)
        self._stamps.update(stamps)
        self._folders.update(named)


def _schema_paths(scope: Scope) -> Iterator[str]:
    """Files and folders that the settings of a scope name as schemas."""
    for layer in scope.layers:
        names = layer.file.data.get("schemas", ())
        for name in names if isinstance(names, list) else ():
            if isinstance(name, str) and name.strip():
                yield absolute(name, layer.file.folder or "/")


def _named(path: str) -> tuple[str, ...]:
    return tuple(own_files(path))


def _settings(wishes: Wishes, schema: Schema) -> Settings:
    """What the client asks for, as a command line does."""
    data: dict[str, Any] = dict(wishes.as_in_files)
    values, flaws = read_values(data, Known(RULES, schema.dialects, schema.consumers))
    for flaw in flaws:
        log.warning("the setting `%s`: %s", ".".join((SECTION, *map(str, flaw.path))), flaw.message)
    return Settings(
        targets=tuple(values.get("targets", ())),
        select=values.get("select", ()),
        ignore=values.get("ignore", ()),
    )
