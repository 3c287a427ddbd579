"""Paths in the one form that all the rest speaks: absolute, with forward slashes (`C:/…` on Windows).

`flavor` is the path module of a system (`posixpath` or `ntpath`).
"""

from __future__ import annotations

import os
import os.path
from types import ModuleType

_LONG_SHARE = "\\\\?\\UNC\\"
_LONG = "\\\\?\\"
_REPOSITORY = ".git"  # a folder, or a file in worktrees and submodules


def absolute(path: str, folder: str, flavor: ModuleType = os.path) -> str:
    """The absolute form of a path that may be relative to `folder`, without `.` and `..`; drives are upper case."""
    full: str = flavor.normpath(flavor.join(_short(folder), _short(path)))
    if flavor.sep == "/":
        return "/" + full.lstrip("/")
    drive: str = flavor.splitdrive(full)[0]
    if drive.endswith(":"):
        full = drive.upper() + full[len(drive) :]
    return full.replace("\\", "/")


def relative(path: str, folder: str, flavor: ModuleType = os.path) -> str:
    """An absolute path as seen from an absolute folder, with `/`; the path itself when they share no drive."""
    if path.startswith(folder + "/"):
        return path[len(folder) + 1 :]
    try:
        seen: str = flavor.relpath(path, folder)
    except ValueError:
        return path
    return seen if flavor.sep == "/" else seen.replace("\\", "/")


def working_folder() -> str:
    """The working directory as the user sees it: through links, where the shell tells so, in absolute form.

    The place of a file decides who reads it: `~/.claude` stays `~/.claude` when it is a link to a folder of dotfiles.
    """
    real = os.getcwd()
    seen = os.environ.get("PWD", "")
    try:
        if os.path.isabs(seen) and os.path.samefile(seen, real):
            return absolute(seen, real)
    except (OSError, ValueError):
        pass
    return absolute(real, real)


def repository_above(folder: str) -> str:
    """The nearest folder, at or above an absolute one, with a repository in it; an empty string where there is none."""
    while folder and not os.path.lexists(f"{folder}/{_REPOSITORY}"):
        folder = folder.rpartition("/")[0]
    return folder


def _short(path: str) -> str:
    """A path without the prefix by which Windows allows it any length."""
    if path.startswith(_LONG_SHARE):
        return "\\\\" + path[len(_LONG_SHARE) :]
    return path.removeprefix(_LONG)
