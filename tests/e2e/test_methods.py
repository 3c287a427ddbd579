"""Every method over the wire, for three clients; what each feature finds is tested below, in `tests/features`."""

from __future__ import annotations

from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.e2e.conftest import Editor, until

AGENT = """\
---
name: reviewer
description: Reviews 😀 changes
tools: [Read, "😀x", MultiEdit]
colour: blue
---
You 😀 <review>read</review> it with `Read`.

## Process

1. Read.
2. Say it.
"""
PAGE = "# A page\n\nAbout something else.\n"


async def test_diagnostics_stand_at_the_right_columns(editor: Editor) -> None:
    uri = editor.open(AGENT)
    found = {str(one.code): one for one in await editor.diagnostics(uri)}
    assert found["retired-tool"].range == editor.range(uri, "MultiEdit")
    assert found["retired-tool"].source == "agentls"
    editor.change(uri, AGENT.replace("MultiEdit", "Grep"), 2)
    assert "retired-tool" not in {one.code for one in await editor.diagnostics(uri, 2)}


async def test_diagnostics_come_one_way_only(editor: Editor) -> None:
    uri = editor.open(AGENT)
    found = await editor.diagnostics(uri)
    assert found
    assert bool(editor.published.get(uri)) != editor.introduction.pulls


async def test_a_pull_says_when_nothing_has_changed(editor: Editor) -> None:
    if not editor.introduction.pulls:
        with pytest.raises(JsonRpcException):
            await editor.client.text_document_diagnostic_async(
                types.DocumentDiagnosticParams(editor.document(editor.open(AGENT)))
            )
        return
    document = editor.document(editor.open(AGENT))
    first = await editor.client.text_document_diagnostic_async(types.DocumentDiagnosticParams(document))
    again = await editor.client.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(document, previous_result_id=first.result_id)
    )
    assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport)
    assert again.result_id == first.result_id


async def test_workspace_diagnostics(editor: Editor) -> None:
    if not editor.introduction.pulls:
        return
    path = editor.folder / ".claude/agents/on-disk.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(AGENT, encoding="utf-8")
    report = await editor.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
    (found,) = [one for one in report.items if one.uri == path.as_uri()]
    assert isinstance(found, types.WorkspaceFullDocumentDiagnosticReport)
    assert {one.code for one in found.items} >= {"retired-tool"}


async def test_hover(editor: Editor) -> None:
    uri = editor.open(AGENT)
    found = await editor.client.text_document_hover_async(
        types.HoverParams(editor.document(uri), editor.at(uri, "MultiEdit"))
    )
    assert found
    assert found.range == editor.range(uri, "MultiEdit")
    assert isinstance(found.contents, types.MarkupContent)
    is_plain = editor.introduction.name == "plain"
    assert found.contents.kind == ("plaintext" if is_plain else "markdown")


async def test_completion_and_its_documentation(editor: Editor) -> None:
    uri = editor.open("---\nname: 😀\nto\n---\nYou.\n")
    found = await editor.client.text_document_completion_async(
        types.CompletionParams(editor.document(uri), editor.at(uri, "\nto", behind=True))
    )
    items = {item.label: item for item in found.items}
    item = items["tools"]
    assert item.text_edit.range == editor.range(uri, "to")
    if item.label_details:
        assert item.label_details.detail == " text or list"  # editors put it right behind the label
    has_snippets = any(one.insert_text_format == types.InsertTextFormat.Snippet for one in items.values())
    assert has_snippets == (editor.introduction.name != "plain")
    assert [one.sort_text for one in found.items] == sorted(one.sort_text for one in found.items)
    resolved = await editor.client.completion_item_resolve_async(item)
    documentation = resolved.documentation
    assert isinstance(documentation, str) == (editor.introduction.name == "plain")
    assert "tool" in str(documentation)


async def test_completion_of_several_lines_is_indented_once(editor: Editor) -> None:
    uri = editor.open("---\nname: a\ndescription: b\nhooks:\n  PreTool\n---\n\nYou.\n")
    found = await editor.client.text_document_completion_async(
        types.CompletionParams(editor.document(uri), editor.at(uri, "PreTool", behind=True))
    )
    item = next(one for one in found.items if one.label == "PreToolUse")
    as_written = item.insert_text_mode == types.InsertTextMode.AsIs
    is_snippet = item.insert_text_format == types.InsertTextFormat.Snippet
    assert as_written == (editor.introduction.name == "rich")
    indent = "  " if is_snippet and not as_written else "    "  # a client without modes indents a snippet like its line
    assert item.text_edit.new_text.startswith(f"PreToolUse:\n{indent}- hooks: ")


async def test_code_actions(editor: Editor) -> None:
    uri = editor.open(AGENT)
    diagnostics = await editor.diagnostics(uri)
    context = types.CodeActionContext([one for one in diagnostics if one.code == "retired-tool"])
    found = await editor.client.text_document_code_action_async(
        types.CodeActionParams(editor.document(uri), editor.range(uri, "MultiEdit"), context)
    )
    fix = next(one for one in found if one.kind == "quickfix" and one.diagnostics)
    assert [one.code for one in fix.diagnostics] == ["retired-tool"]
    lazily = editor.introduction.name != "plain"
    assert bool(fix.edit) != lazily
    if lazily:
        fix = await editor.client.code_action_resolve_async(fix)
    (edit,) = edits_of(fix.edit, uri)
    assert edit.range == editor.range(uri, "MultiEdit")


async def test_settings_that_are_broken_are_not_offered_to_be_written(editor: Editor) -> None:
    uri = editor.open(AGENT, "torn/.claude/agents/live.md")
    settings = editor.folder / "torn/agentls.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    whole = types.Range(types.Position(0, 0), types.Position(99, 0))
    asked = types.CodeActionParams(editor.document(uri), whole, types.CodeActionContext([]))
    for text, offered in (("", True), ("ignore = [\n", False)):
        settings.write_text(text, encoding="utf-8")
        editor.client.text_document_did_save(types.DidSaveTextDocumentParams(editor.document(settings.as_uri())))
        found = await editor.client.text_document_code_action_async(asked) or []
        assert any("(settings)" in one.title for one in found) == offered


async def test_code_actions_of_one_kind(editor: Editor) -> None:
    uri = editor.open(AGENT)
    context = types.CodeActionContext([], only=["source.fixAll"])
    found = await editor.client.text_document_code_action_async(
        types.CodeActionParams(editor.document(uri), editor.whole(uri), context)
    )
    assert [one.kind for one in found] == ["source.fixAll.agentls"]


def edits_of(edit: Any, uri: str) -> list[Any]:
    if edit.changes:
        return list(edit.changes[uri])
    return [one for document in edit.document_changes for one in document.edits if document.text_document.uri == uri]


async def test_document_symbols(editor: Editor) -> None:
    uri = editor.open(AGENT)
    found = await editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(editor.document(uri)))
    assert "Process" in str([one.name for one in found])
    expected = types.SymbolInformation if editor.introduction.name == "plain" else types.DocumentSymbol
    assert {type(one) for one in found} == {expected}


async def test_workspace_symbols(editor: Editor) -> None:
    uri = editor.open("---\nname: symbolic-friend\ndescription: A friend\n---\nYou are a friend.\n")
    found = await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("symfri"))
    assert [(one.name, one.location.uri) for one in found] == [("symbolic-friend", uri)]
    assert found[0].location.range == editor.range(uri, "symbolic-friend")


async def test_folding_ranges(editor: Editor) -> None:
    uri = editor.open(AGENT)
    found = await editor.client.text_document_folding_range_async(types.FoldingRangeParams(editor.document(uri)))
    assert 0 in {one.start_line for one in found}
    assert all(one.start_character is None for one in found) == (editor.introduction.name != "plain")


async def test_selection_ranges(editor: Editor) -> None:
    uri = editor.open(AGENT)
    places = [editor.at(uri, "MultiEdit"), editor.at(uri, "read")]
    found = await editor.client.text_document_selection_range_async(
        types.SelectionRangeParams(editor.document(uri), places)
    )
    assert len(found) == 2
    assert found[0].range == editor.range(uri, "MultiEdit")
    assert found[0].parent


async def test_document_highlights(editor: Editor) -> None:
    uri = editor.open(AGENT)
    found = await editor.client.text_document_document_highlight_async(
        types.DocumentHighlightParams(editor.document(uri), editor.at(uri, "review>"))
    )
    assert [one.range.start for one in found][:1] == [editor.at(uri, "review>")]


async def test_linked_editing_ranges(editor: Editor) -> None:
    uri = editor.open(AGENT)
    found = await editor.client.text_document_linked_editing_range_async(
        types.LinkedEditingRangeParams(editor.document(uri), editor.at(uri, "review>"))
    )
    assert found
    opening, closing = editor.at(uri, "review>"), editor.at(uri, "review> it")
    assert [one.start for one in found.ranges] == [opening, closing]


async def test_rename_of_a_pair_of_tags(editor: Editor) -> None:
    uri = editor.open(AGENT)
    place = editor.at(uri, "review>")
    prepared = await editor.client.text_document_prepare_rename_async(
        types.PrepareRenameParams(editor.document(uri), place)
    )
    assert prepared
    assert prepared.start == place
    edit = await editor.client.text_document_rename_async(types.RenameParams(editor.document(uri), place, "check"))
    assert [one.new_text for one in edits_of(edit, uri)] == ["check", "check"]
    with pytest.raises(JsonRpcException) as caught:
        await editor.client.text_document_rename_async(types.RenameParams(editor.document(uri), place, "no name"))
    assert caught.value.code == -32803


async def test_semantic_tokens(editor: Editor) -> None:
    uri = editor.open(AGENT)
    document = editor.document(uri)
    full = await editor.client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
    assert full.data
    assert len(full.data) % 5 == 0
    part = await editor.client.text_document_semantic_tokens_range_async(
        types.SemanticTokensRangeParams(document, editor.range(uri, AGENT.splitlines()[3]))
    )
    assert 0 < len(part.data) < len(full.data)
    editor.change(uri, AGENT.replace("blue", "blue\nmodel: opus"), 2)
    delta = await editor.client.text_document_semantic_tokens_full_delta_async(
        types.SemanticTokensDeltaParams(document, full.result_id)
    )
    assert isinstance(delta, types.SemanticTokensDelta)
    new = await editor.client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
    data = list(full.data)
    for edit in delta.edits:
        data[edit.start : edit.start + edit.delete_count] = edit.data or []
    assert data == list(new.data)


async def test_inlay_hints(editor: Editor) -> None:
    uri = editor.open(AGENT.replace('tools: [Read, "😀x", MultiEdit]\n', ""))
    found = await editor.client.text_document_inlay_hint_async(
        types.InlayHintParams(editor.document(uri), editor.whole(uri))
    )
    assert any("tools" in str(one.label) for one in found)


async def test_document_links(editor: Editor) -> None:
    (editor.folder / ".claude/agents").mkdir(parents=True, exist_ok=True)
    (editor.folder / ".claude/agents/more.md").write_text("More.\n", encoding="utf-8")
    uri = editor.open(AGENT + "\nSee 😀 [more](more.md).\n")
    found = await editor.client.text_document_document_link_async(types.DocumentLinkParams(editor.document(uri)))
    (link,) = [one for one in found if one.target and one.target.endswith("more.md")]
    assert link.range.start.line == editor.at(uri, "See 😀").line
    if editor.introduction.name != "rich":
        assert link.tooltip is None


async def test_formatting(editor: Editor) -> None:
    uri = editor.open(AGENT.replace("name: reviewer", "name:    reviewer   "))
    found = await editor.client.text_document_formatting_async(
        types.DocumentFormattingParams(editor.document(uri), types.FormattingOptions(2, True))
    )
    assert found


async def test_commands(editor: Editor) -> None:
    async def run(name: str, /, **arguments: str) -> Any:
        return await editor.client.workspace_execute_command_async(types.ExecuteCommandParams(name, [arguments]))

    uri = editor.open(AGENT)
    why = await run("agentls.detect", uri=uri)
    assert why["recognized"]
    page = await run("agentls.detect", uri=editor.open(PAGE, "page.md"))
    assert not page["recognized"]
    assert await run("agentls.fixAll", uri=uri)
    assert edits_of(editor.applied[-1], uri)
    assert await run("agentls.setDialect", uri=uri, dialect=why["dialect"])
    assert any(why["dialect"] in one.new_text for one in edits_of(editor.applied[-1], uri))
    made = await run("agentls.newFile", dialect=why["dialect"], name="fresh")
    assert "fresh" in made["text"]
    with pytest.raises(JsonRpcException) as caught:
        await run("agentls.newFile", dialect="no-such-dialect")
    assert caught.value.code == -32803
    with pytest.raises(JsonRpcException):
        await run("agentls.noSuchCommand")


async def test_what_is_no_agent_file_gets_empty_answers(editor: Editor) -> None:
    uri = editor.open(PAGE, "notes.md")
    document, place = editor.document(uri), types.Position(0, 1)
    client = editor.client
    assert not await client.text_document_hover_async(types.HoverParams(document, place))
    assert not await client.text_document_completion_async(types.CompletionParams(document, place))
    assert not await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    assert not await client.text_document_folding_range_async(types.FoldingRangeParams(document))
    assert not await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
    if editor.introduction.pulls:
        report = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(document))
        assert not report.items


async def test_settings_are_picked_up_while_the_server_runs(editor: Editor) -> None:
    uri = editor.open(AGENT, "sub/.claude/agents/live.md")
    assert "retired-tool" in {one.code for one in await editor.diagnostics(uri)}
    settings = editor.folder / "sub/agentls.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('ignore = ["retired-tool"]\n', encoding="utf-8")
    editor.client.text_document_did_save(types.DidSaveTextDocumentParams(editor.document(settings.as_uri())))
    if editor.introduction.pulls:
        assert "retired-tool" not in {one.code for one in await editor.diagnostics(uri)}
    else:
        await until(lambda: "retired-tool" not in {one.code for one in editor.published[uri][-1].diagnostics})


async def test_a_closed_document_is_forgotten(editor: Editor) -> None:
    uri = editor.open(AGENT)
    assert await editor.diagnostics(uri)
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.document(uri)))
    if not editor.introduction.pulls:
        await until(lambda: not editor.published[uri][-1].diagnostics)
    assert not await editor.client.text_document_hover_async(
        types.HoverParams(editor.document(uri), types.Position(1, 1))
    )
