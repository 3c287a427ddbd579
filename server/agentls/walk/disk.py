"""Reading files from the disk: only regular ones, only up to a size, and an error in plain words for all others."""

from __future__ import annotations

import errno
import os
import stat

SIZE_LIMIT = 32 * 1024 * 1024
"""Bytes of the largest file that is read: thousands of times an agent file, and still within bounds of memory."""

NOT_REGULAR = "is a pipe, socket or device, not a file: it was not opened"
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_WORDS = {
    errno.ENOENT: "there is no such file or folder",
    errno.EACCES: "you have no permission to read it",
    errno.EPERM: "you have no permission to read it",
    errno.ELOOP: "its links lead in circles",
    errno.ENAMETOOLONG: "its path is too long for this system",
    errno.EISDIR: "is a folder, not a file",
}


class UnreadableError(OSError):
    """A file that is not read on purpose; the message says why."""


def read_file(path: str) -> bytes:
    """The bytes of a regular file. Raises OSError when it can't be read, UnreadableError when it is too big or no file.

    The caller has made sure that the path is a regular file; if it has become a pipe since, nothing waits for a writer.
    """
    with open(os.open(path, _FLAGS), "rb", buffering=0) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(NOT_REGULAR)
        check_size(status.st_size)
        return file.readall()


def check_size(size: int) -> None:
    """Raise UnreadableError for more bytes than are read."""
    if size > SIZE_LIMIT:
        raise UnreadableError(f"has {size // 1024**2} MiB; files of up to {SIZE_LIMIT // 1024**2} MiB are checked")


def reason(error: OSError) -> str:
    """Why a path can't be read, in words that follow the path and a colon."""
    if isinstance(error, UnreadableError):
        return str(error)
    words = _WORDS.get(error.errno or 0)
    return words or (error.strerror or str(error)).lower()
