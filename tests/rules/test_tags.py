"""Rules about the tags of a house style."""

from __future__ import annotations

import re
import time
from functools import partial
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from agentls.analysis import check_source
from agentls.config import Settings
from agentls.findings import Finding
from agentls.fixing import fix_report
from tests.support.checking import report, schema

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


TAG = re.compile(r"</?(\w+)[^<>]*>")
HALVES = list(TAG.finditer(GOOD, GOOD.index("---", 3) + 3))
"""The opening and closing tags of the good text, in its order."""
places = st.tuples(st.integers(0, len(HALVES) - 1), st.booleans())


def with_faults(*places: tuple[int, bool]) -> str:
    """The good text with halves of tags taken away, or misspelled where the place says so."""
    text = GOOD
    for at, misspelled in sorted(places, reverse=True):
        half = HALVES[at]
        wrong = half[0].replace(half[1], slipped(half[1])) if misspelled else ""
        text = text[: half.start()] + wrong + text[half.end() :]
    return text


def slipped(name: str) -> str:
    return f"{name[:3]}x{name[3:]}"


def words_in_tags(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The words of a text with the tags around each."""
    found: list[tuple[str, tuple[str, ...]]] = []
    around: list[str] = []
    last = text.index("---", 3) + 3
    for match in TAG.finditer(text, last):
        found += [(word, tuple(around)) for word in text[last : match.start()].split()]
        last = match.end()
        if not match[0].startswith("</"):
            around.append(match[1])
        elif match[1] in around:
            while around.pop() != match[1]:
                pass
    return [*found, *((word, tuple(around)) for word in text[last:].split())]


def unlost(text: str, mended_text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The user's words as they stand in the mended text; drafts between them are left out."""
    after = iter(words_in_tags(mended_text))
    return [next(one for one in after if one[0] == word) for word, _ in words_in_tags(text)]


def all_mended(text: str) -> str:
    check = partial(check_source, PATH, settings=Settings(), schema=schema())
    return fix_report(report(text, PATH), check, unsafe=True).source.text


def test_an_unclosed_tag_ends_before_a_misspelled_one() -> None:
    broken = without("</triggers>").replace("<expertise>", "<expertize>")
    assert "".join(all_mended(broken).split()) == "".join(GOOD.split())


@given(first=places, second=places)
@settings(max_examples=60, deadline=None)
def test_whatever_two_tags_are_wrong_no_word_is_lost_and_no_tag_loses_its_content(
    first: tuple[int, bool], second: tuple[int, bool]
) -> None:
    assume(first[0] != second[0])
    broken = with_faults(first, second)
    kept = unlost(broken, all_mended(broken))
    gone = {HALVES[at][1] for at, misspelled in (first, second) if not misspelled}
    for (word, around), (_, tags) in zip(words_in_tags(GOOD), kept, strict=True):
        for name in set(around) - gone:
            assert {name, slipped(name)} & set(tags), (word, name)
