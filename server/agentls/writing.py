"""Writing a changed file: whole or not at all.

The new content goes to a file beside the old one and takes its place in one step. Whatever stops it on the way leaves
the old file as it was, and nothing else.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Sequence
from contextlib import suppress

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EROFS: "the disk can't be written to",
    errno.EACCES: "you have no permission to write it",
    errno.EPERM: "you have no permission to write it",
    errno.ENOENT: "the file is gone",
    errno.EEXIST: "there is such a file by now: nothing was written; run it again",
}


class WriteError(Exception):
    """A file that was not written; the message says why, in words that follow the path and a colon."""


def write_file(path: str, old: bytes, new: bytes, reach: Sequence[str]) -> None:
    """Replace a file's content. Raises WriteError, and leaves the file alone, when that can't be done or must not be.

    `old` is what was read: a file that holds something else by now is not overwritten. A link is written through to its
    target, but only where that lies below one of the folders in `reach`.
    """
    try:
        target = _target(path, reach)
        status = os.stat(target)
        if not stat.S_ISREG(status.st_mode):
            raise WriteError("is not a file")
        if not os.access(target, os.W_OK):
            raise WriteError(_WORDS[errno.EACCES])
        _replace(target, status, old, new)
    except OSError as error:
        raise WriteError(_WORDS.get(error.errno or 0) or (error.strerror or str(error)).lower()) from error


def create_file(path: str, new: bytes) -> None:
    """Write a file that is not there. Raises WriteError when that can't be done, and when there is one by now."""
    folder, name = os.path.split(path)
    beside = os.path.join(folder, f".{name[:100]}.{secrets.token_hex(8)}.tmp")
    try:
        with open(os.open(beside, _FLAGS, 0o666), "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        _rename_to_new(beside, path)
        _sync_folder(folder)
    except OSError as error:
        raise WriteError(_WORDS.get(error.errno or 0) or (error.strerror or str(error)).lower()) from error
    finally:
        with suppress(OSError):
            os.unlink(beside)


def _rename_to_new(beside: str, path: str) -> None:
    """Give a file its name, unless there is one of that name. A link never replaces; not every disk has links."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        os.rename(beside, path)


def _target(path: str, reach: Sequence[str]) -> str:
    """The file itself, behind all links."""
    target = os.path.realpath(path)
    if not os.path.islink(path):
        return target
    folders = [os.path.join(os.path.realpath(folder), "") for folder in reach]
    if not any(target.startswith(folder) for folder in folders):
        raise WriteError(f"is a link to {target}, outside of what is checked: name that file to fix it")
    return target


def _replace(target: str, status: os.stat_result, old: bytes, new: bytes) -> None:
    folder, name = os.path.split(target)
    beside = os.path.join(folder, f".{name[:100]}.{secrets.token_hex(8)}.tmp")
    try:
        _write_beside(beside, status, new)
        with open(target, "rb") as file:
            found = file.read()
        if found == new:  # another run has written the same
            return
        if found != old:
            raise WriteError("has changed since it was read: nothing was written; run it again")
        os.replace(beside, target)
    finally:
        with suppress(FileNotFoundError):  # it has taken the target's place
            os.unlink(beside)
    _sync_folder(folder)


def _write_beside(beside: str, status: os.stat_result, new: bytes) -> None:
    with open(os.open(beside, _FLAGS, 0o600), "wb") as file:
        file.write(new)
        file.flush()
        os.fsync(file.fileno())
    with suppress(OSError, AttributeError):  # only a privileged user may give files away; Windows knows no owner
        os.chown(beside, status.st_uid, status.st_gid)
    os.chmod(beside, stat.S_IMODE(status.st_mode))


def _sync_folder(folder: str) -> None:
    """Let the new name survive a crash, where folders can be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
