"""What rules see of a file, and the faults that they say."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, NamedTuple, TypeVar, cast

from agentls.document import Document
from agentls.facts import KeyUse
from agentls.findings import Fix, Related, Setting, Target
from agentls.schema.keys import Key
from agentls.schema.lookup import Dialect, Schema
from agentls.schema.products import NearMiss, Reader
from agentls.syntax.causes import cause_of
from agentls.syntax.tree import SyntaxFault
from agentls.text import Span

Made = TypeVar("Made")
Exists = Callable[[str], bool]

NOT_READ = frozenset({"all-keys", "file", "set", "program"})
"""Outcomes of the front-matter reader after which a target knows none of the keys."""

_FORM_CAUSES = {
    "absent": "missing-key",
    "nothing": "no-value",
    "null": "null-value",
    "empty": "empty-string",
    "blank": "blank-string",
    "flow-list": "flow-list-as-text",
    "block-list": "block-list-as-text",
    "flow-mapping": "flow-mapping-as-text",
    "block-mapping": "block-mapping-as-text",
}


class Selectors(NamedTuple):
    """What behaviors are looked up by. Empty strings select nothing in particular."""

    rule: str
    key: str = ""
    form: str = ""
    value: str = ""
    cause: str = ""
    check: str = ""
    tool: str = ""
    nearest: str = ""
    share: str = ""

    def reader_cause(self, reader: Reader | None) -> str:
        """The cause by which a reader knows the fault; empty when it knows none.

        That is the cause of the syntax, or that of a value where causes within a value were measured on this very key.
        """
        if self.cause:
            return self.cause
        if reader and self.key and self.key == reader.measured_key:
            return _FORM_CAUSES.get(self.form, "")
        return ""


class Fault(NamedTuple):
    """One fault as one target has it; `target` None stands for the file's own style, or for no product in particular.

    Faults of one rule at one place with equal `identity` become one finding with an effect per target. `also` are
    further faults that this one explains (a misspelled key explains the missing one): the worst effect counts.
    `lost_keys` are top-level keys that a reader which goes on with the body here never sees. `doubtful` caps the
    finding at info: the name may be newer than the schema. `miss` is the near miss that the file's path is; it says by
    itself what the target does. `setting` would make the name known.
    """

    selectors: Selectors
    span: Span
    target: Target | None = None
    arguments: Mapping[str, Any] = {}
    identity: str = ""
    also: tuple[Selectors, ...] = ()
    lost_keys: tuple[str, ...] = ()
    doubtful: bool = False
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    miss: NearMiss | None = None
    setting: Setting | None = None

    @property
    def rule(self) -> str:
        """The rule's id."""
        return self.selectors.rule


class View:
    """The file as one reader has it: a target with its dialect, or the file's own house style (`target` None).

    `blind` tells that a fault of the front matter keeps this target from every key; `cut` is the offset where it goes
    on with the body, None where it reads on to the closing line. `consumer` is the target's, empty for the house style.
    `keys` are those that this reader sees, with what its dialect says of them, `names` the names of the top-level ones.
    `style` is the file's own dialect; None where the user asks for a target whose files nobody writes in it: what the
    file is elsewhere then excuses nothing.
    """

    def __init__(
        self,
        document: Document,
        target: Target | None,
        dialect: Dialect,
        reader: Reader | None,
        blind: bool = False,
        cut: int | None = None,
    ) -> None:
        self.document = document
        self.target = target
        self.dialect = dialect
        self.reader = reader
        self.blind = blind
        self.cut = cut
        self.consumer = target.consumer if target else ""
        own = document.dialect
        asked = target is not None and target.chosen
        self.style = own if own and (not asked or own.may_style(dialect)) else None
        self.keys: tuple[KeyUse, ...] = () if blind else document.key_uses(dialect, cut)
        self.names: frozenset[str] = frozenset() if blind else document.key_names(cut)

    def top(self, name: str) -> KeyUse | None:
        """The last use of a top-level key, or None."""
        return next((use for use in reversed(self.keys) if use.top and use.name == name), None)

    def style_knows(self, name: str) -> bool:
        """Whether the file's own dialect has the top-level key, or takes any."""
        style = self.style
        return style is not None and style is not self.dialect and (style.open_keys or name in style.keys)


class RuleContext:
    """Everything a rule may look at. `exists` asks whether a file is there; None where nobody can tell."""

    def __init__(
        self, document: Document, schema: Schema, views: tuple[View, ...], exists: Exists | None = None
    ) -> None:
        self.document = document
        self.schema = schema
        self.views = views
        self.exists = exists
        self._made: dict[Callable[[RuleContext], object], object] = {}

    @property
    def text(self) -> str:
        """The text of the file."""
        return self.document.source.text

    @cached_property
    def style(self) -> Dialect | None:
        """The dialect that the file is in; None where none of the targets that the user asks for has such files."""
        asked = [view for view in self.views if view.target and view.target.chosen]
        fits = not asked or any(view.style or view.dialect is self.document.dialect for view in asked)
        return self.document.dialect if fits else None

    def once(self, make: "Callable[[RuleContext], Made]") -> Made:
        """What several rules need, made for the first of them."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    @cached_property
    def syntax_faults(self) -> tuple[SyntaxFault, ...]:
        """Faults of the syntax, as the parsers found them."""
        return self.document.syntax.faults

    @cached_property
    def broken_keys(self) -> frozenset[str]:
        """Top-level keys whose value is broken or cut short: what is wrong with it has been said."""
        told = ("invalid-frontmatter", "lost-text")
        return frozenset(fault.key for fault in self.syntax_faults if fault.key and cause_of(fault.cause).rule in told)

    @cached_property
    def known_keys(self) -> tuple[tuple[View, KeyUse, Key], ...]:
        """Each view with each key that its dialect and consumer know, and whose value is whole."""
        broken = self.broken_keys
        return tuple(
            (view, use, key)
            for view in self.views
            for use in view.keys
            if (key := use.key) and (not key.consumers or key.known_to(view.consumer)) and key.path not in broken
        )
