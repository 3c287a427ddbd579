"""Globs over paths with forward slashes, matched from a folder boundary on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import lru_cache
from operator import itemgetter
from typing import Generic, TypeVar

Item = TypeVar("Item")

_Ranked = tuple[int, str, Item]
_SIGNS = frozenset("*?{}")
_BRACED_SLASH = re.compile(r"\{[^{}]*/")
_TOKENS = re.compile(r"\*\*/|\*\*|\*|\?|\{[^{}]*\}|[^*?{]+|.", re.S)


@lru_cache(maxsize=1024)
def glob_pattern(glob: str) -> str:
    """The regular expression of a glob: `**/` any folders, `*` and `?` within one name, `{a,b}` either.

    A leading `~/` or `/` is dropped: globs match the end of an absolute path, whatever stands before it.
    """
    return f"(?:^|/){glob_body(glob.removeprefix('~').lstrip('/'))}$"


def glob_body(glob: str) -> str:
    """The regular expression of a glob alone, without anchors."""
    return "".join(_part(token.group()) for token in _TOKENS.finditer(glob))


def _part(token: str) -> str:
    if token == "**/":
        return "(?:[^/]+/)*"
    if token == "**":
        return ".*"
    if token == "*":
        return "[^/]*"
    if token == "?":
        return "[^/]"
    if token.startswith("{") and token.endswith("}"):
        return "(?:" + "|".join("".join(map(_part, _TOKENS.findall(option))) for option in token[1:-1].split(",")) + ")"
    return re.escape(token)


def path_matches(glob: str, path: str) -> bool:
    """Whether the path, with forward slashes, ends in something the glob describes."""
    return _literal(glob) in path and _compiled(glob).search(path) is not None


@lru_cache(maxsize=4096)
def _literal(glob: str) -> str:
    """The glob's longest plain part, which rules most paths out at once."""
    plain = [token for token in _TOKENS.findall(glob.removeprefix("~").lstrip("/")) if token[0] not in "*?{"]
    return max(plain, key=len, default="")


@lru_cache(maxsize=4096)
def _compiled(glob: str) -> re.Pattern[str]:
    return re.compile(glob_pattern(glob))


class GlobIndex(Generic[Item]):
    """Items by glob: the names of folders and files in a path lead to the few globs that can fit it."""

    def __init__(self, items: Iterable[tuple[str, Item]]) -> None:
        named = [(_names(glob), glob, item) for glob, item in items]
        often = Counter(name for names, _, _ in named for name in names)
        self._by_name: dict[str, list[_Ranked[Item]]] = {}
        for rank, (names, glob, item) in enumerate(named):
            rarest = min(names, key=lambda name: (often[name], -len(name)), default="")
            self._by_name.setdefault(rarest, []).append((rank, glob, item))
        self._last: tuple[str, tuple[Item, ...]] = ("", self._matching(""))

    def matching(self, path: str) -> tuple[Item, ...]:
        """The items whose globs a path, with forward slashes, fits, in their order."""
        last = self._last
        if last[0] != path:  # detection and several rules ask for the path of one file
            self._last = last = (path, self._matching(path))
        return last[1]

    def _matching(self, path: str) -> tuple[Item, ...]:
        near = [entries for name in {"", *path.split("/")} if (entries := self._by_name.get(name))]
        found = [(rank, item) for entries in near for rank, glob, item in entries if path_matches(glob, path)]
        return tuple(item for _, item in sorted(found, key=itemgetter(0)))


def _names(glob: str) -> list[str]:
    """The names of folders and files that stand in the glob as they are; none where braces hold a slash."""
    parts = glob.removeprefix("~").lstrip("/").split("/") if _BRACED_SLASH.search(glob) is None else ()
    return [part for part in parts if part and not _SIGNS.intersection(part)]


def name_matches(glob: str, name: str) -> bool:
    """Whether a whole name (of a tool, say) fits the glob: `*`, `?`, `[abc]` and `[!abc]`, case counts."""
    return fnmatchcase(name, glob)


def key_matches(glob: str, path: str) -> bool:
    """Whether a key's path fits the glob: `*` stands for any characters, `[]` for itself."""
    return glob == path or ("*" in glob and _key_pattern(glob).fullmatch(path) is not None)


@lru_cache(maxsize=1024)
def _key_pattern(glob: str) -> re.Pattern[str]:
    return re.compile(re.escape(glob).replace(r"\*", ".*"))
