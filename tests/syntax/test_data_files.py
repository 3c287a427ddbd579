"""TOML and JSON files: values with their places, and the causes of what is broken."""

import base64
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from agentls.syntax.data_causes import JSON_CAUSES, TOML_CAUSES
from agentls.syntax.json_tree import parse_json
from agentls.syntax.toml_tree import parse_toml
from agentls.syntax.tree import FrontMatter, SyntaxFault, Value
from agentls.text import SourceText
from tests.support.shared import SHARED, needs_shared

Parse = Callable[[SourceText], tuple[FrontMatter, tuple[SyntaxFault, ...]]]


def plain(value: Value) -> Any:
    """The value as Python data; scalars stay text."""
    if value.kind == "mapping":
        return {entry.name: plain(entry.value) for entry in value.entries}
    if value.kind == "list":
        return [plain(item) for item in value.items]
    return value.text if value.kind == "scalar" else None


def read(parse: Parse, text: str) -> Any:
    return plain(parse(SourceText(text))[0].root)


def faults(parse: Parse, text: str) -> list[tuple[str, str, str]]:
    """Cause, key and the text that is marked."""
    return [(fault.cause, fault.key, text[fault.span.start : fault.span.end]) for fault in parse(SourceText(text))[1]]


# TOML


def test_toml_tables_and_dotted_keys_nest() -> None:
    text = (
        'a.b."c d" = "x"\nl = [1, \'a\', {x = 1, y.z = 2}] # note\n[t.u]\nd = 2026-01-01\n[t]\nq = true\n'
        "[[s]]\nf = 1.5\n[s.sub]\nz = 1\n[[s]]\nf = 2\n"
    )
    assert faults(parse_toml, text) == []
    assert read(parse_toml, text) == {
        "a": {"b": {"c d": "x"}},
        "l": ["1", "a", {"x": "1", "y": {"z": "2"}}],
        "t": {"u": {"d": "2026-01-01"}, "q": "true"},
        "s": [{"f": "1.5", "sub": {"z": "1"}}, {"f": "2"}],
    }


@pytest.mark.parametrize(
    ("written", "style", "said"),
    [
        ('"a\\tb\\u00e9\\U0001F98A"', "double", "a\tbé🦊"),
        ("'a\\tb'", "single", "a\\tb"),
        ('"""\na \\\n   b"""', "literal", "a b"),
        ("'''\n\\d\n'''", "literal", "\\d\n"),
        ('"""two "" quotes"""', "literal", 'two "" quotes'),
        ("12", "plain", "12"),
        ("true", "plain", "true"),
        ("2026-01-01T10:00:00Z", "plain", "2026-01-01T10:00:00Z"),
    ],
)
def test_toml_scalars_say_what_they_mean(written: str, style: str, said: str) -> None:
    text = f"# é🦊\nkey = {written} # note\n"
    value = parse_toml(SourceText(text))[0].root.entries[0].value
    assert (value.style, value.text) == (style, said)
    assert text[value.span.start : value.span.end] == written


@pytest.mark.parametrize(
    ("line", "cause", "marked", "meant"),
    [
        ("key = Reviews {a} é files", "unquoted-value", "Reviews {a} é files", "Reviews {a} é files"),
        ('key = [Read, "Grep"]', "unquoted-value", "Read", ["Read", "Grep"]),
        ("key =", "missing-value", "=", None),
        ('key = "open', "open-quote", '"', "open"),
        ("key = 'open", "open-quote", "'", "open"),
        ('key = "two\nlines"', "newline-in-string", "\n", "two\nlines"),
        ("key = 'a's b'", "text-after-quote", "s b'", "a"),
        ('key = "a\\d"', "bad-escape", "\\d", "a\\d"),
        ('key = """a\\d\nb"""', "bad-escape", "\\d", "a\\d\nb"),
        ("key = \u201ca b\u201d", "smart-quotes", "\u201ca b\u201d", "a b"),
        ('key: "a"', "colon-for-equals", ":", "a"),
        ("key = [1,\n 2", "open-bracket", "[", ["1", "2"]),
        ("key = { a 1 }", "toml-syntax", "{ a 1 }", ["a 1"]),
    ],
)
def test_a_broken_toml_statement_is_told_and_read_as_it_was_meant(
    line: str, cause: str, marked: str, meant: object
) -> None:
    text = f'first = "é🦊"\n{line}\nlast = """\nx = y\n"""\n'
    assert faults(parse_toml, text) == [(cause, "key", marked)]
    assert read(parse_toml, text) == {"first": "é🦊", "key": meant, "last": "x = y\n"}


@pytest.mark.parametrize(
    ("line", "cause", "marked"),
    [
        ("// note", "slash-comment", "// note"),
        ("just words", "line-without-key", "just words"),
        ("a = 1\x07", "control", "\x07"),
        ("a = 1 # \udce9", "invalid-utf8", "\udce9"),
    ],
)
def test_a_line_that_is_no_statement_hides_nothing_else(line: str, cause: str, marked: str) -> None:
    text = f"first = 1\n{line}\nlast = 2\n"
    assert faults(parse_toml, text) == [(cause, "", marked)]
    assert {"first": "1", "last": "2"}.items() <= read(parse_toml, text).items()


def test_an_open_multiline_string_takes_the_rest() -> None:
    text = 'a = 1\nb = """\nx = 2\n'
    assert faults(parse_toml, text) == [("open-multiline", "b", '"""')]
    assert read(parse_toml, text) == {"a": "1", "b": "x = 2\n"}


def test_a_key_that_stands_twice_is_told_at_its_second_place_and_both_are_kept() -> None:
    text = "a = 1\n[t]\nb = 1\nb = 2\n[t]\nc = 1\n"
    assert faults(parse_toml, text) == [("duplicate-key", "t", "b"), ("duplicate-key", "t", "t")]
    assert [entry.name for entry in parse_toml(SourceText(text))[0].entries] == ["a", "t", "t"]


def test_a_fault_in_a_table_names_the_top_level_key() -> None:
    assert faults(parse_toml, "[tools.web]\nmode = fast\n") == [("unquoted-value", "tools", "fast")]


def test_files_of_another_format_are_one_fault() -> None:
    markdown = "---\nname: a\ntools: b\n---\n\n# Title\n\nText = more.\n"
    assert faults(parse_toml, markdown) == [("markdown-in-toml", "", "---")]
    assert read(parse_toml, markdown)["tools"] == "b"
    assert faults(parse_toml, "name: a\ntools: b\n") == [("yaml-in-toml", "", ":")]


def test_lone_carriage_returns_are_one_fault() -> None:
    text = "a = 1\rb = '''\rx'''\r"
    assert faults(parse_toml, text) == [("lone-cr", "", "\r")]
    assert read(parse_toml, text) == {"a": "1", "b": "x"}


def test_a_whole_data_file_is_the_content() -> None:
    front = parse_toml(SourceText("a = 1\n"))[0]
    assert (front.kind, front.span, front.content, front.closing) == ("toml", (0, 6), (0, 6), (6, 6))
    assert read(parse_toml, "") == {}


SYNTAX = set(TOML_CAUSES) - {"toml-syntax"}


@needs_shared
def test_the_recorded_toml_cases_have_their_causes() -> None:
    recorded = yaml.safe_load((SHARED / "facts/official/readers-cases.yaml").read_text("utf-8"))["cases"]
    cases = [case for case in recorded if case["group"] == "toml"]
    assert len(cases) == 48
    for case in cases:
        data = case["bad"].encode() if "bad" in case else base64.b64decode(case["bad_base64"])
        _, told = parse_toml(SourceText.from_bytes(data.replace(b"{id}", b"abc")))
        expected = [case["cause"]] if case["cause"] in SYNTAX else []
        assert (case["id"], [fault.cause for fault in told]) == (case["id"], expected)


# JSON


def test_json_values_have_their_places() -> None:
    text = '{"é🦊": {"b": [1, "x\\u0041\\ud83e\\udd8a\\n", null, true]}}'
    assert faults(parse_json, text) == []
    assert read(parse_json, text) == {"é🦊": {"b": ["1", "xA🦊\n", "null", "true"]}}
    value = parse_json(SourceText(text))[0].root.entries[0].value
    assert text[value.span.start : value.span.end] == text[text.index('{"b"') : -1]


def test_comments_and_trailing_commas_are_told_and_passed_over() -> None:
    text = '{ // one\n"a": ["//", 2,], /* two */ "b": 1,\n}'
    assert faults(parse_json, text) == [
        ("json-comment", "", "// one"),
        ("trailing-comma", "", ","),
        ("json-comment", "", "/* two */"),
        ("trailing-comma", "", ","),
    ]
    assert read(parse_json, text) == {"a": ["//", "2"], "b": "1"}


@pytest.mark.parametrize(
    ("text", "marked", "meant"),
    [
        ('{"a": 1, "b": }', "", {"a": "1", "b": None}),
        ('{"a": 1, "b" 2, "c": 3}', '"b" 2,', {"a": "1", "c": "3"}),
        ('{"a": {"b": 1}} x', "x", {"a": {"b": "1"}}),
        ('{"a": 1} {"b": 2}', '{"b": 2}', {"a": "1"}),
    ],
)
def test_broken_json_is_told_once_and_read_as_far_as_it_goes(text: str, marked: str, meant: object) -> None:
    assert faults(parse_json, text) == [("json-syntax", "", marked)]
    assert read(parse_json, text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('{"a": ["x", "y', {"a": ["x", "y"]}),
        ('{"a": ["x", ', {"a": ["x"]}),
        ('{"a": ["x"', {"a": ["x"]}),
        ('{"a": {"b": "c', {"a": {"b": "c"}}),
        ('{"a": {"b": ', {"a": {"b": None}}),
        ('{"a": {"b', {"a": {"b": None}}),
        ('{"a": {"b": 1, "', {"a": {"b": "1", "": None}}),
        ('{"a": [{"b": true', {"a": [{"b": "true"}]}),
    ],
)
def test_json_that_lacks_its_end_is_read_as_if_it_were_there(text: str, meant: object) -> None:
    front, found = parse_json(SourceText(text))
    assert [fault.cause for fault in found] == ["json-syntax"]
    assert plain(front.root) == meant
    assert front.root.span == (0, len(text))
    assert front.root.open


def test_a_json_key_that_stands_twice_is_told_with_its_top_level_key() -> None:
    text = '{"a": {"b": 1, "b": 2}, "a": 3}'
    assert faults(parse_json, text) == [("duplicate-key", "a", '"b"'), ("duplicate-key", "a", '"a"')]


# Both

HOSTILE = {
    "brackets": "[" * 1_000_000,
    "list": "a = " + "[" * 500_000 + "]" * 500_000,
    "objects": '{"a":' * 100_000,
    "array": '{"a":' + "[" * 500_000 + "]" * 500_000 + "}",
    "tables": "a = " + "{a=" * 200_000,
    "dots": "a" + ".a" * 500_000 + " = 1",
    "open lists": "a = [\n" * 20_000,
    "open quotes": 'a = "\n' * 20_000,
    "bad lines": "a = x\n" * 20_000,
    "many tables": "".join(f"[t{number}]\nx = 1\n" for number in range(20_000)),
    "comments": "//\n" * 100_000,
    "commas": "," * 300_000,
    "quotes": '"' * 500_000,
    "backslashes": 'a = "' + "\\" * 1_000_000,
    "one line": 'a = "' + "x" * 10_000_000 + '"',
    "noise": "\x00\udc80\"'[{=#," * 20_000,
}


@pytest.mark.parametrize("parse", [parse_toml, parse_json])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_data_files_take_linear_time(parse: Parse, name: str) -> None:
    before = time.process_time()
    front, _ = parse(SourceText(HOSTILE[name]))
    assert front.span.end == len(HOSTILE[name])
    assert time.process_time() - before < 30


@pytest.mark.parametrize("parse", [parse_toml, parse_json])
@given(text=st.text(st.sampled_from("ab=:,.\"'\\[]{}# \n\r\t/1é🦊\udc80\x00"), max_size=40))
def test_any_text_gives_known_causes_and_spans_inside_it(parse: Parse, text: str) -> None:
    front, told = parse(SourceText(text))
    assert [fault.span for fault in told] == sorted(fault.span for fault in told)
    for fault in told:
        assert fault.cause in TOML_CAUSES | JSON_CAUSES
        assert front.span.covers(fault.span)
    assert all(front.span.covers(entry.span) for entry in front.entries)


def test_a_markdown_check_never_loads_the_parsers_of_data_files() -> None:
    code = "import sys, agentls.syntax.markdown, agentls.syntax.causes; print('tree_sitter' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "False\n"
