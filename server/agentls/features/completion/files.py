"""Paths of files: in links, in variables such as `@path`, in keys that hold a path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from agentls.features.completion.items import Completion
from agentls.features.page import Page
from agentls.rules.local_paths import local_path, places
from agentls.text import Span

Listing = Callable[[str], Sequence[str] | None]
"""An absolute folder to the names in it, folders with a slash at their end; None where nobody can tell."""

_LINK = re.compile(r"\]\(<?([^()\s<>]*)$|^ {0,3}\[[^\[\]\n]+\]:[ \t]*<?([^\s<>]*)$")
_REST = re.compile(r"[^\s()<>\"'`\]},]*")
_MOST = 1_000


def link_completions(page: Page, before: str, offset: int, listing: Listing | None) -> Iterator[Completion]:
    """Files for the target of a Markdown link, as seen from the file's own folder."""
    match = _LINK.search(before)
    if match and listing:
        typed = match[1] if match[1] is not None else match[2]
        yield from file_completions(page, Span(offset - len(typed), offset), offset, "file", listing)


def file_completions(
    page: Page, typed: Span, offset: int, relative_to: str, listing: Listing, close: str = ""
) -> Iterator[Completion]:
    """The names in the folder that a path has got to; the last part of the path is what they replace."""
    written = page.text[typed.start : offset]
    folder, slash, begun = written.rpartition("/")
    if slash and not local_path(f"{folder}/x"):
        return
    rest = _REST.match(page.text, offset)
    end = rest.end() if rest else offset
    if "/" in page.text[offset:end]:
        end = page.text.index("/", offset) + 1
    span = Span(offset - len(begun), end)
    top = _repository(page, listing) if relative_to == "project" else ""
    found = list(places(f"{top}/." if top else page.document.path, f"{folder or '.'}/", relative_to))
    for place in found[:1] if top else _outside_first(page, found):
        names = listing(place)
        if names:
            for name in sorted(names)[:_MOST]:
                if begun.startswith(".") or not name.startswith("."):
                    text = name if name.endswith("/") else name + close
                    yield Completion(name, "file", span, text)
            return


def _repository(page: Page, listing: Listing) -> str:
    """The folder of the repository that the page is in; empty where there is none."""
    above = places(page.document.path, "./", "project")
    return next((folder for folder in above if {".git", ".git/"} & set(listing(folder) or ())), "")


def _outside_first(page: Page, folders: list[str]) -> list[str]:
    """Folders, those that are a product's own behind the others: paths of a project seldom lead there."""
    return sorted(folders, key=lambda folder: bool(page.schema.owner_of(f"{folder}/")))
