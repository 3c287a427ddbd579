"""`agentls detect`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from agentls.cli.console import complain, write
from agentls.cli.examine import Examination
from agentls.cli.settings import finder_of
from agentls.findings import Certainty, FileReport
from agentls.paths import relative, working_folder
from agentls.report.display import visible
from agentls.schema.lookup import Schema

_CERTAINTY: dict[Certainty, str] = {
    "certain": "reads it",
    "intended": "is what it is made for",
    "also": "reads it, too",
}


def run(options: argparse.Namespace) -> int:
    """Tell what files are, and how that is known; 2 when one of them or of their settings can't be read."""
    folder = working_folder()
    examination = Examination(finder_of(options, folder), folder)
    unreadable = False
    for report in examination.files(options.paths):
        path = relative(report.path, examination.folder)
        if report.path in examination.told:
            complain(f"{path} is wrong: `agentls check {path}` says why")
            unreadable = True
        elif report.status == "unreadable":
            complain(f"{path}: {report.error}")
            unreadable = True
        else:
            schema = examination.finder.schema(report.path.rpartition("/")[0])
            write("".join(line + "\n" for line in _lines(visible(path), report, schema)))
    return 2 if unreadable else 0


def _lines(path: str, report: FileReport, schema: Schema) -> Iterator[str]:
    if report.status == "unrecognized":
        yield f"{path}: no agent file that agentls knows"
        return
    dialect = schema.dialects[report.dialect] if report.dialect else None
    what = dialect.id if dialect else "an agent file of no known dialect"
    yield f"{path}: {what} (confidence {report.confidence:.2f})"
    if dialect:
        yield f"  {dialect.title}"
    for target in report.targets:
        title, as_what = schema.consumers[target.consumer].title, schema.dialects[target.dialect].title
        yield f"  {title} ({target.consumer}) {_CERTAINTY[target.certainty]}, as {as_what}"
    for reason in report.reasons:
        yield f"  because: {visible(reason)}"
