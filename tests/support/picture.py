"""A picture of a terminal: colored text -> SVG, for the README. Made from what the program really prints."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_COLORS = {
    "30": "#484f58",
    "31": "#ff7b72",
    "32": "#7ee787",
    "33": "#e3b341",
    "34": "#79c0ff",
    "35": "#d2a8ff",
    "36": "#76e3ea",
    "90": "#8b949e",
    "91": "#ffa198",
    "94": "#a5d6ff",
    "96": "#b3f0ff",
}
_LINE, _CELL, _MARGIN = 20, 8.43, 18
_DARK, _LIGHT = "#0d1117", "#e6edf3"


def svg(text: str, columns: int, title: str) -> str:
    """An SVG image of terminal output with its colors, `columns` cells wide."""
    lines = text.rstrip("\n").split("\n")
    width, height = round(columns * _CELL) + 2 * _MARGIN, len(lines) * _LINE + 2 * _MARGIN + 22
    rows, style = [], _Style()
    for number, line in enumerate(lines):
        row, style = _row(line, _MARGIN + 34 + _LINE * number, style)
        rows.append(row)
    drawn = "\n".join(rows)
    dots = "".join(
        f'<circle cx="{_MARGIN + 4 + 18 * place}" cy="16" r="5" fill="{color}"/>'
        for place, color in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img">\n'
        f"<title>{escape(title)}</title>\n"
        f"<style>text{{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:{_LIGHT};white-space:pre}}"
        ".b{font-weight:bold}</style>\n"
        f'<rect width="100%" height="100%" rx="8" fill="{_DARK}"/>{dots}\n{drawn}\n</svg>\n'
    )


class _Style(NamedTuple):
    """How characters look; empty colors are those of the terminal."""

    color: str = ""
    background: str = ""
    bold: bool = False
    reversed: bool = False

    def after(self, codes: Iterator[str]) -> _Style:
        """The style after the codes of one escape sequence."""
        style = self
        for code in codes:
            if code in ("", "0"):
                style = _Style()
            elif code == "38":
                style = style._replace(color=_mixed(codes))
            elif code == "48":
                style = style._replace(background=_mixed(codes))
            elif code == "39":
                style = style._replace(color="")
            elif code == "49":
                style = style._replace(background="")
            elif code in _COLORS:
                style = style._replace(color=_COLORS[code])
            elif code in _BOLD:
                style = style._replace(bold=_BOLD[code])
            elif code in _REVERSED:
                style = style._replace(reversed=_REVERSED[code])
        return style


_BOLD = {"1": True, "22": False}
_REVERSED = {"7": True, "27": False}


def _mixed(codes: Iterator[str]) -> str:
    """A color of 256 (`5;n`) or of red, green and blue (`2;r;g;b`)."""
    if next(codes, "") == "2":
        return "#" + "".join(f"{int(next(codes, '0') or 0):02x}" for _ in range(3))
    number = int(next(codes, "0") or 0)
    if number < 16:
        return _COLORS.get(str(number + 30 if number < 8 else number + 82), "#e6edf3")
    if number > 231:
        return "#" + f"{8 + 10 * (number - 232):02x}" * 3
    parts = divmod(number - 16, 36)
    return "#" + "".join(f"{55 + 40 * level if level else 0:02x}" for level in (parts[0], *divmod(parts[1], 6)))


def _styled(line: str, style: _Style) -> Iterator[tuple[int, str, _Style]]:
    """Runs of one style: the column (cells) that each starts at, its text, its style."""
    last = column = 0
    for match in _STYLE.finditer(line):
        if text := line[last : match.start()]:
            yield column, text, style
            column += _cells(text)
        style = style.after(iter(match.group(1).split(";")))
        last = match.end()
    yield column, line[last:], style


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _row(line: str, top: int, style: _Style) -> tuple[str, _Style]:
    """A line of the terminal whose first style is given, and the style that it ends with."""
    boxes, spans = [], []
    for column, text, seen in _styled(line, style):
        style = seen
        front, back = seen.color, seen.background
        if seen.reversed:
            front, back = back or _DARK, front or _LIGHT
        left = _MARGIN + column * _CELL
        if back and text:
            width = _cells(text) * _CELL
            boxes.append(f'<rect x="{left:.1f}" y="{top - 15}" width="{width:.1f}" height="{_LINE}" fill="{back}"/>')
        if text.strip():
            fill = f' fill="{front}"' if front else ""
            bold = ' class="b"' if seen.bold else ""
            spans.append(f'<tspan x="{left:.1f}"{fill}{bold}>{escape(text)}</tspan>')
    return "".join(boxes) + f'<text y="{top}">{"".join(spans)}</text>', style
