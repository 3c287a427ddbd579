"""The schema as a check uses it: the compiled form, with lookups. Imports neither pydantic nor YAML."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from agentls.schema.bodies import Body, Label, Section, Tag, Titles, walk_sections
from agentls.schema.concepts import Concepts
from agentls.schema.detection import PARTS, Detection
from agentls.schema.globs import GlobIndex
from agentls.schema.keys import Behavior, Combination, Key, When, record
from agentls.schema.load import load_schema
from agentls.schema.nearest import nearest
from agentls.schema.products import Catalog, Consumer, NearMiss, Place, Reader, ServerFile


class Dialect:
    """A dialect with its lookups."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.id: str = data["id"]
        self.title: str = data["title"]
        self.kind: str = data["kind"]
        self.role: str = data.get("role", "agent")
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
    def memo(self) -> dict[object, Any]:
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

    def may_style(self, placed: "Dialect") -> bool:
        """Whether files of a format may be written in this community style: it is made for it, or for nobody at all."""
        if self.kind != "community":
            return False
        return placed.id in (dialect for _, dialect in self.made_for) if self.made_for else placed.detection.fallback

    def nearest_key(self, name: str) -> str:
        """The key that was probably meant, or an empty string."""
        return self.key_spellings.get(name) or nearest(name, self.keys)

    @cached_property
    def detection(self) -> "Detection":
        """How the dialect is recognized by content."""
        return Detection.of(self.data.get("detection", {}), lambda title: self.titles.bare(title))

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

    @cached_property
    def spoken_values(self) -> dict[tuple[str, str, str], frozenset[str]]:
        """The raw values that behaviors single out, by rule, consumer and key path."""
        table: dict[tuple[str, str, str], frozenset[str]] = {}
        for one in self.all_behaviors:
            for question in [(rule, one.consumer, path) for rule in one.fault for path in one.key if one.value]:
                table[question] = table.get(question, frozenset()) | frozenset(one.value)
        return table

    @property
    def all_behaviors(self) -> Iterator[Behavior]:
        """All behaviors, each once per fault."""
        for behaviors in self._behaviors.values():
            yield from behaviors

    def evidence(self, behavior: Behavior) -> dict[str, str]:
        """The source of a behavior: what, ref, date, kind. The file's first source where none is named."""
        name = behavior.source[0] if behavior.source else next(iter(self.sources))
        return self.sources[name]


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

    @cached_property
    def memo(self) -> dict[object, Any]:
        """Answers that depend on the schema and on what is asked alone; whoever asks sees to it that they stay few."""
        return {}

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
            data["id"]: Catalog(data, product)
            for product in self.data["products"].values()
            for data in product.get("catalogs", ())
        }

    @cached_property
    def concepts(self) -> Concepts:
        """What names of dialects mean, and what other dialects call the same."""
        return Concepts(self.data["concepts"])

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

    @cached_property
    def server_files(self) -> list[ServerFile]:
        """Settings files that name MCP servers."""
        products = self.data["products"].values()
        return [record(ServerFile, data) for product in products for data in product.get("server_files", ())]

    @cached_property
    def validators(self) -> dict[tuple[str, str], frozenset[str]]:
        """Rules whose findings a consumer shows itself while a file is edited, by consumer and dialect."""
        found = (data for product in self.data["products"].values() for data in product.get("validators", ()))
        return {(data["consumer"], data["dialect"]): frozenset(data["rules"]) for data in found}

    def near_misses_of(self, path: str) -> list[NearMiss]:
        """The near misses that a path, with forward slashes, is."""
        near = self._near_misses_by_glob.matching(path)
        kept_out = self._exceptions.matching(path) if near else ()
        return [miss for miss in near if not any(glob in kept_out for glob in miss.unless)]

    @cached_property
    def _near_misses_by_glob(self) -> GlobIndex[NearMiss]:
        return GlobIndex((miss.glob, miss) for miss in self.near_misses)

    @cached_property
    def _places_by_glob(self) -> GlobIndex[Place]:
        return GlobIndex((place.glob, place) for place in self.places)

    def places_of(self, path: str) -> list[Place]:
        """The places that a path, with forward slashes, lies in; certain ones first."""
        near = self._places_by_glob.matching(path)
        kept_out = self._exceptions.matching(path) if near else ()
        found = [place for place in near if not any(glob in kept_out for glob in place.unless)]
        return sorted(found, key=lambda place: (place.certainty != "certain", self._rank[id(place)]))

    @cached_property
    def _exceptions(self) -> GlobIndex[str]:
        """The globs that keep a path out of places and near misses."""
        unless = [*(place.unless for place in self.places), *(near.unless for near in self.near_misses)]
        every = dict.fromkeys(glob for globs in unless for glob in globs)
        return GlobIndex((glob, glob) for glob in every)

    @cached_property
    def signal_places(self) -> GlobIndex[str]:
        """The globs by which dialects are recognized."""
        marks = (dialect.data.get("detection", {}) for dialect in self.dialects.values())
        signals = (signal for one in marks for part in PARTS for signal in one.get(part, ()))
        every = dict.fromkeys(glob for signal in signals if signal["kind"] == "path" for glob in signal["names"])
        return GlobIndex((glob, glob) for glob in every)

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
        sections = (section for dialect in self.dialects.values() for section in walk_sections(dialect.sections))
        return frozenset(title for section in sections for title in section.titles)

    def title(self, consumer: str) -> str:
        """The title of a consumer."""
        return self.consumers[consumer].title
