"""Slots in flow collections: YAML's `[…]` and `{…}`, arrays and inline tables of TOML, JSON as a whole.

The text before the cursor is read token by token; what stands behind it only ends the word and names the neighbors. A
string ends with its line at the latest, so that a lost quote costs one line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from agentls.features.completion.slot import Path, Slot, Style
from agentls.text import Span

_STRING = r"\"(?:[^\"\\\r\n]|\\[^\r\n])*+(?:\"|\\?)|'(?:[^'\r\n]|'')*+'?"
_TOKENS = {
    sign: re.compile(
        rf"(?P<string>{_STRING})|(?P<open>[\[{{])|(?P<close>[\]}}])|(?P<comma>,)|(?P<separator>{sign})"
        rf"|(?P<comment>(?<=\s)#[^\r\n]*)"
        rf"|(?P<plain>[^\s,\[\]{{}}{sign}](?:[^,\[\]{{}}{sign}\r\n]|{inside})*+)"
    )
    for sign, inside in ((":", r":(?=[^\s,\[\]{}])"), ("=", r"(?!)"))
}
_PLAIN_REST = {sign: re.compile(rf"[^,\[\]{{}}{sign}\r\n]*") for sign in ":="}
_LINE = re.compile(r"[\r\n]")
_LINE_REST = re.compile(r"[^\r\n]*")
_FAR = 20_000
"""So far behind the cursor names of the same collection are looked for."""
_BEHIND = re.compile(r"[ \t]*([:=]?)")
_NEXT = re.compile(r"\s*+(\S)")


@dataclass(slots=True)
class Level:
    """One open bracket. `last` is the scalar or collection read last, from `last_start` to `last_end` (-1: none)."""

    opened: str
    index: int = 0
    key: str | None = None
    names: list[str] = field(default_factory=list)
    last: str = ""
    last_start: int = -1
    last_end: int = -1

    @property
    def step(self) -> str | int | None:
        """The step that the path takes here; None where the key is not known yet."""
        return self.index if self.opened == "[" else self.key

    def next(self) -> None:
        """Behind a comma."""
        if self.opened == "[":
            self.names.append(self.last)
            self.index += 1
        self.key, self.last, self.last_end = None, "", -1

    def is_over(self, text: str, start: int) -> bool:
        """Whether what begins at an offset stands on a new line behind a whole value: a comma is missing."""
        whole = self.last_end >= 0 and (self.opened == "[" or self.key is not None)
        return whole and bool(_LINE.search(text, self.last_end, start))


@dataclass(slots=True)
class Flow:
    """What is open at the end of the text read so far. `word` is where the last token began, `quote` its open quote."""

    separator: str = ":"
    levels: list[Level] = field(default_factory=list)
    word: int = -1
    quote: str = ""
    comment: bool = False

    def read(self, text: str, start: int, end: int) -> int:
        """Read on; the offset behind the bracket that closes everything, or `end`."""
        kind, levels = "", self.levels
        for match in _TOKENS[self.separator].finditer(text, start, end):
            kind = match.lastgroup or ""
            if kind in ("string", "plain"):
                if levels:
                    self._scalar(text, match.group(), match.start(), kind == "string")
            elif kind == "open":
                if levels and levels[-1].is_over(text, match.start()):
                    levels[-1].next()
                levels.append(Level(match.group()))
            elif not levels:
                continue
            elif kind == "close":
                levels.pop()
                if not levels:
                    return match.end()
                levels[-1].last, levels[-1].last_end = "", match.end()
            elif kind == "separator":
                self._end_key(text)
            elif kind == "comma":
                levels[-1].next()
            self._touch(kind, match.end() == end)
        return end

    def _touch(self, kind: str, at_end: bool) -> None:
        """Remember a word that goes up to the end; anything else is over."""
        self.comment = kind == "comment" and at_end
        if kind not in ("string", "plain") or not at_end:
            self.word, self.quote = -1, ""

    def _scalar(self, text: str, written: str, start: int, string: bool) -> None:
        level = self.levels[-1]
        if level.is_over(text, start):
            level.next()
        whole = string and len(written) > 1 and written[-1] == written[0]
        self.word = -1 if whole else start
        self.quote = written[0] if string and not whole else ""
        trimmed = written.rstrip()
        level.last, level.last_start = trimmed.strip("\"'") if string else trimmed, start
        level.last_end = start + len(trimmed)

    def _end_key(self, text: str) -> None:
        """At a colon. One behind the first word of a line in a list tells that the list was never closed."""
        level = self.levels[-1]
        if level.opened == "[" and len(self.levels) > 1 and self.levels[-2].opened == "{" and level.last_start >= 0:
            line = max(text.rfind("\n", 0, level.last_start), text.rfind("\r", 0, level.last_start)) + 1
            if not text[line : level.last_start].strip():
                self.levels.pop()
                self.levels[-1].last, self.levels[-1].last_end = level.last, level.last_end
                level = self.levels[-1]
        if level.opened == "{" and level.last_end >= 0:
            level.key, level.last_end = level.last, -1
            level.names.append(level.last)


def flow_slot(text: str, flow: Flow, base: Path, offset: int, limit: int, style: Style) -> Slot | None:
    """The slot at an offset up to which a flow was read; None where nothing new can begin there.

    `base` is the path of the outermost bracket; nothing behind `limit` belongs to it.
    """
    if flow.comment or not flow.levels:
        return None
    level = flow.levels[-1]
    comma_at = level.last_end if flow.word < 0 else -1
    if comma_at >= 0 and not level.is_over(text, offset):
        return None
    end, closed = _word_end(text, offset, flow)
    is_key = level.opened == "{" and (level.key is None or comma_at >= 0)
    behind = end + (closed and bool(flow.quote))
    separator = _BEHIND.match(text, behind, limit)
    following = _NEXT.match(text, separator.end() if separator else behind, limit)
    names = [*level.names, level.last if comma_at >= 0 and level.opened == "[" else ""]
    return Slot(
        role="key" if is_key else "value",
        path=(*base, *_steps(flow, is_key, comma_at >= 0)),
        word=Span(flow.word + bool(flow.quote) if flow.word >= 0 else offset, end),
        style=style,
        names=frozenset(name for name in (*names, *_names_behind(text, flow, behind, limit)) if name),
        quote=flow.quote,
        closed=closed,
        separated=is_key and bool(separator and separator[1]),
        entry=level.opened == "[",
        comma_at=comma_at,
        comma_behind=bool(following and following[1] not in ",]}:=#"),
    )


def _steps(flow: Flow, is_key: bool, behind_value: bool) -> list[str | int]:
    steps = [level.step for level in (flow.levels[:-1] if is_key else flow.levels)]
    if behind_value and not is_key:
        steps[-1] = flow.levels[-1].index + 1
    return [step for step in steps if step is not None]


def _word_end(text: str, offset: int, flow: Flow) -> tuple[int, bool]:
    """Where the word at the offset ends, and whether its quote is closed there (true where none is open)."""
    if flow.quote:
        rest = _LINE_REST.match(text, offset)
        at = text.find(flow.quote, offset, rest.end() if rest else offset)
        if at >= 0 and text[at + 1 : at + 2] in ("", ",", "]", "}", ":", "=", " ", "\t", "\r", "\n"):
            return at, True
    plain = _PLAIN_REST[flow.separator].match(text, offset)
    written = plain.group().rstrip() if plain and (flow.word >= 0 or not flow.quote) else ""
    return offset + len(written), not flow.quote


def _names_behind(text: str, flow: Flow, start: int, limit: int) -> list[str]:
    """Names that follow in the same collection, not too far behind."""
    level = Level(flow.levels[-1].opened)
    Flow(flow.separator, [level]).read(text, start, min(limit, start + _FAR))
    return [*level.names, *([level.last] if level.opened == "[" else [])]
