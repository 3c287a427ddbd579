"""What stands at an offset of a document, by its tree: a key, a value, a tool, a heading, a tag, a variable.

Hover, highlights and completion ask here, so that they never disagree about what the cursor is on. A place that the
cursor touches at its end counts, too: that is where one is after typing a word.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from sys import maxsize

from agentls.facts import KeyUse, ToolUse, tool_uses
from agentls.faults import RuleContext, View
from agentls.features.page import Page
from agentls.features.spot_kinds import (
    AttributeSpot,
    FenceSpot,
    HeadingSpot,
    KeySpot,
    LabelSpot,
    PlaceholderSpot,
    RuleSpot,
    Spot,
    TagSpot,
    ToolSpot,
    ValueSpot,
)
from agentls.features.tag_tree import known_tag, tags_around
from agentls.rules.placeholders import PlaceholderUse, placeholder_uses
from agentls.schema.bodies import Label as KnownLabel
from agentls.schema.bodies import Section, bare_title, walk_sections
from agentls.schema.bodies import Tag as KnownTag
from agentls.schema.lookup import Dialect
from agentls.schema.products import Catalog
from agentls.suppress import find_suppressions
from agentls.syntax.forms import form_of
from agentls.syntax.tree import Heading, Tag, TagAttribute, Value
from agentls.text import Span

_SIGNS = ("[", "]", "{", "}", '"', "'")
_STRIPPED = "[]{}\"' \t"
_BARE_KEY = re.compile(r"[A-Za-z_][\w-]*+")


def spot_at(page: Page, offset: int) -> Spot | None:
    """The innermost thing that the offset touches; None where there is nothing that has a name."""
    front = page.document.syntax.front
    if page.document.syntax.copy:
        return None
    if front and (offset in front.span or offset == front.span.end == front.content.end):
        return _in_front(page, offset)
    return _in_body(page, offset)


def context_of(page: Page) -> RuleContext:
    """The page as the rules see it."""
    return RuleContext(page.document, page.schema, page.views)


def touches(span: Span, offset: int) -> bool:
    """Whether an offset lies in a span or at its end."""
    return span.start <= offset <= span.end


def tools_of(page: Page, use: KeyUse) -> tuple[ToolUse, ...]:
    """The tools that a key's value names; none where it is no list of tools. A quote or bracket may be missing."""
    if use.key is None or use.key.tools not in page.schema.catalogs:
        return ()
    key, value = use.key, use.value
    if value.open and value.kind == "scalar":
        separators = ("comma",) if page.text.startswith("[", value.span.start) else key.separators
        key, value = key._replace(separators=separators), value._replace(style="plain")
    if any(item.open for item in value.items):
        items = (item._replace(style="plain") if item.open else item for item in value.items)
        value = value._replace(items=tuple(items))
    found = map(_without_signs, tool_uses(page.document.source, key, value))
    return tuple(tool for tool in found if tool.name)


def _without_signs(tool: ToolUse) -> ToolUse:
    """A tool without brackets and quotes that were read as its name, since others are missing."""
    if not tool.name.startswith(_SIGNS) and not tool.name.endswith(_SIGNS):
        return tool
    inner = tool.name.lstrip(_STRIPPED)
    start = tool.name_span.start + len(tool.name) - len(inner)
    name = inner.rstrip(_STRIPPED)
    span = Span(start, start + len(name))
    return tool._replace(name=name, name_span=span, span=tool.span._replace(start=start) if tool.argument else span)


def _in_front(page: Page, offset: int) -> Spot | None:
    front = page.document.syntax.front
    for opening, fence in ((True, front and front.opening), (False, front and front.closing)):
        if fence and fence.end > fence.start and touches(fence, offset):
            return FenceSpot(fence, opening)
    return _rule_at(page, offset) or _placeholder_at(page, offset) or _half_key(page, offset) or _key_at(page, offset)


def _rule_at(page: Page, offset: int) -> RuleSpot | None:
    for one in find_suppressions(page.document):
        if touches(one.span, offset):
            return next((RuleSpot(span, name) for name, span in one.rules or () if touches(span, offset)), None)
    return None


def variables(page: Page) -> Iterator[tuple[View, tuple[PlaceholderUse, ...]]]:
    """The variables of the text, by the programs that the document is for."""
    meant = {dialect.id for dialect in page.dialects}
    return ((view, uses) for view, uses in placeholder_uses(context_of(page)) if view.dialect.id in meant)


def _placeholder_at(page: Page, offset: int) -> PlaceholderSpot | None:
    for view, uses in variables(page):
        for use in uses:
            if touches(use.span, offset):
                return PlaceholderSpot(use.span, use, view)
    return None


def _key_at(page: Page, offset: int) -> Spot | None:
    """By the first dialect that knows the key; where none does, by the first."""
    unknown: Spot | None = None
    for dialect in page.dialects:
        uses = [use for use in page.document.key_uses(dialect, None) if touches(_extent(use), offset)]
        if uses:
            spot = _tool_at(page, uses, dialect, offset) or _of_use(page, uses[-1], dialect, offset)
            if uses[-1].key or isinstance(spot, ToolSpot):
                return spot
            unknown = unknown or spot
    return unknown


def _half_key(page: Page, offset: int) -> KeySpot | None:
    """A known key at the beginning of a line that has no colon yet; in the middle of a mapping it can be nothing else.

    It may be the line behind a front matter that is not closed yet.
    """
    front, source = page.document.syntax.front, page.document.source
    line = source.line_span(source.line_of(offset))
    if front is None or front.kind not in ("yaml", "lines"):
        return None
    if line.start >= front.span.end and (front.closing or page.text[front.span.end : line.start].strip()):
        return None
    match = _BARE_KEY.match(page.text, *line)
    if match is None or offset > match.end() or page.text[match.end() : line.end].strip():
        return None
    span = Span(*match.span())
    for dialect in page.dialects:
        key = dialect.keys.get(match.group())
        if key:
            value = Value("nothing", Span(span.end, span.end))
            return KeySpot(span, KeyUse(key.path, match.group(), span, value, form_of(value), key), dialect)
    return None


def _extent(use: KeyUse) -> Span:
    return use.entry.span if use.entry else use.span


def _tool_at(page: Page, uses: Sequence[KeyUse], dialect: Dialect, offset: int) -> ToolSpot | None:
    for use in uses:
        for tool in tools_of(page, use):
            if use.key and touches(tool.span, offset):
                span = tool.name_span if touches(tool.name_span, offset) else tool.span
                return ToolSpot(span, tool, page.schema.catalogs[use.key.tools], dialect, use.key)
    return None


def _of_use(page: Page, use: KeyUse, dialect: Dialect, offset: int) -> Spot | None:
    if use.entry and touches(use.span, offset):
        return KeySpot(use.span, use, dialect)
    value = _scalar_at(use.value, offset)
    if value is None:
        return None
    if use.key and use.key.separators and value.style not in ("literal", "folded"):
        parts = tool_uses(page.document.source, use.key, value)
        part = next((part for part in parts if touches(part.span, offset)), None)
        if part:
            return ValueSpot(part.span, page.text[slice(*part.span)], use, use.key, dialect)
    return ValueSpot(value.span, value.text, use, use.key, dialect)


def _scalar_at(value: Value, offset: int) -> Value | None:
    """The scalar inside a value that an offset touches, or None."""
    while value.kind != "scalar":
        inner = (*value.items, *(entry.value for entry in value.entries))
        found = next((one for one in inner if touches(one.span, offset)), None)
        if found is None:
            return None
        value = found
    return value if touches(value.span, offset) else None


def _in_body(page: Page, offset: int) -> Spot | None:
    return (
        _rule_at(page, offset)
        or _half_key(page, offset)
        or _tag_at(page, offset)
        or _placeholder_at(page, offset)
        or _heading_at(page, offset)
        or _label_at(page, offset)
    )


def _tag_at(page: Page, offset: int) -> Spot | None:
    body = page.document.syntax.body
    around = tags_around(body.tags, offset)
    tag = around[-1] if around else None
    chain = tuple(one.name for one in around)
    if tag and touches(tag.opening, offset):
        return _in_opening(page, tag, chain, offset)
    if tag and tag.closing_name_span and touches(tag.closing_name_span, offset):
        return TagSpot(tag.closing_name_span, tag, chain, *_known(page, chain))
    at = bisect_right(body.stray_tags, offset, key=lambda stray: stray.span.start) - 1
    if at >= 0 and touches(body.stray_tags[at].name_span, offset):
        stray = body.stray_tags[at]
        chain = (*chain, stray.name)
        return TagSpot(stray.name_span, stray, chain, *_known(page, chain))
    return None


def _in_opening(page: Page, tag: Tag, chain: tuple[str, ...], offset: int) -> Spot | None:
    known, dialect = _known(page, chain)
    for attribute in tag.attributes:
        if touches(attribute.name_span, offset):
            return AttributeSpot(attribute.name_span, attribute, tag, known, dialect, in_value=False)
        if attribute.value_span and touches(attribute.value_span, offset):
            catalog = _attribute_catalog(page, known, attribute)
            if catalog and dialect:
                tool = ToolUse(attribute.value, attribute.value_span, None, attribute.value_span)
                return ToolSpot(attribute.value_span, tool, catalog, dialect)
            return AttributeSpot(attribute.value_span, attribute, tag, known, dialect, in_value=True)
    return TagSpot(tag.name_span, tag, chain, known, dialect) if touches(tag.name_span, offset) else None


def _attribute_catalog(page: Page, known: KnownTag | None, attribute: TagAttribute) -> Catalog | None:
    data = known.attributes.get(attribute.name) if known else None
    return page.schema.catalogs.get(data.get("tools", "")) if data else None


def _known(page: Page, chain: Sequence[str]) -> tuple[KnownTag | None, Dialect | None]:
    for dialect in page.dialects:
        known = known_tag(dialect, chain)
        if known:
            return known, dialect
    return None, None


def _heading_at(page: Page, offset: int) -> HeadingSpot | None:
    heading = heading_above(page, offset)
    if heading is None or not touches(heading.span, offset):
        return None
    section, dialect = _section(page, heading)
    return HeadingSpot(heading.span, heading, section, dialect)


def heading_above(page: Page, offset: int) -> Heading | None:
    """The last heading that begins at or before an offset; None where there is none."""
    headings = page.document.syntax.body.headings
    at = bisect_right(headings, offset, key=lambda heading: heading.span.start) - 1
    return headings[at] if at >= 0 else None


def _section(page: Page, heading: Heading) -> tuple[Section | None, Dialect | None]:
    for dialect in page.dialects:
        section = dialect.titles.find(heading.title)
        if section:
            return section, dialect
    return None, None


def _label_at(page: Page, offset: int) -> LabelSpot | None:
    labels = page.document.syntax.body.labels
    at = bisect_right(labels, (offset, maxsize), key=lambda label: label.span) - 1
    if at < 0 or not touches(labels[at].span, offset):
        return None
    bare = bare_title(labels[at].title)
    heading = heading_above(page, offset)
    section = _section(page, heading)[0] if heading else None
    for dialect in page.dialects:
        for known in _labels(dialect, section):
            if bare in map(bare_title, (known.title, *known.synonyms)):
                return LabelSpot(labels[at].span, labels[at], known, dialect)
    return LabelSpot(labels[at].span, labels[at], None, None)


def _labels(dialect: Dialect, section: Section | None) -> Iterator[KnownLabel]:
    """The labels of a dialect, those of the section first."""
    yield from section.labels if section else ()
    yield from dialect.labels
    for other in walk_sections(dialect.sections):
        yield from other.labels
