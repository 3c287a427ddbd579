"""Globs over paths with forward slashes, matched from a folder boundary on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Generic, TypeVar

Item = TypeVar("Item")

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
    """Items by glob: asks for each plain part once whether the path has it, and only then for the whole glob."""

    def __init__(self, items: Iterable[tuple[str, Item]]) -> None:
        self._by_literal: dict[str, list[tuple[str, Item]]] = {}
        for glob, item in items:
            self._by_literal.setdefault(_literal(glob), []).append((glob, item))

    def matching(self, path: str) -> list[Item]:
        """The items whose globs a path, with forward slashes, fits."""
        near = [entries for literal, entries in self._by_literal.items() if literal in path]
        return [item for entries in near for glob, item in entries if _compiled(glob).search(path)]


def name_matches(glob: str, name: str) -> bool:
    """Whether a whole name (of a tool, say) fits the glob: `*`, `?`, `[abc]` and `[!abc]`, case counts."""
    return fnmatchcase(name, glob)


def key_matches(glob: str, path: str) -> bool:
    """Whether a key's path fits the glob: `*` stands for any characters, `[]` for itself."""
    return glob == path or ("*" in glob and re.fullmatch(re.escape(glob).replace(r"\*", ".*"), path) is not None)
