"""Where the front matter begins and ends, as its author meant it, and what is wrong with its fences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from agentls.patterns import lazy
from agentls.syntax.yaml_tree import Note
from agentls.text import Span

_OPENING = re.compile(r"---\r?\n")
_CLOSING = re.compile(r"\n(---)\r?(?:\n|\Z)")
_INVISIBLE = "\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DASHES = "\u2010-\u2015\u2212"  # a range of characters that look like dashes
_ANY_OPENING = lazy(
    rf"(?P<blank>(?:[ \t]*(?:\r\n|\r|\n))*)(?P<before>[ \t{_INVISIBLE}]*)"
    rf"(?P<dashes>-*[{_DASHES}][-{_DASHES}]*|-{{2,}}|\+{{3}})(?P<rest>[^\r\n]*)(?:\r\n|\r|\n|\Z)"
)
_ANY_CLOSING = lazy(
    rf"(?<![^\r\n])(?P<before>[ \t]*)(?P<dashes>-*[{_DASHES}][-{_DASHES}]*|-{{2,}}|\+{{3}}|\.{{3}})(?P<rest>[^\r\n]*)"
)
_EXACT_CLOSING = lazy(r"[\r\n]---[ \t\u00a0]*(?=[\r\n]|\Z)")
_LINE = lazy(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_KEY = lazy(r"""["']?[A-Za-z_][\w.-]*["']?[ \t]*(?::(?=[ \t\u00a0]|$)|=|\uff1a)""")
_KEYISH = lazy(r"""[ \t]+\S|#|- |["']?[A-Za-z_][\w.-]*["']?[ \t]*:|[\w-]+[ \t]*[=\uff1a]|[{\[}\]]""")
_HEADING = lazy(r"(?<![^\r\n])#{1,6} \S")
_USUAL_KEYS = lazy(
    r"(?<![^\r\n])[ \t]*(?:name|description|tools|model|globs|paths|title|mode|applyTo|alwaysApply)[ \t]*[:=]"
)
_FIRST_WORD = lazy(r"\s*[\w-]*\s*")
_PREAMBLE_LINES = 20
_LONG_TEXT = 15


class Fences:
    """The place of a front matter. `end` is where the body starts; `kind` is `toml` between `+++` lines."""

    def __init__(
        self,
        opening: Span,
        content: Span,
        closing: Span | None,
        end: int,
        kind: str = "yaml",
        notes: Sequence[Note] = (),
    ) -> None:
        self.opening = opening
        self.content = content
        self.closing = closing
        self.end = end
        self.kind = kind
        self.notes = [*notes]


def strict_fences(text: str) -> Fences | None:
    """The front matter between two exact `---` lines, the first of which begins the text; else None."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end() - 1) if opening else None
    if opening is None or closing is None:
        return None
    content = Span(opening.end(), max(opening.end(), closing.start() + 1))
    return Fences(Span(0, 3), content, Span(*closing.span(1)), closing.end())


def meant_fences(text: str, marked: bool) -> Fences | None:
    """The front matter that somebody meant, whatever the fences look like; `marked` tells of a byte order mark."""
    opening = _ANY_OPENING.match(text)
    fences = _from_opening(text, opening, marked) if opening else None
    return fences or _below_text(text) or _without_opening(text)


def lines_of(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of a part of the text without their line endings."""
    while start < end:
        match = _LINE.match(text, start, end)
        assert match is not None  # it matches the empty string
        yield Span(*match.span(1))
        start = match.end()


def _from_opening(text: str, opening: re.Match[str], marked: bool) -> Fences | None:
    start = opening.end()
    exact = opening.start("dashes") == 0 and opening["dashes"] == "---" and not opening["rest"].strip()
    if not exact and not _key_follows(text, start):
        return None
    fence = Span(opening.start("dashes"), opening.end("rest"))
    fence = Span(fence.start, fence.start + len(text[fence.start : fence.end].rstrip()))
    notes = list(_opening_notes(opening, marked))
    kind = "toml" if opening["dashes"] == "+++" else "yaml"
    second = _second_opening(text, start) if exact else None
    if second:
        notes.append(Note("double-opening", second))
        start = second.end + (2 if text.startswith("\r\n", second.end) else 1)
    fences = _closed(text, fence, start, kind) or _unclosed(text, fence, start, kind)
    if fences is None:
        return None
    fences.notes = notes + [note for note in fences.notes if note.cause not in {other.cause for other in notes}]
    return fences


def _second_opening(text: str, start: int) -> Span | None:
    """A second `---` directly below the first, with keys below it; else None."""
    line = next((line for line in lines_of(text, start, len(text)) if text[line.start : line.end].strip()), None)
    if line is None or text[line.start : line.end].rstrip() != "---" or not _key_follows(text, line.end + 1):
        return None
    match = _EXACT_CLOSING.search(text, line.end)
    return Span(*line) if match and _all_keyish(text, line.end, match.start()) else None


def _opening_notes(opening: re.Match[str], marked: bool) -> Iterator[Note]:
    before, dashes = opening["before"], opening["dashes"]
    if opening["blank"]:
        indented = not before.strip(" \t")
        yield Note("blank-line-first", Span(opening.start("blank"), opening.end("before" if indented else "blank")))
    elif before:
        hidden = before.strip(" \t")
        cause = "bom-twice" if marked and hidden[:1] == "\ufeff" else "invisible-before"
        cause = cause if hidden else "tab-before-opening" if "\t" in before else "space-before-opening"
        yield Note(cause, Span(*opening.span("before")))
    cause = _dash_cause(dashes, "open")
    if cause:
        yield Note(cause, Span(*opening.span("dashes")))
    elif opening["rest"]:
        yield Note(_rest_cause(opening["rest"], "opening"), Span(*opening.span("rest")))


def _dash_cause(dashes: str, end: str) -> str:
    if dashes == "+++":
        return "toml-fences"
    if dashes == "...":
        return "dots-close"
    if dashes.strip("-"):
        return "dash-characters"
    if dashes == "--":
        return "two-dashes"
    return f"four-dashes-{end}" if len(dashes) > 3 else ""


def _rest_cause(rest: str, end: str) -> str:
    if not rest.strip():
        tab = "\t" in rest and end == "opening"  # behind a closing line all blanks were seen to count alike
        blank = "nbsp" if rest.strip(" \t") else "tab" if tab else "space"
        return f"{blank}-after-{end}"
    if end == "closing":
        return "text-after-closing"
    return "comment-after-opening" if rest.lstrip().startswith("#") else "yaml-after-opening"


def _closed(text: str, opening: Span, start: int, kind: str) -> Fences | None:
    candidates = [match for match in _ANY_CLOSING.finditer(text, start) if _may_close(match, opening, text)]
    exact = [match.start() for match in candidates if _is_exact(match)]
    for match in candidates:
        later = next((offset for offset in exact if offset > match.start()), None)
        if not _is_exact(match) and later is not None and _all_keyish(text, match.end(), later):
            continue
        if _in_body(text, start, match.start()):
            if not match["dashes"].startswith("---"):
                continue
            note = Note("unclosed-then-rule", opening, {}, match.start("dashes"))
            return _unclosed(text, opening, start, kind, note)
        return _fences_to(text, opening, start, match, kind)
    return None


def _may_close(match: re.Match[str], opening: Span, text: str) -> bool:
    dashes, opened = match["dashes"], text[opening.start : opening.end]
    if dashes in ("--", "+++") or dashes.strip("-."):
        return opened.startswith(dashes[:3]) and (dashes != "--" or opened == "--") and not match["rest"].strip()
    if dashes == "...":
        return not match["before"] and not match["rest"].strip()
    # `--- text` may close, `---|---|` is a table, and prose goes on for long
    return not match["before"] or not match["rest"].strip()


def _is_exact(match: re.Match[str]) -> bool:
    return match["dashes"] == "---" and not match["before"] and not match["rest"].strip()


def _fences_to(text: str, opening: Span, start: int, match: re.Match[str], kind: str) -> Fences:
    closing = Span(match.start("dashes"), match.start("dashes") + len((match["dashes"] + match["rest"]).rstrip()))
    line_end = _LINE.match(text, match.start())
    end = line_end.end() if line_end else len(text)
    fences = Fences(opening, Span(start, match.start()), closing, end, kind)
    cause = _dash_cause(match["dashes"], "close")
    if match["before"]:
        cause = "tab-before-closing" if "\t" in match["before"] else "space-before-closing"
        fences.notes.append(Note(cause, Span(*match.span("before"))))
    elif cause:
        fences.notes.append(Note(cause, closing))
    elif match["rest"]:
        fences.notes.append(Note(_rest_cause(match["rest"], "closing"), Span(*match.span("rest"))))
    return fences


def _unclosed(text: str, opening: Span, start: int, kind: str, note: Note | None = None) -> Fences | None:
    end = _end_of_keys(text, start)
    if end == start:
        if not _FIRST_WORD.fullmatch(text, start):
            return None
        end = len(text)  # somebody has just begun to type
    if note is None:
        dashes = text.find("---", end)
        note = Note("unclosed-then-table", opening, {}, dashes) if dashes >= 0 else Note("unclosed", opening)
    return Fences(opening, Span(start, end), None, end, kind, [note])


def _end_of_keys(text: str, start: int) -> int:
    end, blank, nested = start, False, True
    for line in lines_of(text, start, len(text)):
        written = text[line.start : line.end]
        if not written.strip():
            blank = True
            continue
        if not _KEYISH.match(written) or (blank and not _KEY.match(written)):
            break
        if written.startswith(("- ", "#")) and not nested and blank:
            break
        blank, nested = False, not _KEY.match(written) or written.rstrip().endswith(":")
        ending = _LINE.match(text, line.start)
        end = ending.end() if ending else line.end
    return end


def _key_follows(text: str, start: int) -> bool:
    for line in lines_of(text, start, len(text)):
        written = text[line.start : line.end].strip()
        if written and not written.startswith("#"):
            return bool(_KEY.match(written))
    return False


def _all_keyish(text: str, start: int, end: int) -> bool:
    """Whether only lines of a front matter, and at least one key or indented line, stand between two offsets."""
    found = False
    for line in lines_of(text, start, end):
        written = text[line.start : line.end]
        if not written.strip():
            continue
        if not _KEYISH.match(written):
            return False
        found = found or written[:1] not in "#-"
    return found


def _in_body(text: str, start: int, end: int) -> bool:
    """Whether a line of dashes stands far down in the text: prose after a blank line, and headings or much of it."""
    keys_end = _end_of_keys(text, start)
    rest = text[keys_end:end]
    if keys_end == start or not rest.strip() or rest[:1] not in "\r\n":
        return False
    first = rest.lstrip().split("\n", 1)[0]
    if first.startswith("<") or _USUAL_KEYS.search(rest):
        return False
    return bool(_HEADING.search(rest)) or rest.count("\n") > _LONG_TEXT


def _below_text(text: str) -> Fences | None:
    """A front matter that begins below a heading, a comment or the opening of a code fence."""
    head = islice(lines_of(text, 0, len(text)), _PREAMBLE_LINES)
    line = next((line for line in head if text[line.start : line.end].rstrip() == "---"), None)
    if line is None:
        return None
    start = line.end + (2 if text.startswith("\r\n", line.end) else 1)
    match = next((match for match in _ANY_CLOSING.finditer(text, start) if _is_exact(match)), None)
    if match is None or not _is_front_matter(text, start, match.start()):
        return None
    fences = _fences_to(text, Span(line.start, line.start + 3), start, match, "yaml")
    before = text[: line.start]
    span = Span(len(before) - len(before.lstrip()), len(before.rstrip()))
    fences.notes.insert(0, Note("text-before", span))
    return fences


def _without_opening(text: str) -> Fences | None:
    match = next((match for match in _ANY_CLOSING.finditer(text) if _is_exact(match)), None)
    start = len(text) - len(text.lstrip())
    if match is None or not _is_front_matter(text, start, match.start()):
        return None
    fences = _fences_to(text, Span(start, start), start, match, "yaml")
    first = next(lines_of(text, start, len(text)))
    fences.notes.insert(0, Note("opening-missing", first))
    return fences


def _is_front_matter(text: str, start: int, end: int) -> bool:
    return _key_follows(text, start) and _all_keyish(text, start, end) and bool(_USUAL_KEYS.search(text, start, end))
