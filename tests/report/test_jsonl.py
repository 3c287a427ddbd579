"""One JSON object per line: the same facts as in the JSON report."""

from __future__ import annotations

import json

from hypothesis import given

from agentls.findings import FileReport
from agentls.report import Summary
from agentls.report.json import JsonReport
from agentls.report.jsonl import JsonLinesReport
from tests.support.reporting import ANY_FILES, ROOT, checked, effect, finding, unreadable, written


def test_files_are_followed_by_their_findings_and_at_last_the_counts() -> None:
    lines = written(JsonLinesReport(ROOT), checked("abc", finding((0, 1)), finding((1, 2))), unreadable()).splitlines()
    objects = [json.loads(line) for line in lines]
    assert [one["type"] for one in objects] == ["file", "finding", "finding", "file", "summary"]
    assert [one.get("path") for one in objects] == [".x/a.md", ".x/a.md", ".x/a.md", "b.md", None]
    assert (objects[-1]["version"], objects[-1]["warnings"]) == (1, 2)


def test_a_file_is_written_as_soon_as_it_is_checked() -> None:
    part = JsonLinesReport(ROOT).file(checked("abc", finding((0, 1), effects=(effect(),))))
    assert json.loads(part.splitlines()[1])["effects"][0]["text"] == "Reader does not load the file."


@given(ANY_FILES)
def test_the_lines_hold_what_the_json_report_holds(reports: list[FileReport]) -> None:
    whole = json.loads(written(JsonReport(ROOT), *reports))
    lines = written(JsonLinesReport(ROOT), *reports).splitlines()
    parts: dict[str, list[object]] = {"file": [], "finding": [], "summary": []}
    for line in lines:
        one = json.loads(line)
        parts[one.pop("type")].append(one)
    assert parts["file"] == whole["files"]
    assert parts["finding"] == whole["findings"]
    assert parts["summary"] == [{"version": 1, **whole["summary"]}]


def test_an_empty_run_is_one_line() -> None:
    assert json.loads(JsonLinesReport(ROOT).end(Summary()))["files"] == 0
