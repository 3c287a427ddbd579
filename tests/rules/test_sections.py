"""Rules about the sections of a house style, where it is certain."""

from __future__ import annotations

from agentls.config import Settings
from agentls.findings import Finding
from tests.support.checking import check, report

PATH = "/p/library/test-planner.md"
HEAD = "---\nname: test-planner\ndescription: Plan tests by risk\ncategory: quality\n---\n\n# Test Planner\n\n"
PARTS = {
    "Triggers": "- A feature without tests\n",
    "Behavioral Mindset": "Think of what may break first.\n",
    "Focus Areas": "- **Risk**: what fails, how often\n",
    "Key Actions": "1. **Read**: find what changed\n",
    "Outputs": "- **Test Plan**: cases in order of risk\n",
    "Boundaries": "**Will:**\n- Write test plans\n\n**Will Not:**\n- Change the code\n",
}


def planner(*titles: str, **other: str) -> str:
    """An agent with these sections; `other` are texts that differ, by the first word of the title."""
    texts = {title: other.get(title.split()[0], PARTS[title]) for title in titles}
    return HEAD + "\n".join(f"## {title}\n{text}" for title, text in texts.items())


def findings(text: str, rule: str) -> list[Finding]:
    return [finding for finding in report(text, PATH).findings if finding.rule == rule]


def mended(text: str, finding: Finding) -> str:
    assert finding.fix
    (edit,) = finding.fix.edits
    return text[: edit.span.start] + edit.text + text[edit.span.end :]


def test_all_sections_in_order_are_silent() -> None:
    check(planner(*PARTS), PATH)


def test_other_sections_and_other_ranks_are_nobodys_business() -> None:
    check(planner(*PARTS) + "\n## My Own Notes\n\n## My Own Notes\n", PATH)
    check(planner(*PARTS).replace("## ", "### "), PATH)


def test_a_missing_section_is_told_where_it_belongs_and_its_draft_goes_there() -> None:
    text = planner(*(title for title in PARTS if title != "Outputs"))
    (found,) = findings(text, "missing-section")
    assert text[slice(*found.span)] == "Key Actions"
    after = mended(text, found)
    assert after.index("## Key Actions") < after.index("## Outputs") < after.index("## Boundaries")
    assert not findings(after, "missing-section")
    assert not findings(after, "empty-section")


def test_a_missing_last_section_goes_to_the_end() -> None:
    text = planner(*(title for title in PARTS if title != "Boundaries")).rstrip("\n")
    (found,) = findings(text, "missing-section")
    assert not findings(mended(text, found), "missing-section")
    assert mended(text, found).startswith(text + "\n\n## Boundaries\n\n")


def test_a_misspelled_heading_and_a_label_are_no_missing_sections() -> None:
    assert not findings(planner(*PARTS).replace("## Outputs", "## Outptus"), "missing-section")
    assert not findings(planner(*PARTS).replace("## Outputs", "**Outputs**"), "missing-section")


def test_nothing_is_missing_where_the_style_is_only_likely() -> None:
    text = planner("Triggers", "Behavioral Mindset", "Focus Areas")
    assert report(text, PATH).dialect == "superclaude"
    assert not findings(text, "missing-section")
    chosen = report(text, PATH, Settings(dialect="superclaude")).findings
    assert [finding.rule for finding in chosen] == ["missing-section"] * 3


def test_a_comment_or_a_subsection_fills_a_section() -> None:
    assert not findings(planner(*PARTS, Outputs="<!-- later -->\n"), "empty-section")
    assert not findings(planner(*PARTS, Outputs="### Plans\n"), "empty-section")
    (found,) = findings(planner(*PARTS, Outputs="\n  \n"), "empty-section")
    assert not findings(mended(planner(*PARTS, Outputs="\n  \n"), found), "empty-section")


def test_an_equal_title_of_another_rank_is_no_duplicate() -> None:
    text = planner(*PARTS) + "\n### Outputs\n- more\n"
    assert not findings(text, "duplicate-section")
    (found,) = findings(text.replace("### Outputs", "## 📋 Outputs:"), "duplicate-section")
    assert [place.span.start for place in found.related] == [text.index("Outputs")]


def test_one_section_that_was_moved_is_one_finding() -> None:
    text = planner("Boundaries", "Triggers", "Behavioral Mindset", "Focus Areas", "Key Actions", "Outputs")
    (found,) = findings(text, "unordered-sections")
    assert text[slice(*found.span)] == "Boundaries"


def test_a_misspelled_label_of_a_section_is_renamed_where_the_right_one_is_absent() -> None:
    right = planner(*PARTS)
    for wrong in (right.replace("**Will:**", "**Wil:**"), right.replace("**Will Not:**", "**Will Nto:**")):
        (found,) = findings(wrong, "misspelled-section")
        assert mended(wrong, found) == right
    check(right.replace("**Will:**", "**Will:**\n- Plan\n\n**Wil:**"), PATH)
    check(right.replace("Think of", "**Wil:**\nThink of"), PATH)


def test_a_heading_without_its_blank_is_told_where_the_style_has_the_section() -> None:
    right = planner(*PARTS)
    wrong = right.replace("## Triggers", "##Triggers")
    (found,) = report(wrong, PATH).findings
    assert (found.rule, wrong[slice(*found.span)]) == ("misspelled-section", "##")
    assert mended(wrong, found) == right
    check(right + "\n##Other\n\n##Triggers\n", PATH)
    assert not findings(right.replace("## Triggers", "```\n##Triggers\n```"), "misspelled-section")
