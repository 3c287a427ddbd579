"""The README shows what is really printed, and its two commands are the ones that are run."""

from __future__ import annotations

import os
import re
from pathlib import Path

from agentls.analysis import check_source
from agentls.config import Settings
from agentls.report import Summary
from agentls.report.text import TextReport
from agentls.text import SourceText
from tests.support.checking import schema
from tests.support.picture import svg

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "golden" / "readme"
PICTURE = EXAMPLES / "report.svg"
COLUMNS = 118


def colored_report() -> str:
    """The report on the example files, as a terminal shows it."""
    reporter = TextReport(ROOT.as_posix(), schema().consumers, color=True, columns=COLUMNS)
    summary, parts = Summary(), []
    for path in sorted(path for path in EXAMPLES.rglob("*.md") if path.is_file()):
        report = check_source(path.as_posix(), SourceText.from_bytes(path.read_bytes()), Settings(), schema())
        summary.add(report)
        parts.append(reporter.file(report))
    return "".join([*parts, reporter.end(summary)])


def test_the_picture_is_what_is_printed() -> None:
    picture = svg(colored_report(), COLUMNS, "agentls check tests/golden/readme")
    if os.environ.get("AGENTLS_UPDATE"):
        PICTURE.write_text(picture, encoding="utf-8")
    assert PICTURE.read_text(encoding="utf-8") == picture, "stale: run the tests with AGENTLS_UPDATE=1"


def commands() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^```\n(python3 -m venv .*)\n```$", text, re.MULTILINE)


def test_the_readme_gives_two_commands_of_one_line() -> None:
    assert len(commands()) == 2


def test_ci_calls_the_test_command_of_the_readme() -> None:
    tests = commands()[1].rpartition("&& ")[2]
    assert tests in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_link_of_the_pages_leads_somewhere() -> None:
    for page in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "schemas/README.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert ((ROOT / page).parent / target).exists(), f"{page}: {target}"
