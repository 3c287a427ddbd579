"""Bad input, whatever it is: findings or a message, all other files checked, within bounds, and never a traceback."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import agentls
from agentls.cli import main
from agentls.walk.disk import read_file
from tests.support.checking import report

SECONDS = 30
MEBIBYTES = 2000
"""Generous bounds: what is slow or greedy shows, a slow machine does not."""

PACKAGE_FOLDER = Path(agentls.__file__).parents[1]
AGENTS = ".claude/agents"
FRONT = "---\nname: reviewer\ndescription: Reviews changes\n"
BODY = "---\nYou review code.\n"
GOOD = FRONT + BODY
MISSPELLED = FRONT + "toools: Read\n" + BODY
MANY, MILLION, LINE = 100_000, 1_000_000, 10_000_000


def value(text: str) -> Callable[[], str]:
    return lambda: f"{FRONT}color: {text}\n{BODY}"


def lines(text: str) -> Callable[[], str]:
    return lambda: FRONT + text + BODY


def body(text: str) -> Callable[[], str]:
    return lambda: GOOD + text


def laughs(levels: int) -> str:
    """A document whose aliases stand for 9 to the power of `levels` words."""
    rows = [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, levels)]
    return "a0: &a0 [ha, ha]\n" + "".join(rows)


TEXTS: dict[str, Callable[[], str | bytes]] = {
    "empty": lambda: "",
    "invalid UTF-8 in the front matter": lambda: FRONT.encode() + b"color: " + b"\xff " * MANY + b"\n" + BODY.encode(),
    "invalid UTF-8 in the body": lambda: GOOD.encode() + b"\xe9 " * MANY,
    "NUL": lambda: "\0" * MILLION,
    "NUL in the front matter": lines("\0" * MANY + "\n"),
    "UTF-16": lambda: GOOD.encode("utf-16"),
    "UTF-16, odd length": lambda: GOOD.encode("utf-16") + b"x",
    "UTF-16, big": lambda: b"\xfe\xff" + (GOOD + "x" * MILLION).encode("utf-16-be"),
    "half a surrogate pair": lambda: b"\xff\xfe" + GOOD.encode("utf-16-le") + b"\x00\xd8",
    "byte order mark": lambda: b"\xef\xbb\xbf" + GOOD.encode(),
    "two byte order marks": lambda: b"\xef\xbb\xbf" * 2 + GOOD.encode(),
    "many byte order marks": lambda: "\ufeff" * MANY + GOOD,
    "control characters": value("\x1b" * MANY),
    "line separators": value("\u2028" * MANY),
    "one line": lambda: "x" * LINE,
    "one line in the front matter": value("x" * LINE),
    "one line of colons": value("a: " * (LINE // 3)),
    "one line of comment signs": value("a #" * (LINE // 3)),
    "one line of dashes": value("-" * LINE),
    "one line in the body": body("x " * (LINE // 2)),
    "one line in a heading": body("## " + "x " * (LINE // 2)),
    "one line as an open quote": value('"' + "x" * LINE),
    "many lines as an open quote": value('"' + "x\n" * (MILLION // 2)),
    "quotes": value("'" * MILLION),
    "open brackets": value("[" * MILLION),
    "brackets": value("[" * (MILLION // 2) + "]" * (MILLION // 2)),
    "open braces": value("{" * MILLION),
    "mappings in mappings": value("{a: " * MANY + "}" * MANY),
    "parentheses in a list of tools": lines("tools: " + "(" * MILLION + "\n"),
    "lists in lists": lines("color:\n  " + "- " * MANY + "\n"),
    "deeper and deeper": lines("".join(" " * depth + "a:\n" for depth in range(2000))),
    "one deep indent": lines(" " * MILLION + "a: b\n"),
    "one deep tab": lines("\t" * MILLION + "a: b\n"),
    "complex keys": lines("? " * MANY + "\n"),
    "alias bomb": lines(laughs(30)),
    "aliases": lines("a: &a x\n" + "".join(f"b{number}: *a\n" for number in range(1000))),
    "anchors": value("&a " * MANY),
    "merge keys": lines("a: &a {x: 1}\n" + "<<: *a\n" * 1000),
    "keys": lines("".join(f"key{number}: x\n" for number in range(1000))),
    "one key again and again": lines("color: red\n" * 5000),
    "lines without a key": lines("just words\n" * MANY),
    "lines in column one": lines("".join(f"and more words {number}\n" for number in range(MANY))),
    "tools": lines("tools: " + "Read, " * 20_000 + "\n"),
    "unknown tools": lines("tools: " + ", ".join(f"Raed{number}" for number in range(20_000)) + "\n"),
    "front matter that never ends": lambda: FRONT + "just: text\n" * 1000,
    "fences of dashes": lambda: "---\n" * MANY,
    "blank lines first": lambda: "\n" * MILLION + GOOD,
    "carriage returns alone": lambda: "\r" * MILLION + GOOD,
    "open tags": body("<role>\n" * MANY),
    "nested tags": body("<role>\n" * (MANY // 2) + "</role>\n" * (MANY // 2)),
    "alternating tags": body("<role>\n</triggers>\n" * (MANY // 2)),
    "different tags": body("".join(f"<t{number}>\n" for number in range(MANY))),
    "tags that close in the wrong order": body(
        "".join(f"<t{number}>\n" for number in range(MANY // 2))
        + "".join(f"</t{number}>\n" for number in range(MANY // 2))
    ),
    "tags in one line": body("<a>" * MANY),
    "angle brackets": body("<" * MILLION),
    "attributes": body("<a " + "b='c' " * MANY + ">"),
    "open comments": body("<!--" * MANY),
    "headings": body("## A heading\n" * MANY),
    "different headings": body("".join(f"## H{number}\n" for number in range(MANY))),
    "nearly known headings": body("## Key Action\n" * MANY),
    "labels": body("**Will:**\n" * MANY),
    "quotes in quotes": body(">" * MILLION),
    "items in items": body("- " * MANY),
    "open code": body("`" * MILLION),
    "fences": body("```\n" * MANY),
    "open links": body("[" * MANY + "](b " * MANY),
    "emphasis": body("*a " * MANY + "_a" * MANY),
    "a wide table": body("|a" * MANY + "\n" + "|-" * MANY + "\n"),
    "a copy without an end": lambda: "3 lines\n---\n|\nname: x\n|\n" + "x\n|\n" * MANY,
    "a copied table without an end": lambda: "| name | description |\n|---|---|\n" + "| a | b |\n" * MANY,
    "markers": body("<!-- agentls: dialect=none-such -->\n" * MANY),
}
PLACED, BY_CONTENT = "/p/.claude/agents/reviewer.md", "/p/library/reviewer.md"
BODIES = [name for name, make in TEXTS.items() if make.__qualname__.startswith(body.__name__)]
"""Texts whose body is hostile: detection by content reads all of it."""

CROWD = [
    "empty", "invalid UTF-8 in the front matter", "NUL", "UTF-16, odd length", "two byte order marks", "one line",
    "one line in a heading", "one line as an open quote", "open brackets", "deeper and deeper", "alias bomb",
    "open tags", "nested tags", "alternating tags", "headings", "quotes in quotes",
]  # fmt: skip
"""Texts that are checked all together by a process of its own."""


@pytest.fixture
def stopwatch() -> Iterator[None]:
    before = time.process_time()
    yield
    assert time.process_time() - before < SECONDS


@pytest.mark.usefixtures("stopwatch")
@pytest.mark.parametrize(
    ("name", "path"), [*((name, PLACED) for name in TEXTS), *((name, BY_CONTENT) for name in BODIES)]
)
def test_any_text_is_checked_in_time(name: str, path: str) -> None:
    result = report(TEXTS[name](), path)
    assert result.source is not None
    length = len(result.source.text)
    assert all(0 <= finding.span.start <= finding.span.end <= length for finding in result.findings)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`agentls` in a process of its own, with the folder as working directory."""
    environment = os.environ | {"PYTHONPATH": str(PACKAGE_FOLDER)}
    command = [sys.executable, "-m", "agentls", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=10 * SECONDS, check=False
    )


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / AGENTS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def checked(result: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """File -> status, by its name in the agents folder."""
    return {Path(file["path"]).name: file["status"] for file in json.loads(result.stdout)["files"]}


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """Hostile texts in one folder, with an ordinary file before and behind them."""
    folder = tmp_path_factory.mktemp("crowd")
    for number, name in enumerate(CROWD):
        write(folder, f"b{number:03}.md", TEXTS[name]())
    write(folder, "a.md", MISSPELLED)
    write(folder, "c.md", MISSPELLED)
    return run(folder, "check", "--format", "json")


def test_hostile_files_do_not_keep_others_from_being_checked(crowd: subprocess.CompletedProcess[str]) -> None:
    assert crowd.returncode == 1, crowd.stderr
    assert "Traceback" not in crowd.stderr
    data = json.loads(crowd.stdout)
    assert data["summary"]["checked"] == len(CROWD) + 2
    misspelled = [one["path"] for one in data["findings"] if one["arguments"].get("key") == "toools"]
    assert misspelled == [f"{AGENTS}/a.md", f"{AGENTS}/c.md"]


def test_hostile_files_take_bounded_memory(crowd: subprocess.CompletedProcess[str]) -> None:
    assert crowd.returncode == 1
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak / (1024 * 1024 if sys.platform == "darwin" else 1024) < MEBIBYTES


def test_the_text_report_shows_hostile_lines_cut_short(tmp_path: Path) -> None:
    write(tmp_path, "a.md", f"{FRONT}color: 'x' {'y' * LINE}\n{BODY}")
    result = run(tmp_path, "check")
    assert result.returncode == 1
    assert len(result.stdout) < 10_000


def test_a_pipe_is_told_and_the_others_are_checked(tmp_path: Path) -> None:
    write(tmp_path, "a.md", MISSPELLED)
    os.mkfifo(tmp_path / AGENTS / "b.md")
    result = run(tmp_path, "check", "--format", "json")
    assert (result.returncode, checked(result)) == (2, {"a.md": "checked", "b.md": "unreadable"})


def test_a_link_to_an_endless_device_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "a.md", MISSPELLED)
    (tmp_path / AGENTS / "b.md").symlink_to("/dev/zero")
    result = run(tmp_path, "check", "--format", "json")
    assert "Traceback" not in result.stderr
    assert checked(result)["a.md"] == "checked"
    assert checked(result).get("b.md") != "checked"


def test_an_endless_device_that_is_named_is_refused() -> None:
    result = run(Path("/"), "check", "dev/zero")
    assert result.returncode == 2
    assert "pipe, socket or device" in result.stderr


def test_loops_of_links_end(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", MISSPELLED)
    (path.parent / "again").symlink_to(path.parent)
    (path.parent / "b.md").symlink_to("c.md")
    (path.parent / "c.md").symlink_to("b.md")
    result = run(tmp_path, "check", "--format", "json")
    assert "Traceback" not in result.stderr
    assert result.returncode in (1, 2)
    assert [file["path"] for file in json.loads(result.stdout)["files"]].count(f"{AGENTS}/a.md") == 1


def test_a_folder_that_can_not_be_read_is_told_and_the_others_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "a.md", MISSPELLED)
    write(tmp_path, "closed/b.md", MISSPELLED)
    scandir = os.scandir

    def guarded(path: Any = ".") -> Any:
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    shown = capsys.readouterr()
    assert f"{AGENTS}/a.md:4:1: error[unknown-key]" in shown.out
    assert f"{AGENTS}/closed" in shown.err
    assert "Traceback" not in shown.err


def test_a_file_that_vanishes_between_finding_and_reading_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "a.md", MISSPELLED)
    gone = write(tmp_path, "b.md", MISSPELLED)

    def late(path: str) -> bytes:
        gone.unlink(missing_ok=True)
        return read_file(path)

    monkeypatch.setattr("agentls.cli.examine.read_file", late)
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    shown = capsys.readouterr()
    assert "a.md:4:1: error[unknown-key]" in shown.out
    assert "b.md: there is no such file" in shown.err
