"""Writing a setting into the text of a settings file, all else untouched: how a fix makes a name known."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from agentls.findings import NameKind
from agentls.syntax.toml_tree import parse_toml
from agentls.syntax.tree import Entry, Value
from agentls.text import SourceText

Change = Callable[[dict[str, Any], str], None]
"""Changes what a table has under a name."""

_INDENT = re.compile(r"(?:\A|\n)([ \t]*)\Z")


def settings_edit(settings_text: str, dialect: str, kind: NameKind, name: str, table: tuple[str, ...] = ()) -> str:
    """The text of a settings file with one more name that is known in a dialect.

    `table` is the way to the settings in the file: `("tool", "agentls")` in a `pyproject.toml`.
    The text comes back as it was where the name is known already, and where it is no TOML or leaves no way to add it.
    """
    return with_item(settings_text, (*table, "extend", dialect, f"{kind}s"), name)


def with_item(settings_text: str, way: tuple[str, ...], item: str) -> str:
    """The text with one more item in the list at the end of a way of names; as it was where that can't be done."""

    def add(holder: dict[str, Any], name: str) -> None:
        items = holder.setdefault(name, [])
        if isinstance(items, list) and item not in items:
            items.append(item)

    written = _text(item)
    return _edited(settings_text, way, add, f"[{written}]", lambda items: _in_list(settings_text, items, written))


def with_value(settings_text: str, way: tuple[str, ...], value: str) -> str:
    """The text with a text at the end of a way of names, whatever stood there; as it was where that can't be done."""

    def put(holder: dict[str, Any], name: str) -> None:
        holder[name] = value

    def instead(old: Value) -> str:
        return settings_text[: old.span.start] + _text(value) + settings_text[old.span.end :]

    return _edited(settings_text, way, put, _text(value), instead)


def _edited(text: str, way: tuple[str, ...], change: Change, written: str, instead: Callable[[Value], str]) -> str:
    """The first candidate that says just what the data says after the change."""
    before = _data(text)
    after = _changed(before, way, change)
    if before is None or after == before:
        return text
    candidates = _candidates(text, way, written, instead)
    return next((candidate for candidate in candidates if _data(candidate) == after), text)


def _data(text: str) -> Any:
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _changed(data: Any, way: tuple[str, ...], change: Change) -> Any:
    """The data after a change at the end of the way; as it was where something else stands in the way."""
    result = copy.deepcopy(data)
    holder = result
    for part in way[:-1]:
        holder = holder.setdefault(part, {}) if isinstance(holder, dict) else None
    if not isinstance(holder, dict):
        return data
    change(holder, way[-1])
    return result


def _candidates(text: str, way: tuple[str, ...], written: str, instead: Callable[[Value], str]) -> Iterator[str]:
    """Texts that may say it, the most natural first: into the list, into its table, as a new table, as a dotted key."""
    end = SourceText(text).line_ending
    root = parse_toml(SourceText(text))[0].root
    found = _find(root, way)
    if len(found) == len(way):
        yield instead(found[-1].value)
        return
    line = f"{_dotted(way[-1:])} = {written}"
    if len(way) == 1:
        yield from _at_top(text, root, line, end)
    if len(found) == len(way) - 1 and found and found[-1].value.kind == "mapping":
        yield from _in_table(text, found[-1], line, end)
    if found and found[-1].value.style == "flow":
        inner = f"{_dotted(way[len(found) :])} = {written}"
        yield _in_flow(text, found[-1].value, inner)
    gap = "" if not text.strip() else end if text.endswith(("\n", "\r")) else end * 2
    yield f"{text}{gap}[{_dotted(way[:-1])}]{end}{line}{end}"
    for size in range(len(found), 0, -1):
        last = found[size - 1].value.entries[-1:]
        if last:
            yield _after_line(text, last[0].span.end, f"{_dotted(way[size:])} = {written}", end)
            yield _after_line(text, last[0].span.end, f"{_dotted(way)} = {written}", end)


def _find(root: Value, way: tuple[str, ...]) -> list[Entry]:
    """The entries along the way, as far as there are any."""
    found: list[Entry] = []
    for part in way:
        entry = (found[-1].value if found else root).entry(part)
        if entry is None:
            break
        found.append(entry)
    return found


def _dotted(way: tuple[str, ...]) -> str:
    bare = re.compile(r"[A-Za-z0-9_-]+")
    return ".".join(part if bare.fullmatch(part) else json.dumps(part, ensure_ascii=False) for part in way)


def _in_list(text: str, names: Value, written: str) -> str:
    """One more item behind the last; in a list over several lines on a line of its own, indented alike."""
    if not names.items:
        return f"{text[: names.span.start]}[{written}]{text[names.span.end :]}"
    last = names.items[-1].span
    indent = _INDENT.search(text, 0, last.start)
    between = f"\n{indent[1]}" if indent and "\n" in text[names.span.start : last.start] else " "
    if between != " " and text[: last.start].endswith("\r\n" + (indent[1] if indent else "")):
        between = "\r" + between
    return f"{text[: last.end]},{between}{written}{text[last.end :]}"


def _at_top(text: str, root: Value, line: str, end: str) -> Iterator[str]:
    """Behind the keys that belong to no table, above all that is in one."""
    loose = [entry for entry in root.entries if entry.value.kind != "mapping"]
    for entry in reversed(loose):
        yield _after_line(text, entry.span.end, line, end)
    yield f"{line}{end}{end if text.strip() else ''}{text}"


def _in_table(text: str, table: Entry, line: str, end: str) -> Iterator[str]:
    """Behind the last entry of a table; behind its header where that one is a table in its turn, or there is none."""
    entries = table.value.entries
    if table.value.style != "flow" and entries:
        yield _after_line(text, entries[-1].span.end, line, end)
    if table.value.style != "flow":
        yield _after_line(text, table.key.span.end, line, end)


def _in_flow(text: str, table: Value, inner: str) -> str:
    at = table.entries[-1].span.end if table.entries else table.span.start + 1
    before = ", " if table.entries else " "
    after = "" if table.entries else " "
    return f"{text[:at]}{before}{inner}{after}{text[at:].lstrip(' ') if not table.entries else text[at:]}"


def _after_line(text: str, offset: int, line: str, end: str) -> str:
    """The text with a line behind the one that holds the offset."""
    source = SourceText(text)
    here = source.line_span(source.line_of(max(0, offset - 1))).end
    rest = text[here:]
    ending = next((one for one in ("\r\n", "\n", "\r") if rest.startswith(one)), "")
    return (
        f"{text[:here]}{ending or end}{line}{ending}{rest[len(ending) :]}"
        if ending
        else f"{text[:here]}{end}{line}{end}"
    )
