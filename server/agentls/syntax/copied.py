"""Text that was copied from a forge's web page: how to recognize it, and how to get the file back."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from agentls.text import SourceText, Span

# A copy shows itself in its first lines; nothing further down is looked at.
_HEAD = 3000
_HEADER_LINES = 16
_GUTTER = "|"

_FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\r|\n)(?!\|)")
# Compiled on first use: a text is hardly ever a copy.
_LINE_END = r"\r\n|\r|\n"
_LINE_COUNT = r"(\d+) lines"
_SIZE = r"\d+ lines|\d+(?:\.\d+)? (?:B|bytes|[KM]i?B)"
_DELIMITER_ROW = r"\|(?:\s*:?-+:?\s*\|)+"
_KEY = r"[A-Za-z_][\w-]*"
_CELL_END = r"(?<!\\)\|"
_LIST_LINE = r"(?:[-*+]|\d+[.)])(?:\s|$)"
_OPENS_BLOCK = r"[\[{(:]$"
_FENCE = r"```|~~~"
_PLAIN = r"[A-Za-z0-9](?!.*(?:: | #|:$)).*"
_LONGEST_HEADING = 60


class Copy(NamedTuple):
    """A text recognized as copied from a web page.

    `gutter`: each line of the source is followed by lines that are only `|`. `rendered`: the page showed the front
    matter as a table, and the marks of headings are gone. `header` is the place to report: the lines before the
    front matter or its table, or its first line where nothing stands before it. `evidence` says what it was
    recognized by.
    """

    kind: Literal["gutter", "rendered"]
    header: Span
    evidence: str


class Restored(NamedTuple):
    """The file as it was, as far as the copy tells. `lost` names in words what is gone, empty when nothing is.

    `safe` tells that nothing had to be guessed: all that was written is kept as it was.
    """

    text: str
    lost: str
    safe: bool


def find_copy(source: SourceText) -> Copy | None:
    """Recognize a copy by its first lines; None for any other text."""
    text = source.text
    if _FRONT_MATTER.match(text) or (text.find("|", 0, _HEAD) < 0):
        return None
    head = text[:_HEAD]
    lines = re.split(_LINE_END, head)
    return _find_gutter(head, lines) or _find_rendered(head, lines)


def restore(source: SourceText, copy: Copy, titles: Collection[str]) -> Restored:
    """Rebuild the file. `titles` are section titles that are taken as headings where a line says just that."""
    lines = re.split(_LINE_END, source.text)
    if copy.kind == "gutter":
        restored, lost = _restore_gutter(lines, _gutter_start(re.split(_LINE_END, source.text[:_HEAD])) or 0)
    else:
        restored, lost = _restore_rendered(lines, titles)
    return Restored(source.line_ending.join(restored), lost, copy.kind == "gutter")


def _header_span(head: str, lines: Sequence[str], count: int) -> Span:
    """The first `count` lines; the first line where there are none."""
    end = 0
    for at, match in enumerate(re.finditer(_LINE_END, head), 1):
        end = match.start()
        if at >= count:
            break
    return Span(0, end if count else len(lines[0]))


# Gutter copies


def _find_gutter(head: str, lines: Sequence[str]) -> Copy | None:
    first = _gutter_start(lines)
    if first is None:
        return None
    sizes = sum(bool(re.fullmatch(_SIZE, line)) for line in lines[:first])
    evidence = f"every line is followed by lines that are only `{_GUTTER}`"
    if sizes:
        evidence += ", and the size of the file stands above it"
    return Copy("gutter", _header_span(head, lines, first), evidence)


def _gutter_start(lines: Sequence[str]) -> int | None:
    """The first line of the source: the first one that a gutter follows. None when no three lines have a gutter."""
    for first in range(min(_HEADER_LINES, len(lines) - 1)):
        if lines[first] != _GUTTER and lines[first + 1] == _GUTTER:
            following = [line == _GUTTER for line in lines[first : first + 40]]
            pairs = list(pairwise(following))
            followed, bare = pairs.count((False, True)), pairs.count((False, False))
            return first if followed >= 3 and not bare else None
    return None


def _restore_gutter(lines: Sequence[str], first: int) -> tuple[list[str], str]:
    counted = next((int(match[1]) for line in lines[:first] if (match := re.fullmatch(_LINE_COUNT, line))), None)
    kept = _without_gutter(lines[first:])
    missing = counted is not None and counted > len(kept) + 1
    if counted is None or counted > len(kept):
        kept.append("")  # a forge counts the empty line behind the final line ending
    return kept, _lost_of_gutter(kept, f"{counted} lines were counted, {len(kept) - 1} are here" if missing else "")


def _without_gutter(lines: Sequence[str]) -> list[str]:
    """The lines of the source. A blank line left nothing but its gutter, which has the same size for every line."""
    kept: list[str] = []
    runs: list[int] = []
    for line in lines:
        if line != _GUTTER:
            kept.append(line)
            runs.append(0)
        else:
            runs[-1] += 1
    size = min((run for run in runs[:-1] if run), default=1)
    while kept and not kept[-1]:
        kept.pop()
        runs.pop()
    restored: list[str] = []
    for line, run in zip(kept, [*runs[:-1], 0], strict=True):
        restored += [line] + [""] * (run // size - 1)
    return restored


def _lost_of_gutter(lines: Sequence[str], missing: str) -> str:
    if any(line[:1] in (" ", "\t") for line in lines):
        return missing
    lost = "the indentation inside fenced samples" if _must_have_been_indented(lines) else ""
    return "; ".join(filter(None, (lost, missing)))


def _must_have_been_indented(lines: Sequence[str]) -> bool:
    """Whether a line in a fence opens a block that the next one stands in."""
    fenced = False
    for line, following in pairwise(lines):
        if re.match(_FENCE, line):
            fenced = not fenced
        elif fenced and re.search(_OPENS_BLOCK, line) and following and not re.match(_FENCE, following):
            return True
    return False


# Rendered copies


def _find_rendered(head: str, lines: Sequence[str]) -> Copy | None:
    first = _table_start(lines)
    if first is None:
        return None
    evidence = "the front matter is a table"
    if any(re.fullmatch(_SIZE, line) for line in lines[:first]):
        evidence = "the size of the file stands above it, and " + evidence
    return Copy("rendered", _header_span(head, lines, first), evidence)


def _table_start(lines: Sequence[str]) -> int | None:
    """The line of a table with the cells name and description, with nothing but what a page shows above it."""
    for at, line in enumerate(lines[:_HEADER_LINES]):
        if line.startswith(_GUTTER):
            keys = _keys(line)
            fits = len(lines) > at + 2 and re.fullmatch(_DELIMITER_ROW, lines[at + 1].rstrip())
            return at if fits and {"name", "description"} <= set(keys) else None
        if line.strip() and not re.fullmatch(_SIZE, line) and not _is_flat_header(line):
            return None
    return None


def _is_flat_header(line: str) -> bool:
    words = line.split(", ")
    return "name" in words and all(re.fullmatch(_KEY, word) for word in words)


def _cells(row: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in re.split(_CELL_END, row.strip().strip("|"))]


def _keys(row: str) -> list[str]:
    return [cell for cell in _cells(row) if re.fullmatch(_KEY, cell)]


def _restore_rendered(lines: Sequence[str], titles: Collection[str]) -> tuple[list[str], str]:
    first = _table_start(lines) or 0
    keys = _keys(lines[first])
    values = dict(zip(keys, _cells(lines[first + 2]), strict=False))
    front = ["---", *(f"{key}: {_scalar(value)}" for key, value in values.items() if value), "---", ""]
    body = first + 3
    while body < len(lines) and lines[body].strip() in ("", _GUTTER):
        body += 1
    lost = [f"the value of `{key}`" for key in keys if not values.get(key)]
    if any(line.startswith("#") for line in lines[body:]):  # only the front matter came from the page
        return front + list(lines[body:]), ", ".join(lost)
    rebuilt = _with_headings(lines[body:], {title.casefold() for title in titles})
    return front + rebuilt, ", ".join([*lost, "the numbers and the nesting of lists"])


def _scalar(value: str) -> str:
    if re.fullmatch(_PLAIN, value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _with_headings(lines: Sequence[str], titles: Collection[str]) -> list[str]:
    """Give headings their marks back, and list items that stand on a line of their own their dash."""
    restored: list[str] = []
    item = divided = False
    for at, line in enumerate(lines):
        following = next((text for text in lines[at + 1 : at + 3] if text), "")
        known = line.casefold() in titles
        if item or not (known or _is_heading(line, following, titles)):
            if line != "-":
                restored.append("- " + line if item and line else line)
            item = line == "-" or (item and not line)
            continue
        above = not re.match(_LIST_LINE, following) and not following.endswith(":")
        level = "##" if known or above or not divided else "###"
        divided = above or (divided and not (known or not divided))
        restored += ([""] if restored and restored[-1] else []) + [f"{level} {line}", ""]
    return restored if not restored or not restored[-1] else [*restored, ""]


def _is_heading(line: str, following: str, titles: Collection[str]) -> bool:
    if not _could_be_heading(line):
        return False
    if re.match(_LIST_LINE, following) or following.endswith(":") or following.casefold() in titles:
        return True
    return _could_be_heading(following) and not following.endswith(".")


def _could_be_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and line[:1].isupper() and line[-1] not in ".,;:!?"
