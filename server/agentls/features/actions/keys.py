"""Actions that insert keys which a reader needs, each with a draft of its value."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from agentls.features.actions.model import QUICK_FIX, Action, Changes
from agentls.features.forms import block_value, data_value, quoted
from agentls.features.page import Page
from agentls.features.skeleton import name_by_path
from agentls.findings import Edit, Finding
from agentls.rules.names import fits, of_path
from agentls.schema.keys import Key
from agentls.schema.lookup import Dialect
from agentls.snippets import filled
from agentls.syntax.tree import Entry, FrontMatter
from agentls.text import Span

INSERT = "insert-keys"
"""First word of refs."""

_RULE = "missing-key"


def key_actions(page: Page, findings: Sequence[Finding], here: Iterable[Finding]) -> Iterator[Action]:
    """Insert a missing key for each finding here, and all missing ones where there are more."""
    missing = {str(one.arguments["key"]): one for one in findings if _is_missing(page, one)}
    mine = [one for one in here if _is_missing(page, one)]
    for finding in mine:
        name = str(finding.arguments["key"])
        if not finding.fix:
            yield Action(f"Insert `{name}`", QUICK_FIX, (INSERT, name), (finding,))
    if mine and len(missing) > 1:
        names = (
            " and ".join(f"`{name}`" for name in missing) if len(missing) < 4 else f"all {len(missing)} missing keys"
        )
        yield Action(f"Insert {names}", QUICK_FIX, (INSERT, *missing), tuple(missing.values()))


def inserted(page: Page, findings: Sequence[Finding], names: Sequence[str]) -> Changes:
    """Those of the keys that are still missing, each behind the key that the schema has before it."""
    missing = {str(one.arguments["key"]) for one in findings if _is_missing(page, one)} & set(names)
    front = page.document.syntax.front
    drafts: dict[int, str] = {}
    for name, dialect in _known(page) if front else ():
        if name in missing and front:
            missing.remove(name)
            at, text = _insertion(page, front, name, dialect)
            drafts[at] = drafts.get(at, "") + text
    return Changes(tuple(Edit(Span(at, at), text) for at, text in sorted(drafts.items())))


def _is_missing(page: Page, finding: Finding) -> bool:
    """Whether a finding says that a key of the front matter itself is missing, where there is a place for it."""
    front = page.document.syntax.front
    if finding.rule != _RULE or finding.arguments.get("in") or front is None:
        return False
    opening = page.text[front.root.span.start : front.root.span.start + 1]
    return front.kind == "json" or (front.root.kind in ("mapping", "nothing") and opening != "{")


def _known(page: Page) -> Iterator[tuple[str, Dialect]]:
    """Names of the keys of the document's dialects."""
    return ((name, dialect) for dialect in page.dialects for name in dialect.keys)


def _insertion(page: Page, front: FrontMatter, name: str, dialect: Dialect) -> tuple[int, str]:
    """Where a key goes, and the text of its line."""
    order = list(dialect.keys)
    previous = set(order[: order.index(name)])
    entries = [entry for entry in front.entries if not (front.kind == "toml" and _is_table(entry))]
    above = next((entry for entry in reversed(entries) if entry.name in previous), None)
    value = draft(dialect.keys[name], dialect, page.document.path, front.kind)
    if front.kind == "json":
        return _in_json(page, front, above, f"{json.dumps(name)}: {value}")
    sign = " =" if front.kind == "toml" else ":"
    gap = "" if value.startswith("\n") else " "
    line = f"{name}{sign}{gap}{value}"
    return _line_below(page, front, above, line.replace("\n", page.document.source.line_ending))


def _line_below(page: Page, front: FrontMatter, above: Entry | None, line: str) -> tuple[int, str]:
    """A line below an entry; at the top of the front matter where there is none."""
    source = page.document.source
    if above is None:
        return front.content.start, line + source.line_ending
    number = source.line_of(max(above.key.span.end, above.span.end - 1))
    starts = source.line_starts
    if number + 1 >= len(starts):
        return len(source.text), source.line_ending + line
    return min(starts[number + 1], front.content.end), line + source.line_ending


def _in_json(page: Page, front: FrontMatter, above: Entry | None, pair: str) -> tuple[int, str]:
    """A pair behind another, or behind the opening brace, indented as its neighbors are."""
    source = page.document.source
    first = front.entries[0] if front.entries else None
    if first is None:
        return front.root.span.start + 1, pair
    line = source.line_span(source.line_of(first.key.span.start))
    indent = source.text[line.start : first.key.span.start]
    gap = " " if indent.strip() else source.line_ending + indent
    if above:
        return above.span.end, f",{gap}{pair}"
    return front.root.span.start + 1, f"{'' if gap == ' ' else gap}{pair}," + (" " if gap == " " else "")


def _is_table(entry: Entry) -> bool:
    """Whether what stands behind an entry of a TOML file belongs to that entry."""
    return entry.value.kind in ("mapping", "list") and entry.value.style != "flow"


def draft(key: Key, dialect: Dialect, path: str, kind: str) -> str:
    """What a key may say until somebody writes more: a name as the path has it, else what the schema proposes.

    `kind` is that of the front matter. Where the schema proposes nothing, an ellipsis keeps the value from being empty.
    """
    style = kind if kind in ("toml", "json") else "block"
    if dialect.data.get("identity", {}).get("key") == key.path:
        name = name_by_path(path)
        if name and all(fits(check, name) and of_path(check, path) in ("", name) for check in key.checks):
            return quoted(name, style)
    value = filled(data_value(key, kind) if style == kind else block_value(key, 0))
    return quoted("…", style) if value.strip() in ("", '""') else value
