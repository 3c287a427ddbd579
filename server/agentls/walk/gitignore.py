"""What Git ignores: `.gitignore` files of a folder and its parents, and the repository's own `info/exclude`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agentls.walk.disk import read_file

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_MARKS = (".git", ".gitignore")


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """The patterns that hold in one folder: pairs of a folder and its patterns, from the outermost to the innermost."""

    levels: tuple[tuple[str, GitIgnoreSpec], ...] = ()

    def ignores(self, path: str) -> bool:
        """Whether an absolute path is ignored; a folder's path ends in `/`. Its parents are asked before, by the walk."""
        for base, patterns in reversed(self.levels):
            include = patterns.check_file(path[len(base) :]).include
            if include is not None:
                return include
        return False

    def enter(self, folder: str, names: set[str]) -> IgnoreRules:
        """The rules inside a folder that holds these names. A repository forgets what is outside of it."""
        levels = self.levels
        if ".git" in names:
            levels = _level(folder, os.path.join(_git_folder(folder), "info", "exclude"))
        if ".gitignore" in names:
            levels += _level(folder, folder + "/.gitignore")
        return IgnoreRules(levels)

    @classmethod
    def around(cls, folder: str) -> IgnoreRules:
        """The rules that hold for what is in an absolute folder, without the folder's own file.

        They come from the parents up to the root of the repository; outside of a repository there are none. A folder
        that is itself ignored has none either: who asks for it wants what is in it.
        """
        rules = cls()
        for parent in _parents_in_repository(folder):
            rules = rules.enter(parent, {name for name in _MARKS if os.path.lexists(f"{parent}/{name}")})
            child = folder[len(parent) + 1 :].partition("/")[0]
            if rules.ignores(f"{parent}/{child}/"):
                return cls()
        return rules


def _parents_in_repository(folder: str) -> list[str]:
    """The folders from the repository's root down to the parent of `folder`; empty when it is in no repository."""
    parents: list[str] = []
    while not os.path.lexists(folder + "/.git"):
        parent = folder.rpartition("/")[0]
        if not parent or parent == folder:
            return []
        parents.append(parent)
        folder = parent
    return parents[::-1]


def _git_folder(folder: str) -> str:
    """Where a repository keeps `info/exclude`: a worktree's or submodule's `.git` is a file that names the place."""
    path = folder + "/.git"
    if os.path.isdir(path):
        return path
    place = _first_line(path).removeprefix("gitdir:").strip()
    place = os.path.join(folder, place)
    return os.path.join(place, _first_line(place + "/commondir"))


def _first_line(path: str) -> str:
    return _text(path).partition("\n")[0].rstrip("\r")


def _text(path: str) -> str:
    """The text of a small file, empty when it can't be read."""
    try:
        return read_file(path).decode("utf-8-sig", "surrogateescape")
    except OSError:
        return ""


def _level(folder: str, path: str) -> tuple[tuple[str, GitIgnoreSpec], ...]:
    """The patterns of one file, nothing when it holds none. The library is imported only for a file that does."""
    lines = [line for line in _text(path).replace("\r\n", "\n").split("\n") if line.strip() and not line.startswith("#")]
    if not lines:
        return ()
    from pathspec import GitIgnoreSpec

    try:
        patterns = GitIgnoreSpec.from_lines(lines)
    except ValueError:
        patterns = GitIgnoreSpec.from_lines(line for line in lines if _is_pattern(line))
    return ((folder.rstrip("/") + "/", patterns),)


def _is_pattern(line: str) -> bool:
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True
