"""Front matter: every key that a person sees, and one fault at each exact place that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from agentls.syntax.causes import CAUSES
from agentls.syntax.forms import form_of
from agentls.syntax.frontmatter import FrontMatterResult, parse_front_matter
from agentls.syntax.lines import parse_lines
from agentls.syntax.tree import Value
from agentls.syntax.yaml_tree import walk
from agentls.text import SourceText, Span
from tests.support.shared import SHARED, needs_shared

BODY = "\nYou review files.\n"


def parse(text: str) -> FrontMatterResult:
    return parse_front_matter(SourceText.from_buffer(text))


def faults(text: str, result: FrontMatterResult | None = None) -> list[tuple[str, str, str]]:
    """Cause, text at its place, key."""
    return [
        (fault.cause, text[fault.span.start : fault.span.end], fault.key) for fault in (result or parse(text)).faults
    ]


def plain(value: Value) -> Any:
    if value.kind == "list":
        return [plain(item) for item in value.items]
    if value.kind == "mapping":
        return {entry.name: plain(entry.value) for entry in value.entries}
    return value.text if value.kind == "scalar" else None


def keys(text: str) -> dict[str, Any]:
    front = parse(text).front
    assert front is not None
    return {entry.name: plain(entry.value) for entry in front.entries}


def wrapped(lines: str) -> str:
    return f"---\nname: reviewer\n{lines}\nmodel: fast\n---\n{BODY}"


def test_well_formed_front_matter_gives_keys_values_and_places() -> None:
    text = "---\nname: reviewer\ntools: [Read, 'Grep']\nhooks:\n  - on: 010 # note\n---\nBody"
    result = parse(text)
    assert result.front is not None
    assert keys(text) == {"name": "reviewer", "tools": ["Read", "Grep"], "hooks": [{"on": "010"}]}
    tools = result.front.entries[1]
    assert text[tools.span.start : tools.span.end] == "tools: [Read, 'Grep']"
    assert [text[item.span.start : item.span.end] for item in tools.value.items] == ["Read", "'Grep'"]
    assert text[result.body_start :] == "Body"
    assert text[result.front.content.start : result.front.content.end] == text[4:-8]
    assert result.faults == ()


def test_a_key_without_value_has_an_empty_place_behind_its_colon() -> None:
    front = parse("---\nname:\n---\n").front
    assert front is not None
    assert front.entries[0].value == Value("nothing", Span(9, 9))


@pytest.mark.parametrize(
    ("lines", "found", "value"),
    [
        ("note: Use it: now", ("unquoted-colon", ": ", "note"), "Use it: now"),
        ("note: Use it for:", ("colon-at-end", ":", "note"), "Use it for:"),
        ('note: "never closed', ("open-quote", '"', "note"), "never closed"),
        ("note: [a, b", ("open-bracket", "[", "note"), "[a, b"),
        ("note: [a] and more", ("text-after-bracket", "and more", "note"), "[a] and more"),
        ("note: 'it's here'", ("apostrophe-in-quotes", "'", "note"), "'it's here'"),
        ("note: see issue #12", ("hash-in-text", " #12", "note"), "see issue"),
        ("note: **bold** word", ("start-star", "*", "note"), "**bold** word"),
        ("note: !Never stop", ("start-bang", "!Never", "note"), "stop"),
        ("note: some words\n  Mind: this", ("colon-on-continuation", ": ", "note"), "some words Mind: this"),
        ("note: some words\nand others", ("column-one", "and others", "note"), "some words and others"),
        ("note = words", ("equals-for-colon", "=", "note"), "words"),
        ("note:words", ("key-no-space", ":", "note"), "words"),
        ("\tnote: words", ("tab-before-key", "\t", ""), "words"),
        ("note: one\nnote: two", ("duplicate-key", "note", "note"), "two"),
        ("note: a --- b", ("dashes-in-value", "---", "note"), "a --- b"),
    ],
)
def test_one_fault_stands_at_its_exact_place_and_all_keys_are_known(
    lines: str, found: tuple[str, str, str], value: str
) -> None:
    text = wrapped(lines)
    assert faults(text) == [found]
    assert keys(text) == {"name": "reviewer", "note": value, "model": "fast"}


def test_a_comment_is_no_lost_text() -> None:
    assert faults(wrapped('tools: Read, Grep  # both\nnote: "x" #y\ncolor: [a]  #z\nspeed: fast #cheap')) == []


def test_lost_text_and_what_is_left_are_told() -> None:
    (fault,) = parse(wrapped("note: see issue #12 again")).faults
    assert fault.arguments == {"lost": "#12 again", "read": "see issue"}


def test_a_reader_that_looks_for_dashes_ends_at_the_first_three() -> None:
    text = wrapped("# --- tools ---\n# --- more ---")
    (fault,) = parse(text).faults
    assert (fault.cause, fault.cut) == ("dashes-in-comment", text.index("--- tools"))


def test_lines_of_an_example_dialog_belong_to_the_text_above() -> None:
    text = wrapped('note: Use it: so\n\n<example>\nContext: x\nuser: "Hi"\nassistant: "Yes: I do"\n</example>')
    assert faults(text) == [("unquoted-colon-continued", ": ", "note")]
    assert list(keys(text)) == ["name", "note", "model"]


def test_nested_structure_survives_a_fault_inside_it() -> None:
    text = wrapped("hooks:\n  Stop:\n    - matcher: Bash\n      command: echo a: b\n  Start: [x]")
    assert faults(text) == [("unquoted-colon-in-list", ": ", "hooks")]
    assert keys(text)["hooks"] == {"Stop": [{"matcher": "Bash", "command": "echo a: b"}], "Start": ["x"]}


def test_two_mistakes_are_two_faults() -> None:
    assert faults(wrapped("note: a: b\nother: 'c")) == [
        ("unquoted-colon", ": ", "note"),
        ("open-quote", "'", "other"),
    ]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (f"\n---\nname: x\n---\n{BODY}", "blank-line-first"),
        (f"# Title\n\n---\nname: x\n---\n{BODY}", "text-before"),
        (f"----\nname: x\n---\n{BODY}", "four-dashes-open"),
        (f"---\nname: x\n------\n{BODY}\n---\n", "four-dashes-close"),
        (f"---\nname: x\n...\n{BODY}", "dots-close"),
        (f"---\nname: x\n{BODY}", "unclosed"),
        (f"---\nname: x\n{BODY}\n## Steps\n\n---\n", "unclosed-then-rule"),
        (f"---\n---\nname: x\n---\n{BODY}", "double-opening"),
        (f"name: x\n---\n{BODY}", "opening-missing"),
        (f'+++\nname = "x"\n+++\n{BODY}', "toml-fences"),
    ],
)
def test_odd_fences_hide_no_keys(text: str, cause: str) -> None:
    result = parse(text)
    assert [fault.cause for fault in result.faults] == [cause]
    assert keys(text) == {"name": "x"}
    assert text[result.body_start :].lstrip().startswith("You review files.")


@pytest.mark.parametrize(
    "text", ["# Title\n\n---\nNote: x\n---\n", "Status: draft\n\n---\nText\n", "----\n\nText\n", "---\nSome words.\n"]
)
def test_rules_in_a_text_are_no_front_matter(text: str) -> None:
    assert parse(text).front is None
    assert [fault.cause for fault in parse(text).faults] == ["no-frontmatter"]


def test_a_front_matter_that_is_being_typed_is_one() -> None:
    result = parse("---\nna")
    assert result.front is not None
    assert result.front.closing is None


def test_an_alias_is_not_expanded() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 30))
    front = parse(f"---\n{bomb}---\n").front
    assert front is not None
    assert sum(1 for _ in walk(front.root)) < 1000


@pytest.mark.parametrize("start", ["[", "{", "- ", "? ", "a: "])
def test_deep_nesting_is_a_fault_and_no_crash(start: str) -> None:
    result = parse(f"---\nname: x\nkey: {start * 20_000}\n---\n")
    assert result.faults
    assert result.front is not None
    assert result.front.root.entry("name") is not None


@pytest.mark.parametrize(
    "line", ["note: [x\n", 'note: "x\n', "note: a: b\n", "plain\n", "note: <!-- x\n", "- x: y: z\n", "----\nnote: x\n"]
)
def test_many_broken_lines_take_linear_time(line: str) -> None:
    assert parse(f"---\nname: @x\n{line * 5_000}---\n").faults


def test_rules_read_by_lines_need_no_quotes() -> None:
    text = "---\ndescription: Use it: now\nglobs: **/*.ts, *.md\npaths:\n  - src/**\non: [a, 'b']\nnone:\n---\nBody"
    result = parse_lines(SourceText(text))
    assert result.front is not None
    assert result.front.kind == "lines"
    assert result.faults == ()
    assert plain(result.front.root) == {
        "description": "Use it: now",
        "globs": "**/*.ts, *.md",
        "paths": ["src/**"],
        "on": ["a", "b"],
        "none": None,
    }


def test_a_line_without_key_and_a_second_key_are_faults_there_too() -> None:
    text = "---\nglobs: a\nwords only\nglobs: b\n---\n"
    found = faults(text, parse_lines(SourceText(text)))
    assert found == [("line-without-key", "words only", ""), ("duplicate-key", "globs", "globs")]


PIECES = st.sampled_from([
    "---", "----", "...", "\n", "\n", "\r\n", "\r", "name", ": ", "description: ", "- ", "[", "]", "{", "}", "{{x}}",
    '"', "'", "#", " #x", "&a ", "*a", "!t ", "|", ">\n", "  ", "\t", "\u00a0", "\ufeff", "\0", "\udc80", "\u2028",
    "\U0001f600", "words here", "user: ", "<example>", "<!--", "-->", "//", "=", "\uff1a", "%", "@", "?", "~", "\\d",
    "<<: ", "-", "\u2014", "+++",
])  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=[])),
    st.builds("{}{}{}".format, st.sampled_from(["", "---\n", "---\nname: x\n"]), st.lists(PIECES).map("".join),
              st.sampled_from(["", "\n---\nBody"])),
)  # fmt: skip


@pytest.mark.parametrize("read", [parse_front_matter, parse_lines])
@given(text=TEXTS)
@settings(max_examples=400, deadline=None)
def test_nothing_raises_and_all_places_lie_in_the_text(
    read: Callable[[SourceText], FrontMatterResult], text: str
) -> None:
    source = SourceText.from_buffer(text)
    result = read(source)
    whole = Span(0, len(source.text))
    assert whole.start <= result.body_start <= whole.end
    for fault in result.faults:
        assert fault.cause in CAUSES
        assert whole.covers(fault.span)
        assert fault.cut is None or source.text.startswith("---", fault.cut)
    for span in _spans(result):
        assert span.start <= span.end
        assert whole.covers(span)


def _spans(result: FrontMatterResult) -> Iterator[Span]:
    front = result.front
    if front is None:
        return
    yield from (front.span, front.content, front.opening, front.closing or front.opening)
    for value in walk(front.root):
        assert form_of(value)
        yield value.span


def test_a_key_with_one_word_is_no_line_of_a_dialog() -> None:
    assert keys("---\ndescription: a: b\ncontext: fork\nagent: x\n---\n") == {
        "description": "a: b",
        "context": "fork",
        "agent": "x",
    }


def corpus() -> list[Path]:
    files = (path for path in (SHARED / "corpus").rglob("*.md") if path.is_file() and "LICENSES" not in path.parts)
    return sorted(files)


@needs_shared
def test_real_files_say_what_yaml_says() -> None:
    broken = 0
    for path in corpus():
        source = SourceText.from_bytes(path.read_bytes())
        result = parse_front_matter(source)
        if result.front is None or result.front.closing is None:
            continue
        content = source.text[result.front.content.start : result.front.content.end]
        faulty = {fault.cause for fault in result.faults if CAUSES[fault.cause].rule == "invalid-frontmatter"}
        faulty = {cause for cause in faulty if not CAUSES[cause].legal}
        try:
            data = yaml.load(content, yaml.CSafeLoader) or {}
        except yaml.YAMLError:
            broken += 1
            assert faulty or any(fault.cause == "nul" for fault in result.faults), path
            continue
        assert not faulty, path
        names = list(dict.fromkeys(entry.name for entry in result.front.entries))
        assert names == list(map(str, data)), path
        texts = {name: text for name, text in data.items() if isinstance(text, str)}
        assert texts == {name: plain(entry.value) for name in texts if (entry := result.front.root.entry(name))}, path
    assert broken


def test_keys_that_all_lack_the_blank_behind_their_colon_are_told_each() -> None:
    text = f"---\nname:reviewer\n# mine\ndescription:Reviews code\n---\n{BODY}"
    assert keys(text) == {"name": "reviewer", "description": "Reviews code"}
    assert faults(text) == [("key-no-space", ":", "name"), ("key-no-space", ":", "description")]
    assert faults(f"---\nhttps://a.example\n---\n{BODY}")[0][0] == "root-scalar"


@pytest.mark.parametrize("value", ["[" * 105, "[" * 105 + "]" * 105, "{a: " * 105 + "}" * 105])
def test_brackets_that_are_too_deep_are_told_where_they_begin(value: str) -> None:
    assert faults(wrapped(f"tools: {value}")) == [("too-deep", value[0], "tools")]
