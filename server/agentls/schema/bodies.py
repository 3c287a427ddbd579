"""Sections, labels, tags and placeholders of the text, as a check uses them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from agentls.patterns import lazy
from agentls.schema.keys import Limit, compiled, record
from agentls.schema.nearest import nearest


class Label(NamedTuple):
    """A line that serves as a heading."""

    title: str
    written: str
    doc: str
    synonyms: Sequence[str] = ()
    presence: float | None = None
    snippet: str = ""
    source: Sequence[str] = ()
    verified: bool = True


class Section(NamedTuple):
    """A section under a heading."""

    title: str
    doc: str
    level: int = 2
    written: str = ""
    emoji: str = ""
    synonyms: Sequence[str] = ()
    translations: Mapping[str, list[str]] = {}
    presence: float | None = None
    repeatable: bool = False
    snippet: str = ""
    labels: tuple[Label, ...] = ()
    sections: "tuple[Section, ...]" = ()
    source: Sequence[str] = ()
    verified: bool = True

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Section":
        """A section with its labels and sections."""
        labels = tuple(record(Label, label) for label in data.get("labels", ()))
        return record(cls, data, labels=labels, sections=tuple(map(cls.of, data.get("sections", ()))))

    @property
    def titles(self) -> list[str]:
        """All spellings: the title first, then synonyms and translations."""
        return [self.title, *self.synonyms, *(name for names in self.translations.values() for name in names)]


class Tag(NamedTuple):
    """A tag of the body."""

    name: str
    doc: str
    cardinality: str = "0..*"
    presence: float | None = None
    attributes: Mapping[str, Any] = {}
    text: str = ""
    snippet: str = ""
    tags: "tuple[Tag, ...]" = ()
    source: Sequence[str] = ()
    verified: bool = True

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Tag":
        """A tag with the tags in it."""
        return record(cls, data, tags=tuple(map(cls.of, data.get("tags", ()))))

    def walk(self) -> "Iterator[Tag]":
        """This tag and all in it."""
        yield self
        for tag in self.tags:
            yield from tag.walk()


class Placeholder(NamedTuple):
    """A form of variable in the text; see `schema.models.Placeholder`."""

    form: str
    written: str
    doc: str
    base: int | None = None
    kind: str = "text"
    names: Sequence[str] = ()
    declared_in: str = ""
    allowed_by: str = ""
    permitted_as: Sequence[str] = ()
    expanded: bool = True
    instead: str = ""
    relative_to: str = "file"
    max_depth: int | None = None
    in_code: bool = True
    consumers: Sequence[str] = ()
    keys: Sequence[str] = ()
    tools: str = ""
    refers_to: Sequence[str] = ()
    files: bool = False
    source: Sequence[str] = ()
    verified: bool = True

    @property
    def pattern(self) -> re.Pattern[str]:
        """The form, compiled."""
        return compiled(self.form)


class Body(NamedTuple):
    """What the text below the front matter is."""

    doc: str = ""
    required: bool = False
    limits: tuple[Limit, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Body":
        """The body from compiled data."""
        limits = tuple(record(Limit, limit) for limit in data.get("limits", ()))
        placeholders = tuple(record(Placeholder, one) for one in data.get("placeholders", ()))
        return record(cls, data, limits=limits, placeholders=placeholders)


_SHORTEST_WORD = 5
_NUMBER = lazy(r"^(?:step\s+)?\d+(?:\.\d+)*[.):]?\s+", re.I)
_SHORTCODE = lazy(r":[a-z0-9_+-]+:")
_AND = lazy(r"\s*&\s*")


class Titles:
    """Matches headings with section titles, whatever decorates them."""

    def __init__(self, sections: Iterable[Section], decorations: Mapping[str, Any]) -> None:
        self.prefixes = tuple(prefix.casefold() + " " for prefix in decorations.get("prefixes", ()))
        self.sections: dict[str, Section] = {}
        for section in walk_sections(sections):
            for title in section.titles:
                self.sections.setdefault(self.bare(title), section)

    def bare(self, title: str) -> str:
        """A title without emoji, numbers, bold marks, colon and prefixes, in lower case; `&` is `and`."""
        text = bare_title(title)
        if text.startswith(self.prefixes):
            for prefix in self.prefixes:
                text = text.removeprefix(prefix)
        return text

    def find(self, title: str) -> Section | None:
        """The section that a heading opens, or None."""
        return self.sections.get(self.bare(title))

    @cached_property
    def _by_other_words(self) -> dict[tuple[str, ...], list[tuple[str, str]]]:
        """Titles by all their words but one, with `*` in its place: (that word, the whole title)."""
        table: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for title in self.sections:
            for others, word in _but_one(title):
                table.setdefault(others, []).append((word, title))
        return table

    def near(self, title: str) -> Section | None:
        """The section whose title has one word spelled a little differently, all others alike; None where none has."""
        for others, word in _but_one(self.bare(title)):
            known = dict(self._by_other_words.get(others, ()))
            found = nearest(word, known) if len(word) >= _SHORTEST_WORD else ""
            if found:
                return self.sections[known[found]]
        return None


def _but_one(title: str) -> Iterator[tuple[tuple[str, ...], str]]:
    words = title.split()
    for index, word in enumerate(words):
        yield (*words[:index], "*", *words[index + 1 :]), word


@lru_cache(maxsize=4096)
def bare_title(title: str) -> str:
    """A title without emoji, numbers, bold marks and colon, in lower case; `&` is `and`."""
    text = _NUMBER.sub("", undecorated(_SHORTCODE.sub("", title) if ":" in title else title)).rstrip(": ")
    return (_AND.sub(" and ", text) if "&" in text else text).casefold()


def undecorated(title: str) -> str:
    """A title without bold marks and leading or trailing signs that are no letters, digits or brackets."""
    text = title.replace("**", "").replace("__", "").strip()
    start = next((index for index, character in enumerate(text) if character.isalnum() or character in "([<`$/"), 0)
    return text[start:].strip()


def walk_sections(sections: Iterable[Section]) -> Iterator[Section]:
    """Sections and the sections in them, in their order."""
    for section in sections:
        yield section
        yield from walk_sections(section.sections)
