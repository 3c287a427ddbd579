"""What a check says: faults as rules see them, effects per target, findings as reports show them."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Any, Literal, NamedTuple

from agentls.text import SourceText, Span

Applicability = Literal["safe", "unsafe"]
Certainty = Literal["certain", "intended", "also"]
NameKind = Literal["key", "tool", "model"]


class Severity(IntEnum):
    """How much a finding matters; higher is worse."""

    HINT = 1
    INFO = 2
    WARNING = 3
    ERROR = 4

    @property
    def label(self) -> str:
        """The word that reports and settings use."""
        return self.name.lower()


class Edit(NamedTuple):
    """Replace the text of a span."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A repair: `safe` keeps the meaning, `unsafe` wants a human look. Edits never overlap."""

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability = "safe"


class Setting(NamedTuple):
    """A setting that makes a name known in a dialect, where it is a name of one's own: nobody but the user can tell."""

    dialect: str
    kind: NameKind
    name: str


class Related(NamedTuple):
    """A second place that belongs to a finding, in the same file."""

    span: Span
    message: str


class Target(NamedTuple):
    """A consumer and the dialect that it reads the file as.

    `certain`: the path or a setting says so. `intended`: what the file's style or format is made for. `also`: another
    product that reads the same path. `scope` is the scope of the place (`project`, `plugin` …), empty when unknown.
    `chosen` marks a target that the user named: it speaks with full severity.
    """

    consumer: str
    dialect: str
    certainty: Certainty
    scope: str = ""
    chosen: bool = False


class Effect(NamedTuple):
    """What one target does with one fault. Empty strings mean: nothing of the kind.

    `loses` is one of nothing, value, item, key, rest, all-keys, file, set, program, run; `text` is a whole sentence;
    `version` is the version of the product that was seen; `date` the day of that evidence; `instead` what to write.
    """

    target: Target
    severity: Severity
    loses: str = "nothing"
    access: str = ""
    activation: str = ""
    value: str = ""
    shown: str = ""
    text: str = ""
    version: str = ""
    date: str = ""
    verified: bool = False
    instead: str = ""


class Finding(NamedTuple):
    """One fault at one place, with what each target makes of it.

    `effects` are sorted worst first. `severity` is that of the worst effect, else the rule's default. `setting` is the
    one that makes the name known: it is offered, and no fix ever writes it by itself.
    """

    rule: str
    severity: Severity
    span: Span
    message: str
    arguments: Mapping[str, Any] = {}
    effects: tuple[Effect, ...] = ()
    help: str = ""
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    setting: Setting | None = None


Status = Literal["checked", "unrecognized", "unreadable"]


class FileReport(NamedTuple):
    """What a check says of one file.

    `dialect` is None for an agent file that no dialect fits and for a file that is none. `confidence` is 0..1.
    `error` says why a file could not be read. `named` tells that the user gave this very path.
    """

    path: str
    status: Status
    dialect: str | None = None
    targets: tuple[Target, ...] = ()
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    source: SourceText | None = None
    error: str | None = None
    named: bool = False
