"""A picture of a terminal: colored text -> SVG, for the README. Made from what the program really prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

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


def svg(text: str, columns: int, title: str) -> str:
    """An SVG image of terminal output with its colors, `columns` cells wide."""
    lines = text.rstrip("\n").split("\n")
    width, height = round(columns * _CELL) + 2 * _MARGIN, len(lines) * _LINE + 2 * _MARGIN + 22
    rows = "\n".join(
        f'<text x="{_MARGIN}" y="{_MARGIN + 34 + _LINE * number}">{"".join(_spans(line))}</text>'
        for number, line in enumerate(lines)
    )
    dots = "".join(
        f'<circle cx="{_MARGIN + 4 + 18 * place}" cy="16" r="5" fill="{color}"/>'
        for place, color in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img">\n'
        f"<title>{escape(title)}</title>\n"
        "<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#e6edf3;white-space:pre}"
        ".b{font-weight:bold}</style>\n"
        f'<rect width="100%" height="100%" rx="8" fill="#0d1117"/>{dots}\n{rows}\n</svg>\n'
    )


def _spans(line: str) -> Iterator[str]:
    style: list[str] = []
    last = 0
    for match in _STYLE.finditer(line):
        yield from _span(line[last : match.start()], style)
        codes = match.group(1).split(";")
        style = [] if codes in ([""], ["0"]) else [*style, *codes]
        last = match.end()
    yield from _span(line[last:], style)


def _span(text: str, style: list[str]) -> Iterator[str]:
    if text:
        color = next((_COLORS[code] for code in reversed(style) if code in _COLORS), "")
        fill = f' fill="{color}"' if color else ""
        bold = ' class="b"' if "1" in style else ""
        yield f"<tspan{fill}{bold}>{escape(text)}</tspan>" if fill or bold else f"<tspan>{escape(text)}</tspan>"
