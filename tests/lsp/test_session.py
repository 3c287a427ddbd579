"""What the server knows, and when it finds out that it no longer holds."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from lsprotocol import types

from agentls.lsp.changes import around
from agentls.lsp.diagnostics import RULE_PAGES, diagnose
from agentls.lsp.reading import Reading
from agentls.lsp.session import Session
from agentls.lsp.uris import path_of
from agentls.lsp.wishes import Wishes

Open = Callable[[str, str], str]
AGENT = ".claude/agents/reviewer.md"
GOOD = "---\nname: reviewer\ndescription: Reviews code before it is merged\ntools: Read\n---\nYou review code.\n"
MISSPELLED = GOOD.replace("tools", "toools")
STYLE = """\
id: house-style
title: House style
kind: community
summary: How this project writes its agents.
sources: {own: {what: our own, ref: docs/agents.md, date: "2026-01-01", kind: docs}}
keys:
  name: {types: [string], doc: The name.}
"""


def reading(session: Session, uri: str) -> Reading:
    text = session.text(uri)
    assert text
    return session.read(text)


def rules(session: Session, uri: str) -> list[str]:
    return [finding.rule for finding in reading(session, uri).findings]


def change(session: Session, uri: str, text: str, version: int = 2) -> None:
    session.documents.change(uri, version, [types.TextDocumentContentChangeWholeDocument(text)], "utf-16")


def write(path: Path, text: str) -> None:
    """Write a file so that its stamp differs from all before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write.clock += 10  # type: ignore[attr-defined]
    path.write_text(text, encoding="utf-8")
    os.utime(path, (write.clock, write.clock))  # type: ignore[attr-defined]


write.clock = 1_700_000_000  # type: ignore[attr-defined]


def test_a_document_is_found_in_once_per_version(session: Session, open_: Open) -> None:
    uri = open_(AGENT, MISSPELLED)
    first = reading(session, uri)
    assert first.findings
    assert reading(session, uri) is first
    change(session, uri, GOOD)
    assert reading(session, uri) is not first
    assert reading(session, uri).findings == ()


def test_a_request_that_came_before_a_change_is_answered_for_its_own_version(session: Session, open_: Open) -> None:
    uri = open_(AGENT, MISSPELLED)
    text = session.text(uri)
    assert text
    change(session, uri, GOOD)
    assert [finding.rule for finding in session.read(text).findings] == ["unknown-key"]
    assert rules(session, uri) == []


def test_a_page_is_no_agent_file_until_it_is_written_as_one(session: Session, open_: Open) -> None:
    uri = open_("notes/page.md", "# A page\n\nAbout something else.\n")
    assert reading(session, uri).page is None
    change(session, uri, "---\nname: reviewer\ndescription: Use when code is to be reviewed\ntools: Read\n---\nYou.\n")
    assert reading(session, uri).page


@pytest.mark.parametrize("uri", ["untitled:Untitled-1", "inmemory://model/1", "vscode-vfs://host/a.md"])
def test_a_buffer_without_a_file_is_known_by_its_content(session: Session, open_: Open, uri: str) -> None:
    open_(uri, "---\nname: reviewer\ndescription: Reviews\ntoools: [Read](missing.md)\n---\nSee [this](missing.md).\n")
    assert reading(session, uri).page
    assert "broken-link" not in rules(session, uri)  # nobody knows what it is relative to


def test_a_file_that_is_not_open_is_read_from_the_disk(session: Session, tmp_path: Path) -> None:
    path = tmp_path / AGENT
    write(path, MISSPELLED)
    assert rules(session, path.as_uri()) == ["unknown-key"]
    assert session.text((tmp_path / "absent.md").as_uri()) is None
    assert session.text(tmp_path.as_uri()) is None
    assert session.text("untitled:Untitled-9") is None


def test_settings_are_seen_when_they_change(session: Session, open_: Open, tmp_path: Path) -> None:
    uri, settings = open_(AGENT, MISSPELLED), tmp_path / "agentls.toml"
    assert rules(session, uri) == ["unknown-key"]
    write(settings, 'ignore = ["unknown-key"]\n')
    assert rules(session, uri) == []
    write(settings, "ignore = []\n")
    assert rules(session, uri) == ["unknown-key"]
    write(tmp_path / ".claude/agentls.toml", 'ignore = ["unknown-key"]\n')
    assert rules(session, uri) == []
    (tmp_path / ".claude/agentls.toml").unlink()
    assert rules(session, uri) == ["unknown-key"]


def test_new_settings_are_told_once(session: Session, open_: Open, tmp_path: Path) -> None:
    told: list[int] = []
    session.on_new_settings = lambda: told.append(1)
    uri = open_(AGENT, MISSPELLED)
    rules(session, uri)
    write(tmp_path / "agentls.toml", 'ignore = ["unknown-key"]\n')
    rules(session, uri)
    rules(session, uri)
    assert told == [1]


def test_a_schema_of_ones_own_is_seen_when_it_changes(session: Session, open_: Open, tmp_path: Path) -> None:
    uri = open_("house/reviewer.md", GOOD)

    def keys() -> list[str]:
        document = reading(session, uri).document
        return list(document.dialect.keys) if document and document.dialect else []

    write(tmp_path / "agentls.toml", 'schemas = ["schemas"]\n[dialects]\n"house/*.md" = "house-style"\n')
    write(tmp_path / "schemas/house.yaml", STYLE)
    assert keys() == ["name"]
    write(tmp_path / "schemas/house.yaml", STYLE + "  tools: {types: [string], doc: Ours.}\n")
    assert keys() == ["name", "tools"]
    write(tmp_path / "schemas/house.yaml", STYLE + "  tools: {tpyes: [string]}\n")
    assert keys() != ["name", "tools"]
    assert (tmp_path / "schemas/house.yaml").as_posix() in [wrong.path for wrong in session.project.wrong]


def test_a_linked_file_is_seen_when_it_comes_and_goes(session: Session, open_: Open, tmp_path: Path) -> None:
    write(tmp_path / ".claude/skills/x/other.md", "x")
    uri = open_(".claude/skills/x/SKILL.md", "---\nname: x\ndescription: Does x.\n---\nSee [more](more.md) now.\n")
    assert "broken-link" in rules(session, uri)
    write(tmp_path / ".claude/skills/x/more.md", "More.")
    assert "broken-link" not in rules(session, uri)
    (tmp_path / ".claude/skills/x/more.md").unlink()
    assert "broken-link" in rules(session, uri)


def test_wishes_of_the_client_count(session: Session, open_: Open) -> None:
    uri = open_(AGENT, MISSPELLED)
    assert rules(session, uri) == ["unknown-key"]
    assert session.wish(Wishes.of({"ignore": ["unknown-key", "no-such-rule"]}))
    assert rules(session, uri) == []
    assert not session.wish(Wishes.of({"ignore": ["unknown-key", "no-such-rule"]}))


def test_a_settings_file_that_the_client_names_takes_the_place_of_others(
    session: Session, open_: Open, tmp_path: Path
) -> None:
    uri = open_(AGENT, MISSPELLED)
    write(tmp_path / "ci.toml", 'ignore = ["unknown-key"]\n')
    session.wish(Wishes.of({"config": "ci.toml"}))
    assert rules(session, uri) == []


def test_an_open_settings_file_is_checked_as_it_is_typed(session: Session, open_: Open, tmp_path: Path) -> None:
    uri = open_("agentls.toml", 'ignore = ["unknown-kye"]\n')
    assert rules(session, uri) == ["invalid-settings"]
    assert open_("pyproject.toml", "[project]\n")
    assert rules(session, (tmp_path / "pyproject.toml").as_uri()) == []


def test_ids_of_results_are_those_of_what_is_seen(session: Session, open_: Open) -> None:
    uri = open_(AGENT, MISSPELLED)
    first = diagnose(session, reading(session, uri))
    change(session, uri, MISSPELLED + "More.\n")
    assert diagnose(session, reading(session, uri)) == first
    change(session, uri, MISSPELLED.replace("name: reviewer\n", "name: reviewer\n\n"))
    assert diagnose(session, reading(session, uri)).result_id != first.result_id


def test_a_diagnostic_says_what_is_wrong_then_what_each_product_makes_of_it(session: Session, open_: Open) -> None:
    session.client = session.client._replace(rule_links=True, finding_data=True)
    (found,) = diagnose(session, reading(session, open_(AGENT, MISSPELLED))).items
    lines = found.message.splitlines()
    assert "`toools`" in lines[0]
    assert lines[1].startswith("Claude Code")
    assert lines[-1] == "did you mean `tools`?"
    assert (found.source, found.code, found.severity) == ("agentls", "unknown-key", types.DiagnosticSeverity.Error)
    assert found.range == types.Range(types.Position(3, 0), types.Position(3, 6))
    assert found.data == {"rule": "unknown-key", "fix": "safe"}
    assert found.code_description
    page = path_of(found.code_description.href)
    assert Path(page).read_text(encoding="utf-8").count("# unknown-key\n") == 1
    assert found.code_description.href.startswith(RULE_PAGES)


def test_what_the_client_cannot_take_is_not_sent(session: Session, open_: Open) -> None:
    (found,) = diagnose(session, reading(session, open_(AGENT, MISSPELLED))).items
    assert (found.code_description, found.data, found.tags, found.related_information) == (None, None, None, None)


def test_tags_go_to_those_who_know_them(session: Session, open_: Open) -> None:
    session.client = session.client._replace(finding_tags=frozenset({2}))
    text = GOOD.replace("Read", "Read, MultiEdit")
    tags = {one.code: one.tags for one in diagnose(session, reading(session, open_(AGENT, text))).items}
    assert tags["retired-tool"] == [types.DiagnosticTag.Deprecated]


def codes(session: Session, uri: str) -> list[object]:
    return [one.code for one in diagnose(session, reading(session, uri)).items]


def test_remarks_that_another_validator_makes_are_left_to_it(session: Session, open_: Open) -> None:
    text = "---\ndescription: Reviews code\nfrobnicate: 1\ntools: [no-such-tool]\n---\nYou review code.\n"
    uri, other = open_(".github/agents/demo.agent.md", text), open_(AGENT, MISSPELLED)
    assert codes(session, uri) == ["unknown-key", "unknown-tool"]
    session.wish(Wishes.of({"validators": ["vscode"]}))
    assert codes(session, uri) == []
    assert len(rules(session, uri)) == 2  # what is left out can still be fixed
    assert codes(session, other) == ["unknown-key"]  # an error is told all the same


def test_a_change_of_a_part_is_understood(session: Session, open_: Open) -> None:
    uri = open_(AGENT, "a😀b\nc\n")
    part = types.TextDocumentContentChangePartial(types.Range(types.Position(0, 3), types.Position(1, 0)), "x")
    session.documents.change(uri, 2, [part, part], "utf-16")
    text = session.documents.get(uri)
    assert text
    assert text.source.text == "a😀x"


def test_what_the_text_alone_makes_an_agent_stays_one_while_broken(session: Session, open_: Open) -> None:
    uri = open_("lib/reviewer.md", GOOD + "\n## Triggers\n\n- Reviews\n")
    before = reading(session, uri).document
    assert before
    assert before.dialect
    change(session, uri, GOOD.replace("name: reviewer\ndescription: R", 'na\ndescr: "R'))
    broken = reading(session, uri).document
    assert broken
    assert broken.dialect is before.dialect
    assert broken.detected == before.detected
    change(session, uri, "# Notes\n\nNothing to see.\n", 3)
    assert reading(session, uri).document is None


def test_an_ordinary_page_is_not_parsed_for_each_keystroke(session: Session, open_: Open) -> None:
    page = "# Notes\n\n" + "Nothing to see.\n" * 500
    uri = open_("docs/notes.md", page)
    assert reading(session, uri).document is None
    change(session, uri, page + "more")
    text = session.text(uri)
    assert text
    assert vars(session.read(text))["document"] is None  # known before anybody asks
    change(session, uri, GOOD + page, 3)
    assert reading(session, uri).document


def test_a_new_settings_file_lies_in_the_folder_of_the_workspace(session: Session, open_: Open, tmp_path: Path) -> None:
    uri = open_(AGENT, GOOD)
    file, there = around(session, reading(session, uri)).home()
    assert (file.path, there) == (f"{tmp_path.as_posix()}/agentls.toml", False)
