"""`agentls config`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from agentls.cli.console import UsageError, complaint, wants_color, write
from agentls.cli.settings import finder_of
from agentls.config.files import Places
from agentls.config.finder import Finder, Layer, PerFile, Scope
from agentls.config.patterns import Pattern
from agentls.config.settings import Settings
from agentls.config.values import FIELDS, Path
from agentls.paths import absolute, relative, working_folder
from agentls.report.display import visible

_DEFAULTS = {"root": False, "preset": "recommended", "severity": {}, "dialects": {}, "extend": {}}
_ADDED_UP = ("per-file", "exclude", "extend", "schemas")
"""Settings of which those of outer files stay, too."""


class Origin(NamedTuple):
    """One setting that counts: its name, its value, and the file and line (1-based) that it is from."""

    name: str
    value: Any
    path: str = ""
    line: int = 0


def run(options: argparse.Namespace) -> int:
    """Print the settings of a path, or add a name to them; 2 when a file is wrong, which is told on stderr."""
    folder = working_folder()
    path = absolute(options.path, folder)
    if not os.path.exists(path):
        raise UsageError(f"{options.path}: there is no such file or folder")
    finder = finder_of(options, folder)
    is_folder = os.path.isdir(path)
    if options.add:
        from agentls.cli.extend import add

        return add(options, finder, path if is_folder else path.rpartition("/")[0])
    scope = finder.scope(path if is_folder else path.rpartition("/")[0])
    origins = list(_origins(scope, "" if is_folder else path))
    excluded = not is_folder and finder.excludes(path)
    if options.format == "json":
        write(_json(path, folder, scope, origins, excluded=excluded))
    else:
        write("".join(line + "\n" for line in _lines(path, folder, scope, origins, excluded=excluded)))
    return _told_wrong(finder, folder)


def _told_wrong(finder: Finder, folder: str) -> int:
    """Say what is wrong in files of settings, as a check does; 2 when anything is."""
    if not finder.wrong:
        return 0
    from agentls.analysis import report_wrong  # these are for wrong files alone
    from agentls.report.text import TextReport

    report = TextReport(folder, {}, color=wants_color(sys.stderr, os.environ))
    told = {one.path: report.file(report_wrong(one, Settings())) for one in finder.wrong}
    sys.stdout.flush()
    complaint("".join(told.values()))
    return 2


def _origins(scope: Scope, path: str) -> Iterator[Origin]:
    """All settings in their order; for a file (not for a folder), globs that don't fit it are left out."""
    places = {layer.file.path: Places(layer.file) for layer in scope.layers if layer.values}
    for name in FIELDS:
        found = list(_of_layers(name, scope.layers, path, places))
        yield from found or [Origin(name, _DEFAULTS.get(name, []))]


def _of_layers(name: str, layers: Sequence[Layer], path: str, places: dict[str, Places]) -> Iterator[Origin]:
    having = [layer for layer in layers if name in layer.values]
    shown: dict[tuple[str, ...], Origin] = {}
    for number, layer in enumerate(having):
        for way, label, value in _parts(name, layer, path):
            key = (label, str(number)) if name in _ADDED_UP else (label,)
            line = places[layer.file.path].line(way)
            shown[key] = Origin(label, value, layer.file.path, line)
    yield from shown.values()


def _parts(name: str, layer: Layer, path: str) -> Iterator[tuple[Path, str, Any]]:
    """The entries of a table, the items of `per-file`, else the value itself; each with its way and its label."""
    value, folder = layer.values[name], layer.file.folder
    if name == "per-file":
        for index, one in enumerate(value):
            if not path or PerFile(tuple(Pattern(folder, glob) for glob in one["files"]), one).fits(path):
                yield (name, index), f"{name}[{index}]", one
    elif name == "extend":
        for dialect, one in value.items():
            yield from (((name, dialect, kind), f"{name}.{dialect}.{kind}", names) for kind, names in one.items())
    elif name == "targets":
        yield (name,), name, list(value)
        for target, one in value.items() if isinstance(value, dict) else ():
            yield from (((name, target, kind), f"{name}.{target}.{kind}", text) for kind, text in one.items())
    elif isinstance(value, dict):
        for key, one in value.items():
            if name != "dialects" or not path or Pattern(folder, key).covers(path):
                yield (name, key), f"{name}.{_quoted(key)}", one
    else:
        yield (name,), name, value


def _quoted(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isalnum() else json.dumps(key, ensure_ascii=False)


def _lines(path: str, folder: str, scope: Scope, origins: list[Origin], *, excluded: bool) -> Iterator[str]:
    yield f"settings of {visible(relative(path, folder))}" + (" (excluded)" if excluded else "")
    for layer in scope.layers:
        yield f"  read from {visible(relative(layer.file.path, folder))}"
    width = max(len(origin.name) for origin in origins)
    for origin in origins:
        where = f"{visible(relative(origin.path, folder))}:{origin.line}" if origin.path else "default"
        yield f"{visible(origin.name):<{width}} = {visible(json.dumps(origin.value, ensure_ascii=False))}  # {where}"


def _json(path: str, folder: str, scope: Scope, origins: list[Origin], *, excluded: bool) -> str:
    settings = [
        {
            "name": origin.name,
            "value": origin.value,
            "path": relative(origin.path, folder) if origin.path else None,
            "line": origin.line or None,
        }
        for origin in origins
    ]
    files = [relative(layer.file.path, folder) for layer in scope.layers]
    data = {"version": 1, "path": relative(path, folder), "files": files, "excluded": excluded, "settings": settings}
    return json.dumps(data, indent=2) + "\n"
