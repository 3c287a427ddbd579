"""Names that files of a workspace give to agents, skills, commands and servers, for those who refer to them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from agentls.document import Document
from agentls.facts import KeyUse
from agentls.schema.lookup import Dialect, Schema
from agentls.syntax.json_tree import parse_json
from agentls.syntax.toml_tree import parse_toml
from agentls.text import SourceText

NameKind = Literal["agent", "skill", "command", "server"]
_KINDS: dict[str, NameKind] = {"agent": "agent", "skill": "skill", "command": "command"}
_IDENTITY = {"key": "name", "otherwise": "stem"}
_LONGEST_NAME = 200
_LONGEST_DESCRIPTION = 300
_FAR = 3
_BLANKS = re.compile(r"\s+")
_WILD = re.compile(r"[^/]*[*?{].*")


class Named(NamedTuple):
    """Something that has a name. `offset` is where the name stands in the file, 0 where the file's own name is it.

    `description` is the beginning of it, on one line.
    """

    kind: NameKind
    name: str
    path: str
    description: str = ""
    dialect: str = ""
    offset: int = 0


class Names(NamedTuple):
    """All names of a workspace, sorted by kind and name."""

    all: tuple[Named, ...] = ()

    @classmethod
    def of(cls, found: Iterable[Named]) -> "Names":
        """An index of names; equal ones of two files both stay."""
        return cls(tuple(sorted(set(found))))

    def of_kind(self, kind: NameKind) -> tuple[Named, ...]:
        """Everything of a kind, sorted by name."""
        return tuple(one for one in self.all if one.kind == kind)


def named_in(document: Document, schema: Schema) -> tuple[Named, ...]:
    """What a document defines for others to name: mostly one thing, several in a file that lists them, or nothing."""
    dialect = document.dialect
    kind = _KINDS.get(dialect.role) if dialect and not document.syntax.copy else None
    if dialect is None or kind is None:
        return ()
    identity = _identity(document, dialect, schema)
    uses = [use for use in document.key_uses(dialect, None) if use.path == identity.get("key")]
    if uses and uses[-1].top:
        uses = uses[-1:]  # of two keys of one name, the last counts
    found = {use.value.text.strip(): use for use in uses}
    named = tuple(_named(document, kind, name, use, dialect) for name, use in found.items() if _is_name(name))
    other = "" if named else _by_path(document.path, identity.get("otherwise", ""), dialect, schema)
    return named or ((Named(kind, other, document.path, _described(document), dialect.id),) if other else ())


def servers_in(path: str, source: SourceText, keys: Sequence[str]) -> tuple[Named, ...]:
    """The MCP servers that a settings file (JSON with or without comments, or TOML) names in the mapping at `keys`."""
    read = parse_toml if path.endswith(".toml") else parse_json
    value = read(source)[0].root
    for key in keys:
        entry = value.entry(key)
        if entry is None:
            return ()
        value = entry.value
    entries = {entry.name: entry for entry in value.entries if _is_name(entry.name)}
    return tuple(Named("server", name, path, offset=entry.key.span.start) for name, entry in entries.items())


def matching(names: Iterable[Named], query: str) -> tuple[Named, ...]:
    """Names that hold the letters of a query in their order, whatever their case, the nearest first; all for none."""
    wanted = query.casefold()
    found = ((_distance(one.name.casefold(), wanted), one) for one in names)
    return tuple(one for distance, one in sorted(pair for pair in found if pair[0] < _FAR))


def _distance(name: str, query: str) -> int:
    """0 where a name begins with the query, 1 where it holds it, 2 where it holds its letters in order, else 3."""
    if name.startswith(query):
        return 0
    rest = iter(name)
    return 1 if query in name else 2 if all(letter in rest for letter in query) else _FAR


def _identity(document: Document, dialect: Dialect, schema: Schema) -> Mapping[str, Any]:
    """What names the file: as its dialect has it, for a house style as the format that it is made for has it."""
    targets = [schema.dialects[target.dialect] for target in document.detected.targets]
    found: Iterable[Mapping[str, Any]] = (one.data["identity"] for one in (dialect, *targets) if "identity" in one.data)
    return next(iter(found), _IDENTITY)


def _named(document: Document, kind: NameKind, name: str, use: KeyUse, dialect: Dialect) -> Named:
    described = next((one.value.text for one in use.siblings if one.name == "description"), "")
    return Named(kind, name, document.path, _short(described), dialect.id, use.value.span.start)


def _is_name(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_NAME and "\n" not in name


def _described(document: Document) -> str:
    entry = document.syntax.entry("description")
    return _short(entry.value.text) if entry else ""


def _short(description: str) -> str:
    return _BLANKS.sub(" ", description[: 2 * _LONGEST_DESCRIPTION]).strip()[:_LONGEST_DESCRIPTION]


def _by_path(path: str, part: str, dialect: Dialect, schema: Schema) -> str:
    """The name that a path gives: that of its folder, that of the file, or the way from the folder of the place."""
    folder, _, file = path.rpartition("/")
    if part == "directory":
        return folder.rpartition("/")[2]
    stem = file.partition(".")[0]
    if part != "path":
        return stem if part == "stem" else ""
    inner = next((_below(path, place.glob) for place in schema.places_of(path) if place.dialect == dialect.id), "")
    above = inner.rpartition("/")[0]
    return f"{above}/{stem}" if above else stem


def _below(path: str, glob: str) -> str:
    """The part of a path below the folder that a glob names as it is; empty where it names none."""
    fixed = _WILD.sub("", glob).removeprefix("~")
    at = path.rfind(fixed) if fixed.strip("/") else -1
    return path[at + len(fixed) :] if at >= 0 else ""
