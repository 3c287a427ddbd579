"""What the command line says about settings: which files count, and what goes before them."""

from __future__ import annotations

import argparse
import os.path
from collections.abc import Iterable

from agentls.cli.console import UsageError, complain
from agentls.config.files import read_settings_file
from agentls.config.finder import Finder
from agentls.config.patterns import Pattern
from agentls.paths import absolute, relative
from agentls.rules import RULES
from agentls.schema.lookup import Schema


def finder_of(options: argparse.Namespace, folder: str) -> Finder:
    """The finder of settings that the options ask for. Raises UsageError for a file that holds no settings."""
    if options.config and options.isolated:
        raise UsageError("--config names settings and --isolated wants none: choose one")
    path = _given(options.config, folder) if options.config else ""
    exclude = [Pattern(folder, glob) for glob in getattr(options, "exclude", ())]
    return Finder(Schema.load(), RULES, file=path, isolated=options.isolated, exclude=exclude)


def told_wrong(finder: Finder, folder: str) -> int:
    """Say which settings and schema files are wrong, for a command that does without them; 2 when there are any."""
    paths = dict.fromkeys(relative(one.path, folder) for one in finder.wrong)
    for path in paths:
        complain(f"{path} is wrong: `agentls check {path}` says why")
    return 2 if paths else 0


def sound_schemas(finder: Finder, paths: Iterable[str], folder: str) -> list[str]:
    """The schema files of one's own at or below paths; none where one of the paths has none of them."""
    given = [absolute(path, folder) for path in paths]
    own = {file for path in given for file in finder.scope(path if os.path.isdir(path) else folder).added.files}
    found = [file for file in sorted(own) if any(f"{file}/".startswith(f"{path}/") for path in given)]
    return found if all(any(f"{file}/".startswith(f"{path}/") for file in found) for path in given) else []


def _given(name: str, folder: str) -> str:
    path = absolute(name, folder)
    if not os.path.isfile(path):
        raise UsageError(f"--config {name}: there is no such file")
    if read_settings_file(path) is None:
        raise UsageError(f"--config {name}: this file has no table `[tool.agentls]`")
    return path
