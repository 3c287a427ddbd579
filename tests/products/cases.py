"""The files that products are asked about: our golden files, and the bad texts with their good twins."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from agentls.config import Settings
from agentls.document import open_document
from agentls.text import SourceText, Span
from tests.products.product import CONTROL, Case
from tests.support.checking import schema, unmark
from tests.support.readers import CONSUMERS, bad_text, cases_of
from tests.test_golden import GOLDEN, place_of, read

_PLAIN_NAME = re.compile(r'(?m)^(name: |name = ")([a-z][a-z-]*)("?)(?=\r?$)')
_CONTROL = "---\nname: control\ndescription: Reads\n---\nYou read what you are given.\n"
_CONTROL_TOML = 'name = "control"\ndescription = "Reads"\ndeveloper_instructions = "You read what you are given."\n'
_ROOT = "/p/"


def golden_files(roles: Mapping[str, str]) -> list[Path]:
    """All golden files of the dialects."""
    return sorted(path for dialect in roles for path in GOLDEN.glob(f"{dialect}/*/*.*"))


def golden_id(path: Path) -> str:
    """A golden file's name in the table."""
    return path.relative_to(GOLDEN).as_posix()


def digest(path: Path) -> str:
    """Enough of a file's hash to see that it has changed."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def golden_case(path: Path, role: str, consumer: str) -> Case:
    """A golden file as a product gets it: where it looks for such files, without marks, with a name of its own.

    Files that claim one name would hide each other, so an ordinary name gets a number.
    """
    text, expected = unmark(read(path))
    if role == "agent":
        text = _numbered(text, zlib.crc32(golden_id(path).encode()) % 10**6, [one.span for one in expected])
    return _case(golden_id(path), role, _place(path, role, consumer), text.encode(), consumer)


def _numbered(text: str, number: int, marked: Iterable[Span]) -> str:
    """The text with a number behind its ordinary name; a name that is itself the fault stays."""

    def renamed(match: re.Match[str]) -> str:
        faulty = any(span.start < match.end(2) and match.start(2) < span.end for span in marked)
        return match[0] if faulty else f"{match[1]}{match[2]}-{number:06}{match[3]}"

    return _PLAIN_NAME.sub(renamed, text)


def _place(path: Path, role: str, consumer: str) -> str:
    """The golden file's own place where the consumer looks there, else the consumer's own."""
    own = place_of(path)
    places = schema().places_of(own)
    near = schema().near_misses_of(own)
    if not own.startswith(_ROOT):
        return _template(consumer, role).format(id=path.stem)
    if any(consumer in place.consumers and not place.weak for place in places):
        return own
    if any(consumer in miss.consumers and not miss.chosen for miss in near):
        return own
    return _template(consumer, role).format(id=path.stem)


def _template(consumer: str, role: str) -> str:
    return next(place for name, (of, place) in CONSUMERS.items() if of == consumer and name.partition("/")[2] == role)


def recorded_cases(consumer: str) -> Iterator[Case]:
    """The texts that were run once before, each with its good twin."""
    for name, (of, place) in CONSUMERS.items():
        if of != consumer:
            continue
        role = name.partition("/")[2]
        for case in cases_of(name):
            yield _case(f"{role}/{case['id']}", role, place.format(id=case["id"]), bad_text(case, name), consumer)


def batches(cases: Iterable[Case]) -> list[list[Case]]:
    """The cases in as few groups as it takes for no two of a group to have a name or a file name in common."""
    groups: list[tuple[set[str], list[Case]]] = []
    for case in cases:
        names = {*case.names, case.path}
        free = next((group for group in groups if not group[0] & names), None)
        if free is None:
            groups.append((names, [case]))
        else:
            free[0].update(names)
            free[1].append(case)
    return [group for _, group in groups]


def control(consumer: str) -> Case:
    """An agent with nothing wrong and all tools."""
    place = _template(consumer, "agent").format(id=CONTROL)
    text = _CONTROL_TOML if place.endswith(".toml") else _CONTROL
    return _case(CONTROL, "agent", place, text.encode(), consumer)


def _case(name: str, role: str, path: str, raw: bytes, consumer: str) -> Case:
    stem = path.split("/")[-2] if role == "skill" else path.rpartition("/")[2].partition(".")[0]
    return Case(name, role, path.removeprefix(_ROOT), raw, tuple(dict.fromkeys([*_names(path, raw, consumer), stem])))


def _names(path: str, raw: bytes, consumer: str) -> Iterator[str]:
    document = open_document(path, SourceText.from_bytes(raw), schema(), Settings(targets=(consumer,)))
    entry = document.syntax.entry("name") if document else None
    if entry:
        yield entry.value.text.strip() or entry.value.text
