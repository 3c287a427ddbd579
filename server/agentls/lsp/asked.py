"""What a request about a document is asked of."""

from __future__ import annotations

from typing import NamedTuple

from lsprotocol import types

from agentls.features.page import Page
from agentls.findings import Finding
from agentls.lsp.convert import Convert
from agentls.lsp.documents import Text
from agentls.lsp.reading import Reading
from agentls.lsp.session import Session


class Asked(NamedTuple):
    """One version of an agent file, the client's positions in it, and all that is known around it."""

    session: Session
    reading: Reading
    page: Page
    convert: Convert

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings in the document."""
        return self.reading.findings

    @property
    def text(self) -> Text:
        """The version of the document."""
        return self.reading.text

    @property
    def uri(self) -> str:
        """The document's URI, as the client spells it."""
        return self.text.uri


def asked(session: Session, reading: Reading) -> Asked | None:
    """What a request about a text is asked of; None for a text that is no agent file."""
    page = reading.page
    return Asked(session, reading, page, session.convert(reading.text)) if page else None


def markup(text: str, *, markdown: bool) -> types.MarkupContent:
    """A Markdown text as the client can show it."""
    if markdown:
        return types.MarkupContent(types.MarkupKind.Markdown, text)
    from agentls.features.markdown import plain

    return types.MarkupContent(types.MarkupKind.PlainText, plain(text))


def reference(session: Session, data: object) -> tuple[Asked | None, tuple[str, ...]]:
    """The document that an item was made for, as it is now, and the words by which the item is found in it."""
    uri, ref = (data.get("uri"), data.get("ref")) if isinstance(data, dict) else (None, None)
    text = session.text(uri) if isinstance(uri, str) else None
    words = tuple(map(str, ref)) if isinstance(ref, list) else ()
    return (asked(session, session.read(text)) if text else None), words
