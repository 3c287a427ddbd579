"""Commands for every client, as pure functions: arguments and results are what JSON can hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from agentls.config.edit import with_value
from agentls.config.files import SettingsFile
from agentls.detect import Detected, markers
from agentls.document import Document
from agentls.features.actions.fixes import all_fixed
from agentls.features.actions.model import Around, Changes
from agentls.features.actions.settings import written
from agentls.features.page import Page
from agentls.features.places import default_path, no_place
from agentls.features.skeleton import name_by_path, skeleton
from agentls.findings import Edit, Finding
from agentls.parse import Syntax, format_of, parse
from agentls.paths import absolute, relative
from agentls.schema.lookup import Dialect, Schema
from agentls.schema.nearest import nearest
from agentls.text import SourceText, Span

NEW_FILE = "agentls.newFile"
FIX_ALL = "agentls.fixAll"
DETECT = "agentls.detect"
SET_DIALECT = "agentls.setDialect"
DIALECTS = "agentls.dialects"
RULES = "agentls.rules"
COMMANDS = (NEW_FILE, FIX_ALL, DETECT, SET_DIALECT, DIALECTS, RULES)
"""All commands. Each takes one object; those on a document have its `uri` in it, which the caller resolves."""

_UNNAMED = "new-agent"


class NewFile(NamedTuple):
    """A file to be created. `path` is absolute; `snippet` is `text` with places to fill in."""

    path: str
    text: str
    snippet: str


def new_file(arguments: Mapping[str, Any], schema: Schema, folder: str) -> NewFile:
    """The file that `{"dialect": id, "name"?: text, "path"?: text}` asks for, in an absolute folder of the workspace.

    Without a path it lies where a product reads the dialect. Raises ValueError with a sentence for the user where the
    arguments ask for nothing that can be made.
    """
    dialect = _dialect(arguments, schema)
    name, path = _text(arguments, "name"), _text(arguments, "path")
    if "/" in name or "\\" in name:
        raise ValueError(f"`{name}` is no name for a file: write it without slashes, and give a `path` for a folder")
    where = path or default_path(dialect, schema, name or _UNNAMED)
    if not where:
        raise ValueError(f"{no_place(dialect, schema)}: say with `path` where the file is to lie")
    full = absolute(where, folder)
    made = skeleton(dialect, name or name_by_path(full))
    return NewFile(full, made.text, made.snippet)


def fix_all(page: Page, findings: Sequence[Finding], around: Around) -> Changes:
    """All safe fixes of a document (`{"uri": text}`)."""
    return all_fixed(page.document.source, findings, around.check)


def detect(path: str, document: Document | None, schema: Schema) -> dict[str, Any]:
    """Why a document (`{"uri": text}`) counts as what it does; None stands for a text that is no agent file.

    `dialect` is null for that, and for an agent file of no known dialect; `recognized` tells which of both it is.
    """
    found = document.detected if document else Detected(None, (), 0.0, ("no agent file that agentls knows",))
    dialect = document.dialect if document else None
    return {
        "path": path,
        "recognized": document is not None,
        "dialect": dialect.id if dialect else None,
        "title": dialect.title if dialect else None,
        "confidence": found.confidence,
        "reasons": list(found.reasons),
        "targets": [{**target._asdict(), "title": schema.title(target.consumer)} for target in found.targets],
    }


def set_dialect(path: str, source: SourceText, arguments: Mapping[str, Any], schema: Schema, around: Around) -> Changes:
    """Say which dialect a text has: `{"uri": text, "dialect": id, "where"?: "file" or "settings", "glob"?: text}`.

    In the file (the default) a marker says it, in the settings the path, or a glob relative to them. The text need not
    be an agent file yet. Raises ValueError with a sentence for the user where that can't be said.
    """
    dialect, where = _dialect(arguments, schema), _text(arguments, "where") or "file"
    if where == "file":
        return Changes(_marker(parse(source, format_of(path)), dialect.id))
    if where != "settings":
        raise ValueError(f"`where` is `file` or `settings`, not `{where}`")

    def change(file: SettingsFile) -> str:
        glob = _text(arguments, "glob") or relative(path, file.folder)
        return with_value(file.source.text, (*file.table, "dialects", glob), dialect.id)

    return written(around, change)


def dialects(schema: Schema) -> list[dict[str, str]]:
    """All dialects, those of products first, for a person to choose from."""
    found = sorted(schema.dialects.values(), key=lambda dialect: (dialect.kind != "official", dialect.title.casefold()))
    return [{"id": dialect.id, "title": dialect.title, "summary": dialect.summary} for dialect in found]


def _marker(syntax: Syntax, dialect: str) -> tuple[Edit, ...]:
    """The marker that is there, with another id in it; else a new one, on top of the front matter or of the text."""
    front, ending = syntax.front, syntax.source.line_ending
    if front and front.kind == "json":
        raise ValueError("JSON has no comments, so the file can't say it: say it in the settings")
    found = next(iter(markers(syntax)), None)
    if found:
        return (Edit(found[1], dialect),) if found[0] != dialect else ()
    words = f"agentls: dialect={dialect}"
    if front:
        at = front.content.start
        return (Edit(Span(at, at), f"# {words}{ending}"),)
    return (Edit(Span(0, 0), f"<!-- {words} -->{ending}"),)


def _dialect(arguments: Mapping[str, Any], schema: Schema) -> Dialect:
    name = _text(arguments, "dialect")
    if name in schema.dialects:
        return schema.dialects[name]
    near = nearest(name, schema.dialects)
    raise ValueError(f"there is no dialect `{name}`" + (f": did you mean `{near}`?" if near else ""))


def _text(arguments: Mapping[str, Any], name: str) -> str:
    value = arguments.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"`{name}` is to be a text")
    return value
