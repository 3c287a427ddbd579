"""While it is broken: completion and hover answer in a cut or damaged file what they answer in the whole one.

Positions are drawn, with a seed, from real files; an answer counts where the text around the position is intact: the
damage is on none of the lines that say what the position is (its own, those of the keys and tags around it).
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from typing import NamedTuple

from agentls.config import Settings
from agentls.document import open_document
from agentls.features.completion import complete
from agentls.features.hover import hover
from agentls.features.page import Page
from agentls.text import SourceText, Span
from agentls.workspace import Names
from tests.support.checking import schema
from tests.support.shared import SHARED, needs_shared

pytestmark = needs_shared

POSITIONS = 200
WANTED = 0.95
SEED = 6
STRUCTURE = re.compile(r"[\"'<:]|(?<![^\r\n])---(?=\s)")
SPOTS = re.compile(r"(?m)^[ \t]*|[,:\[{(\"'] ?|<[/\w]*|^#+ |\w+|\$\{?|@")


class Case(NamedTuple):
    """A position in a real file."""

    file: str
    page: Page
    offset: int


def open_page(path: str, text: str, dialect: str) -> Page | None:
    """The page of a text whose dialect is known, as that of an open document is while it is edited."""
    settings = Settings(dialect=dialect)
    document = open_document(path, SourceText.from_buffer(text), schema(), settings)
    return Page(document, schema(), settings, Names()) if document else None


def files() -> list[Page]:
    """The real files that are agent files, each as its own dialect."""
    pages = []
    with (SHARED / "corpus" / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        source = SourceText.from_bytes((SHARED / "corpus" / row["file"]).read_bytes())
        document = open_document(f"/r/{row['path']}", source, schema(), Settings())
        if document and document.dialect:
            page = open_page(document.path, source.text, document.dialect.id)
            if page:
                pages.append(page)
    return pages


def positions(answers: object) -> list[Case]:
    """Positions at which the whole file gives an answer; half of them among the keys."""
    assert callable(answers)
    drawn = random.Random(SEED)
    pages = files()
    found: list[Case] = []
    for attempt in range(50 * POSITIONS):
        page = drawn.choice(pages)
        front = page.document.syntax.front
        body = page.document.syntax.body_start
        part = Span(*front.content) if front and attempt % 2 else Span(body, len(page.text))
        spots = [match.end() for match in SPOTS.finditer(page.text, *part)]
        if spots:
            offset = drawn.choice(spots)
            if answers(page, offset):
                found.append(Case(page.document.path, page, offset))
        if len(found) == POSITIONS:
            break
    return found


def labels(page: Page, offset: int) -> set[str]:
    return {one.label for one in complete(page, offset)}


def head(page: Page, offset: int) -> str:
    """The first line of what is told there."""
    told = hover(page, offset)
    return told.markdown.split("\n", 1)[0] if told else ""


def around(page: Page, offset: int) -> list[Span]:
    """The lines that say what a position is: its own, and above it each that is less deep than those below it."""
    source = page.document.source
    number = source.line_of(offset)
    lines = [source.line_span(number)]
    depth = indent(page.text, Span(lines[0].start, offset))
    for above in range(number - 1, -1, -1):
        span = source.line_span(above)
        deep = indent(page.text, span)
        if page.text[slice(*span)].strip() and (deep < depth or page.text.startswith("- ", span.start + deep)):
            lines.append(span)
            depth = min(deep, depth)
        if not depth:
            break
    return lines + [tag.opening for top in page.document.syntax.body.tags for tag in top.walk() if offset in tag.span]


def indent(text: str, span: Span) -> int:
    written = text[slice(*span)]
    return len(written) - len(written.lstrip())


def damaged(case: Case, drawn: random.Random) -> tuple[str, int] | None:
    """The text without one structural character above the position, and where the position is then."""
    kept = around(case.page, case.offset)
    marks = [
        match
        for match in STRUCTURE.finditer(case.page.text, 0, case.offset)
        if not any(span.start <= match.start() <= span.end for span in kept)
    ]
    if not marks:
        return None
    kinds = sorted({match.group() for match in marks})
    kind = drawn.choice(kinds)
    at = drawn.choice([match.start() for match in marks if match.group() == kind])
    return case.page.text[:at] + case.page.text[at + 1 :], case.offset - 1


def broken(case: Case, drawn: random.Random, rest_of_line: bool) -> Iterator[tuple[str, Page | None, int]]:
    """The page cut at the position (or at the end of its line), and the page damaged above it."""
    dialect = case.page.document.dialect
    assert dialect
    source = case.page.document.source
    end = source.line_span(source.line_of(case.offset)).end if rest_of_line else case.offset
    yield "cut", open_page(case.file, case.page.text[:end], dialect.id), case.offset
    change = damaged(case, drawn)
    if change:
        yield "damaged", open_page(case.file, change[0], dialect.id), change[1]


def measure(name: str, answers: object, rest_of_line: bool = False) -> float:
    """The share of answers that are kept, printed with the places that lose theirs."""
    assert callable(answers)
    cases = positions(answers)
    assert len(cases) == POSITIONS
    drawn, kept, asked = random.Random(SEED), 0, 0
    for case in cases:
        whole = answers(case.page, case.offset)
        for how, page, offset in broken(case, drawn, rest_of_line):
            asked += 1
            now = answers(page, offset) if page else type(whole)()
            same = whole <= now if isinstance(whole, set) else whole == now
            kept += same
            if not same:
                line = case.page.document.source.line_of(case.offset) + 1
                print(f"{name}, {how}: {case.file}:{line}")
    print(f"{name}: {kept} of {asked} answers kept while the file is broken ({kept / asked:.1%})")
    return kept / asked


def test_completion_answers_in_broken_files() -> None:
    assert measure("completion", labels) >= WANTED


def test_hover_answers_in_broken_files() -> None:
    assert measure("hover", head, rest_of_line=True) >= WANTED  # what is asked about has to be there
