"""Findings and files as reports get them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from agentls.findings import Edit, Effect, FileReport, Finding, Fix, Related, Severity, Target
from agentls.report import Reporter, Summary
from agentls.text import SourceText, Span

ROOT = "/home/me/project"
READER = Target("reader", "style", "certain", "project")


@dataclass(frozen=True)
class Product:
    title: str


PRODUCTS = {"reader": Product("Reader")}


def effect(text: str = "Reader does not load the file.", **more: Any) -> Effect:
    return Effect(READER, Severity.ERROR, "file", text=text, version="1.2", **more)


def finding(span: tuple[int, int], severity: Severity = Severity.WARNING, **more: Any) -> Finding:
    return Finding(more.pop("rule", "some-rule"), severity, Span(*span), more.pop("message", "a message"), **more)


def checked(text: str, *findings: Finding, path: str = f"{ROOT}/.x/a.md") -> FileReport:
    return FileReport(path, "checked", "style", (READER,), 0.5, ("its path",), findings, SourceText(text))


def unreadable(path: str = f"{ROOT}/b.md", error: str = "is a folder, not a file") -> FileReport:
    return FileReport(path, "unreadable", error=error)


def written(reporter: Reporter, *reports: FileReport) -> str:
    """The whole of what a reporter writes."""
    summary, parts = Summary(), []
    for report in reports:
        summary.add(report)
        parts.append(reporter.file(report))
    return "".join([*parts, reporter.end(summary)])


_TEXTS = st.text(st.characters(codec=None), max_size=12)
_SPANS = st.tuples(st.integers(-2, 40), st.integers(-2, 40)).map(lambda ends: (min(ends), max(ends)))
_FINDINGS = st.builds(
    lambda span, severity, message, key, text: finding(
        span,
        severity,
        rule="unknown-key",
        message=message,
        arguments={"key": key},
        effects=(effect(text),),
        help=text,
        fix=Fix(key, (Edit(Span(*span), text),)),
        related=(Related(Span(*span), message),),
    ),
    _SPANS, st.sampled_from(Severity), _TEXTS, _TEXTS, _TEXTS,
)  # fmt: skip
ANY_FILES = st.lists(
    st.builds(
        lambda text, findings, name: checked(text, *findings, path=f"{ROOT}/{name}"),
        _TEXTS, st.lists(_FINDINGS, max_size=3), _TEXTS,
    )
    | st.builds(lambda name, error: unreadable(f"/{name}", error), _TEXTS, _TEXTS),
    max_size=3,
)  # fmt: skip
"""Files with anything in them that Python can hold: lone surrogates, control characters, spans outside the text."""
