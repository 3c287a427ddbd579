"""Slots in flow collections: YAML's `[…]` and `{…}`, arrays and inline tables of TOML, JSON as a whole.

The text before the cursor is read token by token; what stands behind it only ends the word and names the neighbors. A
string ends with its line at the latest, so that a lost quote costs one line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from agentls.features.completion.slot import Path, Slot, Style
from agentls.text import Span, line_start

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
    """One open bracket. The scalar or collection read last runs from `last_start` to `last_end` (-1: there is none)."""

    opened: str
    index: int = 0
    key: str | None = None
    names: list[str] = field(default_factory=list)
    last_start: int = -1
    last_end: int = -1

    @property
    def step(self) -> str | int | None:
        """The step that the path takes here; None where the key is not known yet."""
        return self.index if self.opened == "[" else self.key

    def last(self, text: str) -> str:
        """What was read last, without quotes."""
        return text[self.last_start : self.last_end].strip("\"'") if self.last_end >= 0 else ""

    def next(self, text: str) -> None:
        """Behind a comma."""
        if self.opened == "[":
            self.names.append(self.last(text))
            self.index += 1
        self.key, self.last_end = None, -1

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
        levels, match = self.levels, None
        for match in _TOKENS[self.separator].finditer(text, start, end):
            kind = match.lastgroup
            if kind == "open":
                self._value(text, match.start(), match.start())
                levels.append(Level(match.group()))
            elif not levels or kind == "comment":
                continue
            elif kind == "string" or kind == "plain":
                self._value(text, *match.span())
            elif kind == "comma":
                levels[-1].next(text)
            elif kind == "separator":
                self._end_key(text)
            else:
                levels.pop()
                if not levels:
                    return match.end()
                levels[-1].last_start = levels[-1].last_end = match.end()
        self._look_at(match if match and match.end() == end else None)
        return end

    def _value(self, text: str, start: int, end: int) -> None:
        if self.levels:
            level = self.levels[-1]
            if level.last_end >= 0 and level.is_over(text, start):
                level.next(text)
            level.last_start, level.last_end = start, end

    def _look_at(self, last: re.Match[str] | None) -> None:
        """Remember the token that the text ends with."""
        self.comment = last is not None and last.lastgroup == "comment"
        self.word, self.quote = -1, ""
        if last is not None and last.lastgroup in ("string", "plain"):
            written = last.group()
            string = last.lastgroup == "string"
            whole = string and len(written) > 1 and written[-1] == written[0]
            self.word = -1 if whole else last.start()
            self.quote = written[0] if string and not whole else ""

    def _end_key(self, text: str) -> None:
        """At a colon. One behind the first word of a line in a list tells that the list was never closed."""
        level = self.levels[-1]
        if level.opened == "[" and len(self.levels) > 1 and self.levels[-2].opened == "{" and level.last_end >= 0:
            line = line_start(text, level.last_start)
            if not text[line : level.last_start].strip():
                outer = self.levels[-2]
                outer.last_start, outer.last_end = level.last_start, level.last_end
                self.levels.pop()
                level = outer
        if level.opened == "{" and level.last_end >= 0:
            level.key = level.last(text).rstrip()
            level.last_end = -1
            level.names.append(level.key)


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
    names = [*level.names, level.last(text) if comma_at >= 0 and level.opened == "[" else ""]
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
    return [*level.names, *([level.last(text)] if level.opened == "[" else [])]
