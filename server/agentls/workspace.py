"""Names that files of a workspace give to agents, skills, commands and servers, for those who refer to them."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from agentls.document import Document

NameKind = Literal["agent", "skill", "command", "server"]
_KINDS: dict[str, NameKind] = {"agent": "agent", "skill": "skill", "command": "command"}


class Named(NamedTuple):
    """Something that has a name. `offset` is where the name stands in the file, 0 where the file's own name is it."""

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


def named_in(document: Document) -> Named | None:
    """What a document defines, or None where it is nothing that others name."""
    dialect = document.dialect
    kind = _KINDS.get(dialect.role) if dialect else None
    if dialect is None or kind is None:
        return None
    entry = document.syntax.entry("name")
    name = entry.value.text.strip() if entry else ""
    description = document.syntax.entry("description")
    return Named(
        kind,
        name or _file_name(document.path),
        document.path,
        description.value.text if description else "",
        dialect.id,
        entry.value.span.start if entry and name else 0,
    )


def _file_name(path: str) -> str:
    """The name that a path gives: that of the folder for a file with a fixed name, else that of the file."""
    folder, _, file = path.rpartition("/")
    stem = file.split(".", 1)[0]
    return folder.rpartition("/")[2] if stem.isupper() else stem
