"""What a product did, held against what agentls says: sentences where they differ, none where they agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.products.product import FAILS, LOADS, UNCLEAR, Observed
from tests.products.says import Said


def differences(
    said: Said, seen: Observed, full: Observed | None, stands_for: Mapping[str, frozenset[str]]
) -> list[str]:
    """One sentence per difference. `full` is the control, an agent with every tool; `stands_for` as in `Product`."""
    if seen.did == UNCLEAR:
        return [f"unclear: {seen.reason}"]
    told = said.verdict if said.verdict != FAILS or seen.tools is not None or seen.did == FAILS else LOADS
    if seen.did != told:
        return [
            f"the product {seen.did}, agentls says {told} ({', '.join(said.rules) or 'nothing'}) {seen.reason}".strip()
        ]
    if seen.did != LOADS:
        return []
    return [*_names(said, seen), *_models(said, seen), *_tools(said, seen, full, stands_for)]


def _names(said: Said, seen: Observed) -> Iterator[str]:
    if said.name is not None and seen.name and seen.name != said.name:
        yield f"name: {seen.name!r}, agentls reads {said.name!r}"


def _models(said: Said, seen: Observed) -> Iterator[str]:
    if seen.model is not None and seen.model.casefold() != (said.model or "").casefold():
        yield f"model: {seen.model!r}, agentls reads {said.model!r}"


def _tools(
    said: Said, seen: Observed, full: Observed | None, stands_for: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    if seen.tools is None or full is None or full.tools is None:
        return
    if "wider" in said.access and seen.tools == full.tools:
        return
    least, most = _bounds(said, full.tools, stands_for)
    missing = sorted(least - seen.tools)
    more = [] if "*" in said.granted else sorted(seen.tools - most)
    if missing:
        yield f"tools: {', '.join(missing)} missing"
    if more:
        yield f"tools: {', '.join(more)} besides"


def _bounds(
    said: Said, full: frozenset[str], stands_for: Mapping[str, frozenset[str]]
) -> tuple[frozenset[str], frozenset[str]]:
    """The tools that an agent must have by what agentls says, and those that it may have."""

    def meant(names: frozenset[str]) -> frozenset[str]:
        return frozenset().union(*(stands_for.get(name, frozenset({name})) for name in names))

    denied = (full - said.granted if "*" in said.denied else frozenset()) | meant(said.denied)
    always = stands_for.get("", frozenset())
    if "none" in said.access:
        least, most = frozenset[str](), always
    elif said.named is None:
        least, most = full - meant(said.unsure), full
    else:
        least, most = meant(said.sure), meant(said.named) | always
    return least - denied, (most | said.granted) - denied
