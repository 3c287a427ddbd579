"""`placeholder`: a variable of the text that the product does not fill, or fills with something else."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from agentls.faults import Fault, RuleContext, Selectors, View
from agentls.findings import Edit, Fix, Related, Severity
from agentls.patterns import lazy
from agentls.rules.base import Rule
from agentls.rules.local_paths import local_path, places
from agentls.rules.placeholders import PlaceholderUse, Uses, paths_in_code, placeholder_uses
from agentls.schema.bodies import Placeholder
from agentls.schema.nearest import nearest

_NUMBER = lazy(r"\d+")
_INSIDE = lazy(r"[.\[]")
_BASES = {0: "zero-based", 1: "one-based"}


def check(context: RuleContext) -> Iterator[Fault]:
    """Yield a fault per foreign or unknown placeholder, one for numbers that start at the wrong one, and target."""
    for view, uses in context.once(placeholder_uses):
        yield from _wrong_base(view, uses)
        for same in _by_spelling(uses):
            placeholder, name = same[0].placeholder, same[0].name
            if not placeholder.expanded:
                yield _fault(view, same, "foreign", placeholder.instead)
            elif name and (placeholder.names or placeholder.declared_in):
                names = placeholder.names or _declared(context, view, placeholder)
                yield from _unknown(view, same, names)
    yield from _files_in_code(context)


def _files_in_code(context: RuleContext) -> Iterator[Fault]:
    """Files that a form would take in, were it not in code, where there is such a file and nothing else takes it in."""
    told = [view for view in context.views if context.exists and _speaks_of_code(view)]
    taken = {use.name for _, uses in context.once(placeholder_uses) for use in uses} if told else ()
    for view in told:
        forms = [one for one in view.dialect.body.placeholders if one.kind == "path" and not one.in_code]
        uses = tuple(use for use in paths_in_code(context, forms) if use.name not in taken and _is_there(context, use))
        yield from (_fault(view, same, "in-code", "") for same in _by_spelling(uses))


def _speaks_of_code(view: View) -> bool:
    return any("in-code" in one.check for one in view.dialect.behaviors(RULE.id, view.consumer))


def _is_there(context: RuleContext, use: PlaceholderUse) -> bool:
    path = local_path(use.name)
    near = places(context.document.path, path, use.placeholder.relative_to) if path else ()
    return context.exists is not None and any(map(context.exists, near))


def _by_spelling(uses: Uses) -> list[list[PlaceholderUse]]:
    """Uses in groups of what is written."""
    groups: dict[str, list[PlaceholderUse]] = {}
    for use in uses:
        groups.setdefault(use.written, []).append(use)
    return list(groups.values())


def _declared(context: RuleContext, view: View, placeholder: Placeholder) -> list[str]:
    """Names that a key declares, which may stand inside others; none where the key is absent or broken."""
    if _INSIDE.split(placeholder.declared_in, maxsplit=1)[0] in context.broken_keys:
        return []
    uses = [use for use in view.keys if use.path == placeholder.declared_in]
    return [one.name for use in uses if use.key for one in context.document.tool_uses(use.key, use.value)]


def _unknown(view: View, same: list[PlaceholderUse], names: Sequence[str]) -> Iterator[Fault]:
    """A name that is none of those; where there are none, one that is nearly a variable which is always filled in.

    In code, names like the latter are mostly variables of that code.
    """
    name, near = same[0].name, nearest(same[0].name, names)
    if name in names:
        return
    if not near:
        near = nearest(name, _literal(view, same[0].placeholder))
        same = [use for use in same if not use.in_code] if near else same
    if same and (near or names):
        yield _fault(view, same, "unknown", same[0].written.replace(name, near) if near else "")


def _literal(view: View, placeholder: Placeholder) -> list[str]:
    """Names of the variables that are always filled in, and are written as those that a key declares."""
    forms = (one for one in view.dialect.body.placeholders if one.expanded and one.base is None and one != placeholder)
    found = (placeholder.pattern.fullmatch(one.written) for one in forms)
    return [match[1] for match in found if match and match.re.groups]


def _wrong_base(view: View, uses: Uses) -> Iterator[Fault]:
    """Numbers that run on without a gap, but from the neighbor of the base.

    A single number may be a price, and numbers in nothing but code belong to the code.
    """
    numbered = [use for use in uses if use.placeholder.base is not None and use.placeholder.expanded]
    numbers = {_number(use) for use in numbered}
    base = numbered[0].placeholder.base if numbered else None
    if base is None or all(use.in_code for use in numbered) or len(numbers) < 2:
        return
    first = min(numbers)
    if abs(first - base) == 1 and max(numbers) - first + 1 == len(numbers):
        same = [use for use in numbered if _number(use) == first]
        edits = tuple(Edit(one.span, _renumbered(one, base - first)) for one in numbered)
        fault = _fault(view, same, _BASES.get(first, ""), _renumbered(same[0], base - first))
        yield fault._replace(fix=Fix(f"Count from {base}", edits, "unsafe"))


def _number(use: PlaceholderUse) -> int:
    match = _NUMBER.search(use.written)
    return int(match.group()[:6]) if match else 0


def _renumbered(use: PlaceholderUse, by: int) -> str:
    return _NUMBER.sub(str(_number(use) + by), use.written, count=1)


def _fault(view: View, same: Sequence[PlaceholderUse], check: str, near: str) -> Fault:
    """A fault at the first of several equal uses; `near` is what to write in their stead, empty where nobody knows."""
    use = same[0]
    edits = tuple(Edit(one.span, near) for one in same)
    fix = Fix(f"Change to {near}", edits, "unsafe" if check == "foreign" else "safe") if near else None
    related = tuple(Related(one.span, "here, too") for one in same[1:20])
    selectors = Selectors("placeholder", value=use.placeholder.written, check=check, nearest=near)
    arguments = {"name": use.written, "check": check, "nearest": near, "base": use.placeholder.base}
    return Fault(selectors, use.span, view.target, arguments, check, fix=fix, related=related)


def words(arguments: Mapping[str, Any]) -> str:
    """Say what is wrong with the placeholder."""
    name = arguments["name"]
    if arguments["check"] == "foreign":
        return f"{name} is not filled in here: it stays as text"
    if arguments["check"] == "in-code":
        return f"{name} stands in code: the file is not taken in"
    if arguments["check"] == "unknown":
        return f"{name} is not known as a placeholder"
    return f"{name} is not the first argument: counting starts at {arguments['base']}"


def advice(arguments: Mapping[str, Any]) -> str:
    """Name the placeholder to write."""
    near = arguments["nearest"]
    if not near:
        return ""
    return f"did you mean {near}?" if arguments["check"] == "unknown" else f"write {near}"


RULE = Rule("placeholder", Severity.INFO, check, words, advice, needs_effect=True)
