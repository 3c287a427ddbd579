"""Loading the compiled schema: out of the wheel, else out of the user's cache, else by compiling the live folder.

Neither pydantic nor YAML is imported here unless the live folder must be compiled.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from agentls.schema import SchemaError

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_KEPT = 10  # compiled forms kept in the cache: enough for some checkouts, and editing a schema does not fill the disk


@functools.cache
def load_schema() -> dict[str, Any]:
    """Return the compiled schema; the same object each time. Raises SchemaError when it is broken or absent."""
    return read_compiled(_PACKAGE)


def read_compiled(package: str) -> dict[str, Any]:
    """Return the compiled schema that belongs to the package in this folder.

    That is `schema.json` in the package, as a wheel has it, else the compiled form of `schemas/` two folders above.
    """
    packaged = _read(os.path.join(package, "schema.json"))
    if packaged is not None:
        return packaged
    folder = os.path.join(os.path.dirname(os.path.dirname(package)), "schemas")
    if not os.path.isdir(folder):
        raise SchemaError(f"{package}: the schema is absent; please install agentls again")
    return _live(folder)


def schema_folder() -> str:
    """Return the folder with the YAML files of the project's own schema, in the package or two folders above it."""
    packaged = os.path.join(_PACKAGE, "schemas")
    return packaged if os.path.isdir(packaged) else os.path.join(os.path.dirname(os.path.dirname(_PACKAGE)), "schemas")


def own_compiled(files: Sequence[str], make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what `make` compiles of schema files of one's own, or what is kept of it while nothing changes."""
    return _kept(f"own-{_digest(schema_folder(), files)}.json", make)


def _live(folder: str) -> dict[str, Any]:
    return _kept(f"schema-{_digest(folder)}.json", lambda: _compile(folder))


def _kept(name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return a compiled form out of the cache, else make it and keep it there."""
    cache = cache_folder(sys.platform, os.environ)
    path = cache and os.path.join(cache, name)
    cached = _read(path) if path else None
    if cached is not None:
        return cached
    compiled = make()
    if path:
        with contextlib.suppress(OSError):  # a read-only or full disk costs time at the next start, nothing else
            _write(path, compiled)
    return compiled


def cache_folder(platform: str, environment: Mapping[str, str]) -> str:
    """Return agentls' folder in the user's cache, or an empty string where there is no home."""
    if platform == "win32":
        base = environment.get("LOCALAPPDATA", "")
    elif platform == "darwin":
        base = os.path.join(os.path.expanduser("~"), "Library", "Caches")
    else:
        base = environment.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(base):  # the specification: ignore it unless it is absolute
            base = os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "agentls") if base and not base.startswith("~") else ""


def _digest(folder: str, files: Sequence[str] = ()) -> str:
    """Return a digest of the names and contents of the schema files, of further ones, and of the compiling code."""
    import hashlib  # 4 ms that an installed package does not pay

    digest = hashlib.blake2b(digest_size=16)
    code = os.path.dirname(os.path.abspath(__file__))
    named = [(place, path) for place, ending in ((code, ".py"), (folder, ".yaml")) for path in _files(place, ending)]
    for place, path in (*named, *(("", file) for file in files)):
        name = os.path.relpath(path, place).replace(os.sep, "/") if place else path
        content = _content(path)
        digest.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)
    return digest.hexdigest()


def _content(path: str) -> bytes:
    """Return the bytes of a file; nothing for one that can't be read, which is told when it is compiled."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def _files(folder: str, ending: str) -> list[str]:
    return sorted(
        os.path.join(parent, name) for parent, _, names in os.walk(folder) for name in names if name.endswith(ending)
    )


def _read(path: str) -> dict[str, Any] | None:
    """Return a compiled schema, or None where there is none or it is damaged."""
    try:
        with open(path, "rb") as file:
            data = json.loads(file.read())  # decoding all at once is a third of what reading text costs
    except (OSError, ValueError, RecursionError):
        return None
    whole = isinstance(data, dict) and data.get("version") == 1 and {"dialects", "products", "concepts"} <= data.keys()
    return data if whole else None


def _compile(folder: str) -> dict[str, Any]:
    from pathlib import Path

    from agentls.schema.compile import compile_schemas
    from agentls.schema.source import read_schemas

    return compile_schemas(read_schemas(Path(folder)))


def _write(path: str, compiled: dict[str, Any]) -> None:
    """Write the file so that others see all of it or nothing, then remove the oldest of too many."""
    import tempfile

    folder = os.path.dirname(path)
    os.makedirs(folder, exist_ok=True)
    handle, temporary = tempfile.mkstemp(suffix=".tmp", dir=folder)
    try:
        with open(handle, "w", encoding="utf-8") as file:
            json.dump(compiled, file, ensure_ascii=False, separators=(",", ":"))
        os.replace(temporary, path)
    except OSError:
        os.unlink(temporary)
        raise
    kind = os.path.basename(path).partition("-")[0] + "-"
    names = [os.path.join(folder, name) for name in os.listdir(folder) if name.startswith(kind)]
    for old in sorted(names, key=os.path.getmtime, reverse=True)[_KEPT:]:
        os.unlink(old)
