"""Settings: what a file may say, where files are found, how they are merged, and what is wrong in them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from agentls.config import Settings
from agentls.config.files import is_settings_file, parse_settings_file
from agentls.config.finder import Finder
from agentls.config.model import SettingsModel, settings_json_schema
from agentls.config.patterns import Pattern
from agentls.config.settings import overridden
from agentls.config.values import Known, read_values
from agentls.rules import RULES
from agentls.text import SourceText
from tests.support.checking import report, schema

ROOT = Path(__file__).parents[1]
KNOWN = Known(RULES, schema().dialects, schema().consumers)
DIALECT = "claude-code-agent"
AGENT = "---\nname: reviewer\ndescription: Reviews code before it is merged\n{}---\nYou review code.\n"

GOOD = {
    "nothing": "",
    "root": "root = true",
    "preset": 'preset = "strict"',
    "targets as a list": 'targets = ["claude-code", "copilot-cli"]',
    "targets as a table": '[targets.claude-code]\nversion = "2.1.200"\n[targets.copilot-cli]',
    "dialects": f'[dialects]\n"prompts/**/*.md" = "{DIALECT}"',
    "rules": 'select = ["unknown-key"]\nignore = []',
    "severity": '[severity]\nunknown-key = "error"\nlost-text = "hint"',
    "per file": '[[per-file]]\nfiles = ["a/*.md"]\nignore = ["unknown-key"]\n[per-file.severity]\nlost-text = "info"',
    "exclude": 'exclude = ["old/", "*.tmp.md"]',
    "extend": f'[extend.{DIALECT}]\nkeys = ["owner"]\ntools = ["mcp_*"]\nmodels = ["big"]',
    "schemas": 'schemas = ["house", "one.yaml"]',
}
BAD = {
    "an unknown setting": "ingore = []",
    "a flag in quotes": 'root = "true"',
    "a number for a flag": "root = 1",
    "an unknown preset": 'preset = "loud"',
    "an unknown target": 'targets = ["claude-cod"]',
    "an unknown target in a table": "[targets.claude-cod]",
    "a version that is a number": "[targets.claude-code]\nversion = 2.1",
    "a version without numbers": '[targets.claude-code]\nversion = "latest"',
    "an unknown field of a target": '[targets.claude-code]\nversoin = "2.1.200"',
    "targets as text": 'targets = "claude-code"',
    "an unknown dialect": '[dialects]\n"a.md" = "nobody-agent"',
    "a glob that leaves the folder": f'[dialects]\n"../a.md" = "{DIALECT}"',
    "an unknown rule": 'select = ["unknwon-key"]',
    "a rule outside a list": 'ignore = "unknown-key"',
    "an unknown severity": '[severity]\nunknown-key = "fatal"',
    "the severity of an unknown rule": '[severity]\nunknwon-key = "error"',
    "per-file without files": '[[per-file]]\nignore = ["unknown-key"]',
    "per-file as a table": '[per-file]\nfiles = ["a.md"]',
    "an unknown field of per-file": '[[per-file]]\nfiles = ["a.md"]\nexclude = ["b.md"]',
    "exclude with backslashes": "exclude = ['old\\\\a.md']",
    "an empty glob": 'exclude = [""]',
    "extend an unknown dialect": '[extend.nobody]\nkeys = ["a"]',
    "an unknown field of extend": f'[extend.{DIALECT}]\nkey = ["a"]',
    "a number among names": f'[extend.{DIALECT}]\nkeys = ["a", 3]',
    "a date": "root = 2026-01-01",
    "schemas as text": 'schemas = "house"',
}


def flaws(text: str) -> list[str]:
    return [flaw.message for flaw in read_values(tomllib.loads(text), KNOWN)[1]]


def model_accepts(data: object) -> bool:
    try:
        SettingsModel.model_validate(data, context=KNOWN._asdict())
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_validator_model_and_json_schema_take_what_is_right(text: str) -> None:
    assert flaws(text) == []
    assert model_accepts(tomllib.loads(text))
    assert jsonschema.Draft202012Validator(settings_json_schema(RULES)).is_valid(tomllib.loads(text))


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_validator_and_model_refuse_what_is_wrong(text: str) -> None:
    assert len(flaws(text)) == 1
    assert not model_accepts(tomllib.loads(text))


NAMES = st.sampled_from([*SettingsModel.model_json_schema()["properties"], "unknown-key", DIALECT, "claude-code", "x"])
ATOMS = st.none() | st.booleans() | st.integers() | st.text(max_size=3) | NAMES | st.sampled_from(["error", "a/*.md"])
DATA = st.recursive(ATOMS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3))


@given(st.dictionaries(NAMES, DATA, max_size=3))
def test_validator_and_model_agree_on_anything(data: dict[str, Any]) -> None:
    values, found = read_values(data, KNOWN)
    assert bool(found) != model_accepts(data)
    assert read_values(json.loads(json.dumps(values)), KNOWN)[1] == []


def test_every_setting_is_in_the_model_and_the_other_way_round() -> None:
    from agentls.config.values import FIELDS

    assert list(FIELDS) == list(SettingsModel.model_json_schema()["properties"])


def test_the_json_schema_is_fresh() -> None:
    path = ROOT / "schemas" / "settings.schema.json"
    fresh = json.dumps(settings_json_schema(RULES), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("AGENTLS_UPDATE") == "1":
        path.write_text(fresh, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == fresh, "run the tests with AGENTLS_UPDATE=1"


def test_what_is_wrong_does_not_touch_the_rest() -> None:
    values, _ = read_values({"select": ["no-rule"], "ignore": ["unknown-key", "no-rule"], "root": "yes"}, KNOWN)
    assert values == {"ignore": ("unknown-key",)}, "a list of which nothing is left counts as not written"


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    [
        ('\ningore = ["x"]\n', "ingore", "there is no setting `ingore` here"),
        ('preset = "stricct"', "stricct", "there is no preset `stricct`"),
        ('ignore = [\n  "unknown-key",\n  "lost-txt",\n]', "lost-txt", "there is no rule `lost-txt`"),
        ("[severity]\n'unknwon-key' = \"error\"", "unknwon-key", "there is no rule `unknwon-key`"),
        ("root = 'yes'", "yes", "true or false is wanted here, not text"),
        ("[[per-file]]\nfiles = ['a']\n[[per-file]]\nselect = []\n", "", "`files` is missing"),
        ("a = \n", "", "nothing stands behind the `=`; until then no setting in this file counts"),
        ("a = 2026-13-01\n", "", "this is no TOML: "),
        ("root = true\nroot = false", "root", "`root` stands here a second time; until then no setting in this file"),
    ],
)
def test_a_problem_has_its_place(text: str, marked: str, message: str) -> None:
    (finding,) = report(text, "/p/agentls.toml").findings
    assert finding.rule == "invalid-settings"
    assert finding.message.startswith(message)
    assert not marked or text[slice(*finding.span)] == marked


def test_the_nearest_name_is_offered_as_a_fix() -> None:
    (finding,) = report('[severity]\n"unknwon-key" = "error"\n', "/p/agentls.toml").findings
    assert finding.help == "did you mean `unknown-key`?"
    assert finding.fix
    (edit,) = finding.fix.edits
    assert edit.text == "unknown-key"


@pytest.mark.parametrize(
    "text",
    ["[tool.ruff]\nline-length = 3\n", 'dependencies = ["agentls"]\n', "[tool.agent", "[tool]\nagentls_not = 1\n", ""],
)
def test_a_shared_file_without_a_table_for_agentls_says_nothing(text: str) -> None:
    assert report(text, "/p/pyproject.toml").status == "unrecognized"


def test_the_table_of_a_shared_file_is_read() -> None:
    text = "[project]\nname = 'x'\n[tool.agentls]\nselect = ['no-such-rule']\n"
    (finding,) = report(text, "/p/pyproject.toml").findings
    assert text[slice(*finding.span)] == "no-such-rule"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\x00",
        b"\xef\xbb\xbfroot = true",
        b"[" * 100_000,
        b"a = " + b"[" * 100_000,
        b"\x00",
        b"a=" * 9,
        b"\r\r",
    ],
)
def test_reading_never_raises(data: bytes) -> None:
    result = report(data, "/p/agentls.toml")
    assert result.status == "checked"


@given(st.binary(max_size=40))
def test_any_bytes_are_read(data: bytes) -> None:
    assert report(data, "/p/agentls.toml").status == "checked"
    file = parse_settings_file("/p/agentls.toml", SourceText.from_bytes(data))
    assert file is not None
    file.read(KNOWN)


# Finding and merging


Write = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files below a folder, by path; returns the folder."""

    def written(**files: str) -> str:
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_toml", ".toml").replace("_yaml", ".yaml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path.as_posix()

    return written


def finder(**options: Any) -> Finder:
    return Finder(schema(), RULES, **options)


def test_without_a_file_there_is_no_wish(write: Write) -> None:
    assert finder().settings(f"{write()}/a/b/c.md") == Settings()


def test_nearer_files_win_and_tables_are_merged(write: Write) -> None:
    root = write(
        agentls_toml=(
            'preset = "strict"\nselect = ["unknown-key"]\n[severity]\nlost-text = "info"\nunknown-key = "hint"'
        ),
        a__agentls_toml='select = ["lost-text"]\n[severity]\nunknown-key = "error"',
    )
    outer, inner = finder().settings(f"{root}/x.md"), finder().settings(f"{root}/a/b/x.md")
    assert (outer.select, inner.select) == (("unknown-key",), ("lost-text",))
    assert inner.preset == "strict"
    assert inner.severity == {"lost-text": "info", "unknown-key": "error"}


def test_root_stops_the_search(write: Write) -> None:
    root = write(agentls_toml='preset = "strict"', a__agentls_toml="root = true")
    assert finder().settings(f"{root}/a/x.md").preset == "recommended"


def test_a_file_of_its_own_comes_before_a_shared_one(write: Write) -> None:
    root = write(agentls_toml='preset = "strict"', pyproject_toml='[tool.agentls]\nignore = ["lost-text"]')
    assert finder().settings(f"{root}/x.md") == Settings(preset="strict", narrow=True)


def test_a_shared_file_is_found(write: Write) -> None:
    root = write(pyproject_toml='[tool.agentls]\nignore = ["lost-text"]', a__pyproject_toml="[tool.other]\n")
    assert finder().settings(f"{root}/a/x.md").ignore == ("lost-text",)


def test_globs_are_relative_to_the_file_that_holds_them(write: Write) -> None:
    root = write(
        agentls_toml='[[per-file]]\nfiles = ["a/*.md"]\nignore = ["lost-text"]',
        a__agentls_toml=f'[dialects]\n"b/*.md" = "{DIALECT}"',
    )
    found = finder()
    assert found.settings(f"{root}/a/x.md").ignore == ("lost-text",)
    assert found.settings(f"{root}/b/x.md").ignore == ()
    assert found.settings(f"{root}/a/b/x.md").dialect_here == DIALECT
    assert found.settings(f"{root}/b/b/x.md").dialect_here == ""


def test_what_holds_for_some_files_goes_on_top(write: Write) -> None:
    root = write(
        agentls_toml=(
            'ignore = ["lost-text"]\n[severity]\nunknown-key = "hint"\n[[per-file]]\nfiles = ["x.md"]\n'
            'select = ["unknown-key"]\nignore = ["foreign-key"]\nseverity = { unknown-key = "error" }'
        )
    )
    settings = finder().settings(f"{root}/deep/x.md")
    assert settings.select == ("unknown-key",)
    assert settings.ignore == ("lost-text", "foreign-key")
    assert settings.severity == {"unknown-key": "error"}


@pytest.mark.parametrize(
    ("glob", "path", "fits", "covers"),
    [
        ("*.md", "/p/x.md", True, True),
        ("*.md", "/p/a/x.md", True, True),
        ("old", "/p/a/old", True, True),
        ("old", "/p/a/old/x.md", False, True),
        ("old/", "/p/old/b/x.md", False, True),
        ("/old", "/p/a/old", False, False),
        ("a/old", "/p/a/old", True, True),
        ("a/old", "/p/b/a/old", False, False),
        ("a/**/x.md", "/p/a/b/c/x.md", True, True),
        ("./a", "/p/a", True, True),
        ("{a,b}.md", "/p/b.md", True, True),
        ("*.md", "/other/x.md", False, False),
        ("*.md", "/pp/x.md", False, False),
        ("a?", "/p/a/", False, False),
    ],
)
def test_globs(glob: str, path: str, fits: bool, covers: bool) -> None:
    pattern = Pattern("/p", glob)
    assert (pattern.fits(path), pattern.covers(path)) == (fits, covers)


def test_the_command_line_beats_files() -> None:
    files = Settings(ignore=("lost-text", "unknown-key"), targets=("claude-code",), narrow=True, dialect_here="x")
    wish = Settings(targets=("copilot-cli",), select=("lost-text",), ignore=("foreign-key",))
    assert overridden(files, wish) == Settings(
        targets=("copilot-cli",), select=("lost-text",), ignore=("unknown-key", "foreign-key"), dialect_here="x"
    )


def test_a_given_file_is_the_only_one(write: Write) -> None:
    root = write(agentls_toml='preset = "strict"', other_toml='ignore = ["lost-text"]')
    assert finder(file=f"{root}/other.toml").settings(f"{root}/x.md") == Settings(ignore=("lost-text",), narrow=True)
    assert finder(isolated=True).settings(f"{root}/x.md") == Settings()


def test_each_folder_is_looked_at_once(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(agentls_toml="root = true")
    asked: list[str] = []
    stat = os.stat

    def counted(path: str) -> os.stat_result:
        asked.append(path)
        return stat(path)

    monkeypatch.setattr(os, "stat", counted)
    found = finder()
    for number in range(10):
        found.settings(f"{root}/a/{number}.md")
    inside = [path for path in asked if path.startswith(root)]
    assert inside == [f"{root}/agentls.toml", f"{root}/a/agentls.toml", f"{root}/a/pyproject.toml"]


def test_a_walk_saves_the_look(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(a__x="")
    found = finder()
    found.settings(f"{root}/x.md")
    monkeypatch.setattr(os, "stat", lambda path: pytest.fail(f"asked for {path}"))
    found.listed(f"{root}/a", {"x"})
    assert found.settings(f"{root}/a/x.md") == Settings()


def test_finding_settings_is_cheap(write: Write) -> None:
    root = write(agentls_toml='preset = "strict"\n[[per-file]]\nfiles = ["b/*.md"]\nignore = ["lost-text"]')
    found = finder()
    found.settings(f"{root}/a/0.md")
    started = time.perf_counter()
    for number in range(2_000):
        found.settings(f"{root}/a/{number}.md")
    assert (time.perf_counter() - started) / 2_000 < 0.0002, "20 µs, with room for a busy machine"


def test_a_wrong_file_is_told_once(write: Write) -> None:
    root = write(agentls_toml="ingore = []")
    found = finder()
    for name in ("a/x.md", "b/x.md"):
        found.settings(f"{root}/{name}")
    (wrong,) = found.wrong
    assert (wrong.path, len(wrong.problems)) == (f"{root}/agentls.toml", 1)


def test_a_valid_file_is_read_without_heavy_imports(write: Write) -> None:
    root = write(agentls_toml='preset = "strict"\nignore = ["lost-text"]')
    code = (
        "import sys; from agentls.config.finder import Finder; from agentls.schema.lookup import Schema;"
        "before = set(sys.modules); found = Finder(Schema.load(), ['lost-text']);"
        f"print(found.settings({root!r} + '/x.md').ignore, 'tomllib' in before,"
        "sorted({'pydantic', 'tree_sitter', 'yaml'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", "from agentls.schema.lookup import Schema; Schema.load()"], check=True)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "('lost-text',) False []\n"


# What the settings do


def found_rules(text: str, path: str = "/p/.claude/agents/reviewer.md", **settings: Any) -> list[tuple[str, str]]:
    result = report(text, path, Settings(**settings))
    return [(finding.severity.label, finding.rule) for finding in result.findings]


def test_a_severity_can_be_set() -> None:
    text = AGENT.format("tools: Read, Deploy\n")
    assert found_rules(text) == [("info", "unknown-tool")]
    assert found_rules(text, severity={"unknown-tool": "error"}) == [("error", "unknown-tool")]


def test_strict_warns_of_names_that_may_just_be_new() -> None:
    assert found_rules(AGENT.format("tools: Read, Deploy\n"), preset="strict") == [("warning", "unknown-tool")]
    assert found_rules(AGENT.format("owner: me\n")) == [("info", "unknown-key")]
    assert found_rules(AGENT.format("owner: me\n"), preset="strict") == [("warning", "unknown-key")]


def test_targets_of_a_project_leave_others_out_where_the_place_tells_who_reads() -> None:
    text = AGENT.format("toools: Read\n")
    kept = report(text, settings=Settings(targets=("claude-code",), narrow=True))
    assert [target.consumer for target in kept.targets] == ["claude-code"]
    none = report(text, "/p/.github/agents/reviewer.agent.md", Settings(targets=("claude-code",), narrow=True))
    assert none.status == "checked"
    assert none.targets == ()


def test_targets_of_a_project_make_no_page_an_agent() -> None:
    page = "---\ntitle: About\n---\nText.\n"
    assert report(page, "/p/docs/a.md", Settings(targets=("claude-code",), narrow=True)).status == "unrecognized"


def test_a_glob_gives_a_dialect_and_a_marker_in_the_file_counts_more() -> None:
    page = "---\ntitle: About\n{}---\nText.\n"
    given = report(page.format(""), "/p/docs/a.md", Settings(dialect_here="agent-skill"))
    assert (given.dialect, given.reasons) == ("agent-skill", ("chosen in the settings",))
    marked = page.format(f"# agentls: dialect={DIALECT}\n")
    assert report(marked, "/p/docs/a.md", Settings(dialect_here="agent-skill")).dialect == DIALECT


def test_a_version_silences_what_only_others_do(monkeypatch: pytest.MonkeyPatch) -> None:
    text = AGENT.format("tools: Read, Serch\n")
    dialect = schema().dialects[DIALECT]
    behaviors = dialect.behaviors("unknown-tool", "claude-code")
    since = [one._replace(when=one.when._replace(since="2.1.300")) for one in behaviors]
    monkeypatch.setitem(dialect._behaviors, ("unknown-tool", "claude-code"), since)
    (tested,), (old,) = (
        report(text, settings=Settings(targets=("claude-code",), narrow=True, versions=versions)).findings
        for versions in ({}, {"claude-code": "2.1.200"})
    )
    assert [effect.target.consumer for effect in tested.effects] == ["claude-code"]
    assert tested.effects[0].version == schema().consumers["claude-code"].version, "the version that was tested"
    assert old.effects == ()


@pytest.mark.parametrize("told", ["2.1.210", "9.9.9"])
def test_an_effect_names_the_version_that_was_seen_whichever_the_user_has(told: str) -> None:
    text = AGENT.format("tools: Read, Serch\n")
    settings = Settings(targets=("claude-code",), narrow=True, versions={"claude-code": told})
    effect = report(text, settings=settings).findings[0].effects[0]
    assert (effect.version, effect.verified) == (schema().consumers["claude-code"].version, True)


@pytest.mark.parametrize(
    ("version", "rules"),
    [
        pytest.param("", ["retired-tool", "invalid-value"], id="none told"),
        pytest.param("2.1.200", ["retired-tool", "invalid-value"], id="after both"),
        pytest.param("2.1.100", ["invalid-value"], id="before the tool was removed"),
        pytest.param("2.0.10", [], id="before there was such a key"),
    ],
)
def test_a_version_silences_keys_and_tools_that_are_others_in_it(version: str, rules: list[str]) -> None:
    text = AGENT.format("tools: Read, TeamCreate\npermissionMode: never\n")
    versions = {"claude-code": version} if version else {}
    result = report(text, settings=Settings(targets=("claude-code",), narrow=True, versions=versions))
    assert [finding.rule for finding in result.findings] == rules


def test_a_key_is_not_said_to_be_gone_in_a_version_that_has_it() -> None:
    text, path = "---\ndescription: Reviews\n---\nReview.\n", "/home/me/.codex/prompts/a.md"
    settings = Settings(select=("deprecated-key",), targets=("codex",), narrow=True)
    assert len(report(text, path, settings).findings) == 1
    assert report(text, path, settings._replace(versions={"codex": "0.116.0"})).findings == ()


@pytest.mark.parametrize(
    ("extend", "line", "rule"),
    [
        ('keys = ["owner"]', "owner: me", "unknown-key"),
        ('tools = ["Deploy"]', "tools: Read, Deploy", "unknown-tool"),
        ('tools = ["De*"]', "tools: Read, Deploy", "unknown-tool"),
        ('models = ["other/big-1"]', "model: other/big-1", "unknown-model"),
    ],
)
def test_names_that_the_settings_add_are_known(write: Write, extend: str, line: str, rule: str) -> None:
    text = AGENT.format(line + "\n")
    assert [found for _, found in found_rules(text)] == [rule]
    root = write(agentls_toml=f"[extend.{DIALECT}]\n{extend}\n")
    found = finder()
    assert found.scope(root).schema is not schema()
    from agentls.analysis import check_source

    path = f"{root}/.claude/agents/reviewer.md"
    source = SourceText.from_buffer(text)
    checked = check_source(path, source, found.settings(path), found.schema(path.rpartition("/")[0]))
    assert [finding.rule for finding in checked.findings] == []


HOUSE = """\
id: house-agent
title: House agent
kind: community
summary: Our own.
sources:
  ours: {what: "our handbook", ref: "handbook.md", date: "2026-01-01", kind: docs}
made_for: [{consumer: claude-code, dialect: claude-code-agent}]
keys:
  name: {types: [string], doc: "The name."}
  owner: {types: [string], doc: "Who looks after it."}
"""


def test_dialects_of_ones_own_are_known(write: Write) -> None:
    root = write(agentls_toml='schemas = ["house"]\n[dialects]\n"prompts/*" = "house-agent"', house__ours_yaml=HOUSE)
    found = finder()
    assert found.settings(f"{root}/prompts/a.md").dialect_here == "house-agent"
    assert found.schema(f"{root}/prompts").dialects["house-agent"].title == "House agent"
    assert found.wrong == []
    assert "house-agent" not in schema().dialects


def test_a_broken_schema_file_is_told_at_its_place_and_does_not_stop_the_rest(write: Write) -> None:
    root = write(
        agentls_toml='schemas = ["house", "nowhere"]',
        house__a_yaml=HOUSE.replace("kind: community", "knid: community"),
        house__b_yaml=HOUSE.replace("claude-code-agent}", "claude-cod-agent}"),
        house__c_yaml=HOUSE.replace("id: house-agent", "id: other-agent"),
    )
    found = finder()
    assert "other-agent" in found.schema(root).dialects
    told = {wrong.path.removeprefix(root): wrong for wrong in found.wrong}
    assert sorted(told) == ["/agentls.toml", "/house/a.yaml", "/house/b.yaml"]
    (problem,) = told["/house/a.yaml"].problems
    assert told["/house/a.yaml"].source.text[slice(*problem.span)] == "knid"
    assert problem.message.startswith("knid: unknown field: did you mean `kind`?")
    assert problem.nearest == "kind"
    (problem,) = told["/house/b.yaml"].problems
    assert told["/house/b.yaml"].source.text[slice(*problem.span)] == "claude-cod-agent"
    assert problem.nearest == "claude-code-agent"
    (problem,) = told["/agentls.toml"].problems
    assert problem.message == "there is no such file or folder"


CREW_PRODUCT = """\
id: crew
title: Crew
vendor: Us
sources:
  ours: {what: "our handbook", ref: "handbook.md", date: "2026-01-01", kind: docs}
consumers: {crew-cli: {title: Crew}}
places: [{glob: "crew/*.md", consumers: crew-cli, dialect: crew-role}]
catalogs:
  - {id: crew-tools, title: Crew tools, consumers: crew-cli, tools: {Dig: {doc: Digs.}}}
"""
CREW_ROLE = """\
id: crew-role
title: Crew role
kind: official
summary: A role.
product: crew
sources:
  ours: {what: "our handbook", ref: "handbook.md", date: "2026-01-01", kind: docs}
keys:
  name: {types: string, doc: "The name."}
  uses: {types: list, doc: "Its tools.", tools: crew-tools}
"""
CREW_HEIR = """\
id: crew-lead
title: Crew lead
kind: official
summary: A lead.
extends: crew-role
sources:
  ours: {what: "our handbook", ref: "handbook.md", date: "2026-01-01", kind: docs}
"""
CREW_SETTINGS = """\
schemas = ["house"]
targets = ["crew-cli"]
[dialects]
"notes/*" = "crew-role"
"leads/*" = "crew-lead"
[extend.crew-role]
keys = ["boots"]
"""


@pytest.mark.parametrize(
    ("role", "product", "told"),
    [
        (("types: string", "types: strin"), ("", ""), "a.yaml: keys.name.types: `strin` is not known here"),
        (("id: crew-role", "id: Crew Role"), ("", ""), "a.yaml: id: `Crew Role` does not have the form"),
        (("id: crew-role", "id: crew_role"), ("", ""), "a.yaml: id: `crew_role` does not have the form"),
        (("title: Crew role", "title: [Crew"), ("", ""), "a.yaml: this is not YAML"),
        (("", ""), ("vendor: Us", "vender: Us"), "b.yaml: vender: unknown field"),
        (("", ""), ("dialect: crew-role", "dialect: crew-roel"), "b.yaml: places[0].dialect: there is no dialect"),
    ],
)
def test_one_mistake_in_a_schema_file_is_told_once(
    write: Write, role: tuple[str, str], product: tuple[str, str], told: str
) -> None:
    root = write(
        agentls_toml=CREW_SETTINGS,
        house__a_yaml=CREW_ROLE.replace(*role),
        house__b_yaml=CREW_PRODUCT.replace(*product),
        house__c_yaml=CREW_HEIR,
    )
    found = finder()
    found.settings(f"{root}/notes/x.md")
    (wrong,) = found.wrong
    (problem,) = wrong.problems
    assert f"{wrong.path.removeprefix(root + '/house/')}: {problem.message}".startswith(told)


def test_what_does_not_hang_on_a_broken_file_still_counts(write: Write) -> None:
    root = write(
        agentls_toml='schemas = ["house"]',
        house__a_yaml=CREW_ROLE.replace("types: string", "types: strin"),
        house__b_yaml=CREW_PRODUCT,
        house__c_yaml=CREW_HEIR,
    )
    known = finder().schema(root)
    assert "Dig" in known.catalogs["crew-tools"].tools
    assert not {"crew-role", "crew-lead"} & known.dialects.keys()
    assert [place for place in known.places if place.dialect == "crew-role"] == []


def test_a_changed_schema_file_is_seen(write: Write) -> None:
    root = write(agentls_toml='schemas = ["house"]', house__a_yaml=HOUSE)
    assert finder().schema(root).dialects["house-agent"].title == "House agent"
    write(house__a_yaml=HOUSE.replace("title: House agent", "title: Home agent"))
    assert finder().schema(root).dialects["house-agent"].title == "Home agent"


@pytest.mark.parametrize(
    ("path", "is_one"), [("/p/agentls.toml", True), ("/p/pyproject.toml", True), ("/p/x.md", False)]
)
def test_settings_files_are_known_by_name(path: str, is_one: bool) -> None:
    assert is_settings_file(path) == is_one
