"""Settings on the command line: `agentls config`, and what settings files and options do to a check."""

from __future__ import annotations

import io
import json
import sys
import tomllib

import pytest

from tests.support.project import AGENTS, GOOD, MISSPELLED, PAGE, Project, Result

UNKNOWN = GOOD.replace("Grep", "Deploy")  # an info


def test_every_value_tells_where_it_is_from(project: Project) -> None:
    project.file("agentls.toml", 'preset = "strict"\nselect = ["lost-text"]\n[severity]\nlost-text = "info"\n')
    project.file("a/pyproject.toml", '[project]\nname = "x"\n\n[tool.agentls]\nselect = ["unknown-key"]\n')
    result = project.run("config", "a")
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[:3] == ["settings of a", "  read from agentls.toml", "  read from a/pyproject.toml"]
    assert 'preset             = "strict"  # agentls.toml:1' in lines
    assert 'select             = ["unknown-key"]  # a/pyproject.toml:5' in lines
    assert 'severity.lost-text = "info"  # agentls.toml:4' in lines
    assert "ignore             = []  # default" in lines


def test_the_same_as_json(project: Project) -> None:
    project.file(
        "agentls.toml",
        '[targets.claude-code]\nversion = "2.1.200"\n[[per-file]]\nfiles = ["b.md"]\nignore = ["lost-text"]\n',
    )
    project.write(a=GOOD, b=GOOD)
    data = project.run("config", "--format", "json", f"{AGENTS}/a.md").data
    assert (data["path"], data["files"], data["excluded"]) == (f"{AGENTS}/a.md", ["agentls.toml"], False)
    told = {one["name"]: (one["value"], one["path"], one["line"]) for one in data["settings"]}
    assert told["targets"] == (["claude-code"], "agentls.toml", 1)
    assert told["targets.claude-code.version"] == ("2.1.200", "agentls.toml", 2)
    assert told["per-file"] == ([], None, None), "it holds for another file"
    other = project.run("config", "--format", "json", f"{AGENTS}/b.md").data
    assert [one["line"] for one in other["settings"] if one["name"] == "per-file[0]"] == [3]


def test_config_of_nothing(project: Project) -> None:
    assert project.run("config").out.startswith("settings of .\nroot     = false  # default\npreset   = ")
    assert project.run("config", "no").err == "agentls: no: there is no such file or folder\n"


def test_config_of_wrong_settings_shows_what_counts_and_fails(project: Project) -> None:
    project.file("agentls.toml", 'preset = "strict"\ningore = []\n')
    result = project.run("config")
    assert result.code == 2
    assert 'preset   = "strict"  # agentls.toml:1' in result.out.splitlines()
    assert result.err.startswith("agentls.toml:2:1: error[invalid-settings] there is no setting `ingore` here\n")
    assert "help: did you mean `ignore`?" in result.err


def test_wrong_settings_are_a_finding_in_their_own_file(project: Project) -> None:
    project.write(a=GOOD, b=GOOD)
    project.file("agentls.toml", "ingore = []\n")
    result = project.run("check", "--format", "concise")
    assert result.code == 1
    assert result.out == "agentls.toml:1:1: error[invalid-settings] there is no setting `ingore` here\n"
    assert project.run("check", "--select", "unknown-key").code == 1, "they are about that, too"
    assert project.run("check", "--ignore", "invalid-settings").code == 0
    assert project.run("check", "--isolated").code == 0
    assert project.run("check", "agentls.toml", "--format", "concise").out == result.out


def test_a_settings_file_can_be_checked_by_name(project: Project) -> None:
    project.file("agentls.toml", 'preset = "strict"\n')
    assert project.run("check", "agentls.toml") == Result(0, "no findings in 1 file\n", "")


def test_settings_hold_for_a_check_and_for_standard_input(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(a=MISSPELLED)
    project.file("agentls.toml", 'ignore = ["unknown-key"]\n')
    assert project.run("check").code == 0
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MISSPELLED.encode())))
    assert project.run("check", "--stdin-filename", f"{AGENTS}/x.md", "-").code == 0


def test_the_command_line_beats_settings(project: Project) -> None:
    project.write(a=MISSPELLED)
    project.file("agentls.toml", 'ignore = ["unknown-key"]\n')
    assert project.run("check", "--select", "unknown-key").code == 1


def test_another_file_of_settings(project: Project) -> None:
    project.write(a=MISSPELLED)
    project.file("ci/strict.toml", 'ignore = ["unknown-key"]\n')
    assert project.run("check", "--config", "ci/strict.toml").code == 0
    assert project.run("check").code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--config", "no.toml"], "--config no.toml: there is no such file"),
        (["--config", "pyproject.toml"], "--config pyproject.toml: this file has no table `[tool.agentls]`"),
        (["--config", "pyproject.toml", "--isolated"], "--config names settings and --isolated wants none"),
        (["--statistics", "--format", "json"], "--statistics is a report of its own"),
    ],
)
def test_options_that_make_no_sense(project: Project, arguments: list[str], message: str) -> None:
    project.file("pyproject.toml", "[project]\n")
    result = project.run("check", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"agentls: {message}")


def test_excluded_folders_and_files_are_passed_over(project: Project) -> None:
    project.write(a=GOOD, b=GOOD)
    project.file(f"old/{AGENTS}/c.md", GOOD)
    project.file("sub/agentls.toml", 'exclude = ["*.md"]\n')
    project.file(f"sub/{AGENTS}/d.md", GOOD)
    project.file("agentls.toml", f'exclude = ["old", "{AGENTS}/b.md"]\n')
    assert project.run("check", "--show-files").out == f"{AGENTS}/a.md\n"
    assert project.run("check", "--show-files", "old").out == f"old/{AGENTS}/c.md\n", "named, so wanted"
    assert project.run("check", "--show-files", "old", "--force-exclude").out == ""
    assert project.run("check", "--show-files", f"{AGENTS}/b.md").out == f"{AGENTS}/b.md\n"
    assert project.run("check", "--show-files", "--exclude", "a.md", "--exclude", "sub").out == ""


def test_excluded_standard_input_is_given_back_unchecked(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.file("agentls.toml", 'exclude = ["*.md"]\n')
    arguments = ("check", "--force-exclude", "--stdin-filename", f"{AGENTS}/x.md", "-")
    for more in ((), ("--fix",)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MISSPELLED.encode())))
        result = project.run(*arguments, *more)
        assert result.code == 0
        assert result.out == (MISSPELLED if more else "nothing was checked (1 unrecognized)\n")


def test_files_can_be_given_a_dialect(project: Project) -> None:
    project.file("prompts/a.md", PAGE)
    project.file("agentls.toml", '[dialects]\n"prompts/*.md" = "claude-code-agent"\n')
    result = project.run("check", "--format", "concise")
    assert "prompts/a.md" in result.out
    assert "missing-frontmatter" in result.out
    assert "because: chosen in the settings" in project.run("detect", "prompts/a.md").out


def test_statistics(project: Project) -> None:
    project.write(a=MISSPELLED, b=MISSPELLED, c=UNKNOWN)
    result = project.run("check", "--statistics")
    assert result.code == 1
    assert result.out == (
        "2  error    unknown-key   2 with a fix\n1  info     unknown-tool\n2 errors, 1 info in 3 files\n"
    )


def test_quiet_leaves_out_the_counts(project: Project) -> None:
    project.write(a=GOOD)
    assert project.run("check", "--quiet") == Result(0, "", "")
    project.write(b=MISSPELLED)
    result = project.run("check", "-q")
    assert "error[unknown-key]" in result.out
    assert "in 2 files" not in result.out
    assert json.loads(project.run("check", "-q", "--format", "json").out)["summary"]["errors"] == 1


def test_color(project: Project) -> None:
    project.write(a=MISSPELLED)
    assert "\x1b[" in project.run("check", "--color", "always").out
    assert "\x1b[" not in project.run("check", "--color", "never").out
    assert "\x1b[" not in project.run("check").out


def test_the_json_schema_of_settings(project: Project) -> None:
    data = project.run("schema", "settings").data
    assert "per-file" in data["properties"]
    assert "unknown-key" in data["$defs"]["RuleId"]["enum"]


def test_a_dialect_of_ones_own_can_be_named(project: Project) -> None:
    project.file(
        "house/agent.yaml",
        "id: house-agent\ntitle: House agent\nkind: community\nsummary: Ours.\n"
        'sources: {ours: {what: "handbook", ref: "handbook.md", date: "2026-01-01", kind: docs}}\n'
        'keys: {owner: {types: [string], doc: "Who looks after it."}}\n',
    )
    project.file("agentls.toml", 'schemas = ["house"]\n')
    project.file("a.md", "---\nowner: me\n---\nText.\n")
    result = project.run("check", "--dialect", "house-agent", "a.md")
    assert (result.code, result.err) == (0, "")
    assert project.run("check", "--isolated", "--dialect", "house-agent", "a.md").code == 2


HOUSE = (
    "id: house-agent\ntitle: House agent\nkind: community\nsummary: Ours.\n"
    'sources: {ours: {what: "handbook", ref: "handbook.md", date: "2026-01-01", kind: docs}}\n'
)


def test_a_misspelled_key_of_such_a_dialect_is_told_at_its_place_with_the_right_one(project: Project) -> None:
    project.file("house/agent.yaml", HOUSE.replace("title:", "titel:"))
    project.file("agentls.toml", 'schemas = ["house"]\n')
    (finding,) = project.run("check", "--format", "json").data["findings"]
    assert (finding["rule"], finding["path"]) == ("invalid-settings", "house/agent.yaml")
    assert (finding["start"]["line"], finding["start"]["column"], finding["end"]["column"]) == (2, 1, 6)
    assert finding["help"] == "did you mean `title`?"
    assert finding["fix"]["edits"][0]["text"] == "title"


KNOWN_BY_SETTING = GOOD.replace("Grep", "Deploy").replace("name:", "owner: us\nmodel: acme/big\nname:")


def test_every_name_that_may_be_ones_own_is_made_known_by_the_setting_that_its_finding_offers(project: Project) -> None:
    project.write(a=KNOWN_BY_SETTING)
    (project.root / ".git").mkdir()
    found = project.run("check", "--format", "json").data["findings"]
    offered = [finding["setting"] for finding in found]
    assert sorted((one["kind"], one["name"]) for one in offered) == [
        ("key", "owner"),
        ("model", "acme/big"),
        ("tool", "Deploy"),
    ]
    for one in offered:
        assert project.run("config", "--add", one["dialect"], one["kind"], one["name"], AGENTS).code == 0
    assert tomllib.loads((project.root / "agentls.toml").read_text()) == {
        "extend": {"claude-code-agent": {"keys": ["owner"], "models": ["acme/big"], "tools": ["Deploy"]}}
    }
    assert project.run("check", "--format", "json").data["findings"] == []


def test_the_text_report_says_how_to_make_a_name_known(project: Project) -> None:
    project.write(a=UNKNOWN)
    assert "  if yours: agentls config --add claude-code-agent tool Deploy\n" in project.run("check").out


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(MISSPELLED, id="a key that is misspelled"),
        pytest.param(GOOD.replace("Grep", "grep"), id="a tool that is misspelled"),
        pytest.param(GOOD.replace("Grep", "read_file"), id="a tool of another product"),
        pytest.param(GOOD.replace("name:", "applyTo: x\nname:"), id="a key of another format"),
    ],
)
def test_no_setting_is_offered_for_what_is_wrong(project: Project, text: str) -> None:
    project.write(a=text)
    found = project.run("check", "--format", "json").data["findings"]
    assert [finding["setting"] for finding in found] == [None]


def test_no_fix_ever_writes_a_setting(project: Project) -> None:
    project.write(a=UNKNOWN)
    project.run("check", "--fix", "--unsafe-fixes")
    assert not (project.root / "agentls.toml").exists()


def test_a_name_goes_into_the_nearest_settings_file(project: Project) -> None:
    project.file("agentls.toml", "root = true\n")
    project.file("sub/pyproject.toml", "[tool.agentls]\r\npreset = 'strict'\r\n")
    project.file("sub/deep/x.md", GOOD)
    result = project.run("config", "--add", "claude-code-agent", "key", "owner", "sub/deep/x.md")
    assert result == Result(
        0, "sub/pyproject.toml: added the key `owner` to [tool.agentls.extend.claude-code-agent]\n", ""
    )
    assert (project.root / "sub/pyproject.toml").read_bytes() == (
        b"[tool.agentls]\r\npreset = 'strict'\r\n\r\n[tool.agentls.extend.claude-code-agent]\r\nkeys = [\"owner\"]\r\n"
    )
    again = project.run("config", "--add", "claude-code-agent", "key", "owner", "sub")
    assert again.out == "sub/pyproject.toml: the key `owner` of claude-code-agent is there already\n"
    assert (project.root / "agentls.toml").read_text() == "root = true\n"


def test_a_name_goes_into_the_file_that_is_named(project: Project) -> None:
    project.file("agentls.toml", "root = true\n")
    project.file("ci/strict.toml", "")
    project.run("config", "--add", "claude-code-agent", "tool", "Deploy", "--config", "ci/strict.toml")
    assert (project.root / "ci/strict.toml").read_text() == '[extend.claude-code-agent]\ntools = ["Deploy"]\n'
    assert (project.root / "agentls.toml").read_text() == "root = true\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("claude-code-agnet", "tool", "x"), "there is no dialect `claude-code-agnet`: did you mean `claude-code-agen"),
        (("claude-code-agent", "tools", "x"), "there is no kind of name `tools`: did you mean `tool`?"),
        (("claude-code-agent", "tool", " "), "the name to add is empty"),
        (("claude-code-agent", "tool", "x", "--isolated"), "--isolated reads no settings, and --add writes some"),
        (("claude-code-agent", "tool", "x", "broken"), "broken/agentls.toml: no name can be added until this file is"),
        (("claude-code-agent", "tool", "x", "no"), "no: there is no such file or folder"),
    ],
)
def test_a_name_that_cannot_be_added(project: Project, arguments: tuple[str, ...], message: str) -> None:
    project.file("broken/agentls.toml", "[extend\n")
    result = project.run("config", "--add", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"agentls: {message}")
    assert not (project.root / "agentls.toml").exists()
