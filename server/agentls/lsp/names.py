"""The index of names of the workspace: built in short steps, refreshed by what has changed on the disk."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from agentls.config.finder import Finder
from agentls.document import Document, open_document
from agentls.lsp.documents import read_text
from agentls.lsp.project import Project, Stamp, stamp_of
from agentls.lsp.sweep import paths_below
from agentls.paths import repository_above
from agentls.schema.lookup import Schema
from agentls.workspace import Named, Names, matching, named_in, servers_in

log = logging.getLogger(__name__)

MOST_FILES = 5_000
"""Files that are looked into; a workspace with more of them has an index of the first."""

LARGEST = 64 * 1024
"""Bytes of the largest file that is looked into: agents are a few kilobytes."""


class _Known(NamedTuple):
    """What a file on the disk was found to define, as of when, and under which settings."""

    stamp: Stamp
    finder: Finder
    named: tuple[Named, ...]


class NameIndex:
    """Names in the files of the workspace. What the client has open counts as it has it.

    `names` stays the same object until a name comes, goes or moves to another file; `full` tells that there are more
    files than are looked into, `ready` that all have been looked at once.
    """

    def __init__(self) -> None:
        self.names = Names()
        self.full = self.ready = False
        self._disk: dict[str, _Known] = {}
        self._open: dict[str, tuple[Named, ...]] = {}

    def open(self, path: str, document: Document | None, schema: Schema) -> None:
        """Take what an open document defines now; None for a text that is no agent file."""
        named = named_in(document, schema) if document else ()
        before, self._open[path] = self._open.get(path, self._on_disk(path)), named
        if _essence(before) != _essence(named):
            self._renew()

    def close(self, path: str) -> None:
        """Forget what was open: the file on the disk counts again, as it was last seen."""
        named = self._open.pop(path, ())
        if _essence(named) != _essence(self._on_disk(path)):
            self._renew()

    def learn(self, path: str, stamp: Stamp, finder: Finder, document: Document | None, schema: Schema) -> None:
        """Take what somebody else has read of a file on the disk: the next `refresh` does without reading it."""
        self._disk[path] = _Known(stamp, finder, named_in(document, schema) if document else ())

    def refresh(self, folders: Sequence[str], project: Project) -> Iterator[None]:
        """Look at all files of some absolute folders that are new or have changed, one at each step.

        What is left out half way changes nothing: the names are those of before until the last step is done.
        """
        found: dict[str, _Known] = {}
        for file, ways in _server_files(folders, project):
            found[file] = self._known(file, project) or self._servers(file, ways, project.finder)
            yield
        looked, self.full = 0, False
        for path in paths_below(list(folders), project):
            if path is not None and path not in found:
                looked += 1
                if looked > MOST_FILES:
                    self._say_full()
                    break
                found[path] = self._known(path, project) or self._read(path, project)
            yield
        self._disk = found
        self.ready = True
        self._renew()

    def matching(self, query: str) -> tuple[Named, ...]:
        """Names that hold the letters of a query, each where it stands by now."""
        return matching(self._all(), query)

    def _known(self, path: str, project: Project) -> _Known | None:
        known = self._disk.get(path)
        same = known is not None and known.finder is project.finder and known.stamp == stamp_of(path)
        return known if same else None

    def _read(self, path: str, project: Project) -> _Known:
        stamp, rules = stamp_of(path), project.rules(path)
        text = read_text(path) if stamp and stamp[1] <= LARGEST else None
        document = open_document(path, text.source, rules.schema, rules.settings) if text else None
        named = named_in(document, rules.schema) if document else ()
        return _Known(stamp, project.finder, named)

    def _servers(self, path: str, ways: Sequence[Sequence[str]], finder: Finder) -> _Known:
        stamp = stamp_of(path)
        text = read_text(path) if stamp and stamp[1] <= LARGEST else None
        named = [one for way in ways for one in servers_in(path, text.source, way)] if text else ()
        return _Known(stamp, finder, tuple(named))

    def _on_disk(self, path: str) -> tuple[Named, ...]:
        known = self._disk.get(path)
        return known.named if known else ()

    def _all(self) -> Iterator[Named]:
        for path, known in self._disk.items():
            yield from self._open.get(path, known.named)
        yield from (one for path, named in self._open.items() if path not in self._disk for one in named)

    def _renew(self) -> None:
        """New names, unless they are the old ones: whoever has read a document with those need not do it again."""
        names = Names.of(self._all())
        if _essence(names.all) != _essence(self.names.all):
            self.names = names

    def _say_full(self) -> None:
        self.full = True
        log.warning(
            "there are more than %d files that may be agent files: names in the others are not known", MOST_FILES
        )


def _essence(named: Sequence[Named]) -> list[tuple[str, str, str]]:
    """What others see of names: where in its file a name stands, and what is said of it, may change at each key."""
    return [(one.kind, one.name, one.path) for one in named]


def _server_files(folders: Sequence[str], project: Project) -> Iterator[tuple[str, list[Sequence[str]]]]:
    """Settings files that may name MCP servers, at the top of each folder and of the repository that it lies in."""
    tops = (top for folder in folders for top in (folder, repository_above(folder)) if top)
    for folder in dict.fromkeys(tops):
        ways: dict[str, list[Sequence[str]]] = {}
        for file in project.finder.schema(folder).server_files:
            known = ways.setdefault(f"{folder}/{file.glob}", [])
            if file.keys not in known:  # several products read one file
                known.append(file.keys)
        for path, keys in ways.items():
            if stamp_of(path):
                yield path, keys
