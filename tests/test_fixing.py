"""Fixes: what each repair writes, and what holds of every fix of every rule, on made-up and on real files."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import frontmatter
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agentls.analysis import check_source
from agentls.config import Settings
from agentls.document import open_document
from agentls.faults import NOT_READ, RuleContext
from agentls.findings import Edit, FileReport, Finding, Fix, Severity
from agentls.fixing import ROUNDS, TRIES, Fixed, apply_edits, fix_report, fixable, without_overlaps
from agentls.parse import format_of, parse
from agentls.syntax.tree import Value
from agentls.text import SourceText, Span
from tests.support.checking import report, schema, unmark
from tests.support.shared import SHARED, needs_shared
from tests.test_golden import PLACES

AGENT = "/p/.claude/agents/reviewer.md"
COPILOT = "/p/.github/agents/reviewer.agent.md"
SKILL = "/p/.claude/skills/reviewer/SKILL.md"
GOLDEN = Path(__file__).parent / "golden"
HIDING = {*NOT_READ, "rest", "run"}
TOOLS = {"unknown-tool", "foreign-tool", "retired-tool"}
RENAMING = {"unknown-key", "foreign-key"}
SYNTAX_RULES = {
    "invalid-frontmatter", "unclosed-frontmatter", "misplaced-frontmatter", "missing-frontmatter", "duplicate-key",
    "invalid-encoding",
}  # fmt: skip


def agent(description: str, more: str = "tools: Read, Grep\n") -> str:
    return f"---\nname: reviewer\ndescription: {description}\n{more}---\nYou review code.\n"


def fixed(text: str | bytes, path: str = AGENT, *, unsafe: bool = False, asked: Settings | None = None) -> Fixed:
    asked = asked or Settings()
    first = report(text, path, asked)
    return fix_report(first, lambda source: check_source(path, source, asked, schema()), unsafe=unsafe)


LONG = "Use it when 'quotes' of \"both\" kinds stand in a text: " + "word " * 20 + "end"

VALUES = [
    ("Use it for: review", '"Use it for: review"'),
    ('Use it for: saying "yes"', "'Use it for: saying \"yes\"'"),
    ('Use it for: "it\'s"', "'Use it for: \"it''s\"'"),
    ("Use it for: matching \\d+", "'Use it for: matching \\d+'"),
    ("Ends with a colon:", '"Ends with a colon:"'),
    ("*All* code", '"*All* code"'),
    ("@team reviews", '"@team reviews"'),
    ("[Beta] reviews", '"[Beta] reviews"'),
    ("{{placeholder}}", '"{{placeholder}}"'),
    ("&Review the code", '"&Review the code"'),
    ("Reviews issue #12 first", '"Reviews issue #12 first"'),
    ("Reviews code\nand more", '"Reviews code and more"'),
    ("Reviews: code\n  and more", '"Reviews: code and more"'),
    ('"Reviews" code', "'\"Reviews\" code'"),
    ('"Say "hi" to people"', '"Say \\"hi\\" to people"'),
    ('"Say "hi""', '"Say \\"hi\\""'),
    ('"Code" and "tests"', '\'"Code" and "tests"\''),
    ('"Reviews code', '"Reviews code"'),
    ("'The team's code'", '"The team\'s code"'),
    ('"Matches \\d and \\w"', '"Matches \\\\d and \\\\w"'),
    ('"Reviews code\nand more"', '"Reviews code\n  and more"'),
    ("|\nReviews code", "|\n  Reviews code"),
    ("|\n    Reviews\n  code", "|\n    Reviews\n    code"),
    ("|\n\tReviews code", "|\n  Reviews code"),
    ("Reviews \x07code", "Reviews code"),
    (LONG, f"|-\n  {LONG}"),
    (
        'Reviews code: all of it.\n\n<example>\nuser: "check this: now"\n</example>',
        '|-\n  Reviews code: all of it.\n\n  <example>\n  user: "check this: now"\n  </example>',
    ),
]


@pytest.mark.parametrize(("broken", "right"), VALUES)
def test_a_broken_value_becomes_what_a_person_sees(broken: str, right: str) -> None:
    assert fixed(agent(broken), asked=Settings(targets=("claude-code", "copilot-cli"))).source.text == agent(right)


WHOLE = [
    ("\n\n" + agent("d"), agent("d")),
    (" " + agent("d"), agent("d")),
    ("\u200b" + agent("d"), agent("d")),
    ("-" + agent("d"), agent("d")),
    (agent("d").replace("---", "—"), agent("d")),
    ("---\n" + agent("d"), agent("d")),
    (agent("d").removeprefix("---\n"), agent("d")),
    (agent("d").replace("---\n", "---yaml\n", 1), agent("d")),
    (agent("d").replace("---\n", "--- # mine\n", 1), agent("d").replace("---\n", "---\n# mine\n", 1)),
    ("# Reviewer\n\n" + agent("d"), agent("d").replace("You", "# Reviewer\n\nYou")),
    (agent("d").replace("---\nYou", "...\nYou"), agent("d")),
    (agent("d").replace("---\nYou", "\nYou"), agent("d").replace("---\nYou", "---\n\nYou")),
    (agent("d").replace("name: ", "name:"), agent("d")),
    (agent("d").replace("name: ", "name = "), agent("d")),
    (agent("d").replace("name: ", "name:\u00a0"), agent("d")),
    (agent("d").replace("description", "\tdescription"), agent("d")),
    (agent("d").replace("description", " description"), agent("d")),
    (agent("d", "<!-- note -->\nmodel: opus\n"), agent("d", "# <!-- note -->\nmodel: opus\n")),
    (agent("d", "// note\nmodel: opus\n"), agent("d", "# note\nmodel: opus\n")),
    (agent("d", "# --- tools ---\ntools: Read\n"), agent("d", "# -- tools --\ntools: Read\n")),
    (agent("d", "# ------\ntools: Read\n"), agent("d", "# ======\ntools: Read\n")),
    (agent("d", "tools: [Read, Grep\n"), agent("d", "tools: [Read, Grep]\n")),
    (agent("d", "description: d\n"), agent("d", "")),
    (agent("d", "model:\n"), agent("d", "")),
    (agent("d").replace("name: reviewer\n", ""), agent("d")),
    (agent("d").replace("reviewer", "2026"), agent("d").replace("reviewer", '"2026"')),
    (agent("d", "toools: Read\n"), agent("d", "tools: Read\n")),
    (agent("d", "tools: read\n"), agent("d", "tools: Read\n")),
    (agent("d", "tools: Read; Grep;\n"), agent("d", "tools: Read, Grep\n")),
    (agent("d", "tools:\n  -Read\n  -Grep\n"), agent("d", "tools:\n  - Read\n  - Grep\n")),
    (agent("d", "tools: ‘Read’, Grep\n"), agent("d", "tools: Read, Grep\n")),
    (agent("d", "tools: Re\u00adad, Grep\n"), agent("d", "tools: Read, Grep\n")),
    ("```markdown\n" + agent("d") + "\n~~~sh\nls\n~~~\n```\n", agent("d") + "\n~~~sh\nls\n~~~\n"),
]


@pytest.mark.parametrize(("broken", "right"), WHOLE)
def test_a_broken_file_becomes_what_a_person_sees(broken: str, right: str) -> None:
    assert fixed(broken).source.text == right


UNSAFE = [
    (agent("# not a comment?"), agent('"# not a comment?"')),
    (agent("d", "description: e\n"), "---\nname: reviewer\ndescription: e\n---\nYou review code.\n"),
    (agent("Reviews all code", "Note: only here\ntools: Read\n"),
     agent('"Reviews all code Note: only here"', "tools: Read\n")),
    (agent("d", "tools:\n  Read: true\n  Bash: false\n"), agent("d", "tools: [Read]\n")),
    (agent("d", "tools:\n"), agent("d", "")),
    (agent("Reviews code --- all of it"), agent("Reviews code -- all of it")),
    (agent(">\n  Reviews code --- all of it"), agent(">\n  Reviews code -- all of it")),
    ("```yaml\n" + agent("d").replace("---\nYou", "---\n```\nYou"), agent("d")),
]  # fmt: skip


@pytest.mark.parametrize(("broken", "right"), UNSAFE)
def test_what_has_to_be_guessed_is_only_done_when_asked_for(broken: str, right: str) -> None:
    assert not fixed(broken).changed
    assert fixed(broken, unsafe=True).source.text == right


@pytest.mark.parametrize(
    "text",
    [
        agent("d", "tools: []\n"),  # may well be meant: no tools
        agent(""),  # nobody knows what the description should be
        "You review code.\n",
        "---\nthe reviewer\n---\nYou review code.\n",
        agent("Use it for: review").encode("utf-16"),  # its encoding would be lost
        agent("Pr\udcfcft Code"),
    ],
)
def test_what_nobody_can_know_is_left_alone(text: str | bytes) -> None:
    assert not fixed(text, unsafe=True).changed


@pytest.mark.parametrize("broken", [LONG.replace(" in a", ": a"), '"Say "hi" to people"'])
def test_the_advice_is_what_the_fix_does(broken: str) -> None:
    (found,) = report(agent(broken), COPILOT, Settings(select=("invalid-frontmatter",))).findings
    assert found.fix
    assert found.help == f"{found.fix.title}."


def test_an_empty_key_that_a_reader_takes_for_another_value_than_none_is_not_just_deleted() -> None:
    hidden = "---\nname: reviewer\ndescription: Reviews code\nuser-invocable:\n---\nYou review code.\n"
    assert not fixed(hidden, SKILL).changed
    assert "user-invocable" not in fixed(hidden, SKILL, unsafe=True).source.text


def test_a_key_of_another_reader_is_not_renamed_away() -> None:
    text = agent("d", "argument-hints: x\n")
    result = fixed(text, SKILL)
    assert result.source.text in (text, text.replace("argument-hints", "argument-hint"))


def test_everything_else_stays_byte_for_byte() -> None:
    text = b"\xef\xbb\xbf---\r\nname: reviewer\r\ndescription: a: b\r\n---\r\nPr\xfcft.\r\n\x00 no end"
    assert fixed(text).source.to_bytes() == text.replace(b"a: b", b'"a: b"')


def test_a_quoted_value_keeps_bytes_that_are_no_utf_8() -> None:
    assert fixed(agent("pr\udcfcft: Code")).source.text == agent('"pr\udcfcft: Code"')


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/p/.claude/agents/code-reviewer.md", "code-reviewer"),
        ("/p/.claude/agents/README.md", ""),
        ("/p/.claude/agents/2026.md", '"2026"'),
        ("/p/.claude/agents/two words.md", ""),
        ("/p/.gemini/skills/pdf-tools/SKILL.md", "pdf-tools"),
    ],
)
def test_a_missing_name_is_taken_from_the_path(path: str, name: str) -> None:
    text = "---\ndescription: d\n---\nYou review code.\n"
    expected = text.replace("---\n", f"---\nname: {name}\n", 1) if name else text
    assert fixed(text, path).source.text == expected


# Data files

CODEX = "/p/.codex/agents/reviewer.toml"
KIRO = "/p/.kiro/agents/reviewer.json"
ROLE = 'name = "reviewer"\ndescription = "d"\ndeveloper_instructions = "x"\n'

DATA = [
    (CODEX, ROLE + 'sandbox_mode = "readonly"\n', ROLE + 'sandbox_mode = "read-only"\n'),
    (CODEX, ROLE + "sandbox_mode = 'readonly'\n", ROLE + "sandbox_mode = 'read-only'\n"),
    (CODEX, ROLE + 'sandbox_mode = """readonly"""\n', ROLE + 'sandbox_mode = "read-only"\n'),
    (CODEX, ROLE.replace("description", "desciption"), ROLE),
    (CODEX, ROLE.replace("description", '"desciption"'), ROLE.replace("description", '"description"')),
    (KIRO, '{"name": "f", "desciption": "d", "prompt": "hi"}', '{"name": "f", "description": "d", "prompt": "hi"}'),
    (KIRO, '{"name": "f", "tools": ["raed", "shell"]}', '{"name": "f", "tools": ["read", "shell"]}'),
    (KIRO, '{\n  "name": "f",\n  "model": 7\n}\n', '{\n  "name": "f",\n  "model": 7\n}\n'),
]


@pytest.mark.parametrize(("path", "broken", "right"), DATA)
def test_keys_and_values_of_data_files_are_written_in_their_syntax(path: str, broken: str, right: str) -> None:
    assert fixed(broken, path).source.text == right


NO_YAML = [
    (KIRO, '{\n  "name": "g",\n  "description":{ "d",\n  "prompt": "hi"\n}\n'),
    (KIRO, '{"name": "g", "description": ["a", "b"], "prompt": "hi"}'),
    (KIRO, '{"name": "g", "description": {"a": 1}, "prompt": "hi"}'),
    (KIRO, '{"name": "g", "description": "it\'s "here"", "prompt": "hi"}'),
    (CODEX, ROLE.replace('"d"', '["it\\"s", "b"]')),
    (CODEX, ROLE.replace('"d"', "[")),
    (CODEX, ROLE.replace('"d"', "Use it: now")),
    (CODEX, "---\nname: x\ndescription: a: b\n---\nText\n"),
]


@pytest.mark.parametrize(("path", "text"), NO_YAML)
def test_repairs_of_yaml_are_not_made_in_data_files(path: str, text: str) -> None:
    for unsafe in (False, True):
        assert not fixed(text, path, unsafe=unsafe).changed


def test_the_last_key_of_json_goes_with_the_comma_before_it() -> None:
    from agentls.rules.repair_keys import without_key

    text = '{\n  "name": "x",\n  "model": ""\n}\n'
    document = open_document(KIRO, SourceText(text), schema(), Settings())
    assert document
    front = document.syntax.front
    assert front
    context = RuleContext(document, schema(), ())
    left = [without_key(context, entry, "safe") for entry in front.entries]
    assert [apply_edits(text, fix.edits) for fix in left if fix] == [
        '{\n  "model": ""\n}\n',
        '{\n  "name": "x"\n}\n',
    ]


DATA_KEYS = st.sampled_from(
    ["name", "desciption", "description", "sandbox_mode", "model", "modle", "tools", "toolz", "prompt", "mcp_server",
     "mcpServers", "includeMcpJson", "welcomeMessage", "note", "developer_instruction", "model_reasoning_effort"]
)  # fmt: skip
DATA_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(["readonly", "raed", "Use it: 'now'", 'a "b"', "hihg", "true", "7", "\u200ba", "", True, 7, "x y"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["command", "comand", "url", "a", "", "x y"]), inner, max_size=2),
    ),
    max_leaves=5,
)


def as_toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)} = {as_toml(one)}" for name, one in value.items()) + "}"
    return "[" + ", ".join(map(as_toml, value)) + "]" if isinstance(value, list) else json.dumps(value)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(DATA_KEYS, DATA_VALUES, max_size=5), st.booleans(), st.sampled_from([None, 2]))
def test_after_fixing_a_data_file_still_parses_and_the_other_values_are_as_they_were(
    data: dict[str, Any], toml: bool, indent: int | None
) -> None:
    text = (
        "".join(f"{name} = {as_toml(value)}\n" for name, value in data.items())
        if toml
        else json.dumps(data, indent=indent, ensure_ascii=False)
    )
    loads: Callable[[str], dict[str, Any]] = tomllib.loads if toml else json.loads
    for unsafe in (False, True):
        result = fixed(text, CODEX if toml else KIRO, unsafe=unsafe)
        now = loads(result.source.text)
        named = {str(word) for one in result.applied for word in (one.arguments.get("key"), one.arguments.get("name"))}
        about = {name.partition(".")[0].partition("[")[0] for name in named}
        for name, value in data.items():
            if name not in about and "\u200b" not in json.dumps(value, ensure_ascii=False):
                assert now[name] == value


# The engine


def finding(start: int, end: int, text: str, severity: Severity = Severity.ERROR, unsafe: bool = False) -> Finding:
    fix = Fix("mend", (Edit(Span(start, end), text),), "unsafe" if unsafe else "safe")
    return Finding("rule", severity, Span(start, end), f"at {start}", fix=fix)


def as_report(text: str, *findings: Finding) -> FileReport:
    return FileReport("/a.md", "checked", findings=findings, source=SourceText(text))


def test_the_worst_finding_goes_first_then_the_place() -> None:
    late, early, mild = finding(5, 6, "x"), finding(1, 2, "x"), finding(0, 1, "x", Severity.INFO)
    assert fixable(as_report("0123456789", mild, late, early)) == [early, late, mild]


def test_of_overlapping_edits_the_later_waits() -> None:
    first, second, third = finding(0, 4, "x"), finding(3, 6, "y"), finding(8, 9, "z")
    assert without_overlaps([first, second, third]) == [first, third]


def test_edits_that_touch_count_as_overlapping() -> None:
    assert without_overlaps([finding(0, 2, "x"), finding(2, 4, "y")]) == [finding(0, 2, "x")]


def test_a_fix_that_does_not_help_is_taken_back() -> None:
    def check(source: SourceText) -> FileReport:
        return as_report(source.text, finding(0, 1, "a"), *([finding(2, 3, "c")] if "b" in source.text else []))

    result = fix_report(check(SourceText("xxb")), check)
    assert result.source.text == "xxc"
    assert [one.span for one in result.applied] == [Span(2, 3)]


@pytest.mark.parametrize(
    ("path", "text", "at", "written"),
    [
        ("/p/a.toml", 'a = "b"\n', 4, "b"),
        ("/p/a.json", '{"a": "b"}', 6, "b"),
        ("/p/a.md", "---\na: b\nc: d\n---\n", 7, '"'),
        ("/p/a.json", '{"a": "b",}', 6, "b"),
    ],
)
def test_a_fix_that_breaks_the_file_is_taken_back(path: str, text: str, at: int, written: str) -> None:
    def check(source: SourceText) -> FileReport:
        told = (finding(at, at + len(written), written),) if source.text == text else ()
        return as_report(source.text, *told)._replace(path=path)

    assert not fix_report(check(SourceText(text)), check).changed


def test_a_fix_that_leaves_its_finding_in_what_it_wrote_is_taken_back() -> None:
    def check(source: SourceText) -> FileReport:
        at = source.text.count("'") // 2
        one = Finding("rule", Severity.ERROR, Span(at, at + 1), "no text", fix=finding(at, at + 1, "'x'").fix)
        return as_report(source.text, one)

    assert not fix_report(check(SourceText("x")), check).changed


def test_a_fix_that_was_taken_back_is_tried_again_when_the_text_has_changed() -> None:
    text = "---\nTools: |\nTools: |\nTools: # x\n---\nYou review code."
    once = fixed(text, AGENT, unsafe=True)
    assert not fixed(once.source.to_bytes(), AGENT, unsafe=True).changed


def test_a_fix_that_touches_one_that_does_not_help_gets_its_turn() -> None:
    def check(source: SourceText) -> FileReport:
        useless, useful = finding(0, 4, "abcd"), finding(3, 4, "y", Severity.INFO)
        return as_report(source.text, useless, *([useful] if source.text == "abcd" else []))

    result = fix_report(check(SourceText("abcd")), check)
    assert result.source.text == "abcy"


def test_a_deletion_helps_although_the_same_follows_in_its_place() -> None:
    def check(source: SourceText) -> FileReport:
        return as_report(source.text, *(finding(0, 1, "") for _ in source.text[:1]))

    assert fix_report(check(SourceText("aaa")), check).source.text == ""


def test_where_many_fixes_do_not_help_not_each_is_tried_by_itself() -> None:
    asked: list[SourceText] = []

    def check(source: SourceText) -> FileReport:
        asked.append(source)
        useful = [finding(at, at + 1, "b") for at, one in enumerate(source.text) if one == "a"]
        return as_report(source.text, *useful, *(finding(at, at + 1, "-") for at in range(2, 2000, 4)))

    result = fix_report(check(SourceText("a.-." * 500)), check)
    assert result.source.text == "b.-." * 500
    assert len(asked) == 3 + TRIES  # as it is; all; those that helped; then groups of the others


def test_fixing_ends_although_each_fix_makes_a_new_fault() -> None:
    def check(source: SourceText) -> FileReport:
        one = finding(len(source.text), len(source.text), "x")
        return as_report(source.text, one)

    assert fix_report(check(SourceText("")), check).source.text == "x" * ROUNDS


# What holds of every fix


class Tally(Counter[str]):
    """How many fixes were tried, per rule and applicability."""

    def print(self, title: str) -> None:
        print(f"\n{title}: {sum(self.values())} fixes")
        for name, count in sorted(self.items()):
            print(f"  {count:5} {name}")


def try_every_fix(text: str | bytes, path: str, tally: Tally, asked: Settings | None = None) -> list[str]:
    """Apply each fix alone, then all; what is wrong with the results, in words."""
    asked = asked or Settings()
    before = report(text, path, asked)
    wrong: list[str] = []
    for one in fixable(before, unsafe=True):
        assert one.fix
        tally[f"{one.rule} {one.arguments.get('cause', '')} {one.fix.applicability}"] += 1
        assert before.source
        source = before.source.with_text(apply_edits(before.source.text, one.fix.edits))
        after = check_source(path, source, asked, schema())
        wrong += [f"{path} {one.rule} {one.arguments.get('cause', '')}: {why}" for why in faults(before, one, after)]
    for unsafe in (False, True):
        once = fixed(text, path, unsafe=unsafe, asked=asked)
        twice = fixed(once.source.to_bytes(), path, unsafe=unsafe, asked=asked)
        if twice.changed:
            wrong.append(f"{path}: fixing twice changes again: {[one.rule for one in twice.applied]}")
    return wrong


def faults(before: FileReport, one: Finding, after: FileReport) -> Iterator[str]:
    assert before.source
    assert after.source
    assert one.fix
    if after.status != "checked":
        yield "the file is no longer recognized"
        return
    if stands_still(one, after):
        yield "the finding is still there"
    yield from new_findings(before, one, after)
    yield from other_bytes(before.source, one, after.source)
    yield from other_values(before, one, after.source)


def moved(span: Span, fix: Fix) -> int:
    return span.start + sum(
        len(edit.text) - (edit.span.end - edit.span.start) for edit in fix.edits if edit.span.end <= span.start
    )


def stands_still(one: Finding, after: FileReport) -> bool:
    assert one.fix
    place = moved(one.span, one.fix)
    return any(
        (one.rule, one.message, place) == (other.rule, other.message, other.span.start) for other in after.findings
    )


def new_findings(before: FileReport, one: Finding, after: FileReport) -> Iterator[str]:
    """A fix may show what the fault has hidden from a reader, but it must not make anything new."""
    known = Counter((other.rule, other.message) for other in before.findings)
    hid = any(effect.loses in HIDING for effect in one.effects) or one.rule == "copied-web-page"
    for other in after.findings:
        known[other.rule, other.message] -= 1
        if known[other.rule, other.message] >= 0 or other.severity < Severity.WARNING:
            continue
        if one.rule in TOOLS and other.rule in TOOLS and covered(other, before):
            continue  # the others of a list are told in other words
        shown = one.rule in {*TOOLS, "invalid-type"} and other.rule in {*TOOLS, "tool-argument"}
        if shown and other.severity <= one.severity:
            continue  # a list or a name that is read at last may be wrong in its turn
        if one.rule in RENAMING and not touches(one, other):
            continue  # what stands behind a right name is read, and may be wrong in its turn
        if not hid or (other.rule in SYNTAX_RULES and other.severity >= one.severity and touches(one, other)):
            yield f"a new {other.severity.label} {other.rule}: {other.message}"


def covered(other: Finding, before: FileReport) -> bool:
    """Whether the names that a finding on a list tells of were all told of before."""
    told = {name for one in before.findings if one.rule in TOOLS for name in str(one.arguments["name"]).split(", ")}
    return set(str(other.arguments["name"]).split(", ")) <= told


def touches(one: Finding, other: Finding) -> bool:
    assert one.fix
    starts = [(moved(edit.span, one.fix), len(edit.text)) for edit in one.fix.edits]
    return any(start <= other.span.start <= start + length for start, length in starts)


def other_bytes(before: SourceText, one: Finding, after: SourceText) -> Iterator[str]:
    if after.byte_order_mark != before.byte_order_mark:
        yield "the byte order mark has changed"
    if before.undecoded() and re.sub("[^\udc80-\udcff]", "", before.text) != re.sub("[^\udc80-\udcff]", "", after.text):
        yield "bytes that are no UTF-8 have changed"
    endings = [set(re.findall(r"\r\n|\r|\n", text)) for text in (before.text, after.text)]
    if endings[1] - endings[0] and endings[0] and one.arguments.get("cause") != "lone-cr":
        yield f"other line endings: {endings}"
    assert one.fix
    at_end = any(edit.span.end == len(before.text) for edit in one.fix.edits)
    if not at_end and before.text[-1:] != after.text[-1:]:
        yield "the end of the file has changed"


def other_values(before: FileReport, one: Finding, after: SourceText) -> Iterator[str]:
    """What a strict reader of the format, else the tolerant reading, has for the keys that no edit touches."""
    assert before.source
    path = before.path
    if one.rule == "copied-web-page":
        return
    names = touched(before.source, one, path)
    strict = read_strictly(before.source.text, path)
    was, now = (
        (strict, read_strictly(after.text, path))
        if strict
        else (read_tolerantly(before.source, path), read_tolerantly(after, path))
    )
    for name, value in was.items():
        if name not in names and (name not in now or repr(now[name]) != repr(value)):
            yield f"`{name}` was {value!r:.80}, is {now.get(name, 'gone')!r:.80}"


def read_strictly(text: str, path: str) -> dict[str, Any]:
    """What tomllib, json or python-frontmatter makes of a text; nothing where it does not take it."""
    loads = {"toml": tomllib.loads, "json": json.loads}.get(format_of(path))
    try:
        data = loads(text) if loads else frontmatter.loads(text).metadata
        return {str(key): value for key, value in data.items()}
    except (yaml.YAMLError, ValueError, AttributeError, TypeError, RecursionError):
        return {}


def read_tolerantly(source: SourceText, path: str) -> dict[str, str]:
    front = parse(source, format_of(path)).front
    return {entry.name: said(entry.value) for entry in front.entries} if front else {}


def said(value: Value) -> str:
    inner = [said(item) for item in value.items] + [f"{entry.name}={said(entry.value)}" for entry in value.entries]
    return " ".join(value.text.split()) + ("[" + ",".join(inner) + "]" if inner else "")


def touched(source: SourceText, one: Finding, path: str) -> set[str]:
    """Keys on whose lines an edit changes something; a new key's name and a renamed one's are among them."""
    front = parse(source, format_of(path)).front
    assert one.fix
    if front is None:
        return set()
    names = set()
    for entry in front.entries:
        line_end = re.compile(r"[\r\n]|\Z").search(source.text, entry.span.end)
        end = line_end.start() if line_end else entry.span.end
        if any(
            edit.span.start <= end and edit.span.end >= entry.span.start
            for edit in one.fix.edits
            if inside(edit, front.content)
        ):
            names.add(entry.name)
    return names


def inside(edit: Edit, content: Span) -> bool:
    """Whether an edit changes the keys; a new line above or below them does not."""
    return content.start <= edit.span.start < content.end and not (
        edit.text.endswith(("\n", "\r")) and edit.span.start == edit.span.end
    )


@pytest.mark.parametrize("path", sorted(GOLDEN.rglob("err/**/*.*")), ids=lambda path: str(path.relative_to(GOLDEN)))
def test_every_fix_of_the_golden_files(path: Path) -> None:
    text, _ = unmark(path.read_bytes().decode("utf-8", "surrogateescape"))
    for place in (AGENT, COPILOT, SKILL):
        assert try_every_fix(text, place, Tally()) == []


DATA_FILES = sorted(path for kind in ("toml", "json") for path in GOLDEN.glob(f"*/err/*.{kind}"))


@pytest.mark.parametrize("path", DATA_FILES, ids=lambda path: str(path.relative_to(GOLDEN)))
def test_every_fix_of_the_golden_data_files_at_their_places(path: Path) -> None:
    text, _ = unmark(path.read_bytes().decode("utf-8", "surrogateescape"))
    place = PLACES[path.parents[1].name].format(stem=path.stem)
    assert try_every_fix(text, str(PurePosixPath(place).with_suffix(path.suffix)), Tally()) == []


@needs_shared
@pytest.mark.parametrize("place", ["claude-code/agent", "copilot-cli/agent", "claude-code/skill", "qwen-code/skill"])
def test_every_fix_of_the_texts_that_products_were_run_on(place: str) -> None:
    from tests.support.readers import CONSUMERS, cases_of, filled

    consumer, path = CONSUMERS[place]
    tally, wrong = Tally(), []
    for case in cases_of(place):
        text = filled(case.get("bad") or "", case, place)
        if len(text) < 20_000:
            wrong += try_every_fix(text, path.format(id=case["id"]), tally, Settings(targets=(consumer,)))
    tally.print(place)
    assert wrong == []
    assert sum(tally.values()) > 60


@needs_shared
@pytest.mark.slow
@pytest.mark.parametrize("as_agents", [False, True], ids=["at their own paths", "as agents"])
def test_every_fix_of_the_collected_files(as_agents: bool) -> None:
    tally, wrong = Tally(), []
    with (SHARED / "corpus" / "manifest.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        path = "/r/.claude/agents/" + row["path"].rpartition("/")[2] if as_agents else "/r/" + row["path"]
        if as_agents and not path.endswith(".md"):
            continue
        wrong += try_every_fix((SHARED / "corpus" / row["file"]).read_bytes(), path, tally)
    tally.print("collected files")
    assert not wrong, "\n".join(wrong)
    assert sum(tally.values()) > 50


WORDS = st.sampled_from(
    ["Use it: now", "a --- b", "# x", "#12", "'it's'", '"open', "[a, b", "*all*", "&x y", "{{x}}", "yes", "2026", "|",
     "- a", "@a", "a\nb", "a\nNote: b", "a\n\tb", "\u00a0a", "a\u200b", "'", '"a" b', "%a", "> a", "true", "", "~"]
)  # fmt: skip
KEY_NAMES = ["name", "description", "tools", "model", "Tools", "descripton", "color", "hooks", "note"]
KEYS = st.sampled_from(KEY_NAMES)
LINES = st.builds(lambda key, gap, value: f"{key}{gap}{value}", KEYS, st.sampled_from([": ", ":", " = ", ":\t"]), WORDS)
FENCES = st.sampled_from(["---", "----", " ---", "—", "--- ", "...", ""])


@settings(max_examples=150, deadline=None)
@given(
    FENCES,
    st.lists(LINES, max_size=5),
    FENCES,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([AGENT, COPILOT, SKILL]),
)
@example("----", ["description: [a, b", "description = [a, b", "description:{{x}}", "Tools = a\nb"], "—", "\n", AGENT)
@example("----", ["description = [a, b", "description: [a, b", "description: '", 'description:"a" b'], "—", "\n", AGENT)
@example(
    "---",
    ["tools = a", 'tools = "open', "model:\tUse it: now", "model: Use it: now", "model = \u00a0a"],
    "—",
    "\n",
    SKILL,
)
def test_fixing_ends_and_never_loses_what_it_does_not_touch(
    opening: str, lines: list[str], closing: str, ending: str, path: str
) -> None:
    text = ending.join([opening, *lines, closing, "You review code."]).replace("\n", ending).replace("\r\r", "\r")
    for unsafe in (False, True):
        once = fixed(text, path, unsafe=unsafe)
        assert not fixed(once.source.to_bytes(), path, unsafe=unsafe).changed
        assert once.source.text.endswith("You review code.")
        if not unsafe:
            assert letters(text) <= letters(once.source.text)


def letters(text: str) -> Counter[str]:
    """The words of a text without keys; a safe fix deletes none, except where they stand there twice."""
    return Counter(set(re.findall(r"[a-z]{3,}", text.casefold())) - {*KEY_NAMES, "descripton"})
