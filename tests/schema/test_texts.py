"""Texts in schema files that can't do what they are for are told when the files are read, each at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.schema.test_source import PLAIN, message, rewrite


@pytest.mark.parametrize(
    ("written", "column", "told"),
    [
        ("checks: [{id: form, like: '[a-z', doc: Small.}]", 51, "checks[0].like: `[a-z` is no regular expression: "),
        ("checks: [{id: form, unlike: '(x', doc: Small.}]", 53, "checks[0].unlike: `(x` is no regular expression: "),
        ("free_keys: '*'", 36, "free_keys: `*` is no regular expression: nothing to repeat at character 1"),
        ("presence: 101", 35, "presence: input should be less than or equal to 100"),
        ("presence: -1", 35, "presence: input should be greater than or equal to 0"),
        ("values: [low, high], default: hgih", 55, "default: `hgih` is none of the values: did you mean `high`?"),
        ("snippet: '${1:open'", 34, "snippet: a place to fill in is not closed: "),
        ("snippet: '${1|a,b}'", 34, "snippet: a place to fill in is not closed: "),
    ],
)
def test_a_key_that_can_do_nothing(schemas: Path, written: str, column: int, told: str) -> None:
    rewrite(
        schemas, PLAIN, "types: string, doc: What it is called., required: true", f"types: string, {written}, doc: A."
    )
    assert message(schemas).startswith(f"{PLAIN}:10:{column}: keys.name.{told}")


@pytest.mark.parametrize(
    "written",
    [
        "values: [low, high], default: whatever the program likes",
        "values: [low, high], default: high",
        "values: [low], open_values: true, default: other",
        "snippet: '${1:a ${2:b}} $3 ${4|x,y|} \\$\\{ }'",
        "presence: 100",
    ],
)
def test_a_key_that_is_sound(schemas: Path, written: str) -> None:
    from agentls.schema.source import read_schemas

    rewrite(schemas, PLAIN, "required: true", written)
    assert read_schemas(schemas)


@pytest.mark.parametrize(
    ("added", "told"),
    [
        ("detection: {signals: [{kind: pattern, pattern: '(x'}]}", "detection.signals[0].pattern: `(x` is no regular"),
        (
            "body: {placeholders: [{form: '(', written: $X, doc: A.}]}",
            "body.placeholders[0].form: `(` is no regular expression: missing ), unterminated subpattern",
        ),
    ],
)
def test_marks_and_variables_with_a_broken_form(schemas: Path, added: str, told: str) -> None:
    path = schemas / PLAIN
    path.write_text(f"{path.read_text(encoding='utf-8')}{added}\n", encoding="utf-8")
    assert told in message(schemas)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("It is not loaded.", "'{nam} is missing.'", "text: nothing fills in `{nam}` for missing-key"),
        ("It is not loaded.", "'{ is missing.'", "text: a brace stands alone here"),
        ("key: name", "key: nmae", "key: there is no key `nmae`: did you mean `name`?"),
        ("key: name", "key: name, check: short", "check: there is no check `short`"),
    ],
)
def test_a_behavior_that_never_speaks(schemas: Path, old: str, new: str, told: str) -> None:
    rewrite(schemas, PLAIN, old, new)
    assert f"behaviors[0].{told}" in message(schemas)
    assert message(schemas).startswith(f"{PLAIN}:15:")
