"""Repairs of whole keys: delete one, insert one, take one text together that lines have torn apart."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from agentls.faults import RuleContext, View
from agentls.findings import Applicability, Edit, Fix
from agentls.rules.names import fits, of_path
from agentls.rules.quoting import quoted, spelled
from agentls.schema.keys import Key
from agentls.syntax.forms import plain_form
from agentls.syntax.tree import Entry, SyntaxFault, Value
from agentls.text import Span, line_start

_LINE_END = re.compile(r"\r\n|\r|\n|\Z")
_COMMENT = re.compile(r"(?<!\S)#")
_NAME = re.compile(r"[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*")
_OPENING_ROLES = ("allow", "deny")
"""Roles of keys without which a reader restricts nothing."""


def lines_of_entry(text: str, entry: Entry) -> Span | None:
    """The whole lines that an entry takes, with the last line's ending; None when it shares a line with another."""
    start = line_start(text, entry.key.span.start)
    match = _LINE_END.search(text, entry.span.end)
    rest = text[entry.span.end : match.start()].strip() if match else ""
    if match is None or text[start : entry.key.span.start].strip() or rest.rstrip(",")[:1] not in ("", "#"):
        return None
    return Span(start, match.end())


def without_key(context: RuleContext, entry: Entry, applicability: Applicability) -> Fix | None:
    """Delete a key with all its lines; a comment among them must be looked at first."""
    span = lines_of_entry(context.text, entry)
    if span is None:
        return None
    if _COMMENT.search(context.text, *span):
        applicability = "unsafe"
    edits = [Edit(span, "")]
    front = context.document.syntax.front
    if front and front.kind == "json" and not context.text[entry.span.end : span.end].lstrip().startswith(","):
        comma = len(context.text[: span.start].rstrip()) - 1
        if context.text[comma : comma + 1] == ",":  # none may be left before the closing brace
            edits.insert(0, Edit(Span(comma, comma + 1), ""))
    return Fix(f"Delete `{entry.name}`", tuple(edits), applicability)


def without_duplicate(context: RuleContext, fault: SyntaxFault) -> Fix | None:
    """Delete one of two keys: the second where both say the same, else the first, as later ones mostly count."""
    front = context.document.syntax.front
    second = fault.entry
    if front is None or second is None or second.key.span != fault.span:
        return None
    first = next(entry for entry in front.entries if entry.name == second.name)
    same = _same(first.value, second.value) and first is not second
    if same:
        return without_key(context, second, "safe")
    return without_key(context, first, "unsafe") if first is not second else None


def _same(one: Value, other: Value) -> bool:
    if one.kind != other.kind or one.tag != other.tag:
        return False
    if one.kind == "scalar":
        return one.text == other.text and (one.style == "plain") == (other.style == "plain")
    return (
        [entry.name for entry in one.entries] == [entry.name for entry in other.entries]
        and len(one.items) == len(other.items)
        and all(map(_same, one.items, other.items))
        and all(_same(a.value, b.value) for a, b in zip(one.entries, other.entries, strict=True))
    )


def without_empty(context: RuleContext, entry: Entry) -> Fix | None:
    """Delete a key that says nothing; none where it is needed.

    Unsafe where its absence may open what it restricts, or where some reader takes nothing for another value than none.
    """
    keys = [other.dialect.keys.get(entry.name) for other in context.views]
    if any(one and (one.required or one.required_by or one.recommended) for one in keys):
        return None
    opens = any(one and (one.role in _OPENING_ROLES or one.tools) for one in keys)
    if opens and entry.value.kind in ("list", "mapping"):
        return None  # an empty list of tools may well be meant
    other = any(_is_read(view, entry) for view in context.views)
    return without_key(context, entry, "unsafe" if opens or other else "safe")


def _is_read(view: View, entry: Entry) -> bool:
    """Whether the reader is known to take the empty value for another one than it takes without the key."""
    key = view.dialect.keys.get(entry.name)
    told = view.dialect.behaviors("empty-value", view.consumer) if key and key.default else ()
    return key is not None and any(entry.name in one.key and one.reads not in ("", key.default) for one in told)


def with_name(context: RuleContext, key: Key) -> Fix | None:
    """Insert a missing name, taken from the part of the path that it must equal, else from the file.

    None where that makes no good name: a file that is called in capitals is called like many others.
    """
    front = context.document.syntax.front
    path = PurePosixPath(context.document.path)
    stem = path.name.partition(".")[0]
    due = next(filter(None, (of_path(check, context.document.path) for check in key.checks)), "")
    word = due or ("" if stem.isupper() else stem)
    if key.path != "name" or front is None or front.kind not in ("yaml", "lines") or not _NAME.fullmatch(word):
        return None
    if not all(fits(check, word) and of_path(check, context.document.path) in ("", word) for check in key.checks):
        return None
    name = key.path
    if not all(front.content.start <= entry.key.span.start for entry in front.entries) or _is_flow(context, front.root):
        return None
    value = word if plain_form(word) == "text" else quoted(word)
    lead = " " * column_of(context.text, front.entries[0])
    line = f"{lead}{name}: {value}{context.document.source.line_ending}"
    at = Span(front.content.start, front.content.start)
    return Fix(f"Add `{name}: {word}`", (Edit(at, line),))


def _is_flow(context: RuleContext, root: Value) -> bool:
    return root.kind != "mapping" or context.text[root.span.start : root.span.start + 1] == "{"


def column_of(text: str, entry: Entry) -> int:
    """The column of a key, 0-based; 0 where anything but spaces stands before it."""
    start = entry.key.span.start
    line = line_start(text, start)
    return start - line if not text[line:start].strip(" ") else 0


def joined(context: RuleContext, above: Entry, last: Entry) -> Fix:
    """Take the text of a key together with the lines below it that count as keys of their own."""
    span = Span(above.value.span.start, last.span.end)
    written = spelled(context.text[span.start : span.end], context.document.source.line_ending)
    return Fix(f"Make it all the text of `{above.name}`", (Edit(span, written),), "unsafe")
