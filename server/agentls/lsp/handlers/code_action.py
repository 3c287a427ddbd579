"""`textDocument/codeAction`."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from agentls.features.actions import Action, actions, resolve
from agentls.findings import Finding
from agentls.lsp.asked import Asked
from agentls.lsp.changes import around, workspace_edit
from agentls.lsp.convert import Convert
from agentls.lsp.protocol import RequestFailedError


def handle(asked: Asked, params: types.CodeActionParams) -> list[types.CodeAction]:
    """What can be done at a range; the edits come with `codeAction/resolve` where the client asks for them then."""
    client, context = asked.session.client, params.context
    if not client.action_literals:
        return []
    only = tuple(str(getattr(kind, "value", kind)) for kind in context.only or ())
    hold = not around(asked.session, asked.reading).home()[0].problems
    found = actions(asked.page, asked.findings, asked.convert.span(params.range), only, settings_hold=hold)
    lazily = client.action_data and "edit" in client.action_resolves
    made = [_action(asked, action, context.diagnostics, lazily=lazily) for action in found]
    return [action for action in made if action.edit or action.data]


def _action(asked: Asked, action: Action, told: Sequence[types.Diagnostic], *, lazily: bool) -> types.CodeAction:
    shown = [one for one in told if any(_is_of(one, finding, asked.convert) for finding in action.findings)]
    return types.CodeAction(
        action.title,
        action.kind,
        diagnostics=shown or None,
        is_preferred=True if action.preferred and asked.session.client.action_preferred else None,
        edit=None if lazily else _edit(asked, action),
        data={"uri": asked.uri, "ref": list(action.ref)} if lazily else None,
    )


def _edit(asked: Asked, action: Action) -> types.WorkspaceEdit | None:
    """The edit of an action that must be there at once; an action that can't be done is not shown."""
    try:
        changes = resolve(asked.page, asked.findings, action.ref, around(asked.session, asked.reading))
        return workspace_edit(asked.session, changes, asked.reading.text)
    except RequestFailedError:
        return None


def _is_of(diagnostic: types.Diagnostic, finding: Finding, convert: Convert) -> bool:
    return diagnostic.code == finding.rule and diagnostic.range == convert.range(finding.span)
