"""Finding the files to check: named paths, and everything below named folders that may be an agent file."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Literal, NamedTuple, Protocol

from agentls.paths import absolute
from agentls.walk.disk import NOT_REGULAR, reason
from agentls.walk.gitignore import IgnoreRules

NEVER_ENTERED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__"})
_ENVIRONMENT_MARK = "pyvenv.cfg"
_MARKDOWN = (".md", ".mdc", ".markdown")
_LOCK_PREFIX = ".#"  # an editor's lock: a link that leads nowhere by design

Kind = Literal["file", "ignored", "outside", "unreadable"]


class Found(NamedTuple):
    """One path of the walk, absolute and with forward slashes.

    `file`: to be checked. `ignored`: lies in a place that products read, but Git ignores it. `outside`: a link that
    leads out of the tree. `unreadable`: `error` says why. `named` tells that the user gave this very path.
    """

    path: str
    kind: Kind = "file"
    named: bool = False
    error: str = ""


class Settled(Protocol):
    """What settings say to a walk."""

    def listed(self, folder: str, names: Collection[str]) -> None:
        """Take the names in a folder, before anything in it is asked for."""
        ...

    def leaves_out(self, path: str) -> bool:
        """Whether the walk passes over a file or folder."""
        ...


class Candidates:
    """Which paths are worth a look: Markdown anywhere, other files only in a place that a product reads."""

    def __init__(self, globs: Iterable[str], placed: Callable[[str], bool], settled: Settled | None = None) -> None:
        """Take the globs of all places, the function that tells whether a path lies in one of them, and settings."""
        self.placed = placed
        self.settled = settled
        names = {glob.rpartition("/")[2].lower() for glob in globs}
        self._any = any(map(_is_open, names))
        self._endings = (*_MARKDOWN, *{name[max(0, name.rfind(".")) :] for name in names})

    def maybe(self, name: str) -> bool:
        """Whether a file of that name can be a candidate at all; cheap."""
        return self._any or name.lower().endswith(self._endings)

    def wants(self, path: str) -> bool:
        """Whether the file at that path, whose name may be a candidate's, is to be checked."""
        return path.lower().endswith(_MARKDOWN) or self.placed(path)


def _is_open(name: str) -> bool:
    """Whether the last part of a glob leaves open how the file's name ends."""
    return not set("*?{").isdisjoint(name.rpartition(".")[2])


def find_files(paths: Iterable[str], candidates: Candidates, working_folder: str) -> Iterator[Found]:
    """The files at and below the paths, each once, folders in the order of their names.

    A named file is always found, whatever its name and even if Git ignores it. Never raises for what is on the disk.
    """
    return (found for found in find_in_steps(paths, candidates, working_folder) if found)


def find_in_steps(paths: Iterable[str], candidates: Candidates, working_folder: str) -> Iterator[Found | None]:
    """What `find_files` finds, with None behind each folder: there, whoever shares a thread can pause."""
    roots = [absolute(path, working_folder) for path in paths]
    named = frozenset(roots)
    seen: set[str] = set()
    for root in dict.fromkeys(roots):
        for found in _find(root, candidates, named):
            if found is None:
                yield None
            elif found.path not in seen:
                seen.add(found.path)
                yield found._replace(named=True) if found.path in named else found


def _find(root: str, candidates: Candidates, named: frozenset[str]) -> Iterator[Found | None]:
    try:
        mode = os.stat(root).st_mode
    except OSError as error:
        return iter((Found(root, "unreadable", error=reason(error)),))
    except ValueError:
        return iter((Found(root, "unreadable", error="no path may hold a NUL character"),))
    if stat.S_ISDIR(mode):
        return _Walk(root, candidates, named).files()
    return iter((Found(root) if stat.S_ISREG(mode) else Found(root, "unreadable", error=NOT_REGULAR),))


class _Folder(NamedTuple):
    """A folder yet to be listed. `linked` tells that a link led here, `ignored` that Git ignores all that is in it."""

    path: str
    rules: IgnoreRules
    ignored: bool = False
    linked: bool = False


class _Walk:
    """The walk through one tree, without recursion: trees may be deeper than Python's stack."""

    def __init__(self, root: str, candidates: Candidates, named: frozenset[str]) -> None:
        self.root = root
        self.candidates = candidates
        self.named = named
        self.real_root = os.path.realpath(root)

    def files(self) -> Iterator[Found | None]:
        """All that is found, depth first, in the order of names; None behind each folder."""
        pending = [self._list(_Folder(self.root, IgnoreRules.around(self.root)))]
        while pending:  # of a folder with thousands of files, only as many are looked at as are asked for
            item = next(pending[-1], None)
            if item is None:
                pending.pop()
            elif isinstance(item, Found):
                yield item
            else:
                pending.append(self._list(item))
                yield None

    def _list(self, folder: _Folder) -> Iterator[_Folder | Found]:
        try:
            with os.scandir(folder.path) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield Found(folder.path, "unreadable", error=f"can't list this folder: {reason(error)}")
            return
        names = {entry.name for entry in entries}
        if _ENVIRONMENT_MARK in names and folder.path != self.root:
            return
        folder = folder._replace(rules=folder.rules.enter(folder.path, names))
        if self.candidates.settled:
            self.candidates.settled.listed(folder.path, names)
        prefix = folder.path.rstrip("/") + "/"
        for entry in entries:
            try:
                found = self._entry(folder, entry, prefix + entry.name)
            except OSError as error:
                found = Found(prefix + entry.name, "unreadable", error=reason(error))
            if found:
                yield found

    def _entry(self, folder: _Folder, entry: os.DirEntry[str], path: str) -> _Folder | Found | None:
        if entry.is_symlink() or (sys.version_info >= (3, 12) and entry.is_junction()):
            return self._link(folder, entry.name, path)
        if entry.is_dir(follow_symlinks=False):
            if entry.name in NEVER_ENTERED or self._is_left_out(path):
                return None
            return _Folder(path, folder.rules, folder.ignored or folder.rules.ignores(path + "/"), folder.linked)
        if not self.candidates.maybe(entry.name):
            return None
        return self._file(folder, path, regular=entry.is_file(follow_symlinks=False))

    def _file(self, folder: _Folder, path: str, *, regular: bool) -> Found | None:
        if self._is_ignored(folder, path):
            told = regular and self.candidates.placed(path) and not self._is_left_out(path)
            return Found(path, "ignored") if told else None
        if not self.candidates.wants(path) or self._is_left_out(path):
            return None
        return Found(path) if regular else Found(path, "unreadable", error=NOT_REGULAR)

    def _is_left_out(self, path: str) -> bool:
        settled = self.candidates.settled
        return settled is not None and path not in self.named and settled.leaves_out(path)

    def _is_ignored(self, folder: _Folder, path: str) -> bool:
        return (folder.ignored or folder.rules.ignores(path)) and path not in self.named

    def _link(self, folder: _Folder, name: str, path: str) -> _Folder | Found | None:
        """A link counts as what it leads to, under its own path: that is the place where products find it."""
        may_be_file = self.candidates.maybe(name) and self.candidates.wants(path) and not name.startswith(_LOCK_PREFIX)
        if self._is_left_out(path):
            return None
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            if not may_be_file or self._is_ignored(folder, path):
                return None
            return Found(path, "unreadable", error=f"is a link that can't be followed: {reason(error)}")
        if not stat.S_ISDIR(mode) and not may_be_file:
            return None
        real = os.path.realpath(path)
        if not _is_within(real, self.real_root):
            return None if self._is_ignored(folder, path) else Found(path, "outside")
        if stat.S_ISDIR(mode):
            return self._linked_folder(folder, path, real)
        return self._file(folder, path, regular=stat.S_ISREG(mode))

    def _linked_folder(self, folder: _Folder, path: str, real: str) -> _Folder | None:
        """A folder behind a link; None for a loop. Within it no further one is followed: that bounds the walk."""
        is_loop = _is_within(os.path.realpath(folder.path), real)
        never = not NEVER_ENTERED.isdisjoint(real[len(self.real_root) :].split(os.sep))
        if is_loop or never or folder.linked:
            return None
        return _Folder(path, folder.rules, folder.ignored or folder.rules.ignores(path), linked=True)


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
