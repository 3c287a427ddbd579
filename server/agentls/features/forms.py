"""How the schema's keys, values and tags are written in each syntax: quotes, indentation, places to fill in."""

from __future__ import annotations

import re

from agentls.schema.bodies import Tag
from agentls.schema.keys import Key
from agentls.snippets import choice, escaped, filled, renumbered
from agentls.syntax.forms import plain_form

_UNSAFE_START = re.compile(r"[-?:][\s]|[-?:]$|[\s,\[\]{}#&*!|>'\"%@`]")
_UNSAFE_INSIDE = re.compile(r":(?:\s|$)|\s#|\s$|[\x00-\x1f]")
_UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}]")
_BARE = ("boolean", "integer", "number")
_BLOCKS = ("prose", "markdown", "fence")


def plain_is_safe(text: str, *, flow: bool) -> bool:
    """Whether text says itself in YAML without quotes."""
    if not text or _UNSAFE_START.match(text) or _UNSAFE_INSIDE.search(text) or (flow and _UNSAFE_IN_FLOW.search(text)):
        return False
    return plain_form(text) == "text"


def quoted(text: str, style: str, *, bare: bool = False) -> str:
    """A scalar as a syntax writes it; `bare` for what is no string."""
    if bare or (style in ("block", "flow") and plain_is_safe(text, flow=style == "flow")):
        return text
    inner = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner}"'


def name_of(key: Key) -> str:
    """The last part of a key's path."""
    return key.path.rpartition(".")[2]


def toml_name(name: str) -> str:
    """A key as TOML writes it."""
    return name if re.fullmatch(r"[\w-]+", name) else f'"{name}"'


def block_value(key: Key, column: int) -> str:
    """A value to fill in behind the colon of a YAML key that begins at a column."""
    value = key.snippet or _block_skeleton(key)
    return value.replace("\n", "\n" + " " * column)


def flow_value(key: Key) -> str:
    """A value to fill in inside braces, or on one line."""
    if key.snippet and "\n" not in key.snippet and plain_is_safe(filled(key.snippet), flow=True):
        return key.snippet
    if "string" in key.types or set(key.types) & set(_BARE):
        return _scalar(key, "flow")
    return "[$1]" if "list" in key.types else "{$1}"


def data_value(key: Key, style: str) -> str:
    """A value to fill in in a data file."""
    if key.snippet and style == "toml":
        return key.snippet
    if key.types[0] == "list":
        strings = key.each is None or "string" in key.each.types
        return '["$1"]' if strings else "[{$1}]"
    if key.types[0] == "mapping":
        return "{$1}"
    return _scalar(key, style)


def _block_skeleton(key: Key) -> str:
    if "string" in key.types or set(key.types) & set(_BARE):
        return _scalar(key, "block")
    if "list" in key.types:
        return f"\n  - {_first_key(key.each, 4)}"
    return f"\n  {_first_key(key, 2)}"


def _first_key(key: Key | None, column: int) -> str:
    """The keys that a mapping needs, to fill in; a bare place where it needs none."""
    needed = [name_of(one) for one in key.keys.values() if one.required] if key else []
    separator = "\n" + " " * column
    return separator.join(f"{escaped(name)}: ${number}" for number, name in enumerate(needed, 1)) or "$1"


def _scalar(key: Key, style: str) -> str:
    if key.values and len(key.values) > 1:
        picked = choice(key.values)
        return picked if style in ("block", "flow") else f'"{picked}"'
    if key.types == ["boolean"]:
        return choice(("false", "true") if key.default == "true" else ("true", "false"))
    if "string" not in key.types or style in ("block", "flow"):
        return escaped(key.values[0]) if key.values else "$1"
    proposed = filled(key.snippet).strip() if "\n" not in key.snippet else ""
    return '"${1:' + escaped(proposed.strip("\"'")) + '}"' if proposed else '"$1"'


def tag_snippet(tag: Tag, indent: str) -> str:
    """A tag with the attributes that it needs and a body to fill in; lines below the first begin with the indent."""
    needed = [name for name, data in tag.attributes.items() if data.get("required")]
    attributes = "".join(f' {name}="${number}"' for number, name in enumerate(needed, 1))
    number = len(needed) + 1
    inner = renumbered(tag.snippet, number)[0] if tag.snippet else f"${number}"
    if tag.text == "line" or not (tag.tags or "\n" in inner or tag.text in _BLOCKS):
        return f"<{tag.name}{attributes}>{inner}</{tag.name}>"
    body = f"\n{indent}  " + inner.replace("\n", f"\n{indent}  ")
    return f"<{tag.name}{attributes}>{body}\n{indent}</{tag.name}>"
