"""Kinds of things that may stand at an offset: what `spots.spot_at` answers."""

from typing import NamedTuple, TypeAlias

from agentls.facts import KeyUse, ToolUse
from agentls.faults import View
from agentls.rules.placeholders import PlaceholderUse
from agentls.schema.bodies import Label as KnownLabel
from agentls.schema.bodies import Section
from agentls.schema.bodies import Tag as KnownTag
from agentls.schema.keys import Key
from agentls.schema.lookup import Dialect
from agentls.schema.products import Catalog
from agentls.syntax.tree import Heading, Label, StrayTag, Tag, TagAttribute
from agentls.text import Span


class FenceSpot(NamedTuple):
    """A line of dashes around the front matter."""

    span: Span
    opening: bool


class KeySpot(NamedTuple):
    """The name of a key; `use.key` is None when the dialect has no such key."""

    span: Span
    use: KeyUse
    dialect: Dialect


class ValueSpot(NamedTuple):
    """A value, or one entry of a list however it is written. `key` says what it may be, None where nobody knows."""

    span: Span
    text: str
    use: KeyUse
    key: Key | None
    dialect: Dialect


class ToolSpot(NamedTuple):
    """A tool in a list, or in an attribute, which has no key.

    `span` is the name; where the offset is in the argument, name and argument.
    """

    span: Span
    tool: ToolUse
    catalog: Catalog
    dialect: Dialect
    key: Key | None = None


class HeadingSpot(NamedTuple):
    """A heading, and the section that it opens where a dialect knows one."""

    span: Span
    heading: Heading
    section: Section | None
    dialect: Dialect | None


class LabelSpot(NamedTuple):
    """A line that serves as a heading, and what a dialect knows of it."""

    span: Span
    label: Label
    known: KnownLabel | None
    dialect: Dialect | None


class TagSpot(NamedTuple):
    """The name in an opening or closing tag; `chain` are the names of the tags around it, its own last."""

    span: Span
    tag: Tag | StrayTag
    chain: tuple[str, ...]
    known: KnownTag | None
    dialect: Dialect | None


class AttributeSpot(NamedTuple):
    """The name or the value of a tag's attribute."""

    span: Span
    attribute: TagAttribute
    tag: Tag
    known: KnownTag | None
    dialect: Dialect | None
    in_value: bool


class PlaceholderSpot(NamedTuple):
    """A variable of the text, and the view of the program that fills it."""

    span: Span
    use: PlaceholderUse
    view: View


class RuleSpot(NamedTuple):
    """The id of a rule in a comment that suppresses it; there may be no such rule."""

    span: Span
    rule: str


Spot: TypeAlias = (
    FenceSpot | KeySpot | ValueSpot | ToolSpot | HeadingSpot | LabelSpot | TagSpot | AttributeSpot | PlaceholderSpot
    | RuleSpot
)  # fmt: skip
