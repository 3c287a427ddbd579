"""What `check` and `detect` share: from paths to file reports. One broken file never stops the others."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agentls.analysis import check_source, looks_placed
from agentls.config import Settings
from agentls.findings import FileReport
from agentls.paths import absolute
from agentls.schema.lookup import Schema
from agentls.text import SourceText
from agentls.walk.disk import check_size, read_file, reason
from agentls.walk.find import Candidates, Found, find_files


@dataclass(slots=True)
class Examination:
    """Checks files one after the other. `ignored` and `outside` grow with the paths that were passed over."""

    schema: Schema
    settings: Settings
    folder: str
    ignored: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def files(self, paths: Sequence[str]) -> Iterator[FileReport]:
        """A report of each file at or below the paths."""
        candidates = Candidates(self.schema.place_globs(), lambda path: looks_placed(path, self.schema))
        for found in find_files(paths, candidates, self.folder):
            if found.kind == "ignored":
                self.ignored.append(found.path)
            elif found.kind == "outside":
                self.outside.append(found.path)
            else:
                yield self._found(found)

    def stream(self, name: str) -> FileReport:
        """A report of standard input, taken as if it were a file of that name."""
        path = absolute(name, self.folder)
        try:
            data = sys.stdin.buffer.read()
            check_size(len(data))
        except OSError as error:
            return FileReport(path, "unreadable", error=reason(error), named=True)
        return self._source(path, data)._replace(named=True)

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
            return check_source(path, SourceText.from_bytes(data), self.settings, self.schema)
        except Exception as error:  # a fault of ours in one file must not hide what is wrong in the others
            return FileReport(path, "unreadable", error=f"internal error: {type(error).__name__}: {error}")
