"""What agentls says of a file to one consumer: what it loses, the name it goes by, the tools and the model it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from agentls.analysis import analyze, views_of
from agentls.config import Settings
from agentls.document import open_document
from agentls.effects import LOSSES
from agentls.facts import KeyUse, tool_uses
from agentls.faults import View
from agentls.findings import Effect, Finding
from agentls.schema.products import Catalog
from agentls.text import SourceText, Span
from tests.products.product import DROPPED, FAILS, LOADS, STOPS, Case, Product
from tests.products.rules import ruled
from tests.support.checking import schema

_VERDICTS = {"file": DROPPED, "set": DROPPED, "program": STOPS, "run": FAILS}
_UNMADE = ("item", "key", "value", "rest", "all-keys")


class Said(NamedTuple):
    """`named` and `sure` are the tools that the file allows: all of them, and those that every agent can have.

    `named` is None where nothing is restricted. `denied` and `granted` are what rules take and give; `unsure` are tools
    that depend on more than the file. `access` holds what effects say of it: wider, narrower, none.
    """

    verdict: str
    rules: tuple[str, ...] = ()
    name: str | None = None
    model: str | None = None
    named: frozenset[str] | None = None
    sure: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    granted: frozenset[str] = frozenset()
    access: frozenset[str] = frozenset()


def said_of(case: Case, product: Product) -> Said:
    """What agentls says of the case when it is asked for this product."""
    settings = Settings(targets=(product.consumer,))
    document = open_document("/p/" + case.path, SourceText.from_bytes(case.raw), schema(), settings)
    if document is None:
        return Said(DROPPED, ("unrecognized",))
    findings = analyze(document, schema(), settings)
    effects = [(effect, finding) for finding in findings for effect in finding.effects]
    verdict = _VERDICTS.get(max((one.loses for one, _ in effects), key=LOSSES.index, default="nothing"), LOADS)
    said = Said(verdict, tuple(sorted({finding.rule for finding in findings if finding.effects})))
    said = said._replace(access=frozenset(one.access for one, _ in effects if one.access))
    view = next((view for view in views_of(document, schema()) if view.consumer == product.consumer), None)
    return _Keys(view, effects, product).fill(said) if view else said


class _Keys(NamedTuple):
    view: View
    effects: list[tuple[Effect, Finding]]
    product: Product

    def fill(self, said: Said) -> Said:
        """With what the keys say that this consumer reads."""
        denied = [name for use in self._tools("deny") if not self._opened(use) for name, _ in self._resolved(use)]
        allow = list(self._tools("allow"))
        pairs = [pair for use in allow for pair in self._resolved(use)]
        named = None if not allow or ("*", True) in pairs else frozenset(name for name, _ in pairs)
        sure = frozenset(name for name, always in pairs if always)
        name, model = self._name(), self._value("model")
        rules = [ruled(use, self.product) for use in self.view.keys if self._is_ruled(use)]
        denied += [tool for taken, _ in rules for tool in taken]
        granted = frozenset(tool for _, given in rules for tool in given)
        said = said._replace(name=name, model=model, named=named, sure=sure, denied=frozenset(denied), granted=granted)
        catalogs = [one for one in schema().catalogs.values() if self.view.consumer in one.consumers]
        unsure = (tool.name for one in catalogs for tool in one.tools.values() if tool.availability)
        return said._replace(unsure=frozenset(unsure))

    def _name(self) -> str | None:
        """The name that an agent goes by; skills and commands go by other things in half of the products."""
        return self._value("name") if self.view.dialect.role == "agent" else None

    def _value(self, key: str) -> str | None:
        use = self.view.top(key)
        if use is None or use.value.kind != "scalar" or self._unmade(use.span) or self._unmade(use.value.span):
            return None
        return use.value.text.strip() or None

    def _tools(self, role: str) -> Iterator[KeyUse]:
        for use in self.view.keys:
            if use.top and use.key and use.key.role == role and use.key.tools and not self._unmade(use.span, "key"):
                yield use

    def _is_ruled(self, use: KeyUse) -> bool:
        """Whether it is a key of switches or of permission rules."""
        if not use.top or use.key is None or self._unmade(use.span, "key"):
            return False
        return use.key.last_match_wins or (bool(use.key.tools) and not use.key.role and use.value.kind == "mapping")

    def _opened(self, use: KeyUse) -> bool:
        """Whether an effect on the key as a whole says that more is allowed than it says."""
        whole = (use.span, use.value.span)
        return any(effect.access == "wider" and finding.span in whole for effect, finding in self.effects)

    def _unmade(self, span: Span, *losses: str) -> bool:
        """Whether some effect says that what stands here is lost."""
        return any(
            effect.loses in (losses or _UNMADE) and finding.span.start < span.end and span.start < finding.span.end
            for effect, finding in self.effects
        )

    def _resolved(self, use: KeyUse) -> Iterator[tuple[str, bool]]:
        """The tools that the key names, and whether every agent can have them; `*` for all."""
        assert use.key is not None
        catalog = schema().catalogs[use.key.tools]
        for tool in tool_uses(self.view.document.source, use.key, use.value):
            if not self._unmade(tool.span, "item"):
                yield from _resolve(catalog, tool.name, use.key.path, self.product)


def uncataloged(tools: frozenset[str], product: Product) -> list[str]:
    """The tools of the product that agentls does not know."""
    catalogs = [one for one in schema().catalogs.values() if product.consumer in one.consumers]
    known = {name for one in catalogs for tool in one.tools.values() for name in (tool.name, *tool.aliases)}
    return sorted(tools - known - frozenset().union(*product.stands_for.values()))


def _resolve(catalog: Catalog, name: str, key: str, product: Product) -> Iterator[tuple[str, bool]]:
    pattern = catalog.pattern(name, key)
    if pattern and pattern.all:
        yield "*", True
    old = catalog.retired.get(name)
    tool = catalog.tool(old.successor if old and old.resolves else name)
    if tool and (not tool.consumers or product.consumer in tool.consumers):
        special = (one for one in tool.aliases if one.casefold() == name.casefold() and one in product.stands_for)
        yield next(special, tool.name), not (tool.availability or tool.never_for)
