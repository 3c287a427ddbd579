"""Which files the client is asked to watch: those that may be agent files, and those that say settings."""

from __future__ import annotations

from lsprotocol import types

from agentls.config.files import OWN, SHARED
from agentls.schema.lookup import Schema

_ANYWHERE = ("md", "mdc", "markdown", "yaml", "yml")


def watchers(schema: Schema) -> list[types.FileSystemWatcher]:
    """Patterns of files by the ends of their names; those of a schema's places are among them."""
    names = {glob.rpartition("/")[2] for glob in schema.place_globs()}
    closed = {name for name in names if not set("*?{[").intersection(name.lstrip("*"))}
    endings = sorted(
        {name.rpartition(".")[2] for name in closed if "." in name.lstrip("*.")} | {*_ANYWHERE, "json", "toml"}
    )
    whole = sorted(name for name in closed if name.rpartition(".")[2] not in endings and not name.startswith("*"))
    patterns = [
        f"**/*.{{{','.join(endings)}}}",
        f"**/{{{','.join(whole)}}}" if whole else "",
        f"**/{OWN}",
        f"**/{SHARED}",
    ]
    return [types.FileSystemWatcher(pattern) for pattern in dict.fromkeys(patterns) if pattern]
