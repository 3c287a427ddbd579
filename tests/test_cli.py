"""The command line: files and arguments in; exit code, stdout and stderr out."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from agentls import __version__
from agentls.analysis import check_source
from agentls.cli import main
from agentls.cli.console import columns_of, wants_color
from agentls.config import Settings
from agentls.findings import FileReport
from agentls.rules import RULES
from agentls.schema import SchemaError
from agentls.schema.lookup import Schema
from agentls.text import SourceText
from agentls.walk import disk
from tests.support.checking import schema

AGENTS = ".claude/agents"
GOOD = "---\nname: reviewer\ndescription: Reviews code before it is merged\ntools: Read, Grep\n---\nYou review code.\n"
MISSPELLED = GOOD.replace("tools:", "toools:")  # an error: without `tools` the agent gets every tool
RETIRED = GOOD.replace("Grep", "MultiEdit")  # a warning
PAGE = "# A page\n\nAbout something else.\n"


@dataclass(frozen=True)
class Result:
    """What a command line did."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Project:
    """A folder that is the working directory."""

    root: Path
    capture: pytest.CaptureFixture[str]

    def write(self, **files: str) -> None:
        for name, text in files.items():
            self.file(f"{AGENTS}/{name}.md", text)

    def file(self, name: str, text: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))

    def run(self, *arguments: str) -> Result:
        self.capture.readouterr()
        code = main(arguments)
        return Result(code, *self.capture.readouterr())


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PWD", str(tmp_path))
    return Project(tmp_path, capsys)


def process(*arguments: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """Run agentls in a process of its own."""
    return subprocess.run(command(*arguments), capture_output=True, timeout=60, **more)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "agentls", *arguments]


# check: exit codes


def test_a_clean_project(project: Project) -> None:
    project.write(a=GOOD)
    assert project.run("check") == Result(0, "no findings in 1 file\n", "")


def test_a_finding_is_told_where_it_stands(project: Project) -> None:
    project.write(a=MISSPELLED)
    result = project.run("check")
    assert result.code == 1
    assert result.out.startswith(f"{AGENTS}/a.md:4:1: error[unknown-key] ")
    assert "\n    4 | toools: Read, Grep\n      | ^^^^^^\n" in result.out
    assert result.out.endswith("\n\n1 error in 1 file\n")


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        (MISSPELLED, "error", 1),
        (MISSPELLED, "never", 0),
        (RETIRED, "error", 0),
        (RETIRED, "warning", 1),
        (RETIRED, "hint", 1),
        (GOOD, "hint", 0),
    ],
)
def test_fail_on(project: Project, text: str, fail_on: str, code: int) -> None:
    project.write(a=text)
    assert project.run("check", "--fail-on", fail_on).code == code


def test_a_path_that_does_not_exist_counts_more_than_findings(project: Project) -> None:
    project.write(a=MISSPELLED)
    result = project.run("check", ".", "no.md")
    assert result.code == 2
    assert result.err == "agentls: no.md: there is no such file or folder\n"
    assert result.out.endswith("1 error in 1 file (1 unreadable)\n")


def test_a_named_file_that_is_no_agent_file_is_said_loudly(project: Project) -> None:
    project.write(a=GOOD)
    project.file("docs/page.md", PAGE)
    result = project.run("check", ".", "docs/page.md")
    assert (result.code, result.out) == (2, "no findings in 1 file (1 unrecognized)\n")
    assert result.err.startswith("agentls: docs/page.md: this is no agent file that agentls knows")
    assert project.run("check", ".", "docs/page.md", "--ignore-unknown") == Result(0, result.out, "")


def test_a_file_that_is_no_agent_file_is_only_counted_when_it_was_not_named(project: Project) -> None:
    project.write(a=GOOD)
    project.file("README.md", PAGE)
    assert project.run("check") == Result(0, "no findings in 1 file (1 unrecognized)\n", "")


def test_nothing_to_check_is_no_success(project: Project) -> None:
    project.file("README.md", PAGE)
    project.file("package.json", "{}")
    project.file(".gitignore", "*.local.md\n")
    project.write(**{"a.local": GOOD})
    result = project.run("check")
    assert (result.code, result.out) == (2, "nothing was checked (1 unrecognized, 1 ignored by .gitignore)\n")
    assert "found nothing to check in this folder\n" in result.err
    assert f"checked when named: {AGENTS}/a.local.md\n" in result.err
    assert project.run("check", "--ignore-unknown") == Result(0, result.out, "")


def test_an_ignored_file_is_checked_when_it_is_named(project: Project) -> None:
    project.file(".gitignore", ".claude\n")
    project.write(a=MISSPELLED)
    assert project.run("check", f"{AGENTS}/a.md").code == 1


def test_links_that_lead_out_explain_why_nothing_was_checked(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (project.root / "agents").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    assert "links out of the tree, not followed: agents\n" in project.run("check").err


def test_the_place_of_a_file_counts_wherever_the_check_is_started(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write(a=GOOD.replace("description: Reviews code before it is merged\n", ""))
    monkeypatch.chdir(project.root / AGENTS)
    result = project.run("check", "--format", "json")
    assert [(finding["path"], finding["severity"]) for finding in result.data["findings"]] == [("a.md", "error")]


# check: choices


def test_select_and_ignore(project: Project) -> None:
    project.write(a=MISSPELLED, b=RETIRED)
    assert [finding["rule"] for finding in project.run("check", "--format", "json").data["findings"]] == [
        "unknown-key",
        "retired-tool",
    ]
    assert project.run("check", "--select", "retired-tool,unknown-tool").out.endswith("1 warning in 2 files\n")
    assert project.run("check", "--ignore", "retired-tool", "--ignore", "unknown-key").code == 0


def test_a_dialect_can_be_chosen(project: Project) -> None:
    project.file("notes.md", MISSPELLED)
    result = project.run("check", "--dialect", "claude-code-agent", "--format", "json", "notes.md")
    assert result.data["files"][0]["dialect"] == "claude-code-agent"
    assert result.code == 1


def test_a_target_can_be_chosen(project: Project) -> None:
    project.write(a=GOOD.replace("Reviews code", "Reviews: code"))
    severities = []
    for arguments in ([], ["--target", "copilot-cli,vscode"]):
        (finding,) = project.run("check", "--format", "json", *arguments).data["findings"]
        severities += [one["severity"] for one in finding["effects"] if one["target"] == "copilot-cli"]
    assert severities == ["info", "error"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "--select", "unknwn-key"], "there is no rule `unknwn-key`: did you mean `unknown-key`"),
        (["check", "--ignore", "retired"], "there is no rule `retired`: did you mean `retired-tool`"),
        (["check", "--target", "claude"], "there is no target `claude`: did you mean `claude-code`?"),
        (["check", "--dialect", "superclawd"], "there is no dialect `superclawd`: did you mean `superclaude`?"),
        (["schema", "frontmatter", "copilot"], "there is no dialect `copilot`: did you mean `copilot-agent`?"),
        (["schema", "frontmatter"], "write `agentls schema` or `agentls schema frontmatter DIALECT`"),
        (["explain", "unknown-kee"], "there is no rule, key or tool `unknown-kee`: did you mean `unknown-key`"),
        (["explain", "qqqqqqqq"], "there is no rule, key or tool `qqqqqqqq`\n"),
        (["chek"], "there is no command `chek`: did you mean `check`"),
        (["xxx"], "there is no command `xxx`; there are check, detect, dialects, explain, schema"),
        (["."], "`.` is a path, not a command: did you mean `agentls check .`?"),
        (["check", "-"], "`-` needs --stdin-filename NAME"),
        (["check", "-", "a.md", "--stdin-filename", "x.md"], "`-` (standard input) can't be checked together"),
        (["check", "--stdin-filename", "x.md"], "--stdin-filename goes with `-`"),
    ],
)
def test_a_wrong_word_is_answered_with_the_right_one(project: Project, arguments: list[str], message: str) -> None:
    result = project.run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"agentls: {message}")


@pytest.mark.parametrize(
    "arguments", [["check", "--fail-on", "never-ever"], ["check", "--fromat"], ["dialects", "x"], ["detect"]]
)
def test_wrong_options_show_the_usage(project: Project, arguments: list[str]) -> None:
    result = project.run(*arguments)
    assert result.code == 2
    assert result.err.startswith("usage: agentls")


def test_options_may_stand_between_paths(project: Project) -> None:
    project.write(a=GOOD, b=GOOD)
    result = project.run("check", f"{AGENTS}/a.md", "--format", "json", f"{AGENTS}/b.md")
    assert result.data["summary"]["checked"] == 2


# check: JSON and standard input


def test_the_json_report_keeps_to_its_schema(project: Project) -> None:
    project.write(a=MISSPELLED, b=RETIRED)
    project.file("page.md", PAGE)
    result = project.run("check", ".", "no.md", "--format", "json")
    path = Path(__file__).parents[1] / "schemas" / "report.schema.json"
    Draft202012Validator(json.loads(path.read_text(encoding="utf-8"))).validate(result.data)
    assert [(file["path"], file["status"]) for file in result.data["files"]] == [
        (f"{AGENTS}/a.md", "checked"),
        (f"{AGENTS}/b.md", "checked"),
        ("page.md", "unrecognized"),
        ("no.md", "unreadable"),
    ]
    assert result.out == project.run("check", ".", "no.md", "--format", "json").out


def test_standard_input_is_taken_for_the_file_that_is_named(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MISSPELLED.encode())))
    result = project.run("check", "--format", "json", "--stdin-filename", f"{AGENTS}/new.md", "-")
    assert result.code == 1
    assert [file["path"] for file in result.data["files"]] == [f"{AGENTS}/new.md"]


def test_standard_input_that_is_no_agent_file_is_said_loudly(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    result = project.run("check", "--stdin-filename", "page.md", "-")
    assert result.code == 2
    assert "page.md: this is no agent file" in result.err


# check: bad input


def test_a_fault_of_ours_in_one_file_does_not_stop_the_others(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fragile(path: str, source: SourceText, settings: Settings, schema: Schema) -> FileReport:
        if path.endswith("/b.md"):
            raise RecursionError("too deep")
        return check_source(path, source, settings, schema)

    monkeypatch.setattr("agentls.cli.examine.check_source", fragile)
    project.write(a=GOOD, b=GOOD, c=MISSPELLED)
    result = project.run("check")
    assert result.code == 2
    assert result.err == f"agentls: {AGENTS}/b.md: internal error: RecursionError: too deep\n"
    assert result.out.endswith("1 error in 2 files (1 unreadable)\n")


def test_a_file_that_vanishes_is_unreadable(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: str) -> bytes:
        raise FileNotFoundError(2, "No such file or directory")

    project.write(a=GOOD)
    monkeypatch.setattr("agentls.cli.examine.read_file", gone)
    assert project.run("check").err == f"agentls: {AGENTS}/a.md: there is no such file or folder\n"


def test_a_pipe_among_the_files_is_told_and_the_others_are_checked(project: Project) -> None:
    project.write(a=MISSPELLED)
    os.mkfifo(project.root / AGENTS / "b.md")
    result = project.run("check")
    assert result.code == 2
    assert f"{AGENTS}/b.md: is a pipe, socket or device" in result.err
    assert "1 error in 1 file (1 unreadable)" in result.out


def test_a_file_that_is_too_big_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(a=GOOD)
    monkeypatch.setattr(disk, "SIZE_LIMIT", 10)
    assert f"{AGENTS}/a.md: has 0 MiB" in project.run("check").err


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\x00" * 1000,
        b"---\nname: \xff\xfe\x00\n---\n",
        "\ufeff---\r\nname: é\r\n---\r\n".encode(),
        GOOD.encode("utf-16"),
        b"---\n" + b"x" * 11_000_000,
        b"---\nname: " + b"[" * 1_000_000,
    ],
    ids=["empty", "nul", "no-utf-8", "byte-order-mark", "utf-16", "long-line", "brackets"],
)
def test_whatever_is_in_a_file_it_is_checked_within_bounds(project: Project, text: bytes) -> None:
    project.file(f"{AGENTS}/a.md", text)
    start = time.monotonic()
    for form in ("text", "json"):
        result = project.run("check", "--format", form)
        assert result.code in (0, 1), result.err
    assert time.monotonic() - start < 30


def test_a_broken_schema_says_where(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Schema:
        raise SchemaError("dialects/x.yaml:3:1: there is no field `nme`")

    monkeypatch.setattr(Schema, "load", broken)
    assert project.run("check") == Result(2, "", "agentls: dialects/x.yaml:3:1: there is no field `nme`\n")


def test_an_interrupt_ends_quietly(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> Schema:
        raise KeyboardInterrupt

    monkeypatch.setattr(Schema, "load", interrupted)
    assert project.run("check") == Result(130, "", "")


# the process


def test_what_the_encoding_of_the_terminal_lacks_is_escaped(tmp_path: Path) -> None:
    folder = tmp_path / ".claude" / "agents"
    folder.mkdir(parents=True)
    (folder / os.fsdecode(b"caf\xe9.md")).write_bytes(MISSPELLED.replace("Grep", "🙂").encode())
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    text = process("check", cwd=tmp_path, env=environment)
    assert (text.returncode, text.stderr) == (1, b"")
    assert rb"Read, \U0001f642" in text.stdout
    data = json.loads(process("check", "--format", "json", cwd=tmp_path, env=environment).stdout)
    assert data["findings"][0]["path"] == ".claude/agents/caf\udce9.md"


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    folder = tmp_path / ".claude" / "agents"
    folder.mkdir(parents=True)
    for number in range(300):
        (folder / f"{number}.md").write_text(MISSPELLED, encoding="utf-8")
    with subprocess.Popen(command("check"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 141


def test_a_full_disk_is_told_in_one_line(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        result = subprocess.run(command("dialects"), stdout=full, stderr=subprocess.PIPE, timeout=60, cwd=tmp_path)
    assert result.returncode == 2
    assert result.stderr.startswith(b"agentls: can't go on: ")
    assert result.stderr.count(b"\n") == 1


def test_an_ordinary_check_imports_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / ".claude" / "agents").mkdir(parents=True)
    (tmp_path / ".claude" / "agents" / "a.md").write_text(GOOD, encoding="utf-8")
    process("dialects")  # compiles the schema, if that has not been done
    code = "import sys; from agentls.cli import main; main(['check']); print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=tmp_path, timeout=60, text=True)
    loaded = set(result.stdout.split())
    assert "agentls.analysis" in loaded
    assert not loaded & {"pydantic", "asyncio", "rich", "pygls", "lsprotocol", "pathspec", "difflib", "jsonschema"}


def on_terminal(folder: Path, *arguments: str, **environment: str) -> str:
    """What a terminal of 50 columns receives."""
    read, write = pty.openpty()
    variables = {**os.environ, "TERM": "xterm", "COLUMNS": "50", "NO_COLOR": "", **environment}
    with subprocess.Popen(command(*arguments), stdout=write, cwd=folder, env=variables) as running:
        os.close(write)
        received = b""
        while part := _read(read):
            received += part
        running.wait(60)
    os.close(read)
    return received.decode().replace("\r\n", "\n")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # so Linux says that the other end is closed
        return b""


def test_a_terminal_gets_colors_and_lines_that_fit(tmp_path: Path) -> None:
    (tmp_path / ".claude" / "agents").mkdir(parents=True)
    long = MISSPELLED.replace("Read, Grep", "Read, " * 40)
    (tmp_path / ".claude" / "agents" / "a.md").write_text(long, encoding="utf-8")
    colored = on_terminal(tmp_path, "check")
    assert "\x1b[1;31merror[unknown-key]\x1b[0m" in colored
    plain = on_terminal(tmp_path, "check", NO_COLOR="1")
    assert "\x1b" not in plain
    (line,) = (line for line in plain.split("\n") if line.startswith("    4 |"))
    assert line.endswith("…")
    assert len(line) <= 50


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "platform", "colored"),
    [
        ({}, "linux", True),
        ({"NO_COLOR": ""}, "linux", True),
        ({"NO_COLOR": "1"}, "linux", False),
        ({"TERM": "dumb"}, "linux", False),
        ({}, "win32", False),
        ({"WT_SESSION": "1"}, "win32", True),
    ],
)
def test_who_gets_colors(environment: dict[str, str], platform: str, colored: bool) -> None:
    assert wants_color(Terminal(), environment, platform) is colored
    assert wants_color(io.StringIO(), environment, platform) is False


def test_columns_without_a_terminal() -> None:
    assert columns_of(io.StringIO(), 77) == 77


def test_progress_is_shown_on_a_terminal_once_it_takes_long(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(a=GOOD, b=GOOD, c=GOOD)
    seconds = iter([0.0, 0.5, 1.2, 1.25])
    monkeypatch.setattr("agentls.cli.console.time.monotonic", lambda: next(seconds))
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert project.run("check").code == 0
    assert terminal.getvalue() == "\r2 files …\r\x1b[K"


# the other commands


def test_detect_tells_what_a_file_is_who_reads_it_and_why(project: Project) -> None:
    project.write(a=MISSPELLED)
    project.file("page.md", PAGE)
    result = project.run("detect", ".")
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0] == f"{AGENTS}/a.md: claude-code-agent (confidence 1.00)"
    assert "  Claude Code (claude-code) reads it, as Claude Code subagent" in lines
    assert any(line.startswith("  because: the path matches ") for line in lines)
    assert lines[-1] == "page.md: no agent file that agentls knows"


def test_detect_fails_for_what_it_cannot_read(project: Project) -> None:
    assert project.run("detect", "no.md") == Result(2, "", "agentls: no.md: there is no such file or folder\n")


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_explained(project: Project, rule: str) -> None:
    result = project.run("explain", rule)
    assert result.code == 0
    assert f"# {rule}" in result.out


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("permissionMode", ["permissionMode: key of Claude Code subagent (claude-code-agent), string", "source: "]),
        ("hooks.PreToolUse[].matcher", ["hooks.PreToolUse[].matcher: key of "]),
        ("matcher", ["matcher: key of ", "the same at "]),
        ("Bash", ["Bash: tool of Claude Code", "with an argument: Bash("]),
        ("MultiEdit", ["MultiEdit: retired tool of ", "use Edit instead"]),
    ],
)
def test_keys_and_tools_are_explained(project: Project, name: str, words: list[str]) -> None:
    result = project.run("explain", name)
    assert result.code == 0
    assert [word for word in words if word not in result.out] == []


def test_the_dialects_are_listed_products_first(project: Project) -> None:
    result = project.run("dialects")
    listed = [line.split()[0] for line in result.out.splitlines() if not line.startswith(" ")]
    assert set(listed) == set(schema().dialects)
    assert listed.index("claude-code-agent") < listed.index("agency-agents")


def test_schemas_are_printed(project: Project) -> None:
    for arguments in (["schema"], ["schema", "frontmatter", "claude-code-agent"]):
        Draft202012Validator.check_schema(project.run(*arguments).data)
    assert "tools" in project.run("schema", "frontmatter", "claude-code-agent").data["properties"]


def test_the_version(project: Project) -> None:
    assert project.run("--version") == Result(0, f"agentls {__version__}\n", "")


def test_help_fits_a_terminal_and_shows_examples(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    for arguments in ([], ["--help"], ["check", "--help"]):
        result = project.run(*arguments)
        assert result.code == (0 if arguments else 2)
        assert "examples:\n  agentls check" in result.out
        assert max(map(len, result.out.splitlines())) <= 90
