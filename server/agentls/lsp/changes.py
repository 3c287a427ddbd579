"""What an action changes, as an edit of the workspace."""

from __future__ import annotations

from lsprotocol import types

from agentls.analysis import check_source
from agentls.config.home import home_of
from agentls.features.actions.model import Around, Changes, OtherFile
from agentls.findings import FileReport
from agentls.lsp.convert import Convert
from agentls.lsp.documents import Text
from agentls.lsp.protocol import RequestFailedError
from agentls.lsp.reading import Reading
from agentls.lsp.session import Session
from agentls.text import SourceText

Document = types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile


def around(session: Session, reading: Reading) -> Around:
    """What an action needs besides the document."""
    settings, schema = reading.rules
    path = reading.text.path
    exists = reading.exists if reading.text.on_disk else None

    def check(source: SourceText) -> FileReport:
        return check_source(path, source, settings, schema, exists)

    return Around(check, lambda: home_of(session.project.finder, path.rpartition("/")[0], session.folder_of(path)))


def workspace_edit(session: Session, changes: Changes, text: Text | None = None) -> types.WorkspaceEdit | None:
    """The edit that makes changes of a text and of other files; None where nothing changes.

    Raises RequestFailedError where it can't be made.
    """
    documents: list[Document] = []
    if changes.edits and text:
        documents.append(_edited(text.uri, text.version, session.convert(text).edits(changes.edits)))
    for file in changes.files:
        documents += _other(session, file)
    if not documents:
        return None
    if session.client.versioned_edits:
        return types.WorkspaceEdit(document_changes=documents)
    edits = {one.text_document.uri: one.edits for one in documents if isinstance(one, types.TextDocumentEdit)}
    return types.WorkspaceEdit(changes=edits)  # type: ignore[arg-type]  # all are plain edits: see `_edited`


def _other(session: Session, file: OtherFile) -> list[Document]:
    """The edit of a file beside the document, and that it is created if need be."""
    uri, known = session.uri_at(file.path), session.documents.at(file.path)
    if known and known.source.text != file.before:
        raise RequestFailedError(f"{file.path} has changes that are not saved: save it, then try again")
    if file.create and not session.client.creates_files:
        raise RequestFailedError(f"{file.path} does not exist, and this editor can't create it: do so, then try again")
    convert = session.convert(known) if known else Convert(SourceText(file.before), session.encoding)
    edit = _edited(uri, known.version if known else None, convert.edits(file.edits))
    created = types.CreateFile(uri=uri, options=types.CreateFileOptions(ignore_if_exists=True))
    return [created, edit] if file.create else [edit]


def _edited(uri: str, version: int | None, edits: list[types.TextEdit]) -> types.TextDocumentEdit:
    return types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, version), edits)
