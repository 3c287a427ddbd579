"""What keys, sections, labels and tags mean, whatever a dialect calls them."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_KINDS = ("key", "section", "label", "tag")


class Member(NamedTuple):
    """One name of a concept: a key path, a title or a tag of a dialect."""

    dialect: str
    kind: str
    name: str


class Concept(NamedTuple):
    """A meaning that several dialects have a name for."""

    id: str
    title: str
    doc: str
    members: tuple[Member, ...]


class Concepts:
    """All concepts, by their members."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.all = tuple(
            Concept(name, one["title"], one["doc"], tuple(map(_member, one["members"]))) for name, one in data.items()
        )
        self._by_member: dict[Member, Concept] = {}
        for concept in self.all:
            for member in concept.members:
                self._by_member.setdefault(member, concept)

    def of(self, member: Member) -> Concept | None:
        """The concept that a name of a dialect stands for; None where it stands for none."""
        return self._by_member.get(member)

    def elsewhere(self, member: Member) -> Iterator[Member]:
        """What other dialects call the same, in the order of the schema."""
        concept = self.of(member)
        for other in concept.members if concept else ():
            if other.dialect != member.dialect:
                yield other


def _member(data: Mapping[str, str]) -> Member:
    kind = next(kind for kind in _KINDS if data.get(kind))
    return Member(data["dialect"], kind, data[kind])
