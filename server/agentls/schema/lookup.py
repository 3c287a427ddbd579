"""The schema as a check uses it: the compiled form, with lookups. Imports neither pydantic nor YAML."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from agentls.schema.globs import GlobIndex, name_matches, path_matches
from agentls.schema.load import load_schema
from agentls.schema.nearest import nearest

Record = TypeVar("Record")


def record(cls: type[Record], data: Mapping[str, Any], **more: Any) -> Record:
    """An instance of a named tuple from compiled data; fields that a check does not need are left behind."""
    known: tuple[str, ...] = cls._fields  # type: ignore[attr-defined]  # every Record is a named tuple
    return cls(**{name: data[name] for name in known if name in data and name not in more}, **more)


class Check(NamedTuple):
    """A pattern that a value must or must not match."""

    id: str
    doc: str
    like: str = ""
    unlike: str = ""
    equals: str = ""
    verified: bool = True


class Limit(NamedTuple):
    """A limit on a size; see `schema.models.Limit`."""

    id: str
    unit: str = "characters"
    min: float | None = None
    max: float | None = None
    of: Sequence[str] = ()
    consumers: Sequence[str] = ()
    scope: Sequence[str] = ()
    doc: str = ""


class Combination(NamedTuple):
    """How one key depends on others; see `schema.models.Combination`."""

    id: str
    doc: str
    value: Sequence[str] = ()
    needs: Mapping[str, list[str]] = {}
    useless_when: Mapping[str, list[str]] = {}
    one_of: Sequence[str] = ()
    none_of: Sequence[str] = ()
    consumers: Sequence[str] = ()
    verified: bool = True


class Key(NamedTuple):
    """One key. `path` is its place: `hooks.*[].matcher`; `[]` stands for a list's entries, `*` for free keys."""

    path: str
    types: list[str]
    doc: str
    required: bool = False
    required_by: Sequence[str] = ()
    recommended: bool = False
    kind: str = ""
    tools: str = ""
    role: str = ""
    separators: tuple[str, ...] = ()
    values: Sequence[str] = ()
    value_docs: Mapping[str, str] = {}
    open_values: bool = False
    case_sensitive: bool = True
    checks: tuple[Check, ...] = ()
    limits: tuple[Limit, ...] = ()
    default: str = ""
    deprecated: bool = False
    until: str = ""
    successor: Sequence[str] = ()
    misspellings: Sequence[str] = ()
    keys: "Mapping[str, Key]" = MappingProxyType({})
    open_keys: bool = True
    each: "Key | None" = None
    free_keys: str = ""
    items: "tuple[Key, ...]" = ()
    combinations: tuple[Combination, ...] = ()
    last_match_wins: bool = False
    unique: bool = False
    line: str = ""
    consumers: Sequence[str] = ()
    forms: Mapping[str, list[str]] = {}
    since: str = ""
    source: Sequence[str] = ()
    verified: bool = True

    @classmethod
    def of(cls, path: str, data: Mapping[str, Any]) -> "Key":
        """A key and the keys in it."""
        each = data.get("each")
        inner = path + ("[]" if "list" in data["types"] else ".*")
        return record(
            cls,
            data,
            path=path,
            separators=tuple(data["entries"].get("separators", ["comma"])) if data.get("entries") is not None else (),
            checks=tuple(record(Check, check) for check in data.get("checks", ())),
            limits=tuple(record(Limit, limit) for limit in data.get("limits", ())),
            keys={name: cls.of(f"{path}.{name}", child) for name, child in data.get("keys", {}).items()},
            each=cls.of(inner, each) if each else None,
            items=tuple(cls.of(f"{path}[{index}]", item) for index, item in enumerate(data.get("items", ()))),
            combinations=tuple(record(Combination, one) for one in data.get("combinations", ())),
        )

    def child(self, name: str) -> "Key | None":
        """The key of that name in a mapping: a named one, or the one for free keys; None where it is neither."""
        if name in self.keys:
            return self.keys[name]
        free = "list" not in self.types and (not self.free_keys or _compiled(self.free_keys).fullmatch(name))
        return self.each if free else None

    def nearest_key(self, name: str) -> str:
        """The key of the mapping that was probably meant, or an empty string."""
        spellings = (known for known, key in self.keys.items() if name in key.misspellings)
        return next(spellings, "") or nearest(name, self.keys)

    def known_to(self, consumer: str) -> bool:
        """Whether the consumer has the key."""
        return not self.consumers or consumer in self.consumers

    def required_for(self, consumer: str) -> bool:
        """Whether the consumer needs the key."""
        return consumer in self.required_by if self.required_by else self.required


class When(NamedTuple):
    """Conditions of a behavior."""

    scope: Sequence[str] = ()
    role: Sequence[str] = ()
    key: Mapping[str, list[str]] = {}
    form: Mapping[str, list[str]] = {}
    cause: Sequence[str] = ()
    without: Sequence[str] = ()
    since: str = ""
    until: str = ""
    line: str = ""
    setting: str = ""

    @property
    def visible(self) -> bool:
        """Whether the conditions can be seen in files; what depends on a run or a setting is told, never reported."""
        return not (self.setting or self.role or self.line)


class Behavior(NamedTuple):
    """What one consumer does with one fault; see `schema.models.Behavior`."""

    id: str
    fault: list[str]
    consumer: str
    text: str
    key: Sequence[str] = ()
    form: Sequence[str] = ()
    value: Sequence[str] = ()
    cause: Sequence[str] = ()
    check: Sequence[str] = ()
    tool: Sequence[str] = ()
    nearest: Sequence[str] = ()
    share: str = ""
    place: Sequence[str] = ()
    when: When = When()
    loses: str = "nothing"
    access: str = ""
    activation: str = ""
    reads: str = ""
    shown: str = "silent"
    instead: str = ""
    severity: str = ""
    severity_reason: str = ""
    source: Sequence[str] = ()
    date: str = ""
    verified: bool = True


class Label(NamedTuple):
    """A line that serves as a heading."""

    title: str
    written: str
    doc: str
    synonyms: Sequence[str] = ()
    presence: float | None = None
    snippet: str = ""


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
    in_code: bool = True
    consumers: Sequence[str] = ()
    keys: Sequence[str] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        """The form, compiled."""
        return _compiled(self.form)


@lru_cache(maxsize=512)
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form)


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


class Signal(NamedTuple):
    """One mark by which a dialect is recognized."""

    kind: str
    names: Sequence[str] = ()
    pattern: str = ""
    part: str = "body"
    level: int = 2
    at_least: int = 1
    share: float = 0
    weight: float = 1


def _cost(signal: Signal) -> int:
    """Front matter and path cost nothing, headings, tags and labels little; a search through the text comes last."""
    return {"key": 0, "only-keys": 0, "no-frontmatter": 0, "path": 0, "pattern": 2}.get(signal.kind, 1)


class Detection(NamedTuple):
    """How a dialect is recognized by content. `most` is what all signals together can score."""

    threshold: float = 4.5
    needs: tuple[Signal, ...] = ()
    excludes: tuple[Signal, ...] = ()
    signals: tuple[Signal, ...] = ()
    most: float = 0
    fallback: bool = False

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Detection":
        """Signals from compiled data."""
        parts = {
            name: tuple(sorted((record(Signal, signal) for signal in data.get(name, ())), key=_cost))
            for name in ("needs", "excludes", "signals")
        }
        most = sum(max(0.0, signal.weight) for signal in parts["signals"])
        return record(cls, data, **parts, most=most)


class Dialect:
    """A dialect with its lookups."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.id: str = data["id"]
        self.title: str = data["title"]
        self.kind: str = data["kind"]
        self.summary: str = data["summary"]
        self.docs: str = data.get("docs", "")
        self.product: str = data.get("product", "")
        self.format_kind: str = data.get("format", {}).get("kind", "markdown")
        self.frontmatter: str = data.get("format", {}).get("frontmatter", "required")
        self.open_keys: bool = data.get("open_keys", False)
        self.not_keys: list[str] = data.get("not_keys", [])
        self.made_for: list[tuple[str, str]] = [(one["consumer"], one["dialect"]) for one in data.get("made_for", ())]
        self.sources: dict[str, dict[str, str]] = data["sources"]

    @cached_property
    def memo(self) -> dict[tuple[object, ...], bool]:
        """Answers that depend on the schema alone, kept by those who ask."""
        return {}

    @cached_property
    def keys(self) -> dict[str, Key]:
        """Top-level keys by name."""
        return {name: Key.of(name, data) for name, data in self.data.get("keys", {}).items()}

    @cached_property
    def combinations(self) -> tuple[Combination, ...]:
        """How the top-level keys depend on each other, beside what single keys say."""
        return tuple(record(Combination, data) for data in self.data.get("combinations", ()))

    @cached_property
    def key_spellings(self) -> dict[str, str]:
        """Every known misspelling, with the key that it means."""
        return {wrong: name for name, key in self.keys.items() for wrong in key.misspellings}

    def nearest_key(self, name: str) -> str:
        """The key that was probably meant, or an empty string."""
        return self.key_spellings.get(name) or nearest(name, self.keys)

    @cached_property
    def detection(self) -> "Detection":
        """How the dialect is recognized by content."""
        return Detection.of(self.data.get("detection", {}))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Top sections in their order."""
        return tuple(Section.of(data) for data in self.data.get("sections", ()))

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """Labels that belong to no section."""
        return tuple(record(Label, data) for data in self.data.get("labels", ()))

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """Top tags in their order."""
        return tuple(Tag.of(data) for data in self.data.get("tags", ()))

    @cached_property
    def body(self) -> "Body":
        """What the text below the front matter is."""
        return Body.of(self.data.get("body", {}))

    @cached_property
    def ordered(self) -> bool:
        """Whether the sections have an order."""
        return bool(self.data.get("ordered", False))

    @cached_property
    def tag_names(self) -> frozenset[str]:
        """Names of all tags, at any depth."""
        return frozenset(tag.name for top in self.tags for tag in top.walk())

    @cached_property
    def titles(self) -> "Titles":
        """Section titles with what may decorate them."""
        return Titles(self.sections, self.data.get("decorations", {}))

    @cached_property
    def _behaviors(self) -> dict[tuple[str, str], list[Behavior]]:
        table: dict[tuple[str, str], list[Behavior]] = {}
        for data in self.data.get("behaviors", ()):
            behavior = record(Behavior, data, when=record(When, data.get("when", {})))
            for fault in behavior.fault:
                table.setdefault((fault, behavior.consumer), []).append(behavior)
        return table

    def behaviors(self, rule: str, consumer: str) -> list[Behavior]:
        """What the consumer does with faults of a rule."""
        return self._behaviors.get((rule, consumer), [])

    @property
    def all_behaviors(self) -> Iterator[Behavior]:
        """All behaviors, each once per fault."""
        for behaviors in self._behaviors.values():
            yield from behaviors

    def evidence(self, behavior: Behavior) -> dict[str, str]:
        """The source of a behavior: what, ref, date, kind. The file's first source where none is named."""
        name = behavior.source[0] if behavior.source else next(iter(self.sources))
        return self.sources[name]


class Titles:
    """Matches headings with section titles, whatever decorates them."""

    def __init__(self, sections: Iterable[Section], decorations: Mapping[str, Any]) -> None:
        self.prefixes = tuple(prefix.casefold() + " " for prefix in decorations.get("prefixes", ()))
        self.sections: dict[str, Section] = {}
        for section in _walk_sections(sections):
            for title in section.titles:
                self.sections.setdefault(self.bare(title), section)

    def bare(self, title: str) -> str:
        """A title without emoji, numbers, bold marks, colon and prefixes, in lower case; `&` is `and`."""
        text = bare_title(title)
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


_SHORTEST_WORD = 5
_NUMBER = re.compile(r"^(?:step\s+)?\d+(?:\.\d+)*[.):]?\s+", re.I)
_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")
_AND = re.compile(r"\s*&\s*")


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


def _walk_sections(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk_sections(section.sections)


class Tool(NamedTuple):
    """One tool of a catalog."""

    name: str
    doc: str
    kind: str = "tool"
    aliases: Sequence[str] = ()
    argument: Mapping[str, Any] = {}
    consumers: Sequence[str] = ()
    never_for: Sequence[str] = ()
    unless: Mapping[str, list[str]] = {}
    capability: str = ""
    deprecated: bool = False
    availability: str = ""
    since: str = ""


class RetiredTool(NamedTuple):
    """A name that a product no longer has."""

    name: str
    successor: str = ""
    resolves: bool = False
    consumers: Sequence[str] = ()
    doc: str = ""


class ToolPattern(NamedTuple):
    """Names of a form that a catalog takes without knowing them."""

    glob: str
    doc: str
    keys: Sequence[str] = ()
    all: bool = False
    refused: bool = False


class Catalog:
    """The tools of a product."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.id: str = data["id"]
        self.title: str = data["title"]
        self.any_case: bool = data.get("case", "exact") == "any"
        self.consumers: list[str] = data["consumers"]
        self.tools = {name: record(Tool, tool, name=name) for name, tool in data["tools"].items()}
        self.retired = {name: record(RetiredTool, old, name=name) for name, old in data.get("retired", {}).items()}
        self.patterns = [record(ToolPattern, pattern) for pattern in data.get("patterns", ())]
        self.misreadings: dict[str, str] = data.get("misreadings", {})
        self.memo: dict[tuple[str, str, str], tuple[Any, ...]] = {}

    @cached_property
    def _names(self) -> dict[str, Tool]:
        table = {alias: tool for tool in self.tools.values() for alias in tool.aliases}
        table.update(self.tools)
        return {name.casefold(): tool for name, tool in table.items()} if self.any_case else table

    def tool(self, name: str) -> Tool | None:
        """The tool of that name or alias, as the product compares names; None when there is none."""
        return self._names.get(name.casefold() if self.any_case else name)

    def pattern(self, name: str, key: str) -> ToolPattern | None:
        """The pattern that takes a name in a key; None when no pattern does."""
        return next(
            (one for one in self.patterns if (not one.keys or key in one.keys) and name_matches(one.glob, name)), None
        )

    def nearest(self, name: str) -> str:
        """The tool that was probably meant, or an empty string."""
        return nearest(name, [*self.tools, *(alias for tool in self.tools.values() for alias in tool.aliases)])

    def with_capability(self, capability: str) -> list[str]:
        """Names of the tools that can do it, the order of the catalog kept."""
        return [tool.name for tool in self.tools.values() if capability and tool.capability == capability]


class Outcome(NamedTuple):
    """What a reader makes of one cause."""

    loses: str = "nothing"
    legal: bool = False
    shown: str = "silent"


class Reader(NamedTuple):
    """What one consumer's front-matter reader makes of faults."""

    consumer: str
    dialect: str
    version: str
    date: str
    kind: str = "yaml"
    outcomes: Mapping[str, Outcome] = {}
    measured_key: str = ""
    fallback: str = ""
    forms: Mapping[str, list[str]] = {}
    verified: bool = True

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Reader":
        """A reader with its outcomes by cause."""
        outcomes = {
            cause: record(Outcome, outcome) for outcome in data.get("outcomes", ()) for cause in outcome["causes"]
        }
        return record(cls, data, outcomes=outcomes)


class Place(NamedTuple):
    """Where a consumer looks for files, and as which dialect it reads them."""

    glob: str
    consumers: list[str]
    dialect: str
    scope: str = "project"
    certainty: str = "certain"
    unless: Sequence[str] = ()
    weak: bool = False


class NearMiss(NamedTuple):
    """A path that looks as if it were read, or one that is read although it is no agent file."""

    glob: str
    rule: str
    consumers: list[str]
    dialect: str
    text: str
    loses: str = "file"
    shown: str = "silent"
    instead: str = ""
    unless: Sequence[str] = ()
    without_beside: Sequence[str] = ()
    chosen: bool = False
    severity: str = ""
    verified: bool = True
    date: str = ""

    @classmethod
    def of(cls, data: Mapping[str, Any], sources: Mapping[str, Any]) -> "NearMiss":
        """A near miss with the day of its evidence: its own, or that of its source."""
        source = sources[next(iter(data.get("source") or sources))]
        return record(cls, data, date=data.get("date") or source["date"])

class Consumer(NamedTuple):
    """A program that reads agent files."""

    id: str
    product: str
    title: str
    version: str = ""
    date: str = ""
    doc: str = ""

    @property
    def label(self) -> str:
        """Title and version."""
        return f"{self.title} {self.version}".strip()


class Schema:
    """Everything that is known about dialects and products."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.dialects = {name: Dialect(dialect) for name, dialect in data["dialects"].items()}
        self.consumers: dict[str, Consumer] = {}
        self.folders: dict[str, str] = {}
        self.places: list[Place] = []
        for product in data["products"].values():
            for name, consumer in product["consumers"].items():
                self.consumers[name] = record(Consumer, consumer, id=name, product=product["id"])
            self.folders.update(dict.fromkeys(product.get("folders", ()), product["id"]))
            self.places.extend(record(Place, place) for place in product.get("places", ()))

    @classmethod
    def load(cls) -> "Schema":
        """The project's schema, compiled. Raises `SchemaError` when a live schema folder is broken."""
        return cls(load_schema())

    @cached_property
    def readers(self) -> dict[tuple[str, str], Reader]:
        """Readers by consumer and dialect."""
        readers = (Reader.of(data) for product in self.data["products"].values() for data in product.get("readers", ()))
        return {(reader.consumer, reader.dialect): reader for reader in readers}

    @cached_property
    def catalogs(self) -> dict[str, Catalog]:
        """Tool catalogs by id."""
        return {
            data["id"]: Catalog(data)
            for product in self.data["products"].values()
            for data in product.get("catalogs", ())
        }

    def place_globs(self) -> list[str]:
        """The globs of all places, and of those that people take for places."""
        return [*(place.glob for place in self.places), *(near.glob for near in self.near_misses)]

    @cached_property
    def near_misses(self) -> list[NearMiss]:
        """Paths that look as if they were read, and paths that are read although they hold no agent."""
        return [
            NearMiss.of(data, product["sources"])
            for product in self.data["products"].values()
            for data in product.get("near_misses", ())
        ]

    def near_misses_of(self, path: str) -> list[NearMiss]:
        """The near misses that a path, with forward slashes, is."""
        near = self._near_misses_by_glob.matching(path)
        return [miss for miss in near if not any(path_matches(glob, path) for glob in miss.unless)]

    @cached_property
    def _near_misses_by_glob(self) -> GlobIndex[NearMiss]:
        return GlobIndex((miss.glob, miss) for miss in self.near_misses)

    @cached_property
    def _places_by_glob(self) -> GlobIndex[Place]:
        return GlobIndex((place.glob, place) for place in self.places)

    def places_of(self, path: str) -> list[Place]:
        """The places that a path, with forward slashes, lies in; certain ones first."""
        near = self._places_by_glob.matching(path)
        found = [place for place in near if not any(path_matches(glob, path) for glob in place.unless)]
        return sorted(found, key=lambda place: (place.certainty != "certain", self._rank[id(place)]))

    @cached_property
    def _rank(self) -> dict[int, int]:
        """The order of the places in the schema."""
        return {id(place): index for index, place in enumerate(self.places)}

    def owner_of(self, path: str) -> str:
        """The product whose own folder a path lies in, or an empty string."""
        return next((self.folders[part] for part in reversed(path.split("/")[:-1]) if part in self.folders), "")

    @cached_property
    def key_owners(self) -> dict[str, list[str]]:
        """Top-level keys of official dialects: name -> ids of the dialects that have it, those that inherit it last.

        A file that is YAML as a whole has no front matter: nobody takes its keys for such.
        """
        table: dict[str, list[str]] = {}
        for dialect in sorted(self.dialects.values(), key=lambda one: bool(one.data.get("extends"))):
            if dialect.kind == "official" and dialect.format_kind != "yaml":
                for name in dialect.keys:
                    table.setdefault(name, []).append(dialect.id)
        return table

    @cached_property
    def section_titles(self) -> frozenset[str]:
        """Titles of all sections of all dialects, as written."""
        sections = (section for dialect in self.dialects.values() for section in _walk_sections(dialect.sections))
        return frozenset(title for section in sections for title in section.titles)

    def title(self, consumer: str) -> str:
        """The title of a consumer."""
        return self.consumers[consumer].title
