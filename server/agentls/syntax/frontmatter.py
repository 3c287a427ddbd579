"""The front matter of a Markdown file: where it is, what it says, and everything that a reader may stumble over."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal, NamedTuple

from agentls.patterns import lazy
from agentls.syntax.causes import CAUSES
from agentls.syntax.fences import Fences, lines_of, meant_fences, strict_fences
from agentls.syntax.losses import by_start, lost_text, odd_characters
from agentls.syntax.tree import Entry, FrontMatter, SyntaxFault, Value
from agentls.syntax.yaml_tree import DEEPEST, Broken, Note, Tree, read_yaml
from agentls.text import SourceText, Span

_TIGHT = lazy(r"(?:[ \t]*+(?:#[^\r\n]*+)?(?:\r\n|\r|\n)|[A-Za-z_][\w-]*+:(?!//)[^\s:][^\r\n]*+(?:\r\n|\r|\n|\Z))++")
"""Keys without a blank behind their colons, and nothing else: to YAML that is one text."""

FrontMatterKind = Literal["yaml", "lines", "toml"]


class FrontMatterResult(NamedTuple):
    """The front matter (None: there is none), where the body starts, and all faults in the order of the text."""

    front: FrontMatter | None
    body_start: int
    faults: tuple[SyntaxFault, ...]


def parse_front_matter(source: SourceText) -> FrontMatterResult:
    """Find and read the front matter as its author meant it. Never raises; offsets are code points of the text."""
    text = source.text
    fences = strict_fences(text)
    tree = _whole(text, fences.content) if fences else None
    if fences is None or not isinstance(tree, Tree) or tree.root.kind == "nothing":
        fences = meant_fences(text, source.byte_order_mark)
        tree = _read(text, fences) if fences else None
    if fences is None or tree is None:
        return without_front_matter(source)
    notes = (*tree.notes, *lost_text(text, fences.content, tree.root))
    return assembled(source, fences, "yaml", Tree(tree.root, notes))


def parse_yaml_file(source: SourceText) -> FrontMatterResult:
    """Read a whole YAML file as one front matter without fences, and without a body. Never raises."""
    text = source.text
    start = text.index("\n") + 1 if text.startswith(("---\n", "---\r\n")) else 0
    whole = Fences(Span(0, 0), Span(start, len(text)), None, len(text))
    tree = _read(text, whole)
    notes = (*tree.notes, *lost_text(text, whole.content, tree.root))
    return assembled(source, whole, "yaml", Tree(tree.root, notes))


def assembled(source: SourceText, fences: Fences, kind: FrontMatterKind, tree: Tree) -> FrontMatterResult:
    """The result for a front matter that was found and read."""
    notes = [*fences.notes, *tree.notes, *_surroundings(source.text, fences)]
    if tree.root.kind != "mapping":
        notes.append(_without_keys(source.text, fences, tree.root))
    notes.extend(_encoding(source, fences.content, fences.notes))
    front = FrontMatter(
        "toml" if fences.kind == "toml" else kind,
        Span(fences.opening.start, fences.end),
        fences.content,
        fences.opening,
        fences.closing,
        tree.root,
    )
    return FrontMatterResult(front, fences.end, _located(notes, tree.root))


def without_front_matter(source: SourceText) -> FrontMatterResult:
    """The result for a text that has no front matter at all."""
    cause = "no-frontmatter" if source.text.strip() else "empty-file"
    first = next(lines_of(source.text, 0, len(source.text)), Span(0, 0))
    notes = [Note(cause, first), *_encoding(source, Span(0, 0), [])]
    return FrontMatterResult(None, 0, _located(notes, Value("nothing", Span(0, 0))))


def _located(notes: Iterable[Note], root: Value) -> tuple[SyntaxFault, ...]:
    """The notes as faults: sorted, each with the top-level key that it stands in or right behind."""
    starts = [entry.key.span.start for entry in root.entries]
    faults = []
    for note in sorted(_without_repeats(notes), key=by_start):
        entry = _entry_at(root, starts, note) if starts else None
        faults.append(SyntaxFault(note.cause, note.span, entry.name if entry else "", entry, note.cut, note.arguments))
    return tuple(faults)


def _without_repeats(notes: Iterable[Note]) -> list[Note]:
    """The notes without lost comments on a line whose colon and comment are one note already."""
    kept = list(notes)
    colons = [note for note in kept if note.cause == "unquoted-colon-and-hash"]
    return [
        note for note in kept
        if note.cause != "hash-in-text" or not any(other.span.start <= note.span.start for other in colons)
    ]  # fmt: skip


def _entry_at(root: Value, starts: list[int], note: Note) -> Entry | None:
    index = bisect_right(starts, note.span.start) - 1
    if index < 0:
        return None
    entry = root.entries[index]
    if note.span.start < entry.span.end:
        return entry
    return entry if note.cause in ("hash-in-text", "start-hash") else None  # they stand behind their value


def _read(text: str, fences: Fences) -> Tree:
    if fences.kind == "toml":
        from agentls.syntax.plus_lines import read_plus_lines

        return read_plus_lines(text, fences.content)
    tree = _whole(text, fences.content)
    return tree if isinstance(tree, Tree) else _recovered(text, fences.content, tree)


def _whole(text: str, content: Span) -> Tree | Broken:
    """The tree of well-formed YAML; that keys without a blank behind their colons are one text to it is not meant."""
    tree = read_yaml(text, content)
    if isinstance(tree, Tree) and tree.root.kind == "scalar" and _TIGHT.fullmatch(text, *content):
        return Broken(content.start)
    return tree


def _recovered(text: str, content: Span, broken: Broken) -> Tree:
    from agentls.syntax.tolerant import read_tolerantly  # most front matter is whole

    tree = read_tolerantly(text, content)
    if broken.cause == "too-deep":
        return Tree(tree.root, (Note("too-deep", Span(broken.offset, broken.offset + 1), {"limit": DEEPEST}),))
    if any(not CAUSES[note.cause].legal for note in tree.notes):
        return tree
    offset = min(broken.offset, max(content.start, content.end - 1))
    return Tree(tree.root, (*tree.notes, Note(broken.cause, Span(offset, min(offset + 1, content.end)))))


def _without_keys(text: str, fences: Fences, root: Value) -> Note:
    if root.kind == "nothing":
        comments = text[fences.content.start : fences.content.end].strip()
        return Note("comments-only" if comments else "empty-frontmatter", fences.opening)
    return Note("root-list" if root.kind == "list" else "root-scalar", root.span)


def _surroundings(text: str, fences: Fences) -> list[Note]:
    """What can be said of line endings and of what follows the closing line."""
    notes = []
    carriage_return = text.find("\r", fences.opening.start, fences.end)
    if carriage_return >= 0:
        crlf = text.startswith("\r\n", carriage_return)
        notes.append(Note("crlf" if crlf else "lone-cr", Span(carriage_return, carriage_return + 1 + crlf)))
    if fences.closing and fences.closing.end == len(text):
        notes.append(Note("close-at-eof", fences.closing))
    if fences.closing and text.startswith("---", _next_text(text, fences.end)):
        start = _next_text(text, fences.end)
        second = strict_fences(text[start:])
        inner = read_yaml(text[start:], second.content) if second else None
        if isinstance(inner, Tree) and inner.root.kind == "mapping":
            notes.append(Note("two-blocks", Span(start, start + 3)))
    return notes


def _next_text(text: str, start: int) -> int:
    while start < len(text) and text[start] in " \t\r\n":
        start += 1
    return start


def _encoding(source: SourceText, content: Span, known: list[Note]) -> list[Note]:
    """Faults of bytes and characters: byte order marks, UTF-16, bytes that are no UTF-8, odd characters."""
    notes = odd_characters(source.text, content)
    if source.encoding != "utf-8":
        notes.append(Note("utf16", Span(0, min(3, len(source.text)))))
    elif source.byte_order_mark and not any(note.cause == "bom-twice" for note in known):
        notes.append(Note("bom", Span(0, 0)))
    if _holds_surrogates(source.text):
        notes.extend(_undecoded(source, content))
    return notes


def _holds_surrogates(text: str) -> bool:
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _undecoded(source: SourceText, content: Span) -> list[Note]:
    inside = [span for span in source.undecoded() if span.start in content]
    outside = [span for span in source.undecoded() if span.start not in content]
    places = (("invalid-utf8-in-key", inside), ("invalid-utf8-in-body", outside))
    return [Note(cause, spans[0], {"count": len(spans)}) for cause, spans in places if spans]
