"""How a value is written: the forms that the schema tells apart."""

from __future__ import annotations

import re

from agentls.patterns import lazy
from agentls.syntax.tree import Value

_WORDS = {
    **dict.fromkeys(("~", "null", "Null", "NULL"), "null"),
    **dict.fromkeys(("true", "True", "TRUE", "false", "False", "FALSE"), "boolean"),
    **{
        spelling: "boolean-word"
        for word in ("yes", "no", "on", "off", "y", "n")
        for spelling in (word, word.capitalize(), word.upper())
    },
}

_DAY = r"\d{4}-\d\d?-\d\d?"
_FORMS = lazy(
    rf"""
    (?P<hex>[-+]?0x[0-9a-fA-F_]+)
    | (?P<octal>[-+]?0o?[0-7_]*[0-7])
    | (?P<signed>\+\d+)
    | (?P<integer>-?(?:0|[1-9]\d*))
    | (?P<exponent>[-+]?(?:\d+\.?\d*|\.\d+)[eE][-+]?\d+)
    | (?P<float>[-+]?(?:\d+\.\d*|\.\d+))
    | (?P<underscored>[-+]?\d[\d_]*_[\d_]*(?:\.[\d_]*)?)
    | (?P<sexagesimal>[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?)
    | (?P<infinity>[-+]?\.(?:inf|Inf|INF))
    | (?P<nan>\.(?:nan|NaN|NAN))
    | (?P<date>{_DAY})
    | (?P<timestamp>{_DAY}(?:[Tt]|[ \t]+)\d\d?:\d\d(?::\d\d)?(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?))?)
    """,
    re.VERBOSE | re.ASCII,
)
_QUOTABLE = frozenset({"boolean", "boolean-word", "integer"})
_LONGEST = 64


def form_of(value: Value | None) -> str:
    """The form of a value (`schema.models.Form`); `absent` for None."""
    if value is None:
        return "absent"
    if value.kind == "nothing":
        return "nothing"
    if value.kind != "scalar":
        return _collection(value)
    if value.style == "plain":
        return plain_form(value.text)
    if not value.text:
        return "empty"
    if value.text.isspace():
        return "blank"
    bare = plain_form(value.text) if value.style in ("single", "double") else "text"
    return f"quoted-{bare}" if bare in _QUOTABLE else "quoted-text"


def plain_form(text: str) -> str:
    """The form of an unquoted scalar by its raw text; `text` when it is no literal of any kind."""
    if text in _WORDS:
        return _WORDS[text]
    match = _FORMS.fullmatch(text) if len(text) <= _LONGEST and text[:1] in "+-.0123456789" else None
    name = match.lastgroup if match else None
    return "not-a-number" if name == "nan" else name or "text"


def _collection(value: Value) -> str:
    if value.style == "flow" and not value.items and not value.entries:
        return f"empty-{value.kind}"
    return f"{value.style if value.style in ('flow', 'block') else 'block'}-{value.kind}"
