"""Text as YAML: in the quotes that need no escape, or as a block where that reads better."""

from __future__ import annotations

import re

from agentls.syntax.diagnose import RAW_LINE

_LINE_END = re.compile(r"\r\n|\r|\n")
_BLANKS = " \t\u00a0"
_LONG = 100
"""Characters from which a text that would need escapes or runs over lines becomes a block."""


def quoted(text: str) -> str:
    """A text of one line in quotes: double ones where nothing in it needs an escape, else single ones."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def spelled(text: str, ending: str, *, top: bool = True) -> str:
    """The value of a key as YAML; `text` is what a person sees, maybe over several lines.

    `ending` is the line ending to use. A value inside of another (`top` is false) stays on one line.
    """
    lines = [line.strip(_BLANKS) for line in _LINE_END.split(text.strip())]
    joined = " ".join(filter(None, lines))
    both = "'" in joined and ('"' in joined or "\\" in joined)
    if not top or (len(lines) == 1 and not (both and len(joined) > _LONG)) or _short(lines, joined):
        return quoted(joined)
    if len(lines) > 1 and (any(map(RAW_LINE.match, lines)) or "" in lines):
        return block("|-", _indented(text), ending)
    return block(">-" if len(lines) > 1 else "|-", lines, ending)


def block(header: str, lines: list[str], ending: str) -> str:
    """A block of text below a key, indented by two spaces."""
    return ending.join([header, *(f"  {line}" if line else "" for line in lines)])


def _short(lines: list[str], joined: str) -> bool:
    return "" not in lines and len(joined) <= _LONG


def _indented(text: str) -> list[str]:
    """The lines with the indentation that they have among each other."""
    first, *rest = (line.rstrip(_BLANKS) for line in _LINE_END.split(text.strip()))
    margin = min((len(line) - len(line.lstrip(" ")) for line in rest if line), default=0)
    return [first.strip(_BLANKS), *(line[margin:].replace("\t", "  ") for line in rest)]
