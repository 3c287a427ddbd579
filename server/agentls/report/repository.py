"""Paths as the host of a repository knows them: relative to its root, whatever the working directory."""

from __future__ import annotations

import os
from collections.abc import Mapping

from agentls.paths import absolute, relative, repository_above

_WORKSPACE = "GITHUB_WORKSPACE"


class Repository:
    """Finds the root that a file's path is to be told relative to."""

    def __init__(self, folder: str, environment: Mapping[str, str] = os.environ) -> None:
        """Take the absolute working folder."""
        workspace = environment.get(_WORKSPACE, "")
        self._roots = [absolute(workspace, folder)] if workspace else []
        self._roots += filter(None, [repository_above(folder)])
        self._folder = folder
        self._known: dict[str, str] = {}

    def path(self, path: str) -> str:
        """The path of a file, given as an absolute one, from the root of its repository.

        The root is the workspace of the build, if the file lies in it, else that around the working folder, else that
        around the file. Without one, the path is relative to the working folder, or absolute when it lies elsewhere.
        """
        root = next((root for root in self._roots if _holds(root, path)), "") or self._around(path)
        if root or _holds(self._folder, path):
            return relative(path, root or self._folder)
        return path

    def _around(self, path: str) -> str:
        folder = path.rpartition("/")[0]
        if folder not in self._known:
            self._known[folder] = repository_above(folder)
        return self._known[folder]


def _holds(root: str, path: str) -> bool:
    return path.startswith(root.rstrip("/") + "/")
