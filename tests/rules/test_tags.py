"""Rules about the tags of a house style."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from agentls.findings import Finding
from tests.support.checking import report

PATH = "/p/library/query-tuner.md"
GOOD = (Path(__file__).parents[1] / "golden" / "xml-agent" / "ok" / "plain.md").read_text(encoding="utf-8")
TAG_RULES = {"unclosed-tag", "stray-closing-tag", "mismatched-tag", "missing-tag"}


def tag_findings(text: str) -> list[Finding]:
    return [finding for finding in report(text, PATH).findings if finding.rule in TAG_RULES]


def rules(text: str) -> list[str]:
    return [finding.rule for finding in tag_findings(text)]


def mended(text: str, finding: Finding) -> str:
    assert finding.fix
    for edit in sorted(finding.fix.edits, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def without(part: str, text: str = GOOD) -> str:
    """The good text without a part that stands in it once."""
    assert text.count(part) == 1
    return text.replace(part, "")


@pytest.mark.parametrize(
    "part",
    ["</triggers>", "  </will>\n", "</trigger>", "</role>\n", "  </escalation>\n", "</success_metrics>", "</purpose>"],
)
def test_an_unclosed_tag_is_closed_where_its_content_ends(part: str) -> None:
    broken = without(part)
    (found,) = tag_findings(broken)
    assert found.rule == "unclosed-tag"
    assert "".join(mended(broken, found).split()) == "".join(GOOD.split())
    assert not rules(mended(broken, found))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("</triggers>", "</trigers>"),
        ("<triggers>", "<trigers>"),
        ("</role>", "</Role>"),
        ("<success_metrics>", "<success-metrics>"),
    ],
)
def test_a_misspelled_tag_is_renamed_to_its_other_half(right: str, wrong: str) -> None:
    (found,) = tag_findings(GOOD.replace(right, wrong))
    assert (found.rule, found.fix and found.fix.applicability) == ("mismatched-tag", "safe")
    assert mended(GOOD.replace(right, wrong), found) == GOOD


def test_a_closing_tag_behind_its_parent_moves_into_it() -> None:
    broken = GOOD.replace("  </escalation>\n</boundaries>\n", "</boundaries>\n  </escalation>\n")
    (found,) = tag_findings(broken)
    assert found.rule == "mismatched-tag"
    assert mended(broken, found) == GOOD


def test_a_stray_closing_tag_is_deleted_with_its_line() -> None:
    broken = GOOD.replace("</role>\n", "</role>\n</triggers>\n")
    (found,) = tag_findings(broken)
    assert found.rule == "stray-closing-tag"
    assert mended(broken, found) == GOOD


@pytest.mark.parametrize(
    "more", ["</note>\n", "A word on </role> in a sentence.\n", "`</role>`\n", "```\n<role>\n```\n</role>\n", "</br>\n"]
)
def test_other_closing_tags_are_text(more: str) -> None:
    assert not rules(GOOD + more)


@pytest.mark.parametrize(
    "part",
    [
        "<triggers>\n  <trigger>A query takes > 200ms</trigger>\n</triggers>\n\n",
        "  <trigger>A query takes > 200ms</trigger>\n",
        "  <will_not>\n    <item>Run a migration</item>\n  </will_not>\n",
        "  <escalation>\n    <item>Locks: ask the owner of the table</item>\n  </escalation>\n",
        "\n<success_metrics>\n  <metric>95% of queries < 50ms</metric>\n</success_metrics>\n",
    ],
)
def test_a_missing_tag_gets_a_draft_at_its_place(part: str) -> None:
    broken = without(part)
    (found,) = tag_findings(broken)
    assert (found.rule, found.severity.label) == ("missing-tag", "hint")
    after = mended(broken, found)
    assert not rules(after)
    name = part.split("<", 1)[1].split(">", 1)[0]
    assert after.count(f"</{name}>") == GOOD.count(f"</{name}>")
    if part.count("\n") > 1:  # one tag alone says nothing of where the lines end
        assert [line.split(">")[0] for line in after.split("\n")] == [line.split(">")[0] for line in GOOD.split("\n")]


def test_a_tag_in_code_and_a_misspelled_tag_are_not_missing() -> None:
    part = "  <escalation>\n    <item>Locks: ask the owner of the table</item>\n  </escalation>\n"
    assert not rules(GOOD.replace(part, f"```\n{part}```\n"))
    assert not rules(GOOD.replace("escalation>", "escalations>"))


def test_many_broken_tags_take_linear_time() -> None:
    started = time.process_time()
    for piece in ("<role>\n", "</role>\n", "<rol>\n</role>\n", "<a>\n<role>\n</a>\n</role>\n"):
        report(GOOD + piece * 5_000, PATH)
    assert time.process_time() - started < 20
