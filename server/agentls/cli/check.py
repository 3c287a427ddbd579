"""`agentls check`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator

from agentls.cli.console import Progress, UsageError, columns_of, complain, wants_color, write
from agentls.cli.examine import Examination
from agentls.cli.names import known, split
from agentls.config import Settings
from agentls.findings import FileReport, Severity
from agentls.paths import relative, working_folder
from agentls.report import Reporter, Summary
from agentls.rules import RULES
from agentls.schema.lookup import Schema

_STDIN = "-"
_SHOWN = 3


def run(options: argparse.Namespace) -> int:
    """Check files and report what is found; the exit code."""
    schema = Schema.load()
    examination = Examination(schema, settings_of(options, schema), working_folder())
    reports = _reports(examination, options)
    reporter = _reporter(options.format, schema, examination.folder)
    summary, progress, unknown = Summary(), Progress(), False
    for report in reports:
        summary.add(report)
        progress.step()
        part = reporter.file(report)
        if part or report.status != "checked":
            progress.clear()
        write(part)
        unknown |= _tell(report, examination.folder, accept_unknown=options.ignore_unknown)
    progress.clear()
    summary.ignored = len(examination.ignored)
    write(reporter.end(summary))
    sys.stdout.flush()
    if not summary.checked and not summary.unreadable and not options.ignore_unknown and not unknown:
        complain(_nothing(options.paths, summary, examination))
        unknown = True
    if summary.unreadable or unknown:
        return 2
    return int(_fails(summary, options.fail_on))


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
    return iter((examination.stream(options.stdin_filename),))


def _reporter(form: str, schema: Schema, folder: str) -> Reporter:
    if form == "json":
        from agentls.report.json import JsonReport

        return JsonReport(folder)
    from agentls.report.text import COLUMNS, TextReport

    color = wants_color(sys.stdout, os.environ)
    return TextReport(folder, schema.consumers, color=color, columns=columns_of(sys.stdout, COLUMNS))


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


def _some(paths: list[str], folder: str) -> str:
    shown = ", ".join(relative(path, folder) for path in paths[:_SHOWN])
    return f"{shown} and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else shown


def _fails(summary: Summary, fail_on: str) -> bool:
    if fail_on == "never" or summary.worst is None:
        return False
    return summary.worst >= Severity[fail_on.upper()]
