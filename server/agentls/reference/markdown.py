"""Pieces of Markdown pages: tables, lists, sections that are left out where they are empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_BREAK = "<br>"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; an empty string without rows. A cell may hold several lines."""
    body = [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    if not body:
        return ""
    return "\n".join([f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *body])


def listed(lines: Iterable[str]) -> str:
    """A list; an empty string without lines."""
    return "\n".join(f"- {line}" for line in lines)


def section(title: str, *parts: str) -> str:
    """A section of parts with blank lines between them; an empty string where all of them are empty."""
    return joined(f"## {title}", *parts) if any(parts) else ""


def joined(*parts: str) -> str:
    """Parts with a blank line between them; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)


def lines(*parts: str) -> str:
    """The lines of a cell; empty ones are left out."""
    return "\n".join(part for part in parts if part)


def ended(sentence: str) -> str:
    """A sentence with a sign at its end."""
    return sentence if not sentence or sentence[-1] in ".!?" else f"{sentence}."


def _cell(text: str) -> str:
    return text.strip().replace("|", "\\|").replace("\n", _BREAK)
