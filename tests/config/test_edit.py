"""A name becomes known: one more entry in the text of the settings, and nothing else changes."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentls.config.edit import settings_edit


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", '[extend.plain]\ntools = ["deploy"]\n', id="an empty file"),
        pytest.param(
            'preset = "strict" # loud\n',
            'preset = "strict" # loud\n\n[extend.plain]\ntools = ["deploy"]\n',
            id="no table yet",
        ),
        pytest.param(
            "root = true", 'root = true\n\n[extend.plain]\ntools = ["deploy"]\n', id="no line ending at the end"
        ),
        pytest.param(
            "root = true\r\n", 'root = true\r\n\r\n[extend.plain]\r\ntools = ["deploy"]\r\n', id="carriage returns"
        ),
        pytest.param(
            '[extend.plain]\ntools = ["a"] # ours\n[severity]\n',
            '[extend.plain]\ntools = ["a", "deploy"] # ours\n[severity]\n',
            id="a list on one line",
        ),
        pytest.param(
            '[extend.plain]\ntools = [\n  "a",\n  "b", # the second\n]\n',
            '[extend.plain]\ntools = [\n  "a",\n  "b",\n  "deploy", # the second\n]\n',
            id="a list over lines",
        ),
        pytest.param("[extend.plain]\ntools = []\n", '[extend.plain]\ntools = ["deploy"]\n', id="an empty list"),
        pytest.param(
            '[extend.plain]\nkeys = ["owner"]\n\n[severity]\n',
            '[extend.plain]\nkeys = ["owner"]\ntools = ["deploy"]\n\n[severity]\n',
            id="the table has something else",
        ),
        pytest.param("[extend.plain]", '[extend.plain]\ntools = ["deploy"]\n', id="an empty table"),
        pytest.param(
            'extend.plain.keys = ["owner"]\n[severity]\n',
            'extend.plain.keys = ["owner"]\nextend.plain.tools = ["deploy"]\n[severity]\n',
            id="dotted keys",
        ),
        pytest.param(
            'extend = { plain = { keys = ["owner"] } }\n',
            'extend = { plain = { keys = ["owner"], tools = ["deploy"] } }\n',
            id="an inline table",
        ),
        pytest.param(
            '[extend.other]\ntools = ["x"]\n',
            '[extend.other]\ntools = ["x"]\n\n[extend.plain]\ntools = ["deploy"]\n',
            id="another dialect",
        ),
        pytest.param(
            '[extend.plain]\ntools = ["deploy"]\n', '[extend.plain]\ntools = ["deploy"]\n', id="known already"
        ),
        pytest.param("extend = 3\n", "extend = 3\n", id="something else stands in the way"),
        pytest.param("[extend\n", "[extend\n", id="no TOML"),
    ],
)
def test_a_tool_is_added(before: str, after: str) -> None:
    assert settings_edit(before, "plain", "tool", "deploy") == after


def test_keys_and_models_go_into_lists_of_their_own() -> None:
    text = settings_edit(settings_edit("", "plain", "key", "owner"), "plain", "model", "big-1")
    assert text == '[extend.plain]\nkeys = ["owner"]\nmodels = ["big-1"]\n'


def test_in_a_shared_file_the_table_of_agentls_is_used() -> None:
    text = '[project]\nname = "x"\n\n[tool.agentls]\npreset = "strict"\n'
    assert settings_edit(text, "plain", "key", "owner", ("tool", "agentls")) == (
        text + '\n[tool.agentls.extend.plain]\nkeys = ["owner"]\n'
    )


@given(
    st.sampled_from(
        ["", "root = true\n", '[extend.plain]\nkeys = [\n\t"a"\n]', "extend = { }\n", "[extend]\n", "# end"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
)
def test_any_name_is_written_so_that_it_is_read_back(text: str, name: str) -> None:
    changed = settings_edit(text, "plain", "key", name)
    assert name in tomllib.loads(changed)["extend"]["plain"]["keys"]
    assert settings_edit(changed, "plain", "key", name) == changed
