"""What `check` and `detect` share: from paths to file reports. One broken file never stops the others."""

from __future__ import annotations

import os.path
import sys
from collections.abc import Iterator, Sequence

from agentls.analysis import check_source, looks_placed, report_wrong
from agentls.config.finder import Finder
from agentls.findings import FileReport
from agentls.paths import absolute
from agentls.text import SourceText
from agentls.walk.disk import check_size, read_file, reason
from agentls.walk.find import Candidates, Found, find_files


class Examination:
    """Checks files one after the other. `ignored` and `outside` grow with the paths that were passed over.

    A settings file that is wrong is reported as a file of its own, near the first file that it speaks of; `told` holds
    their paths. `excluded` counts what was named and is left out by the settings.
    """

    def __init__(self, finder: Finder, folder: str, force_exclude: bool = False) -> None:
        self.finder = finder
        self.folder = folder
        self.force_exclude = force_exclude
        self.ignored: list[str] = []
        self.outside: list[str] = []
        self.told: set[str] = set()
        self.excluded = 0

    def files(self, paths: Sequence[str]) -> Iterator[FileReport]:
        """A report of each file at or below the paths."""
        schema, assigned = self.finder.schema(self.folder), self.finder.scope(self.folder).dialects
        globs = [*schema.place_globs(), *(pattern.glob for pattern, _ in assigned)]
        for found in find_files(paths, Candidates(globs, self._placed, self.finder), self.folder):
            if found.kind == "ignored":
                self.ignored.append(found.path)
            elif found.kind == "outside":
                self.outside.append(found.path)
            elif self.force_exclude and self.finder.excludes(found.path):
                self.excluded += 1
            else:
                report = self._found(found)
                yield from self._wrong_settings()
                if report.path not in self.told:
                    yield report
        yield from self._wrong_settings()

    def stream(self, name: str) -> Iterator[FileReport]:
        """A report of standard input, taken as if it were a file of that name."""
        path = absolute(name, self.folder)
        try:
            data = sys.stdin.buffer.read()
            check_size(len(data))
        except OSError as error:
            yield FileReport(path, "unreadable", error=reason(error), named=True)
            return
        if self.force_exclude and self.finder.excludes(path):
            self.excluded += 1  # a fix must still give back what it was given
            yield FileReport(path, "unrecognized", source=SourceText.from_bytes(data))
            return
        report = self._source(path, data)
        yield from self._wrong_settings()
        yield report._replace(named=True)

    def check(self, path: str, source: SourceText) -> FileReport:
        """A report of a text at an absolute path, with the settings and the schema that hold there."""
        settings = self.finder.settings(path)
        schema = self.finder.schema(path.rpartition("/")[0])
        return check_source(path, source, settings, schema, os.path.exists)

    def _placed(self, path: str) -> bool:
        """Whether the path alone makes it a file to check."""
        scope = self.finder.scope(path.rpartition("/")[0])
        return looks_placed(path, scope.schema) or any(pattern.covers(path) for pattern, _ in scope.dialects)

    def _wrong_settings(self) -> Iterator[FileReport]:
        """What is wrong with the settings files that have been read since the last time."""
        wrong, self.finder.wrong = self.finder.wrong, []
        for one in wrong:
            self.told.add(one.path)
            yield report_wrong(one, self.finder.settings(one.path))

    def _found(self, found: Found) -> FileReport:
        if found.kind == "unreadable":
            return FileReport(found.path, "unreadable", error=found.error, named=found.named)
        try:
            data = read_file(found.path)
        except OSError as error:
            return FileReport(found.path, "unreadable", error=reason(error), named=found.named)
        report = self._source(found.path, data)
        return report._replace(named=True) if found.named else report

    def _source(self, path: str, data: bytes) -> FileReport:
        try:
            return self.check(path, SourceText.from_bytes(data))
        except Exception as error:  # a fault of ours in one file must not hide what is wrong in the others
            return FileReport(path, "unreadable", error=f"internal error: {type(error).__name__}: {error}")
