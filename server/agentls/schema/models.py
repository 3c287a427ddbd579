"""The models of the files in `schemas/`: what a dialect, a product and the shared vocabulary may say.

These models read and explain the YAML files; the compiled form that a check uses is in `schema.lookup`. Nothing here is
imported on an ordinary check.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Date = Annotated[str, Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$")]


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


Names = Annotated[list[str], BeforeValidator(_listed)]
"""One name or a list of names."""

Form = Literal[
    "absent", "nothing", "null", "empty", "blank",
    "text", "quoted-text", "boolean", "quoted-boolean", "boolean-word", "quoted-boolean-word",
    "integer", "quoted-integer", "float", "octal", "hex", "exponent", "signed", "underscored", "sexagesimal",
    "infinity", "not-a-number", "date", "timestamp",
    "flow-list", "block-list", "empty-list", "flow-mapping", "block-mapping", "empty-mapping",
]  # fmt: skip
"""How a value is written. Absent, nothing (`key:`), null, empty (`""`), blank, `[]` and `{}` are different inputs."""

Rule = Literal[
    "invalid-frontmatter", "missing-frontmatter", "unclosed-frontmatter", "misplaced-frontmatter",
    "unread-frontmatter", "invalid-encoding", "lost-text", "duplicate-key", "unknown-key", "foreign-key",
    "missing-key", "deprecated-key", "misread-key", "key-combination", "invalid-type", "invalid-value",
    "empty-value", "too-long", "invalid-name", "name-mismatch", "duplicate-name", "duplicate-item",
    "overridden-entry", "mixed-lines", "unknown-tool", "foreign-tool", "retired-tool", "unavailable-tool",
    "tool-argument", "unknown-model", "not-read", "stray-file", "shadowed-file", "unknown-reference", "placeholder",
    "shell-not-allowed", "empty-body", "broken-link", "unmatched-glob",
]  # fmt: skip
"""The faults that a behavior may speak of: a closed list."""

Loses = Literal["nothing", "value", "item", "key", "rest", "all-keys", "file", "set", "program", "run"]
Access = Literal["wider", "narrower", "none"]
Activation = Literal["always", "never", "manual"]
Shown = Literal[
    "silent", "debug-log", "log-file", "cli-error", "api-error", "ui-warning", "ui-error", "editor-hint", "validator"
]
SeverityName = Literal["error", "warning", "info", "hint"]
Scope = Literal["project", "user", "plugin", "managed", "organization", "session"]
Kind = Literal["tool", "model", "glob", "regex", "path", "color", "reference", "permission"]
ValueType = Literal["string", "integer", "number", "boolean", "list", "mapping"]


class Model(BaseModel):
    """Base of all schema models: frozen, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Model):
    """Where facts come from: a run of the product, its documents or source, an issue, or counted files."""

    what: str
    ref: str = Field(description="package@version, repository@commit:path, or an address")
    date: Date
    kind: Literal["executed", "docs", "source", "types", "issue", "measured"]


class Fact(Model):
    """What every fact carries. `source` names entries of the file's `sources`; empty means the file's first source."""

    source: Annotated[list[str], BeforeValidator(_listed)] = []
    date: Date | None = Field(None, description="only where it differs from the date of the source")
    verified: bool = Field(True, description="seen by running the product or counting files; never an error otherwise")
    note: str = Field("", description="for maintainers; never shown")


class When(Model):
    """Conditions of a behavior or an availability; all that are given must hold."""

    scope: Annotated[list[Scope], BeforeValidator(_listed)] = []
    role: Names = Field(
        [], description="main, subagent, background …: known only at run time, so told and never reported"
    )
    key: dict[str, list[str]] = Field({}, description="another key has one of these raw values; [] means: is present")
    form: dict[str, list[Form]] = Field({}, description="another key (`*`: any) is written in one of these forms")
    cause: Names = Field([], description="another fault of the front matter")
    without: Names = Field([], description="keys that must be absent")
    since: str = ""
    until: str = ""
    line: str = Field("", description="product line, such as v1 or v2")
    setting: str = Field("", description="a setting, platform or account outside the file: never reported, only told")


class Behavior(Fact):
    """What one consumer does with one fault. The entry with the most selectors that match wins."""

    id: Identifier
    fault: Annotated[list[Rule], BeforeValidator(_listed)] = Field(min_length=1)
    consumer: str
    key: Names = Field([], description="key paths: hooks.PreToolUse[], handoffs[].label, permission.*")
    form: Annotated[list[Form], BeforeValidator(_listed)] = []
    value: Names = Field([], description="raw values")
    cause: Names = Field([], description="causes of the front-matter reader")
    check: Names = Field([], description="ids of checks, limits or combinations of the key, or a rule's own word")
    tool: Names = Field([], description="tool names; globs allowed")
    nearest: Names = Field([], description="the key or tool that was probably meant; `none` and `some` are allowed")
    share: Literal["some", "all", ""] = Field("", description="of a list: some or all entries have this fault")
    place: Names = Field([], description="globs, for faults of a file's place")
    when: When = When()
    loses: Loses = "nothing"
    access: Access | Literal[""] = ""
    activation: Activation | Literal[""] = ""
    reads: str = Field("", description="the value that is used instead")
    shown: Shown = "silent"
    text: str = Field(description="a whole sentence for the person typing, with {key}, {name}, {value} … placeholders")
    instead: str = Field("", description="what to write instead, where the rule can't know")
    severity: SeverityName | Literal[""] = Field("", description="only where the function of the effect is wrong")
    severity_reason: str = ""

    @model_validator(mode="after")
    def _reasoned(self) -> Behavior:
        if bool(self.severity) != bool(self.severity_reason):
            raise ValueError("severity and severity_reason go together")
        return self


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
    of: Annotated[list[str], BeforeValidator(_listed)] = Field(
        [],
        description="several keys, added up, or `body`, `file`, `chain` (files read together); empty: the key itself",
    )
    consumers: Names = []
    scope: Annotated[list[Scope], BeforeValidator(_listed)] = []
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

    types: Annotated[list[ValueType], BeforeValidator(_listed)] = Field(min_length=1)
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
    last_match_wins: bool = False
    unique: bool = False
    consumers: Names = Field([], description="consumers that know the key, where not all do")
    line: str = Field("", description="product line that has the key")
    forms: dict[str, list[Form]] = Field({}, description="consumer: forms accepted, where it differs from its reader")
    presence: float | None = Field(None, description="per cent of measured files")
    snippet: str = ""


class Label(Fact):
    """A line that serves as a heading: `**Will:**`, `When invoked:`."""

    title: str
    written: str = Field(description="as written, with its bold marks and colon")
    synonyms: list[str] = []
    presence: float | None = None
    doc: str
    snippet: str = ""


class Section(Fact):
    """A section under a heading."""

    title: str = Field(description="without decoration")
    level: int = Field(2, ge=1, le=6)
    written: str = Field("", description="the heading as usually written, decoration included; empty: the title")
    emoji: str = ""
    synonyms: list[str] = []
    translations: dict[str, list[str]] = {}
    presence: float | None = Field(
        None, description="per cent of measured files; from 90 required, from 50 recommended"
    )
    repeatable: bool = False
    doc: str
    snippet: str = ""
    labels: list[Label] = []
    sections: list[Section] = []


class Decorations(Model):
    """What may stand around a section's title without changing it."""

    prefixes: list[str] = Field([], description="words such as Your")
    emoji: bool = True
    numbering: bool = True
    bold: bool = True
    colon: bool = True


class Attribute(Fact):
    """An attribute of a tag."""

    required: bool = False
    doc: str
    values: list[str] = []
    tools: str = Field("", description="id of the tool catalog that values come from")


class Tag(Fact):
    """A tag of the body, with what may stand in it."""

    name: str
    cardinality: str = Field("0..*", pattern=r"^(\d+|\d+\.\.(\d+|\*))$")
    presence: float | None = None
    attributes: dict[str, Attribute] = {}
    text: Literal["", "line", "prose", "markdown", "fence", "xml"] = Field(
        "", description="what it holds besides tags; xml: a block that must be well-formed"
    )
    doc: str
    snippet: str = ""
    tags: list[Tag] = []


class Signal(Model):
    """One mark by which a dialect is recognized."""

    kind: Literal[
        "key", "only-keys", "heading", "heading-prefix", "heading-emoji", "no-heading", "tag", "label", "pattern",
        "no-frontmatter", "path",
    ]  # fmt: skip
    names: Names = Field([], description="keys, titles, prefixes, tags, labels or globs")
    pattern: str = Field("", description="regular expression, for kind pattern")
    part: Literal["title", "description", "body", "first-line", "last-line"] = "body"
    level: int = 2
    at_least: int = 1
    share: float = Field(0, description="for heading-emoji: part of the headings of that level")
    weight: float = 1


class Detection(Model):
    """How a dialect is recognized by content: the weights of the signals that hold are added up."""

    threshold: float = 4.5
    needs: list[Signal] = []
    excludes: list[Signal] = []
    signals: list[Signal] = []
    fallback: bool = Field(False, description="only when no other dialect is recognized")


class Format(Model):
    """What kind of file it is."""

    kind: Literal["markdown", "mdc", "toml", "json", "yaml", "text"] = "markdown"
    frontmatter: Literal["required", "optional", "none"] = "required"
    body_key: str = Field("", description="in data files: the key that holds the prompt")
    document_fence: Names = Field([], description="info strings of a fence that is the document itself")


class Maker(Model):
    """A consumer and dialect that a house style is made for."""

    consumer: str
    dialect: str


class Placeholder(Fact):
    """A form of variable in the body or in a key."""

    form: str = Field(description="regular expression; its first group is the name, path or command")
    written: str
    doc: str
    base: int | None = None
    kind: Literal["text", "path", "shell"] = "text"
    names: Names = Field([], description="the names it may hold, where the set is closed")
    declared_in: str = Field("", description="key whose entries declare the names it may hold")
    allowed_by: str = Field("", description="key that must permit it")
    permitted_as: Names = Field([], description="tools of that key, one of which permits it")
    expanded: bool = Field(True, description="false: a form of another product, which stays as text here")
    instead: str = Field("", description="for a form that is not expanded: what to write in its stead")
    relative_to: Literal["file", "project"] = Field("file", description="for a path: project is any folder above")
    max_depth: int | None = Field(None, description="for a path: how far inclusion goes on")
    in_code: bool = Field(True, description="whether it counts inside code")
    consumers: Names = []
    keys: Names = Field([], description="keys in which it counts; empty: the body")


class Body(Model):
    """What the text below the front matter is."""

    doc: str = ""
    required: bool = False
    limits: list[Limit] = []
    placeholders: list[Placeholder] = []


class Identity(Model):
    """What two files of a dialect may not share."""

    key: str = Field("", description="key that names the file")
    otherwise: Literal["stem", "directory", "path", ""] = Field(
        "", description="what names it without the key; path: that below the folder of the place, without the extension"
    )
    within: Literal["directory", "tree", "everywhere"] = "tree"


class DialectFile(Model):
    """One file of `schemas/dialects/`."""

    id: Identifier
    title: str
    kind: Literal["official", "community"]
    role: Literal["agent", "skill", "command", "rule", "memory", "style"] = Field(
        "agent",
        description="what it is for; a product asked about another's file reads it as its own format of that role",
    )
    summary: str
    extends: str = Field("", description="dialect whose keys, sections, tags, labels and behaviors this one adds to")
    product: str = Field("", description="product whose format it is")
    docs: str = Field("", description="address of the official page")
    made_for: list[Maker] = []
    sources: dict[str, Source] = Field(min_length=1)
    format: Format = Format()
    identity: Identity = Identity()
    detection: Detection = Detection()
    keys: dict[str, Key] = {}
    open_keys: bool = Field(False, description="unknown keys are part of the style: never reported")
    combinations: list[Combination] = []
    decorations: Decorations = Decorations()
    sections: list[Section] = []
    ordered: bool = Field(False, description="sections have an order")
    labels: list[Label] = []
    tags: list[Tag] = []
    not_keys: Names = Field([], description="words that begin lines of a long description: never keys of their own")
    body: Body = Body()
    behaviors: list[Behavior] = []


class Place(Fact):
    """Where a consumer looks for files, and as which dialect it reads them."""

    glob: str = Field(description="matched against the absolute path, from a folder boundary on")
    consumers: Names = Field(min_length=1)
    dialect: str
    scope: Scope = "project"
    certainty: Literal["certain", "also"] = Field("certain", description="also: another product's folder")
    unless: Names = Field([], description="globs that are not read")
    hidden_by: Names = Field([], description="globs, seen from the file's folder, of files that are read in its stead")
    line: str = Field("", description="product line that reads it")
    weak: bool = Field(False, description="the path alone proves nothing: the content must fit the dialect, too")


class NearMiss(Fact):
    """A path that looks as if it were read, or one that is read although it is no agent file."""

    glob: str
    rule: Literal["not-read", "stray-file"]
    consumers: Names = Field(min_length=1)
    dialect: str
    loses: Loses = "file"
    shown: Shown = "silent"
    text: str
    instead: str = ""
    unless: Names = []
    without_beside: Names = Field(
        [], description="only where no file fits any of these globs, seen from the file's folder"
    )
    chosen: bool = Field(False, description="said only when the user named the consumer")
    severity: SeverityName | Literal[""] = Field("", description="only where the function of the effect is wrong")
    severity_reason: str = ""

    @model_validator(mode="after")
    def _reasoned(self) -> NearMiss:
        if bool(self.severity) != bool(self.severity_reason):
            raise ValueError("severity and severity_reason go together")
        return self


class Outcome(Model):
    """One result of the front-matter reader, with the causes that lead to it."""

    loses: Loses = "nothing"
    legal: bool = Field(False, description="fine for this reader: nothing to report")
    shown: Shown = "silent"
    causes: list[str] = Field(min_length=1)


class Reader(Fact):
    """What one consumer's front-matter reader makes of each cause of a fault. A cause that is absent is not known."""

    consumer: str
    dialect: str
    kind: Literal["yaml", "lines", "toml", "json", "none"] = "yaml"
    version: str
    date: Date
    outcomes: list[Outcome]
    measured_key: str = Field("", description="the key on which causes within a value were measured")
    fallback: str = Field("", description="sentence: what is used when keys are lost")
    forms: dict[ValueType, list[Form]] = Field({}, description="wanted type: forms that are taken as it")


class ToolArgument(Model):
    """What may stand in parentheses behind a tool."""

    written: str = Field(description="such as Bash(pattern)")
    doc: str = ""
    examples: list[str] = []


class Tool(Fact):
    """One tool of a catalog."""

    doc: str
    kind: Literal["tool", "set"] = "tool"
    aliases: Names = []
    argument: ToolArgument | None = None
    consumers: Names = Field([], description="hosts that have it; empty: all")
    never_for: Names = Field([], description="roles that never get it: main, subagent, background")
    unless: dict[str, list[str]] = Field({}, description="key: values with which it is given after all")
    capability: str = Field("", description="what it can do, shared with tools of other products")
    deprecated: bool = False
    since: str = ""
    until: str = ""
    availability: str = Field("", description="told in the docs, never a finding")


class RetiredTool(Fact):
    """A name that a product no longer has."""

    successor: str = Field("", description="empty: there is none")
    resolves: bool = Field(False, description="the old name still works")
    consumers: Names = []
    doc: str = ""
    until: str = ""


class ToolPattern(Fact):
    """Names of a form that a catalog takes without knowing them."""

    glob: str
    doc: str
    keys: Names = Field([], description="keys in which it counts; empty: all")
    all: bool = Field(False, description="stands for every tool")
    refused: bool = Field(False, description="names of this form are none that the product takes; doc: what to write")


class Catalog(Fact):
    """The tools of a product."""

    id: Identifier
    title: str
    consumers: Names
    case: Literal["exact", "any"] = "exact"
    tools: dict[str, Tool]
    retired: dict[str, RetiredTool] = {}
    patterns: list[ToolPattern] = []
    misreadings: dict[str, str] = Field({}, description="words that people take for keywords: what to write instead")


class Consumer(Model):
    """A program that reads agent files."""

    title: str
    version: str = Field("", description="the version that was seen; empty: only read about")
    date: Date | None = None
    doc: str = ""


class ProductFile(Model):
    """One file of `schemas/products/`."""

    id: Identifier
    title: str
    vendor: str
    docs: str = ""
    sources: dict[str, Source] = Field(min_length=1)
    consumers: dict[str, Consumer] = Field(min_length=1)
    folders: Names = Field([], description="folder names that are this product's own, such as .claude")
    places: list[Place] = []
    near_misses: list[NearMiss] = []
    readers: list[Reader] = []
    catalogs: list[Catalog] = []


class Member(Model):
    """A key, section, label or tag of a dialect that stands for a concept."""

    dialect: str
    key: str = ""
    section: str = ""
    label: str = ""
    tag: str = ""

    @model_validator(mode="after")
    def _one(self) -> Member:
        if sum(map(bool, (self.key, self.section, self.label, self.tag))) != 1:
            raise ValueError("a member names exactly one of key, section, label, tag")
        return self


class Concept(Model):
    """What a section, tag or key means, whatever a dialect calls it."""

    title: str
    doc: str
    members: list[Member]


class ConceptsFile(Model):
    """`schemas/concepts.yaml`."""

    concepts: dict[Identifier, Concept]
