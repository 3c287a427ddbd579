"""Whole YAML files: one front matter without fences, and no body."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentls.parse import Syntax, parse
from agentls.syntax.tree import Value
from agentls.text import SourceText


def read(text: str) -> Syntax:
    return parse(SourceText(text), "yaml")


def plain(value: Value) -> Any:
    """The value as Python data; scalars stay text."""
    if value.kind == "mapping":
        return {entry.name: plain(entry.value) for entry in value.entries}
    if value.kind == "list":
        return [plain(item) for item in value.items]
    return value.text if value.kind == "scalar" else None


def data(text: str) -> Any:
    front = read(text).front
    return plain(front.root) if front else None


@pytest.mark.parametrize("start", ["", "---\n", "---\r\n", "# modes\n"])
def test_keys_are_read_from_the_first_line_on(start: str) -> None:
    text = f"{start}modes:\n  - slug: a\n    groups: [read, [edit, {{only: x}}]]\n"
    syntax = read(text)
    assert data(text) == {"modes": [{"slug": "a", "groups": ["read", ["edit", {"only": "x"}]]}]}
    assert [fault for fault in syntax.faults if fault.cause != "crlf"] == []


def test_places_are_those_of_the_file() -> None:
    text = "---\nslug: a b\n"
    front = read(text).front
    assert front is not None
    assert text[slice(*front.entries[0].value.span)] == "a b"


def test_there_is_no_body() -> None:
    syntax = read("a: 1\n\n# Title\n\n## Section\n")
    assert syntax.body_start == len(syntax.source.text)
    assert syntax.body.headings == ()


def test_broken_yaml_is_read_as_it_was_meant() -> None:
    text = 'name: "Reviewer\nslug: a\n'
    assert [(fault.cause, fault.key) for fault in read(text).faults] == [("open-quote", "name")]
    assert data(text)["slug"] == "a"


def test_an_object_that_is_no_yaml_is_read_as_json() -> None:
    assert data('{\n\t"modes": [{"slug": "a"}]\n}\n') == {"modes": [{"slug": "a"}]}
    assert [fault.cause for fault in read('{"a": 1 "b": 2}').faults] == ["json-syntax"]


@given(st.text(alphabet="ab:{}[]-'\" \n\t#|&*\x00\ud800", max_size=60))
def test_anything_can_be_read(text: str) -> None:
    syntax = read(text)
    assert all(0 <= fault.span.start <= fault.span.end <= len(text) for fault in syntax.faults)
