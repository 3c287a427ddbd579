"""The forms that a report can have. The module of a form is imported when it is chosen, and not before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agentls.report import Reporter

if TYPE_CHECKING:
    from agentls.report.words import Consumers

FORMATS = ("text", "concise", "json", "jsonl", "github", "sarif", "junit")
"""All forms by name."""

STATISTICS = "statistics"
"""Counts per rule: a form that has an option of its own."""


def reporter(form: str, folder: str, consumers: Consumers, *, color: bool = False, columns: int = 0) -> Reporter:
    """A report of that form; `folder` is the absolute working folder, `columns` 0 where no terminal has a width.

    Raises KeyError for a form that does not exist.
    """
    if form in ("github", "sarif", "junit"):
        return _for_servers(form, folder, consumers)
    if form == "text":
        from agentls.report.text import COLUMNS, TextReport

        return TextReport(folder, consumers, color=color, columns=columns or COLUMNS)
    if form == "concise":
        from agentls.report.concise import ConciseReport

        return ConciseReport(folder)
    if form == "json":
        from agentls.report.json import JsonReport

        return JsonReport(folder)
    if form == "jsonl":
        from agentls.report.jsonl import JsonLinesReport

        return JsonLinesReport(folder)
    if form == STATISTICS:
        from agentls.report.statistics import StatisticsReport

        return StatisticsReport()
    raise KeyError(form)


def _for_servers(form: str, folder: str, consumers: Consumers) -> Reporter:
    """The reports that build servers read: their paths start at the root of the repository."""
    from agentls.report.repository import Repository

    repository = Repository(folder)
    if form == "github":
        from agentls.report.github import GithubReport

        return GithubReport(repository, consumers)
    if form == "sarif":
        from agentls.report.sarif import SarifReport

        return SarifReport(repository, consumers)
    from agentls.report.junit import JunitReport

    return JunitReport(repository, consumers)
