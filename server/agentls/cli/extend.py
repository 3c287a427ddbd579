"""`agentls config --add`: one more name that is known, written into a settings file."""

from __future__ import annotations

import argparse
from typing import Any

from agentls.cli.console import UsageError, write
from agentls.cli.names import known
from agentls.config.edit import settings_edit
from agentls.config.files import SettingsFile
from agentls.config.finder import Finder
from agentls.config.home import home_of
from agentls.findings import NameKind
from agentls.paths import relative, working_folder
from agentls.report.display import visible
from agentls.writing import WriteError, create_file, write_file

_KINDS: dict[str, NameKind] = {"key": "key", "tool": "tool", "model": "model"}


def add(options: argparse.Namespace, finder: Finder, folder: str) -> int:
    """Write a name into the settings of an absolute folder, and say where; 2 when it could not be written."""
    dialect, word, name = options.add
    if options.isolated:
        raise UsageError("--isolated reads no settings, and --add writes some: choose one")
    known([dialect], finder.schema(folder).dialects, "dialect")
    known([word], _KINDS, "kind of name")
    if not name.strip():
        raise UsageError("the name to add is empty")
    kind = _KINDS[word]
    file, there = home_of(finder, folder)
    shown = visible(relative(file.path, working_folder()))
    if _holds(file.data, dialect, kind, name):
        write(f"{shown}: the {kind} `{visible(name)}` of {dialect} is there already\n")
        return 0
    text = settings_edit(file.source.text, dialect, kind, name, file.table)
    if text == file.source.text:
        raise UsageError(f"{shown}: no name can be added until this file is mended; `agentls check {shown}` says why")
    _write(file, text, shown, there=there)
    write(f"{shown}: added the {kind} `{visible(name)}` to [{'.'.join((*file.table, 'extend', dialect))}]\n")
    return 0


def _holds(data: Any, *way: str) -> bool:
    """Whether the settings have the name already."""
    dialect, kind, name = way
    for part in ("extend", dialect, f"{kind}s"):
        data = data.get(part) if hasattr(data, "get") else None
    return isinstance(data, list) and name in data


def _write(file: SettingsFile, text: str, shown: str, *, there: bool) -> None:
    new = file.source.to_bytes(text)
    try:
        if there:
            write_file(file.path, file.source.to_bytes(), new, [file.folder, working_folder()])
        else:
            create_file(file.path, new)
    except WriteError as error:
        raise UsageError(f"{shown}: {error}") from error
