"""Reading one settings file: `agentls.toml`, or the table `[tool.agentls]` of a `pyproject.toml`."""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from agentls.config.values import Flaw, Known, Path, read_values
from agentls.text import Position, SourceText, Span

OWN = "agentls.toml"
SHARED = "pyproject.toml"
_TABLE = ("tool", "agentls")
_HEADER = re.compile(r"^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*agentls\b", re.MULTILINE)
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")
_ANY = "toml-syntax"
"""The cause of what has no cause of its own: there the library's words say more."""

_LARGEST = 4 * 1024 * 1024


class Problem(NamedTuple):
    """What is wrong at one place of a file; `nearest` is to be written in the place of `span`, if it is not empty."""

    span: Span
    message: str
    nearest: str = ""


class Wrong(NamedTuple):
    """A file that is wrong: its absolute path, its text, and all that is wrong in it."""

    path: str
    source: SourceText
    problems: tuple[Problem, ...]


class SettingsFile(NamedTuple):
    """One settings file as it is written. `data` is empty when it is broken; `problems` then say why.

    `table` is the way to the settings in the file: nothing, or `tool`, `agentls`.
    """

    path: str
    source: SourceText
    data: Mapping[str, Any]
    table: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def folder(self) -> str:
        """The folder that its globs are relative to."""
        return self.path.rpartition("/")[0]

    def read(self, known: Known) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """The values that count, and what is wrong with the others."""
        values, flaws = read_values(self.data, known)
        return values, self.problems + self.located(flaws)

    def located(self, flaws: list[Flaw]) -> tuple[Problem, ...]:
        """Flaws with their places in the text, in the order of the text."""
        if not flaws:
            return ()
        places = Places(self)
        return tuple(sorted(Problem(places.of(flaw), flaw.message, flaw.nearest) for flaw in flaws))


class Places:
    """Where the values of a settings file stand. Made only when somebody asks: for flaws, and for `agentls config`."""

    def __init__(self, file: SettingsFile) -> None:
        """Take a file that is well formed."""
        from agentls.syntax.toml_tree import parse_toml

        self.source, self.table = file.source, file.table
        self.root = parse_toml(file.source)[0].root

    def of(self, flaw: Flaw) -> Span:
        """The span of a flaw: the name of a field, or its value without quotes; of a table its name."""
        key, value = self._find(flaw.path)
        if flaw.at_key or value.kind not in ("scalar", "list") or (value.kind == "list" and value.style == "block"):
            return _bare(key)
        return _bare(value)

    def line(self, path: Path) -> int:
        """The line, 1-based, on which the setting at that path begins."""
        return self.source.line_of(self._find(path)[0].span.start) + 1

    def _find(self, path: Path) -> Any:
        """The name and the value at a path; as far as the path can be followed."""
        key = value = self.root
        for part in (*self.table, *path):
            if isinstance(part, int):
                if part >= len(value.items):
                    break
                key = value = value.items[part]
            else:
                entry = value.entry(part)
                if entry is None:
                    break
                key, value = entry.key, entry.value
        return key, value


def _bare(value: Any) -> Span:
    span: Span = value.span
    quoted = value.style in ("single", "double") and span.end - span.start >= 2
    if quoted:
        return Span(span.start + 1, span.end - 1)
    return span if value.kind == "scalar" or value.style == "flow" else Span(span.start, span.start)


def settings_file_in(folder: str) -> SettingsFile | None:
    """The settings file of a folder, None where there is none. `agentls.toml` comes before `pyproject.toml`."""
    for name in (OWN, SHARED):
        path = f"{folder}/{name}"
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            continue
        if stat.S_ISREG(status.st_mode):
            found = read_settings_file(path)
            if found is not None:
                return found
    return None


def read_settings_file(path: str) -> SettingsFile | None:
    """The settings file at a path, None for a `pyproject.toml` that says nothing to agentls. Never raises."""
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        return _broken(path, SourceText(""), f"this file can't be read: {(error.strerror or str(error)).lower()}")
    if len(data) > _LARGEST:
        return _broken(path, SourceText(""), f"this file is larger than {_LARGEST // 1024**2} MiB: it was not read")
    if not is_own(path) and b"agentls" not in data:
        return None
    return parse_settings_file(path, SourceText.from_bytes(data))


def is_own(path: str) -> bool:
    """Whether the whole file is agentls' own, not a table of a shared one."""
    return path.rpartition("/")[2] != SHARED


def is_settings_file(path: str) -> bool:
    """Whether the name of the file is that of a settings file."""
    return path.rpartition("/")[2] in (OWN, SHARED)


def parse_settings_file(path: str, source: SourceText) -> SettingsFile | None:
    """The settings in a text, None for a `pyproject.toml` without a table for agentls."""
    import tomllib

    table = () if is_own(path) else _TABLE
    try:
        data: Any = tomllib.loads(source.text)
        wrong = "this file is not UTF-8" if source.undecoded() or source.encoding != "utf-8" else ""
    except (ValueError, RecursionError) as error:
        if table and not _HEADER.search(source.text):
            return None
        return SettingsFile(path, source, {}, table, tuple(_syntax_problems(source, str(error))))
    for name in table:
        data = data.get(name) if isinstance(data, dict) else None
    if data is None:
        return None
    if wrong:
        return _broken(path, source, wrong)
    if not isinstance(data, dict):
        return _broken(path, source, "`tool.agentls` is not a table")
    return SettingsFile(path, source, data, table)


def _broken(path: str, source: SourceText, message: str) -> SettingsFile:
    first = next(iter(source.undecoded()), Span(0, 0))
    return SettingsFile(path, source, {}, (), (Problem(first, f"{message}; no setting in it counts"),))


def _syntax_problems(source: SourceText, message: str) -> Iterator[Problem]:
    """Why a file is no TOML: in our words where the cause is known, else in the library's."""
    from agentls.sentences import fill
    from agentls.syntax.causes import cause_of
    from agentls.syntax.toml_tree import parse_toml

    faults = [fault for fault in parse_toml(source)[1] if fault.cause != _ANY]
    for fault in faults:
        words = fill(cause_of(fault.cause).text, {"name": fault.entry.name if fault.entry else "", **fault.arguments})
        yield Problem(fault.span, f"{words}; until then no setting in this file counts")
    if not faults:
        match = _PLACE.search(message)
        offset = len(source.text)
        if match and match[1]:
            offset = source.offset(Position(int(match[1]) - 1, int(match[2]) - 1))
        words = _PLACE.sub("", message) if match else "it is nested too deeply"
        yield Problem(Span(offset, offset), f"this is no TOML: {words}; until then no setting in this file counts")
