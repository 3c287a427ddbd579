"""Paths that a text refers to: which of them are files of this machine, and where those may lie."""

import posixpath
import re
from collections.abc import Iterator

from agentls.patterns import lazy

_TEMPLATE = lazy(r"[<>{}*$|\\]|\.\.\.|://|^(?:mailto|tel|data|file|app|vscode):|^[#/~?]", re.I)


def local_path(written: str) -> str:
    """The path that a link's target names, without anchor, question and full stop.

    Empty for addresses, paths that begin at the root or at home, and paths with marks of a template: nobody can tell
    where they lead.
    """
    if _TEMPLATE.search(written):
        return ""
    from urllib.parse import unquote  # few files have a link that anyone follows

    return unquote(written.split("#", 1)[0].split("?", 1)[0]).rstrip(".,;:")


def places(file: str, path: str, relative_to: str) -> Iterator[str]:
    """The absolute paths that a path in a file may mean, the nearest first: from any folder above for `project`."""
    folder = posixpath.dirname(file)
    for above in _upward(folder) if relative_to == "project" else (folder,):
        yield posixpath.normpath(posixpath.join(above, path))


def _upward(folder: str) -> Iterator[str]:
    """The folder and all above it."""
    while folder and folder != posixpath.dirname(folder):
        yield folder
        folder = posixpath.dirname(folder)
