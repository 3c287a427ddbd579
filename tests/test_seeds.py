"""The five documents that the project began with, in a plain folder and where Claude Code reads agents."""

from __future__ import annotations

import pytest

from agentls.findings import FileReport, Severity
from tests.support.checking import report
from tests.support.shared import SHARED, needs_shared

pytestmark = needs_shared

PLAIN, PLACED = "/p/lib/backend-architect.md", "/p/.claude/agents/backend-architect.md"


def seed(number: str) -> bytes:
    return next((SHARED / "seeds").glob(f"{number}_*")).read_bytes()


def loud(result: FileReport) -> list[str]:
    return [f"{one.severity.label} {one.rule}" for one in result.findings if one.severity >= Severity.WARNING]


@pytest.mark.parametrize("path", [PLAIN, PLACED])
@pytest.mark.parametrize(
    ("number", "dialect"),
    [
        ("000", "superclaude"),
        ("001", "superclaude"),
        ("002", "claude-squad"),
        ("003", "agency-agents"),
        ("004", "xml-agent"),
    ],
)
def test_each_seed_is_recognized(number: str, dialect: str, path: str) -> None:
    assert report(seed(number), path).dialect == dialect


@pytest.mark.parametrize("path", [PLAIN, PLACED])
@pytest.mark.parametrize("number", ["000", "002", "003"])
def test_a_copied_page_gives_one_finding_on_its_header(number: str, path: str) -> None:
    findings = report(seed(number), path).findings
    assert [finding.rule for finding in findings] == ["copied-web-page"]
    assert findings[0].span.start == 0


def restored(number: str) -> tuple[bytes, str, str]:
    fix = report(seed(number), PLAIN).findings[0].fix
    assert fix
    return fix.edits[0].text.encode(), fix.title, fix.applicability


@pytest.mark.parametrize(("number", "dialect"), [("000", "superclaude"), ("003", "agency-agents")])
@pytest.mark.parametrize("path", [PLAIN, PLACED])
def test_a_restored_copy_has_no_errors_or_warnings(number: str, dialect: str, path: str) -> None:
    result = report(restored(number)[0], path)
    assert result.dialect == dialect
    assert loud(result) == []


def test_the_first_copy_is_restored_byte_for_byte() -> None:
    text, title, applicability = restored("000")
    upstream = "SuperClaude-Org__SuperClaude_Framework/src/superclaude/agents/backend-architect.md"
    assert text == (SHARED / "corpus" / upstream).read_bytes()
    assert applicability == "safe"
    assert "can't be restored" not in title


def test_restoring_the_second_copy_says_that_indentation_is_lost() -> None:
    assert "indentation" in restored("003")[1]


def test_restoring_the_rendered_copy_is_unsafe_and_says_what_is_lost() -> None:
    text, title, applicability = restored("002")
    assert applicability == "unsafe"
    assert "tools" in title
    assert "nesting" in title
    assert b"name: backend-architect\n" in text
    assert b"## Core Responsibilities" in text


@pytest.mark.parametrize("path", [PLAIN, PLACED])
def test_the_clean_seed_has_no_errors_or_warnings(path: str) -> None:
    assert loud(report(seed("001"), path)) == []


def test_the_tagged_seed_in_a_plain_folder() -> None:
    result = report(seed("004"), PLAIN)
    assert sorted((one.rule, one.severity.label, one.arguments.get("key") or "") for one in result.findings) == [
        ("missing-key", "info", "description"),
        ("retired-tool", "hint", "tools"),
    ]


def test_the_tagged_seed_where_claude_code_reads_it() -> None:
    result = report(seed("004"), PLACED)
    found = {(one.rule, one.severity.label): one for one in result.findings}
    assert found[("missing-key", "error")].arguments["key"] == "description"
    assert found[("retired-tool", "warning")].arguments["name"] == "MultiEdit"
    assert all(
        one.severity <= Severity.INFO for pair, one in found.items() if pair[0] not in ("missing-key", "retired-tool")
    )
