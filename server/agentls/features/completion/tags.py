"""Tags, their attributes and what attributes hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agentls.facts import tool_uses
from agentls.features.completion.items import Completion
from agentls.features.completion.prose import OpenTag, Prose, allowed, tag_at
from agentls.features.completion.styles import with_styles
from agentls.features.completion.tools import tool_names
from agentls.features.forms import tag_snippet
from agentls.schema.bodies import Tag
from agentls.schema.lookup import Dialect
from agentls.snippets import emptied
from agentls.text import Span

_BEGUN = re.compile(r"<(/?)([A-Za-z_][\w.:-]*)?$")
_INSIDE = re.compile(
    r"<([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_:@][\w.:@-]*(?:\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'<>=]+))?)*)\s+([\w.:-]*)$"
)
_IN_VALUE = re.compile(
    r"<([A-Za-z_][\w.:-]*)((?:\s+[^\s<>=]+(?:\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'<>=]+))?)*?)\s+([A-Za-z_:@][\w.:@-]*)\s*=\s*([\"'])([^\"'<>]*)$"
)
_ATTRIBUTE = re.compile(r"([A-Za-z_:@][\w.:@-]*)\s*=")
_REST_OF_NAME = re.compile(r"[\w.:-]*>?")
_REST_OF_ATTRIBUTE = re.compile(r"[\w.:-]*(=?)")
_REST_OF_VALUE = re.compile(r"[^\"'<>\r\n]*")
_OTHER = re.compile(r"(?<!\S)</?[A-Za-z_]")
_LONGEST = 400


def tag_completions(prose: Prose) -> Iterator[Completion]:
    """What fits where a tag has been begun; nothing elsewhere."""
    text, offset = prose.page.text, prose.offset
    start = text.rfind("<", max(prose.start, offset - _LONGEST), offset)
    if start < 0 or ">" in text[start:offset].replace("=>", ""):
        return
    written = text[start:offset]
    begun, value = _BEGUN.match(written), _IN_VALUE.match(written)
    inside = None if begun or value else _INSIDE.match(written)
    styles = with_styles(prose.page) if begun and not _OTHER.search(_around(prose)) else prose.page.dialects
    for dialect in styles:
        if not dialect.tags:
            continue
        if begun:
            yield from _tags(prose, dialect, Span(start, offset), closing=bool(begun[1]))
        elif value:
            yield from _attribute_values(prose, dialect, value, start)
        elif inside:
            yield from _attributes(prose, dialect, inside, start)
    if begun and not any(dialect.tags for dialect in styles):
        yield from _closing(prose, prose.open_tags((), start), Span(start, offset))


def _around(prose: Prose) -> str:
    """The text without the line of the cursor."""
    text = prose.page.text
    return f"{text[prose.start : prose.line.start]}\n{text[prose.line.end :]}"


def _tags(prose: Prose, dialect: Dialect, begun: Span, *, closing: bool) -> Iterator[Completion]:
    stack = prose.open_tags(dialect.tags, begun.start)
    if closing:
        yield from _closing(prose, stack, begun)
        return
    chain = [tag.name for tag in stack]
    counted = [(tag, _count(prose, tag.name, stack)) for tag in allowed(dialect.tags, chain)]
    needed = [tag for tag, count in counted if count < _least(tag)]
    more = [tag for tag, count in counted if _least(tag) <= count < _most(tag)]
    yield from (_opening(prose, dialect, tag, begun) for tag in needed)
    yield from _closing(prose, stack, begun)
    yield from (_opening(prose, dialect, tag, begun) for tag in more)


def _closing(prose: Prose, stack: Sequence[OpenTag], begun: Span) -> Iterator[Completion]:
    """The end of the innermost open tag, unless it stands below already."""
    if stack and not prose.is_closed_below(stack):
        text = f"</{stack[-1].name}>"
        yield Completion(text, "tag", _whole(prose, begun), text, filter=text)


def _whole(prose: Prose, begun: Span) -> Span:
    """The begun tag with the rest of its name, and the bracket that an editor has put behind."""
    rest = _REST_OF_NAME.match(prose.page.text, begun.end)
    return Span(begun.start, rest.end() if rest else begun.end)


def _least(tag: Tag) -> int:
    return int(tag.cardinality.partition("..")[0])


def _most(tag: Tag) -> float:
    least, _, most = tag.cardinality.partition("..")
    most = most or least
    return float("inf") if most == "*" else int(most)


def _count(prose: Prose, name: str, stack: Sequence[OpenTag]) -> int:
    """How many tags of a name stand in the innermost open one, or in the whole text at the top."""
    text = prose.page.text
    begin = stack[-1].end if stack else prose.start
    end = text.find(f"</{stack[-1].name}", prose.offset) if stack else len(text)
    form = re.compile(rf"<{re.escape(name)}(?=[\s/>])")
    before = sum(1 for _ in form.finditer(text, begin, prose.offset))
    return before + (sum(1 for _ in form.finditer(text, prose.offset, end)) if end >= 0 else 0)


def _opening(prose: Prose, dialect: Dialect, tag: Tag, begun: Span) -> Completion:
    snippet = tag_snippet(tag, prose.indent)
    return Completion(
        label=tag.name,
        kind="tag",
        span=_whole(prose, begun),
        text=emptied(snippet),
        snippet=snippet,
        detail="required" if _least(tag) else "",
        description=dialect.title if prose.page.dialects != (dialect,) else "",
        filter=f"<{tag.name}",
        ref=("tag", dialect.id, tag.name),
    )


def _attributes(prose: Prose, dialect: Dialect, match: re.Match[str], start: int) -> Iterator[Completion]:
    tag = _definition(prose, dialect, match[1], start)
    if tag is None:
        return
    present = set(_ATTRIBUTE.findall(match[2]))
    rest = _REST_OF_ATTRIBUTE.match(prose.page.text, prose.offset)
    has_value = bool(rest and rest[1])
    span = Span(prose.offset - len(match[3]), (rest.start(1) if rest else prose.offset))
    for name, data in tag.attributes.items():
        if name not in present:
            yield Completion(
                label=name,
                kind="attribute",
                span=span,
                text=name if has_value else f'{name}=""',
                snippet="" if has_value else f'{name}="$1"',
                detail="required" if data.get("required") else "",
                ref=("attribute", dialect.id, tag.name, name),
            )


def _attribute_values(prose: Prose, dialect: Dialect, match: re.Match[str], start: int) -> Iterator[Completion]:
    tag = _definition(prose, dialect, match[1], start)
    data = tag.attributes.get(match[3]) if tag else None
    if data is None:
        return
    rest = _REST_OF_VALUE.match(prose.page.text, prose.offset)
    span = Span(prose.offset - len(match[5]), rest.end() if rest else prose.offset)
    end = "" if prose.page.text[span.end : span.end + 1] == match[4] else match[4]
    for value in data.get("values", ()):
        yield Completion(value, "value", span, value + end, ref=("attribute", dialect.id, match[1], match[3]))
    catalog = prose.page.schema.catalogs.get(data.get("tools", ""))
    if catalog:
        listed = _listed_tools(prose, dialect, catalog.id)
        offered = [one._replace(text=one.text + end) for one in tool_names(prose.page, catalog, span, (), None)]
        yield from sorted(offered, key=lambda one: one.label not in listed)


def _listed_tools(prose: Prose, dialect: Dialect, catalog: str) -> set[str]:
    """The tools that the front matter lists."""
    document = prose.page.document
    uses = (use for use in document.key_uses(dialect, None) if use.key and use.key.tools == catalog)
    return {tool.name for use in uses if use.key for tool in tool_uses(document.source, use.key, use.value)}


def _definition(prose: Prose, dialect: Dialect, name: str, start: int) -> Tag | None:
    chain = [tag.name for tag in prose.open_tags(dialect.tags, start)]
    return tag_at(dialect.tags, chain, name)
