"""Words that all models share: names, forms, rules, losses, and what every fact carries."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Date = Annotated[str, Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$")]


def listed(value: object) -> object:
    """A list: a single value becomes one of a single entry."""
    return value if isinstance(value, list) else [value]


Names = Annotated[list[str], BeforeValidator(listed)]
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

    source: Annotated[list[str], BeforeValidator(listed)] = []
    date: Date | None = Field(None, description="only where it differs from the date of the source")
    verified: bool = Field(True, description="seen by running the product or counting files; never an error otherwise")
    note: str = Field("", description="for maintainers; never shown")
