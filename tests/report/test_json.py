"""The JSON report keeps to its published schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from agentls.findings import Edit, Effect, FileReport, Finding, Fix, Related, Setting, Severity, Status, Target
from agentls.report import Summary
from agentls.report.json import JsonReport
from agentls.schema import models
from agentls.text import SourceText, Span

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

TEXT = "---\r\ndescription: 🙂 a: b\r\n---\r\n"
COLON = TEXT.index(": b")
READER = Target("reader", "style", "certain", "project")


def finding(span: Span, **more: Any) -> Finding:
    return Finding("some-rule", Severity.WARNING, span, "a message", **more)


def written(*reports: FileReport, ignored: int = 0) -> Any:
    reporter, summary = JsonReport("/home/me/project"), Summary(ignored=ignored)
    for report in reports:
        summary.add(report)
        assert reporter.file(report) == ""
    data = json.loads(reporter.end(summary))
    VALIDATOR.validate(data)
    return data


def checked(*findings: Finding, text: str = TEXT, path: str = "/home/me/project/.x/a.md") -> FileReport:
    return FileReport(path, "checked", "style", (READER,), 0.5, ("its path",), findings, SourceText(text))


def test_the_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_whole_report() -> None:
    effect = Effect(
        READER, Severity.WARNING, "file", "wider", "never", "x", "silent", "Is lost.", "1.2", "2026-01", True
    )
    full = finding(
        Span(COLON, COLON + 2),
        arguments={"key": "description", "names": ("a", "b"), "of": {2, 1}, "share": float("inf")},
        effects=(effect,),
        help="quote it",
        fix=Fix("quote", (Edit(Span(COLON, COLON), '"'),), "unsafe"),
        related=(Related(Span(0, 3), "opened here"),),
        setting=Setting("style", "key", "owner"),
    )
    position = {"line": 2, "column": 17, "offset": COLON}
    assert written(checked(full), FileReport("/home/you/b.md", "unreadable", error="no"), ignored=3) == {
        "version": 1,
        "files": [
            {
                "path": ".x/a.md",
                "dialect": "style",
                "targets": [{"target": "reader", "certainty": "certain"}],
                "confidence": 0.5,
                "reasons": ["its path"],
                "status": "checked",
                "error": None,
            },
            {
                "path": "../../you/b.md",
                "dialect": None,
                "targets": [],
                "confidence": 0.0,
                "reasons": [],
                "status": "unreadable",
                "error": "no",
            },
        ],
        "findings": [
            {
                "rule": "some-rule",
                "severity": "warning",
                "path": ".x/a.md",
                "start": position,
                "end": {"line": 2, "column": 19, "offset": COLON + 2},
                "message": "a message",
                "arguments": {"key": "description", "names": ["a", "b"], "of": ["1", "2"], "share": "inf"},
                "effects": [
                    {
                        "target": "reader",
                        "certainty": "certain",
                        "severity": "warning",
                        "loses": "file",
                        "access": "wider",
                        "activation": "never",
                        "value": "x",
                        "shown": "silent",
                        "text": "Is lost.",
                        "version": "1.2",
                        "verified": True,
                    }
                ],
                "help": "quote it",
                "url": None,
                "related": [
                    {
                        "path": ".x/a.md",
                        "start": {"line": 1, "column": 1, "offset": 0},
                        "end": {"line": 1, "column": 4, "offset": 3},
                        "message": "opened here",
                    }
                ],
                "fix": {
                    "title": "quote",
                    "applicability": "unsafe",
                    "edits": [{"start": position, "end": position, "text": '"'}],
                },
                "setting": {"dialect": "style", "kind": "key", "name": "owner"},
            }
        ],
        "summary": {
            "files": 2,
            "checked": 1,
            "unrecognized": 0,
            "unreadable": 1,
            "ignored": 3,
            "errors": 0,
            "warnings": 1,
            "infos": 0,
            "hints": 0,
            "safe_fixes": 0,
            "unsafe_fixes": 1,
            "fixed": None,
        },
    }


def test_keys_stand_in_the_order_of_the_schema() -> None:
    effect = Effect(READER, Severity.INFO)
    fix = Fix("quote", (Edit(Span(0, 1), ""),))
    data = written(
        checked(
            finding(
                Span(0, 1),
                effects=(effect,),
                fix=fix,
                related=(Related(Span(0, 1), "here"),),
                setting=Setting("style", "key", "owner"),
            )
        )
    )
    assert_order(data, SCHEMA)


def assert_order(data: Any, schema: dict[str, Any]) -> None:
    schema = schema.get("anyOf", [schema])[-1]
    schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if isinstance(data, list):
        assert data
        for item in data:
            assert_order(item, schema["items"]) if isinstance(item, dict) else None
    elif isinstance(data, dict) and "properties" in schema:
        assert list(data) == schema["required"] == list(schema["properties"])
        for name, value in data.items():
            assert_order(value, schema["properties"][name])


@pytest.mark.parametrize(
    ("name", "words"),
    [("loses", models.Loses), ("access", models.Access), ("activation", models.Activation), ("shown", models.Shown)],
)
def test_the_schema_names_every_word_that_an_effect_may_use(name: str, words: Any) -> None:
    listed = [word for word in SCHEMA["$defs"]["effect"]["properties"][name]["enum"] if word is not None]
    assert sorted(listed) == sorted(get_args(words))


def test_an_empty_report() -> None:
    assert written()["files"] == written()["findings"] == []


def test_what_the_terminal_or_utf_8_cannot_say_survives() -> None:
    broken = SourceText.from_bytes(b"caf\xe9 \x1b").text
    reporter = JsonReport("/")
    reporter.file(checked(Finding("r", Severity.HINT, Span(0, 1), broken), text=broken))
    text = reporter.end(Summary())
    assert text.isascii()
    assert json.loads(text)["findings"][0]["message"] == broken


@given(st.text(), st.integers(-5, 40), st.integers(-5, 40), st.sampled_from(get_args(Status)))
def test_any_text_and_any_span_can_be_reported(text: str, start: int, end: int, status: Status) -> None:
    error = "why" if status == "unreadable" else None
    report = FileReport("/a", status, findings=(finding(Span(start, end)),), source=SourceText(text), error=error)
    written(report)
