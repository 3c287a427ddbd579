"""The texts that the client has open, as it has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lsprotocol import types

from agentls.lsp.convert import Convert
from agentls.lsp.uris import is_file, path_of, uri_of
from agentls.text import PositionEncoding, SourceText
from agentls.walk.disk import read_file

_MARK = "\ufeff"


class Text(NamedTuple):
    """One version of a document. Never changed: a request answers for the version at which it arrived.

    `uri` is spelled as the client does. `version` is None for a text from the disk. `on_disk` tells that there is, or
    could be, a file at `path`. `marked` tells that the client's text begins with a byte order mark.
    """

    uri: str
    path: str
    source: SourceText
    version: int | None = None
    language: str = ""
    on_disk: bool = True
    marked: bool = False


class Documents:
    """All open documents by URI."""

    def __init__(self) -> None:
        self._open: dict[str, Text] = {}
        self._paths: dict[str, str] = {}

    def open(self, item: types.TextDocumentItem, folder: str) -> Text:
        """Take a document that the client opens. One that was never saved counts as if it lay in the folder."""
        text = Text(
            item.uri,
            path_of(item.uri, folder),
            SourceText.from_buffer(item.text),
            item.version,
            str(item.language_id),
            is_file(item.uri),
            item.text.startswith(_MARK),
        )
        self._open[item.uri] = text
        if text.on_disk:
            self._paths[text.path] = item.uri
        return text

    def change(
        self,
        uri: str,
        version: int,
        changes: Sequence[types.TextDocumentContentChangeEvent],
        encoding: PositionEncoding,
    ) -> Text | None:
        """Take a new version of a document; None for one that is not open."""
        text = self._open.get(uri)
        if text is None:
            return None
        for change in changes:
            text = _changed(text, change, encoding)
        self._open[uri] = text._replace(version=version)
        return self._open[uri]

    def close(self, uri: str) -> None:
        """Forget a document."""
        text = self._open.pop(uri, None)
        if text and self._paths.get(text.path) == uri:
            del self._paths[text.path]

    def get(self, uri: str) -> Text | None:
        """The open document of a URI."""
        return self._open.get(uri)

    def at(self, path: str) -> Text | None:
        """The open document of the file at an absolute path."""
        return self._open.get(self._paths.get(path, ""))

    def __iter__(self) -> Iterator[Text]:
        return iter(list(self._open.values()))


def read_text(path: str, uri: str = "") -> Text | None:
    """The text of the file at an absolute path, None where it can't be read."""
    try:
        return Text(uri or uri_of(path), path, SourceText.from_bytes(read_file(path)))
    except (OSError, ValueError):
        return None


def _changed(text: Text, change: types.TextDocumentContentChangeEvent, encoding: PositionEncoding) -> Text:
    """The text after one change. A range is taken, too, although whole texts are what the server asks for."""
    new = change.text
    if isinstance(change, types.TextDocumentContentChangePartial):
        old = text.source.text
        span = Convert(text.source, encoding, marked=text.marked).span(change.range)
        new = old[: span.start] + new + old[span.end :]
        return text._replace(source=SourceText(new, text.source.byte_order_mark))
    return text._replace(source=SourceText.from_buffer(new), marked=new.startswith(_MARK))
