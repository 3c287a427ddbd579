"""The syntax of snippets: text with places to fill in, as `${1:text}`, `${1|a,b|}` and `$1`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from agentls.patterns import lazy

_TOKEN = lazy(
    r"\\[$}\\|,]|\$\{\d+:|\$\{\d+\|(?P<choice>(?:\\.|[^|\\])*)\|\}|\$\{(?P<variable>[A-Z_]+)\}|\$\d+|\$\{\d+\}|\}"
)
_FIRST_CHOICE = lazy(r"(?:\\.|[^,\\])*")
_SPECIAL = lazy(r"[\\$}]")
_CHOICE_SPECIAL = lazy(r"[\\$},|]")
_NUMBER = lazy(r"(?<!\\)\$(\{?)(\d+)")
_VARIABLE = lazy(r"\$\{[A-Z_]+\}")
FILE_NAME = "${TM_FILENAME_BASE}"
"""The variable that editors fill with the name of the file."""


def filled(snippet: str, variable: str = "") -> str:
    """The text when nobody fills anything in: proposals stay, a choice takes its first; variables become that text."""
    return _text(snippet, variable, keep=True)


def emptied(snippet: str) -> str:
    """The text without the places to fill in, and without what they propose."""
    return _text(snippet, "", keep=False)


def escaped(text: str) -> str:
    """Text that stands for itself in a snippet."""
    return _SPECIAL.sub(lambda match: "\\" + match.group(), text)


def choice(values: Iterable[str]) -> str:
    """A place where one of several values is chosen."""
    return "${1|" + ",".join(_CHOICE_SPECIAL.sub(lambda match: "\\" + match.group(), value) for value in values) + "|}"


def has_places(snippet: str) -> bool:
    """Whether there is anything to fill in."""
    return bool(_NUMBER.search(snippet) or _VARIABLE.search(snippet))


def unclosed(snippet: str) -> bool:
    """Whether a place to fill in is opened with `${` and not closed."""
    depth = at = 0
    for match in _TOKEN.finditer(snippet):
        token = match.group()
        if "${" in snippet[at : match.start()] or (token.startswith("${") and token[-1] not in ":}"):
            return True
        at = match.end()
        depth += token.endswith(":") - (token == "}" and depth > 0)
    return depth > 0 or "${" in snippet[at:]


def renumbered(snippet: str, first: int) -> tuple[str, int]:
    """The snippet with its places numbered from a number on, and the next number that is free."""
    highest = max((int(match[2]) for match in _NUMBER.finditer(snippet)), default=0)
    return _NUMBER.sub(lambda match: f"${match[1]}{int(match[2]) + first - 1}", snippet), first + highest


def _text(snippet: str, variable: str, *, keep: bool) -> str:
    parts: list[str] = []
    depth = at = 0
    for match in _TOKEN.finditer(snippet):
        shown = keep or not depth
        parts.append(snippet[at : match.start()] if shown else "")
        at = match.end()
        token = match.group()
        if token[0] == "\\":
            parts.append(token[1] if shown else "")
        elif token == "}":
            parts.append("" if depth else "}")
            depth = max(0, depth - 1)
        elif match["choice"] is not None:
            parts.append(_first(match["choice"]) if keep else "")
        elif match["variable"] is not None:
            parts.append(variable if shown else "")
        elif token.endswith(":"):
            depth += 1
    return "".join((*parts, snippet[at:]))


def _first(written: str) -> str:
    match = _FIRST_CHOICE.match(written)
    return re.sub(r"\\(.)", r"\1", match.group()) if match else ""
