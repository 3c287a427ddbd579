"""Copies from a forge's web page: recognized by their first lines, undone as far as they tell."""

import pytest

from agentls.syntax.copied import Copy, Restored, find_copy, restore
from agentls.text import SourceText
from tests.support.shared import SHARED, needs_shared

AGENT = "---\nname: tester\n---\n\n# Tester\n\nTests.\n"


def gutter(text: str, size: int = 2, header: str = "7 lines\n40 B\nMarkdown\n") -> str:
    """The text as a page's source view gives it: each line is followed by bars, a blank line leaves only those."""
    lines = text.removesuffix("\n").split("\n")
    return header + "".join((f"{line}\n" if line else "") + "|\n" * size for line in lines).removesuffix("\n")


def found(text: str) -> Copy:
    copy = find_copy(SourceText(text))
    assert copy is not None
    return copy


def restored(text: str, *titles: str) -> Restored:
    return restore(SourceText(text), found(text), titles)


def shown(text: str) -> str:
    span = found(text).header
    return text[span.start : span.end]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_gutter_copy_gives_back_the_file(size: int) -> None:
    assert restored(gutter(AGENT, size, "8 lines\n")) == Restored(AGENT, "", True)


def test_a_gutter_copy_is_reported_on_the_lines_above_the_file() -> None:
    text = gutter(AGENT)
    assert found(text).kind == "gutter"
    assert shown(text) == "7 lines\n40 B\nMarkdown"
    assert "size of the file" in found(text).evidence


def test_a_gutter_copy_without_a_header_is_reported_on_its_first_line() -> None:
    text = gutter(AGENT, header="")
    assert shown(text) == "---"
    assert restored(text).text == AGENT


def test_the_number_of_lines_tells_whether_the_file_ended_in_a_line_ending() -> None:
    assert restored(gutter(AGENT, header="7 lines\n")).text == AGENT.removesuffix("\n")
    assert restored(gutter(AGENT, header="8 lines\n")).text == AGENT
    assert restored(gutter(AGENT, header="mirror\n")).text == AGENT


def test_lines_that_were_not_copied_are_told() -> None:
    assert restored(gutter(AGENT, header="90 lines\n")).lost == "90 lines were counted, 7 are here"


def test_line_endings_are_kept() -> None:
    assert restored(gutter(AGENT, header="8 lines\n").replace("\n", "\r\n")).text == AGENT.replace("\n", "\r\n")


def test_lost_indentation_is_told_where_a_sample_must_have_had_one() -> None:
    flat = AGENT + "\n```js\nif (a) {\nb()\n}\n```\n"
    assert restored(gutter(flat, header="")) == Restored(flat, "the indentation inside fenced samples", True)
    indented = flat.replace("b()", "  b()")
    assert restored(gutter(indented, header="")).lost == ""
    assert restored(gutter(AGENT + "\n```\na\nb\n```\n", header="")).lost == ""


PAGE = """\
1.2 KiB
1.2 KiB
name, description, model, tools
| name | description | model | tools | ||
|---|---|---|---|---|---|
| tester | Tests: every \\| all | haiku |
|
You test with care.
First Duties
- Plan: a test
Know How
Fast Tests
- Unit: small ones
Slow Tests
- Whole: big ones
Closing Words
Every report must say:
- What was run
-
Run it again
- Twice
Be kind and careful.
"""


def test_a_rendered_copy_gets_its_front_matter_and_headings_back() -> None:
    assert shown(PAGE) == "1.2 KiB\n1.2 KiB\nname, description, model, tools"
    result = restored(PAGE, "closing words")
    assert (found(PAGE).kind, result.safe) == ("rendered", False)
    assert result.lost == "the value of `tools`, the numbers and the nesting of lists"
    assert result.text.startswith('---\nname: tester\ndescription: "Tests: every | all"\nmodel: haiku\n---\n\nYou test')
    assert [line for line in result.text.splitlines() if line.startswith("#")] == [
        "## First Duties",
        "## Know How",
        "### Fast Tests",
        "### Slow Tests",
        "## Closing Words",
    ]
    assert "- What was run\n- Run it again\n- Twice\nBe kind and careful.\n" in result.text


def test_a_table_in_the_place_of_front_matter_is_a_copy_and_the_body_stays() -> None:
    text = "| name | description |\n|------|---|\n| tester | Tests |\n\n# Tester\n\nShort Line\n- item\n"
    assert shown(text) == "| name | description |"
    result = restored(text)
    assert result == Restored(
        "---\nname: tester\ndescription: Tests\n---\n\n# Tester\n\nShort Line\n- item\n", "", False
    )


def test_a_restored_file_is_no_copy() -> None:
    for text in (gutter(AGENT), PAGE):
        assert find_copy(SourceText(restored(text).text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "|",
        "|\n|\n|\n",
        AGENT,
        "# Tables\n\n| name | description |\n|---|---|\n| a | b |\n",
        "---\nname: a\n---\n| name | description |\n|---|---|\n| a | b |\n",
        "| tool | description |\n|---|---|\n| a | b |\n",
        "| name | description |\nno table\n",
        "49 lines\n2.3 KiB\nMarkdown\n",
        "a\n|\nb\nc\n|\nd\n|\n",
    ],
)
def test_other_texts_are_no_copies(text: str) -> None:
    assert find_copy(SourceText(text)) is None


@needs_shared
def test_the_copied_seed_equals_its_original_byte_for_byte() -> None:
    (seed,) = (SHARED / "seeds").glob("000_*")
    folder = SHARED / "corpus" / "SuperClaude-Org__SuperClaude_Framework" / "src" / "superclaude" / "agents"
    source = SourceText.from_bytes(seed.read_bytes())
    copy = find_copy(source)
    assert copy is not None
    result = restore(source, copy, ())
    assert (result.lost, result.safe) == ("", True)
    assert source.to_bytes(result.text) == (folder / "backend-architect.md").read_bytes()


@needs_shared
def test_the_second_copied_seed_has_the_lines_that_were_counted() -> None:
    (seed,) = (SHARED / "seeds").glob("003_*")
    source = SourceText.from_bytes(seed.read_bytes())
    copy = find_copy(source)
    assert copy is not None
    result = restore(source, copy, ())
    assert (result.text.count("\n"), result.lost) == (236, "the indentation inside fenced samples")


@needs_shared
def test_one_real_file_is_a_copy_and_no_other() -> None:
    copies = [
        path.name
        for path in (SHARED / "corpus").rglob("*")
        if path.is_file() and find_copy(SourceText.from_bytes(path.read_bytes()))
    ]
    assert copies == ["cloud-infrastructure-security.md"]  # its front matter is a table
