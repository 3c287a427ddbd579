"""Words shown between those of the text: what an absent list of tools means, what took a tool's place."""

from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from agentls.effects import Effects
from agentls.facts import KeyUse
from agentls.faults import Fault, Selectors, View
from agentls.features import docs, words
from agentls.features.page import Page
from agentls.features.spots import tools_of
from agentls.rules.tools import in_catalog
from agentls.rules.unavailable_tool import withheld
from agentls.rules.values import EMPTY_FORMS
from agentls.schema.keys import Key
from agentls.schema.products import Catalog
from agentls.syntax.forms import form_of
from agentls.text import Span

HintKind = Literal["tools", "successor", "default"]
KINDS: dict[HintKind, str] = {
    "tools": "what an absent or empty list of tools means",
    "successor": "what took the place of a tool or key",
    "default": "values that hold anyway",
}
"""Each kind of hint, and what it shows."""

_EMPTY = {"none": "no tools", "wider": "all tools"}
"""What is left by an empty list, by its effect on what the agent may do."""


class Hint(NamedTuple):
    """A label to be shown at an offset; `tooltip` is Markdown."""

    offset: int
    label: str
    tooltip: str
    kind: HintKind


class _Inherited(NamedTuple):
    """What an agent without a list gets: tools that it has in any case, and those that depend on more."""

    sure: tuple[str, ...]
    maybe: tuple[str, ...]

    @property
    def label(self) -> str:
        most = len(self.sure) + len(self.maybe)
        return f"inherits {len(self.sure)}–{most} tools" if self.maybe else f"inherits {most} tools"


def hints(page: Page, span: Span, kinds: Collection[str] = KINDS) -> tuple[Hint, ...]:
    """The hints of the chosen kinds inside a span, in the order of the text."""
    makers = {"tools": _tools, "successor": _successors, "default": _defaults}
    found: dict[tuple[int, str], Hint] = {}
    for kind in KINDS:
        for hint in makers[kind](page) if kind in kinds else ():
            if span.start <= hint.offset <= span.end:
                found.setdefault((hint.offset, hint.kind), hint)
    return tuple(found[place] for place in sorted(found))


def _views(page: Page) -> Iterator[View]:
    """The views of programs that the document is for, as far as they see its keys."""
    for view in page.views:
        target = view.target
        if target and target.consumer in page.consumers and view.dialect in page.dialects and not view.blind:
            yield view


def _tools(page: Page) -> Iterator[Hint]:
    absent: list[tuple[View, _Inherited]] = []
    for view in _views(page):
        for key in view.dialect.keys.values():
            catalog = page.schema.catalogs.get(key.tools)
            if catalog is None or key.role != "allow" or not key.known_to(view.consumer):
                continue
            use = view.top(key.path)
            if use and form_of(use.value) in EMPTY_FORMS and not use.value.open:
                yield from _emptied(page, view, use, key)
            elif use is None and key.absent == "all":
                inherited = _inherited(page, view, catalog)
                absent += [(view, inherited)] if inherited.sure else []
    place = _place(page)
    if absent and place is not None:
        labels = {inherited.label for _, inherited in absent}
        label = labels.pop() if len(labels) == 1 else "inherits all tools"
        yield Hint(place, label, "\n\n".join(_told(page, *one) for one in absent), "tools")


def _emptied(page: Page, view: View, use: KeyUse, key: Key) -> Iterator[Hint]:
    """What an empty list leaves, where that was seen."""
    selectors = Selectors("empty-value", key=key.path, form=form_of(use.value), value=use.value.text)
    effect = Effects(page.document, page.schema, page.settings.versions).of(Fault(selectors, use.span, view.target))
    if effect and effect.access in _EMPTY:
        yield Hint(use.value.span.end, _EMPTY[effect.access], words.prose(effect.text), "tools")


def _inherited(page: Page, view: View, catalog: Catalog) -> _Inherited:
    denied = {
        tool.name
        for use in view.keys
        if use.key and use.key.role == "deny" and use.key.tools == catalog.id
        for tool in tools_of(page, use)
    }
    had = [
        tool
        for tool in catalog.tools.values()
        if tool.kind == "tool" and not tool.deprecated and denied.isdisjoint((tool.name, *tool.aliases))
        if (not tool.consumers or view.consumer in tool.consumers) and not withheld(view, tool)
    ]
    sure = tuple(tool.name for tool in had if not tool.availability)
    return _Inherited(sure, tuple(tool.name for tool in had if tool.availability))


def _told(page: Page, view: View, inherited: _Inherited) -> str:
    label = page.schema.consumers[view.consumer].label
    parts = [f"{label} gives the agent every tool: {words.codes(inherited.sure)}."]
    if inherited.maybe:
        parts.append(f"Depending on the session: {words.codes(inherited.maybe)}.")
    return " ".join((*parts, "Tools of MCP servers come on top."))


def _place(page: Page) -> int | None:
    """Behind the opening line of the front matter; in a data file, the end of the first key's line."""
    front, source = page.document.syntax.front, page.document.source
    if front is None:
        return None
    if front.opening.end > front.opening.start:
        return front.opening.end
    return source.line_span(source.line_of(front.entries[0].key.span.start)).end if front.entries else None


def _successors(page: Page) -> Iterator[Hint]:
    """Old names of tools and keys, with those of today."""
    for view in _views(page):
        for use in view.keys:
            key, catalog = use.key, page.schema.catalogs.get(use.key.tools if use.key else "")
            if key and key.deprecated and len(key.successor) == 1 and use.entry and key.known_to(view.consumer):
                yield Hint(use.span.end, f"→ {key.successor[0]}", words.prose(key.doc), "successor")
            for tool in tools_of(page, use) if catalog else ():
                named = in_catalog(tool, use.path, catalog, page.schema, view.consumer) if catalog else None
                if catalog and named and named.rule == "retired-tool" and named.nearest:
                    about = docs.tool_docs(tool.name, catalog, page.schema, use.path)
                    yield Hint(tool.span.end, f"→ {named.nearest}", about, "successor")


def _defaults(page: Page) -> Iterator[Hint]:
    """Values that a key has without being written, where that holds for every program that has the key."""
    known: dict[Span, list[Key]] = {}
    for view in _views(page):
        for use in view.keys:
            if use.key and use.entry and use.value.kind == "scalar" and use.value.text:
                known.setdefault(use.value.span, []).append(use.key)
    for span, keys in known.items():
        written = page.text[slice(*span)]
        if all(key.default == written for key in keys):
            yield Hint(span.end, "default", f"Without {words.code(keys[0].path)} it is the same.", "default")
