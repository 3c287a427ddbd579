"""Keys of front matter and data files: types, values, checks, limits, combinations."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from agentls.schema.models.words import Fact, Form, Identifier, Kind, Model, Names, Scope, ValueType, listed


class Check(Fact):
    """A pattern that a string must (or must not) match. Several checks on one key each have their own effect."""

    id: Identifier
    like: str = Field("", description="regular expression that the whole value must match")
    unlike: str = Field("", description="regular expression that must be found nowhere in the value")
    equals: Literal["directory", "stem", ""] = Field("", description="the value must equal this part of the path")
    doc: str


class Limit(Fact):
    """A limit on a size. `of` says what is measured."""

    id: Identifier
    unit: Literal["characters", "bytes", "lines", "items", "number", "alternatives"] = "characters"
    min: float | None = None
    max: float | None = None
    of: Annotated[list[str], BeforeValidator(listed)] = Field(
        [],
        description="several keys, added up, or `body`, `file`, `chain` (files read together); empty: the key itself",
    )
    consumers: Names = []
    scope: Annotated[list[Scope], BeforeValidator(listed)] = []
    doc: str = ""


class Combination(Fact):
    """How one key depends on others."""

    id: Identifier
    value: Names = Field([], description="values of the key for which it holds; empty: all")
    needs: dict[str, list[str]] = Field({}, description="key: one of these values or tools ([]: any)")
    useless_when: dict[str, list[str]] = {}
    one_of: Names = []
    none_of: Names = []
    consumers: Names = []
    doc: str


class Entries(Model):
    """How one string holds several entries."""

    separators: list[Literal["comma", "space", "newline", "semicolon"]] = ["comma"]
    parentheses: bool = Field(True, description="separators inside ( ) do not count")


class Key(Fact):
    """One key of the front matter or of a data file; keys nest."""

    types: Annotated[list[ValueType], BeforeValidator(listed)] = Field(min_length=1)
    doc: str
    required: bool = False
    required_by: Names = Field([], description="consumers that need it, where not all do")
    recommended: bool = False
    kind: Kind | None = None
    tools: str = Field("", description="id of the tool catalog that entries come from")
    role: Literal["allow", "deny", "preapprove", "limit", ""] = Field(
        "", description="what a list of tools does; limit: any other key that forbids something"
    )
    entries: Entries | None = Field(None, description="how a string is split; without it, it is one entry")
    values: list[str] = []
    value_docs: dict[str, str] = {}
    open_values: bool = Field(False, description="values are examples: others are legal")
    case_sensitive: bool = True
    checks: list[Check] = []
    limits: list[Limit] = []
    default: str = ""
    absent: Literal["all", ""] = Field("", description="all: without the key there is every tool of the catalog")
    since: str = ""
    until: str = ""
    deprecated: bool = False
    successor: Names = []
    misspellings: Names = Field([], description="other spellings that mean this key")
    combinations: list[Combination] = []
    keys: dict[str, Key] = Field({}, description="keys of a mapping")
    open_keys: bool = Field(True, description="other keys of this mapping are legal")
    each: Key | None = Field(None, description="entries of a list, or values of a mapping with free keys")
    free_keys: str = Field("", description="regular expression of the free keys that `each` is for; empty: any")
    items: list[Key] = Field(
        [], description="entries of a list by position, where they differ; a scalar stands for the first"
    )
    refers_to: Names = Field([], description="dialects whose files the value names")
    servers: bool = Field(False, description="the value names an MCP server of the workspace")
    last_match_wins: bool = False
    unique: bool = False
    consumers: Names = Field([], description="consumers that know the key, where not all do")
    line: str = Field("", description="product line that has the key")
    forms: dict[str, list[Form]] = Field({}, description="consumer: forms accepted, where it differs from its reader")
    presence: float | None = Field(None, ge=0, le=100, description="per cent of measured files")
    snippet: str = ""
