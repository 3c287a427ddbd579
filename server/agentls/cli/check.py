"""`agentls check`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from agentls.cli.console import Progress, UsageError, complain, complaint, write
from agentls.cli.examine import Examination
from agentls.cli.names import known, split
from agentls.cli.reports import Reports, wanted
from agentls.cli.settings import finder_of, sound_schemas
from agentls.config import Settings
from agentls.findings import FileReport, Severity
from agentls.paths import relative, working_folder
from agentls.report import Summary
from agentls.report.display import visible
from agentls.rules import RULES
from agentls.schema.lookup import Schema

if TYPE_CHECKING:
    from agentls.cli.mend import Mender

_STDIN = "-"
_SHOWN = 3


def run(options: argparse.Namespace) -> int:
    """Check files and report what is found; the exit code."""
    folder = working_folder()
    finder = finder_of(options, folder)
    schema = finder.schema(folder)
    finder.wish = settings_of(options, schema)
    examination = Examination(finder, folder, options.force_exclude)
    reports = _reports(examination, options)
    if options.show_files:
        return _show(reports, examination)
    mending = _mending(options, examination)
    if mending and mending.mode == "diff":
        return _compare(reports, mending, options)
    forms = wanted(options.format, options.output_file, statistics=options.statistics)
    reporter = Reports(forms, folder, schema.consumers, color=options.color, quiet=options.quiet)
    summary = Summary(fixes=mending.counts if mending else None)
    put = complaint if mending and mending.mode == "print" else write
    unknown = others = False
    own = sound_schemas(finder, options.paths, folder)
    for report in _progress(reports, mending, quiet=options.quiet):
        summary.add(report)
        put(reporter.file(report))
        unknown |= _tell(report, examination.folder, accept_unknown=options.ignore_unknown or report.path in own)
        others |= report.status != "checked" and report.path not in own
    summary.ignored = len(examination.ignored)
    put(reporter.end(summary))
    sys.stdout.flush()
    accepted = options.ignore_unknown or examination.excluded
    if own and not summary.checked and not others:
        complain(_sound(own, folder))
    elif not summary.checked and not summary.unreadable and not accepted and not unknown:
        complain(_nothing(options.paths, summary, examination))
        unknown = True
    if summary.unreadable or unknown or (mending and mending.failed):
        return 2
    return int(_fails(summary, options.fail_on))


def _progress(reports: Iterator[FileReport], mending: Mender | None, *, quiet: bool) -> Iterator[FileReport]:
    """The reports, each file fixed if that is asked for; a line that counts them is taken away before others follow."""
    progress = Progress(quiet=quiet)
    for report in reports:
        progress.step()
        if report.findings or report.status != "checked":
            progress.clear()
        yield mending.mend(report) if mending else report
    progress.clear()


def settings_of(options: argparse.Namespace, schema: Schema) -> Settings:
    """The settings that the options ask for. Raises UsageError for names that do not exist."""
    if options.dialect:
        known([options.dialect], schema.dialects, "dialect")
    return Settings(
        options.dialect,
        known(split(options.target), schema.consumers, "target"),
        known(split(options.select), RULES, "rule"),
        known(split(options.ignore), RULES, "rule"),
    )


def _reports(examination: Examination, options: argparse.Namespace) -> Iterator[FileReport]:
    """The reports of what the options name. Raises UsageError where `-` and its name do not go together."""
    if _STDIN not in options.paths:
        if options.stdin_filename:
            raise UsageError("--stdin-filename goes with `-`: agentls check --stdin-filename NAME - < FILE")
        return examination.files(options.paths or ["."])
    if options.paths != [_STDIN]:
        raise UsageError("`-` (standard input) can't be checked together with other paths")
    if not options.stdin_filename:
        raise UsageError("`-` needs --stdin-filename NAME: the path of a file decides which products read it")
    return examination.stream(options.stdin_filename)


def _mending(options: argparse.Namespace, examination: Examination) -> Mender | None:
    """What fixes the files, None when nothing is to be fixed. Raises UsageError where the options do not fit."""
    if options.fix or options.diff:
        from agentls.cli.mend import mender  # an ordinary check does without what writes files

        return mender(options, examination)
    if options.unsafe_fixes:
        raise UsageError("--unsafe-fixes goes with --fix or --diff")
    return None


def _compare(reports: Iterator[FileReport], mending: Mender, options: argparse.Namespace) -> int:
    """Show what fixes would change, and nothing else; 1 when there is anything."""
    from agentls.report.text import fixes_line

    wrong = False
    for report in reports:
        mending.mend(report)
        unknown = _tell(report, mending.examination.folder, accept_unknown=options.ignore_unknown)
        wrong = wrong or unknown or report.status == "unreadable"
    if not options.quiet:
        complaint(fixes_line(mending.counts, "would fix") + "\n")
    return 2 if wrong else int(mending.changes)


def _show(reports: Iterator[FileReport], examination: Examination) -> int:
    """Print the agent files that a check would look into."""
    unreadable = False
    for report in reports:
        if report.status == "checked" and report.path not in examination.told:
            write(f"{visible(relative(report.path, examination.folder))}\n")
        elif report.status == "unreadable":
            _tell(report, examination.folder, accept_unknown=True)
            unreadable = True
    return 2 if unreadable else 0


def _tell(report: FileReport, folder: str, *, accept_unknown: bool) -> bool:
    """Say what was not checked although it should; whether it is a named file that is no agent file."""
    path = relative(report.path, folder)
    if report.status == "unreadable":
        complain(f"{path}: {report.error}")
    if report.status != "unrecognized" or not report.named or accept_unknown:
        return False
    complain(
        f"{path}: this is no agent file that agentls knows: nothing in it was checked\n"
        "--dialect ID checks it as one; --ignore-unknown accepts it"
    )
    return True


def _nothing(paths: list[str], summary: Summary, examination: Examination) -> str:
    """Why nothing was checked, and what can be done about it."""
    lines = [f"found nothing to check in {', '.join(paths) or 'this folder'}"]
    if summary.unrecognized:
        lines.append(f"none of {summary.unrecognized} Markdown files is an agent file that agentls knows")
    if examination.ignored:
        lines.append(f"ignored by .gitignore, but checked when named: {_some(examination.ignored, examination.folder)}")
    if examination.outside:
        lines.append(f"links out of the tree, not followed: {_some(examination.outside, examination.folder)}")
    return "\n".join([*lines, "`agentls dialects` lists what is known; --ignore-unknown accepts finding nothing"])


def _sound(own: list[str], folder: str) -> str:
    files = "this schema file is" if len(own) == 1 else f"these {len(own)} schema files are"
    return f"{files} sound: {_some(own, folder)}"


def _some(paths: list[str], folder: str) -> str:
    shown = ", ".join(relative(path, folder) for path in paths[:_SHOWN])
    return f"{shown} and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else shown


def _fails(summary: Summary, fail_on: str) -> bool:
    if fail_on == "never" or summary.worst is None:
        return False
    return summary.worst >= Severity[fail_on.upper()]
