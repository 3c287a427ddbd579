"""The trees that the parsers return. Spans are offsets in code points into `SourceText.text`."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Literal, NamedTuple

from agentls.text import Span

ValueKind = Literal["scalar", "list", "mapping", "nothing"]
Style = Literal["plain", "single", "double", "literal", "folded", "flow", "block", "none"]


class Value(NamedTuple):
    """A value of the front matter or of a data file.

    `span` covers the value as written, quotes and brackets included; a value that is not there (`key:`) has kind
    `nothing` and an empty span behind the colon. `text` is what a scalar says: unescaped when quoted, folded when it
    runs over several lines, raw when plain (`on`, `010`, `2026-01-01` stay what they are). `open` marks a value whose
    end had to be guessed because the text is broken.
    """

    kind: ValueKind
    span: Span
    style: Style = "none"
    text: str = ""
    items: "tuple[Value, ...]" = ()
    entries: "tuple[Entry, ...]" = ()
    tag: str = ""
    anchor: str = ""
    open: bool = False

    def entry(self, name: str) -> "Entry | None":
        """The last entry with that name, as most readers take it; None when there is none."""
        return next((entry for entry in reversed(self.entries) if entry.name == name), None)


class Entry(NamedTuple):
    """One `key: value`. `name` is the key's text without quotes; `span` runs from the key to the end of the value."""

    name: str
    key: Value
    value: Value

    @property
    def span(self) -> Span:
        """From the start of the key to the end of the value."""
        return Span(self.key.span.start, max(self.key.span.end, self.value.span.end))


class SyntaxFault(NamedTuple):
    """Something in the text that at least one reader stumbles over.

    `cause` is one of `syntax.causes.CAUSES`. `span` is the exact place that is wrong (the `: `, the open quote, the
    dashes), `key` the top-level key concerned (empty: none), `entry` that key's entry as the tolerant reading has it.
    `cut` is the offset where a reader that ends the front matter here goes on with the body, None where no reader
    does. `arguments` holds words for the message, such as `lost` (what is taken away) or `read` (what is left).
    """

    cause: str
    span: Span
    key: str = ""
    entry: Entry | None = None
    cut: int | None = None
    arguments: Mapping[str, Any] = {}


class FrontMatter(NamedTuple):
    """The front matter as the author meant it, or a whole data file.

    `span` covers the fences and their line endings (for a data file: everything), `content` what is between them.
    `opening` and `closing` are the fence lines without line ending; `closing` is None where it is missing. `root` is
    the tolerant reading: every key that a person would see is in it, broken or not, in the order of the text.
    """

    kind: Literal["yaml", "lines", "toml", "json"]
    span: Span
    content: Span
    opening: Span
    closing: Span | None
    root: Value

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Top-level entries in the order of the text, duplicates included."""
        return self.root.entries


class Heading(NamedTuple):
    """An ATX or setext heading. `title` is the text between the marks, as written; `title_span` is its place."""

    level: int
    span: Span
    title: str
    title_span: Span


class Fence(NamedTuple):
    """A fenced code block; `content` is without the fence lines; `closed` is False when it runs to the end."""

    span: Span
    content: Span
    info: str
    closed: bool


class Label(NamedTuple):
    """A line that serves as a heading: wholly bold, or text that ends in a colon. `title` lacks marks and colon."""

    span: Span
    title: str
    title_span: Span
    bold: bool


class TagAttribute(NamedTuple):
    """One attribute of a tag; `value_span` is without quotes, None where there is no value."""

    name: str
    name_span: Span
    value: str
    value_span: Span | None


class Tag(NamedTuple):
    """An element. `opening` and `closing` cover `<…>` and `</…>`; `closing` is None where it never comes.

    `name_span` and `closing_name_span` are the names within them. `block` tells that the opening tag is the first
    thing on its line.
    """

    name: str
    opening: Span
    name_span: Span
    closing: Span | None
    closing_name_span: Span | None
    attributes: tuple[TagAttribute, ...]
    children: "tuple[Tag, ...]"
    self_closing: bool
    block: bool

    @property
    def span(self) -> Span:
        """From `<` to the end of the closing tag, or of the opening tag where there is none."""
        return Span(self.opening.start, self.closing.end if self.closing else self.opening.end)

    def walk(self) -> "Iterator[Tag]":
        """This tag and all tags inside it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


class StrayTag(NamedTuple):
    """A closing tag that closes nothing."""

    name: str
    span: Span
    name_span: Span


class Body:
    """The text below the front matter, as CommonMark blocks. Nothing in `code` or `comments` is a section or a tag.

    This one is empty; `markdown.parse_body` fills it, each part when it is first asked for: most checks need few.
    """

    def __init__(self, span: Span) -> None:
        self.span = span

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Headings, in the order of the text as all parts."""
        return ()

    @cached_property
    def fences(self) -> tuple[Fence, ...]:
        """Fenced blocks of code."""
        return ()

    @cached_property
    def code(self) -> tuple[Span, ...]:
        """Fences, indented code and inline code."""
        return ()

    @cached_property
    def comments(self) -> tuple[Span, ...]:
        """HTML comments."""
        return ()

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """Lines that serve as headings."""
        return ()

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """Top tags."""
        return ()

    @cached_property
    def stray_tags(self) -> tuple[StrayTag, ...]:
        """Closing tags that close nothing."""
        return ()
