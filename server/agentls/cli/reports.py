"""All reports of a run as one: the main one goes to stdout or `--output-file`, the others into files of their own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from typing import TextIO

from agentls.cli.console import UsageError, columns_of, wants_color
from agentls.cli.names import known
from agentls.findings import FileReport
from agentls.report import Reporter, Summary
from agentls.report.formats import FORMATS, STATISTICS, reporter
from agentls.report.words import Consumers

_STDOUT = ""


class Reports:
    """Feeds every report, writes those that go into files, and gives back what is for stdout."""

    def __init__(
        self, forms: Mapping[str, str], folder: str, consumers: Consumers, *, color: str = "auto", quiet: bool = False
    ) -> None:
        """Take forms by path, as `wanted` gives them. Raises UsageError for a file that can't be written.

        `color` is auto, always or never; `quiet` leaves out the counts at the end of a text.
        """
        self._counts = not (quiet and forms.get(_STDOUT) == "text")
        self._stdout: Reporter | None = None
        self._files: list[tuple[Reporter, TextIO]] = []
        for path, form in forms.items():
            if path == _STDOUT:
                colored = color == "always" or (color == "auto" and wants_color(sys.stdout, os.environ))
                columns = columns_of(sys.stdout, 0)
                self._stdout = reporter(form, folder, consumers, color=colored, columns=columns)
            else:
                self._files.append((reporter(form, folder, consumers), _opened(path)))

    def file(self, report: FileReport) -> str:
        """Take one file; return what can be written to stdout by now."""
        for one, stream in self._files:
            stream.write(one.file(report))
        return self._stdout.file(report) if self._stdout else ""

    def end(self, summary: Summary) -> str:
        """Finish the files, when all is checked; return the rest of what goes to stdout."""
        for one, stream in self._files:
            with stream:
                stream.write(one.end(summary))
        return self._stdout.end(summary) if self._stdout and self._counts else ""


def wanted(formats: Iterable[str], output_file: str, *, statistics: bool = False) -> dict[str, str]:
    """The forms of report by the path of their file, empty for stdout: `NAME` or `NAME=PATH` each, text by default.

    `statistics` puts counts per rule in the place of the main report. Raises UsageError for a form that does not exist
    and for two reports at one place.
    """
    forms: dict[str, str] = {}
    for one in formats:
        name, equals, path = one.partition("=")
        known([name], FORMATS, "format")
        if equals and not path:
            raise UsageError(f"`--format {one}` needs the path of a file behind `=`")
        path = path or output_file
        if path in forms:
            place = f"`{path}`" if path else "standard output"
            raise UsageError(f"two reports can't both go to {place}: `--format {name}=PATH` writes one to another file")
        forms[path] = name
    main = forms.setdefault(output_file, "text")
    if statistics and main != "text":
        raise UsageError(f"--statistics is a report of its own: write `--format {main}=PATH` to have both")
    return {**forms, output_file: STATISTICS} if statistics else forms


def _opened(path: str) -> TextIO:
    try:
        return open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except (OSError, ValueError) as error:
        words = (error.strerror or str(error)).lower() if isinstance(error, OSError) else ""
        raise UsageError(f"can't write the report {path}: {words or 'no path may hold a NUL character'}") from error
