"""What a settings file may say: a validator over plain data, so that a check needs no library to read its settings.

`model` says the same for editors and people; a test holds both against each other.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from agentls.config.settings import PRESETS
from agentls.schema.nearest import nearest

Path = tuple[str | int, ...]
"""The way from the root of the settings to a value: names and list indexes."""

SEVERITIES = ("error", "warning", "info", "hint")
_LISTED = 12


class Flaw(NamedTuple):
    """Something wrong in a settings file: where, what, and what to write instead (empty where nothing is near).

    `at_key` tells that the name of the field is wrong, not its value.
    """

    path: Path
    message: str
    nearest: str = ""
    at_key: bool = False


class Known(NamedTuple):
    """Ids that settings may name."""

    rule: Collection[str]
    dialect: Collection[str]
    target: Collection[str]


class _Reading(NamedTuple):
    known: Known
    flaws: list[Flaw]

    def flaw(self, path: Path, message: str, near: str = "", *, at_key: bool = False) -> None:
        self.flaws.append(Flaw(path, message, near, at_key))


_Check = Callable[[_Reading, Path, Any], Any]
"""Returns the value as it counts, or None after it has told a flaw."""


def read_values(data: Mapping[str, Any], known: Known) -> tuple[dict[str, Any], list[Flaw]]:
    """The values that count, by name, and what is wrong. A wrong value is left out; the others count all the same."""
    reading = _Reading(known, [])
    values = _SETTINGS(reading, (), data)
    return values or {}, reading.flaws


def kind_of(value: Any) -> str:
    """What a value is called in TOML."""
    for kind, name in (
        (bool, "true or false"),
        (str, "text"),
        (int, "a number"),
        (float, "a number"),
        (list, "a list"),
    ):
        if isinstance(value, kind):
            return name
    return "a table" if isinstance(value, dict) else "a date or time"


def _wrong_kind(reading: _Reading, path: Path, wanted: str, value: Any) -> None:
    reading.flaw(path, f"{wanted} is wanted here, not {kind_of(value)}")


def _flag(reading: _Reading, path: Path, value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    _wrong_kind(reading, path, "true or false", value)
    return None


def _text(reading: _Reading, path: Path, value: Any) -> str | None:
    if not isinstance(value, str):
        _wrong_kind(reading, path, "text", value)
        return None
    if not value.strip():
        reading.flaw(path, "this text is empty")
        return None
    return value


def _glob(reading: _Reading, path: Path, value: Any) -> str | None:
    glob = _text(reading, path, value)
    if glob is not None and (glob.startswith(("../", "~")) or "/../" in glob or "\\" in glob or ":/" in glob):
        message = "globs are relative to the folder of this file, downward, with forward slashes: this one fits nothing"
        reading.flaw(path, message, at_key=path[-1] == value)
        return None
    return glob


def _version(reading: _Reading, path: Path, value: Any) -> str | None:
    version = _text(reading, path, value)
    if version is not None and not any(character.isdigit() for character in version):
        reading.flaw(path, f"`{version}` is no version: write its numbers, such as 2.1.200")
        return None
    return version


def _word(what: str, words: Collection[str]) -> _Check:
    def check(reading: _Reading, path: Path, value: Any) -> str | None:
        return _among(reading, path, value, what, words)

    return check


def _rule(reading: _Reading, path: Path, value: Any) -> str | None:
    return _among(reading, path, value, "rule", reading.known.rule)


def _dialect(reading: _Reading, path: Path, value: Any) -> str | None:
    return _among(reading, path, value, "dialect", reading.known.dialect)


def _target(reading: _Reading, path: Path, value: Any) -> str | None:
    return _among(reading, path, value, "target", reading.known.target)


def _among(reading: _Reading, path: Path, value: Any, what: str, names: Collection[str]) -> str | None:
    text = _text(reading, path, value)
    if text is None or text in names:
        return text
    near = nearest(text, names)
    listed = f"; there are {', '.join(sorted(names))}" if not near and len(names) <= _LISTED else ""
    reading.flaw(path, f"there is no {what} `{text}`{listed}", near, at_key=path[-1] == value)
    return None


def _list(item: _Check) -> _Check:
    def check(reading: _Reading, path: Path, value: Any) -> tuple[Any, ...] | None:
        if not isinstance(value, list):
            _wrong_kind(reading, path, "a list", value)
            return None
        found = [item(reading, (*path, index), one) for index, one in enumerate(value)]
        kept = tuple(one for one in found if one is not None)
        # A list of which nothing is left must not mean what an empty list means.
        return None if value and not kept else kept

    return check


def _table(name: _Check, item: _Check) -> _Check:
    def check(reading: _Reading, path: Path, value: Any) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            _wrong_kind(reading, path, "a table", value)
            return None
        found = {}
        for key, one in value.items():
            inner = item(reading, (*path, key), one) if name(reading, (*path, key), key) is not None else None
            if inner is not None:
                found[key] = inner
        return found

    return check


def _record(fields: Mapping[str, _Check], needed: str = "") -> _Check:
    def check(reading: _Reading, path: Path, value: Any) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            _wrong_kind(reading, path, "a table", value)
            return None
        found = {}
        for key, one in value.items():
            if key not in fields:
                _unknown(reading, (*path, key), fields)
                continue
            inner = fields[key](reading, (*path, key), one)
            if inner is not None:
                found[key] = inner
        if needed and needed not in value:
            reading.flaw(path, f"`{needed}` is missing")
        return found if not needed or needed in found else None

    return check


def _unknown(reading: _Reading, path: Path, fields: Collection[str]) -> None:
    near = nearest(str(path[-1]), fields)
    listed = "" if near else f"; there are {', '.join(fields)}"
    reading.flaw(path, f"there is no setting `{path[-1]}` here{listed}", near, at_key=True)


_VERSIONS = _table(_target, _record({"version": _version}))
_TARGETS = _list(_target)


def _targets(reading: _Reading, path: Path, value: Any) -> Any:
    """A list of targets, or a table with a version for each."""
    if isinstance(value, dict):
        return _VERSIONS(reading, path, value)
    if isinstance(value, list):
        return _TARGETS(reading, path, value)
    _wrong_kind(reading, path, "a list, or a table for each target,", value)
    return None


_RULES = _list(_rule)
_SEVERITY = _table(_rule, _word("severity", SEVERITIES))
_NAMES = _list(_text)

FIELDS: dict[str, _Check] = {
    "root": _flag,
    "preset": _word("preset", PRESETS),
    "targets": _targets,
    "dialects": _table(_glob, _dialect),
    "select": _RULES,
    "ignore": _RULES,
    "severity": _SEVERITY,
    "per-file": _list(
        _record({"files": _list(_glob), "select": _RULES, "ignore": _RULES, "severity": _SEVERITY}, "files")
    ),
    "exclude": _list(_glob),
    "extend": _table(_dialect, _record({"keys": _NAMES, "tools": _NAMES, "models": _NAMES})),
    "schemas": _NAMES,
}
"""All settings, in the order in which they are told."""

_SETTINGS = _record(FIELDS)
