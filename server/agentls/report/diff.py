"""What fixes would change, as a unified diff that `git apply` and `patch` take."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

_NO_NEWLINE = "\\ No newline at end of file\n"


def diff(path: str, before: bytes, after: bytes) -> bytes:
    """The diff of one file; empty where nothing differs. `path` is relative, with forward slashes."""
    old, new = (_lines(data) for data in (before, after))
    name = path.encode("unicode_escape").decode() if not path.isprintable() else path
    lines = unified_diff(old, new, f"a/{name}", f"b/{name}")
    return "".join(_ended(lines)).encode("utf-8", "surrogateescape")


def _lines(data: bytes) -> list[str]:
    """Lines as diff counts them: they end at LF alone, and keep what stands before it."""
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    return [line + "\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}"
