"""What Git ignores: `.gitignore` files of a folder and its parents, and the repository's own `info/exclude`."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from agentls.walk.disk import read_file

_MARKS = (".git", ".gitignore")
_Patterns = tuple[tuple[re.Pattern[str], bool], ...]


class IgnoreRules(NamedTuple):
    """The patterns that hold in one folder: pairs of a folder and its patterns, from the outermost to the innermost.

    A pattern is a regular expression and whether it ignores (or takes back); the last of a file comes first.
    """

    levels: tuple[tuple[str, _Patterns], ...] = ()

    def ignores(self, path: str) -> bool:
        """Whether an absolute path is ignored; a folder's ends in `/`. The walk has asked for its parents before."""
        for base, patterns in reversed(self.levels):
            inner = path[len(base) :]
            for pattern, ignores in patterns:
                match = pattern.match(inner)
                # A match that ends at a parent's slash (the group) speaks of the parent, not of this path.
                if match and (match.lastgroup is None or match.end() == len(inner)):
                    return ignores
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


def _level(folder: str, path: str) -> tuple[tuple[str, _Patterns], ...]:
    """The patterns of one file, nothing when it holds none. The library is imported only for a file that does."""
    lines = _text(path).replace("\r\n", "\n").split("\n")
    lines = [line for line in lines if line.strip() and not line.startswith("#")]
    patterns = tuple(pattern for line in reversed(lines) for pattern in _compiled(line))
    return ((folder.rstrip("/") + "/", patterns),) if patterns else ()


def _compiled(line: str) -> _Patterns:
    """The pattern of a line, nothing for a line that Git can make nothing of."""
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    try:
        compiled = GitIgnoreSpecPattern(line)
    except ValueError:
        return ()
    if compiled.regex is None or compiled.include is None:
        return ()
    return ((re.compile(_led(compiled.regex.pattern)), compiled.include),)


def _led(written: str) -> str:
    """The library's expression, to be matched from the start of a path.

    It leaves out an anchor where any folder will do: then the match shall reach as far to the right as it can. And for
    `folder/**` it ends in the slash: then there must be something behind it, since the folder itself is not meant.
    """
    anchored = written if written.startswith("^") else f"(?s:.*){written}"
    return f"{anchored}(?s:.)" if anchored.endswith("/") else anchored
