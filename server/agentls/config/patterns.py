"""Globs of settings files: relative to the folder of the file that holds them."""

import re
from functools import lru_cache
from typing import NamedTuple

from agentls.schema.globs import glob_body


class Pattern(NamedTuple):
    """A glob and the absolute folder that it is relative to (without a slash at its end).

    Without a slash in its middle or at its start it fits names at any depth, as in `.gitignore`. A glob that fits a
    folder holds for all that is in it.
    """

    folder: str
    glob: str

    def fits(self, path: str) -> bool:
        """Whether an absolute path itself fits."""
        return self._inner(path) is not None and _exact(self.glob).match(self._inner(path) or "") is not None

    def covers(self, path: str) -> bool:
        """Whether an absolute path, or a folder that it lies in, fits."""
        inner = self._inner(path)
        return inner is not None and _within(self.glob).match(inner) is not None

    def _inner(self, path: str) -> str | None:
        """The path below the folder, None for one that lies elsewhere."""
        size = len(self.folder)
        return path[size + 1 :] if path.startswith(self.folder) and path[size : size + 1] == "/" else None


@lru_cache(maxsize=512)
def _exact(glob: str) -> re.Pattern[str]:
    return re.compile(_expression(glob) + r"\Z")


@lru_cache(maxsize=512)
def _within(glob: str) -> re.Pattern[str]:
    return re.compile(_expression(glob) + r"(?:/.*)?\Z", re.DOTALL)


def _expression(glob: str) -> str:
    bare = glob.removesuffix("/").removeprefix("./")
    anchored = "/" in bare
    return ("" if anchored else "(?:.*/)?") + glob_body(bare.removeprefix("/"))
