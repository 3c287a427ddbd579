"""What clients can and what their users want, from whatever they send."""

from __future__ import annotations

from typing import Any

import pytest

from agentls.lsp.client import Client
from agentls.lsp.wishes import Wishes


def test_what_is_not_said_is_not_there() -> None:
    assert Client.of({}) == Client()
    assert Client.of(None) == Client()
    assert not any(Client())


def test_flags_are_read_where_the_protocol_has_them() -> None:
    client = Client.of(
        {
            "textDocument": {
                "diagnostic": {},
                "publishDiagnostics": {"tagSupport": {"valueSet": [1, 2]}, "dataSupport": True},
                "completion": {"completionItem": {"snippetSupport": True}},
                "foldingRange": {"lineFoldingOnly": True},
            },
            "workspace": {"diagnostics": {"refreshSupport": True}},
        }
    )
    assert client == Client(
        pulls=True, finding_tags=frozenset({1, 2}), finding_data=True, snippets=True, folds_by_line=True,
        refreshes_findings=True,
    )  # fmt: skip


@pytest.mark.parametrize("odd", [[], 3, {"textDocument": 3}, {"textDocument": {"diagnostic": True, "hover": []}}])
def test_an_odd_shape_is_not_there(odd: Any) -> None:
    assert Client.of(odd) == Client()


def test_wishes_are_read() -> None:
    wishes = Wishes.of(
        {
            "select": ["unknown-key"], "targets": ["x"], "config": "a.toml", "diagnostics": "openFiles", "format": True,
            "hints": {"tools": False}, "validators": ["vscode"],
        }
    )  # fmt: skip
    assert wishes.as_in_files == {"select": ["unknown-key"], "targets": ["x"]}
    assert (wishes.file, wishes.everywhere, wishes.formats) == ("a.toml", False, True)
    assert wishes.validators == {"vscode"}
    assert not wishes.wants_hint("tools")
    assert wishes.wants_hint("default")


def test_hints_can_be_off_altogether() -> None:
    assert not Wishes.of({"hints": False}).wants_hint("tools")


def test_settings_go_over_initialization_options() -> None:
    outer = Wishes.of({"validators": ["vscode"], "diagnostics": "openFiles", "hints": {"tools": False}})
    wishes = Wishes.of({"diagnostics": "workspace", "hints": {"default": False}}, outer)
    assert wishes.everywhere
    assert wishes.validators == {"vscode"}
    assert not wishes.wants_hint("tools")
    assert not wishes.wants_hint("default")
    assert Wishes.of(None, outer) == outer


@pytest.mark.parametrize("odd", [7, [], {"config": 3, "hints": 7, "format": "yes", "validators": "vscode"}])
def test_an_odd_setting_changes_nothing(odd: Any) -> None:
    assert Wishes.of(odd) == Wishes()
