"""Keys and values in the file's own syntax, whatever that is: for fixes that put one in the place of another."""

from __future__ import annotations

import json

from agentls.document import Document
from agentls.facts import KeyUse
from agentls.findings import Edit
from agentls.patterns import lazy
from agentls.syntax.tree import Value

_BARE_KEY = lazy(r"[A-Za-z0-9_-]+")


def in_yaml(document: Document) -> bool:
    """Whether the keys are written as YAML, or in lines like it: only there can a text do without quotes."""
    front = document.syntax.front
    return front is not None and front.kind in ("yaml", "lines")


def written_like(document: Document, old: Value, text: str, *, key: bool = False) -> str:
    """A text in the place of a key (`key`) or of a value: in its quotes, and in those that the kind of file wants."""
    front = document.syntax.front
    if front and front.kind == "json":
        return json.dumps(text, ensure_ascii=False)
    if front and front.kind == "toml":
        if key and old.style == "plain" and _BARE_KEY.fullmatch(text):
            return text
        return f"'{text}'" if old.style == "single" and text.isprintable() and "'" not in text else json.dumps(text)
    if old.style == "single":
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False) if old.style == "double" else text


def renaming(document: Document, use: KeyUse, name: str) -> Edit:
    """The edit that gives a key another name."""
    old = use.entry.key if use.entry else use.value
    return Edit(use.span, written_like(document, old, name, key=True))
