"""How a value is written decides its form, whatever YAML would make of it."""

from __future__ import annotations

from typing import get_args

import pytest

from agentls.schema.models import Form
from agentls.syntax.forms import form_of, plain_form
from agentls.syntax.frontmatter import parse_front_matter
from agentls.text import SourceText

FORMS = [
    ("", "nothing"),
    ("# a comment", "nothing"),
    ("null", "null"), ("~", "null"), ("NULL", "null"), ("nULL", "text"),
    ("true", "boolean"), ("True", "boolean"), ("FALSE", "boolean"), ("tRUE", "text"),
    ("yes", "boolean-word"), ("Off", "boolean-word"), ("N", "boolean-word"), ("oN", "text"),
    ("12", "integer"), ("-7", "integer"), ("0", "integer"),
    ("+5", "signed"),
    ("010", "octal"), ("05", "octal"), ("0o17", "octal"), ("08", "text"),
    ("0x1F", "hex"),
    ("1e3", "exponent"), ("1.5E-4", "exponent"),
    ("1.5", "float"), ("2.", "float"), (".5", "float"), ("1.2.3", "text"),
    ("1_000", "underscored"),
    ("1:30", "sexagesimal"), ("1:99", "text"),
    (".inf", "infinity"), ("-.INF", "infinity"), (".NaN", "not-a-number"),
    ("2026-01-01", "date"),
    ("2026-01-01T10:00:00Z", "timestamp"), ("2026-01-01 10:00:00 +02:00", "timestamp"),
    ("plain words", "text"), ("4 items", "text"), ("-word", "text"), ("+", "text"),
    ('"words"', "quoted-text"), ("|\n  words", "quoted-text"), (">-\n  true", "quoted-text"),
    ('"true"', "quoted-boolean"), ("'FALSE'", "quoted-boolean"),
    ('"yes"', "quoted-boolean-word"),
    ("'5'", "quoted-integer"), ('"1.5"', "quoted-text"),
    ('""', "empty"), ("''", "empty"),
    ('"  "', "blank"),
    ("[a, b]", "flow-list"), ("\n  - a", "block-list"), ("[]", "empty-list"), ("[ ]", "empty-list"),
    ("{a: b}", "flow-mapping"), ("\n  a: b", "block-mapping"), ("{}", "empty-mapping"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "form"), FORMS)
def test_a_value_has_the_form_that_it_is_written_in(written: str, form: str) -> None:
    front = parse_front_matter(SourceText(f"---\nkey: {written}\n---\n")).front
    assert front is not None
    assert form_of(front.entries[0].value) == form


def test_a_value_that_is_not_there_is_absent() -> None:
    assert form_of(None) == "absent"


def test_every_form_of_the_schema_has_an_example() -> None:
    assert {form for _, form in FORMS} | {"absent"} == set(get_args(Form))


def test_a_long_text_of_digits_is_no_number() -> None:
    assert plain_form("1" * 100_000 + "x") == "text"
