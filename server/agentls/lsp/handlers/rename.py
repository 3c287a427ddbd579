"""`textDocument/rename`."""

from __future__ import annotations

from lsprotocol import types

from agentls.features.actions.model import Changes
from agentls.features.tag_pairs import rename
from agentls.lsp.asked import Asked
from agentls.lsp.changes import workspace_edit
from agentls.lsp.protocol import RequestFailedError


def handle(asked: Asked, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """Give a pair of tags another name. Raises RequestFailedError where no tag can have it."""
    try:
        edits = rename(asked.page, asked.convert.offset(params.position), params.new_name)
    except ValueError as error:
        raise RequestFailedError(str(error)) from error
    return workspace_edit(asked.session, Changes(edits), asked.text)
