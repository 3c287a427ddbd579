"""Each recorded text with a fault gives exactly the recorded cause, and its good twin none that is no legal YAML."""

from __future__ import annotations

import base64
from typing import Any

import pytest
import yaml

from agentls.syntax.causes import CAUSES
from agentls.syntax.frontmatter import parse_front_matter
from agentls.text import SourceText
from tests.support.shared import SHARED, needs_shared

OF_THE_SCHEMA = {
    "good", "missing-key", "key-case", "no-value", "null-value", "empty-string", "blank-string", "flow-list-as-text",
    "flow-mapping-as-text", "block-list-as-text", "block-mapping-as-text", "non-string-key", "invisible-in-key",
    "nbsp-before-key", "column-one-colon", "long-100000", "long-1100", "empty-body",
}  # fmt: skip
"""Causes that only somebody who knows the keys can tell: the text is YAML."""

SAME = {"line-without-key": "column-one"}
"""A line without colon below a plain text: two names for one and the same text, and every reader treats them alike."""


def cases() -> list[dict[str, Any]]:
    if not SHARED.is_dir():
        return []
    text = (SHARED / "facts" / "official" / "readers-cases.yaml").read_text(encoding="utf-8")
    return [case for case in yaml.load(text, yaml.CSafeLoader)["cases"] if case["group"] != "toml"]


def filled(case: dict[str, Any], which: str) -> SourceText:
    coded = which == "bad" and "bad_base64" in case
    data = base64.b64decode(case["bad_base64"]) if coded else case[which].encode("utf-8", "surrogatepass")
    encoding = "utf-16-le" if data.startswith(b"\xff\xfe") else "utf-8"
    for name, value in (("{id}", case["id"]), ("{more}", "tools: Read"), ("{word x 20000}", "word " * 20000)):
        data = data.replace(name.encode(encoding), value.encode(encoding))
    return SourceText.from_bytes(data)


def causes(source: SourceText) -> set[str]:
    return {fault.cause for fault in parse_front_matter(source).faults}


@needs_shared
@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_a_bad_text_gives_its_cause(case: dict[str, Any]) -> None:
    cause = SAME.get(case["cause"], case["cause"])
    assert causes(filled(case, "bad")) == {cause} - OF_THE_SCHEMA


@needs_shared
@pytest.mark.parametrize("case", [case for case in cases() if "good" in case], ids=lambda case: case["id"])
def test_a_good_twin_gives_none(case: dict[str, Any]) -> None:
    assert not {cause for cause in causes(filled(case, "good")) if not CAUSES[cause].legal}


@needs_shared
def test_every_recorded_cause_has_words() -> None:
    assert {case["cause"] for case in cases()} - OF_THE_SCHEMA <= set(CAUSES)


@pytest.mark.parametrize("name", sorted(CAUSES))
def test_the_words_of_a_cause_can_be_filled(name: str) -> None:
    words = dict.fromkeys(("key", "lost", "escape", "alias", "name", "character", "limit"), "x")
    cause = CAUSES[name]
    assert cause.text.format(**words)
    assert not cause.text.endswith(".")
    assert cause.help.format(**words).endswith((".", "`."))
