"""Keys of front matter and data files, and behaviors, as a check uses them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from agentls.schema.nearest import nearest

Record = TypeVar("Record")
"""A named tuple."""

_FIELDS: dict[object, frozenset[str]] = {}


def record(cls: type[Record], data: Mapping[str, Any], **more: Any) -> Record:
    """An instance of a named tuple from compiled data; fields that a check does not need are left behind."""
    known = _FIELDS.get(cls) or _FIELDS.setdefault(cls, frozenset(cls._fields))  # type: ignore[attr-defined]
    return cls(**{name: value for name, value in data.items() if name in known and name not in more}, **more)


@lru_cache(maxsize=512)
def compiled(form: str) -> re.Pattern[str]:
    """A regular expression of the schema, compiled once."""
    return re.compile(form)


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
    absent: str = ""
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
    refers_to: Sequence[str] = ()
    servers: bool = False
    presence: float | None = None
    snippet: str = ""
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

    def walk(self) -> "Iterator[Key]":
        """This key and all in it."""
        yield self
        for key in (*self.keys.values(), *([self.each] if self.each else ()), *self.items):
            yield from key.walk()

    def child(self, name: str) -> "Key | None":
        """The key of that name in a mapping: a named one, or the one for free keys; None where it is neither."""
        if name in self.keys:
            return self.keys[name]
        free = "list" not in self.types and (not self.free_keys or compiled(self.free_keys).fullmatch(name))
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
