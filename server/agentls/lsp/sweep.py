"""All agent files of the workspace, one after the other: the client's buffers where they are open, else the disk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from agentls.analysis import looks_placed
from agentls.lsp.diagnostics import Diagnosed, diagnose
from agentls.lsp.documents import read_text
from agentls.lsp.project import Project, Rules, Stamp, stamp_of
from agentls.lsp.reading import Exists, Reading
from agentls.lsp.session import Session
from agentls.walk.find import Candidates, find_in_steps


class Known(NamedTuple):
    """What was found in a file that is not open, and all that it depends on."""

    stamp: Stamp
    rules: Rules
    exists: Exists
    result_id: str

    def holds(self, stamp: Stamp, rules: Rules) -> bool:
        """Whether the file would give the same now."""
        same = self.stamp == stamp and self.rules.schema is rules.schema and self.rules.settings == rules.settings
        return same and self.exists.holds()


class Swept(NamedTuple):
    """What was found in one file. `found` is None where it is what the client already has."""

    uri: str
    version: int | None
    found: Diagnosed | None
    result_id: str


class Sweep:
    """Goes through the files of the workspace, and remembers what it found from one time to the next."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, Known] = {}

    def files(self, had: dict[str, str]) -> Iterator[Swept | None]:
        """What is found in each file; None for a step of the walk that finds none. `had` are result ids by URI."""
        session, known = self._session, self._known
        self._known = {}
        session.project.look_again()
        for path in paths_below(session.folders, session.project):
            if path is None or session.project.speaks(path):
                yield None
                continue
            text = session.documents.at(path)
            if text:
                found = diagnose(session, session.read(text))
                yield Swept(text.uri, text.version, found, found.result_id)
            else:
                yield self._closed(path, known.get(path), had)

    def _closed(self, path: str, known: Known | None, had: dict[str, str]) -> Swept | None:
        """What is found in a file on the disk; None where it is no agent file and the client has nothing of it."""
        session, uri = self._session, self._session.uri_at(path)
        stamp, rules = stamp_of(path), session.project.rules(path)
        if known and known.holds(stamp, rules) and had.get(uri, "") == known.result_id:
            self._known[path] = known
            return Swept(uri, None, None, known.result_id) if known.result_id else None
        text = read_text(path, uri)
        if text is None:
            return None
        reading = Reading(text, rules, session.index.names)
        found = diagnose(session, reading)
        session.index.learn(path, stamp, session.project.finder, reading.document, rules.schema)
        result_id = found.result_id if reading.document else ""
        self._known[path] = Known(stamp, rules, reading.exists, result_id)
        return Swept(uri, None, found, result_id) if result_id else None


def paths_below(folders: list[str], project: Project) -> Iterator[str | None]:
    """Absolute paths of files that may be agent files, as settings and .gitignore let them; None now and then between.

    Names that no agent file has are never looked into.
    """
    for folder in folders:
        scope = project.finder.scope(folder)
        globs = [*scope.schema.place_globs(), *(pattern.glob for pattern, _ in scope.dialects)]

        def placed(path: str) -> bool:
            here = project.finder.scope(path.rpartition("/")[0])
            return looks_placed(path, here.schema) or any(pattern.covers(path) for pattern, _ in here.dialects)

        for found in find_in_steps([folder], Candidates(globs, placed, project.finder), folder):
            yield found.path if found and found.kind == "file" else None
