"""Regular expressions that are compiled when they are first used: a short run needs few of them."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "split", "sub", "subn", "pattern", "flags")


class _Lazy:
    def __init__(self, pattern: str, flags: int) -> None:
        self._written = pattern, flags

    def __getattr__(self, name: str) -> Any:  # asked once: from then on the methods are the object's own
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(*self._written)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression that behaves as a compiled one, and is compiled by the first call of a method."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
