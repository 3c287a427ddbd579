"""The index of names: built from the disk in steps, refreshed by what changed, with open documents above all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from agentls.config import Settings
from agentls.document import Document, open_document
from agentls.lsp import names as module
from agentls.lsp.names import NameIndex
from agentls.lsp.project import Project
from agentls.lsp.wishes import Wishes
from agentls.text import SourceText
from tests.support.checking import schema

AGENT = "---\nname: {}\ndescription: Reviews code\n---\nYou review code.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, ".claude/agents/one.md", AGENT.format("one"))
    write(tmp_path, ".claude/skills/release/SKILL.md", "---\ndescription: Releases\n---\nRelease it.\n")
    write(tmp_path, "README.md", "# Read me\n")
    write(tmp_path, ".mcp.json", '{"mcpServers": {"files": {}}}')
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def refresh(index: NameIndex, *folders: Path, project: Project | None = None) -> int:
    """Bring the index up to date; the number of steps."""
    project = project or Project(Wishes(), str(folders[0]))
    return sum(1 for _ in index.refresh([str(folder) for folder in folders], project))


def listed(index: NameIndex) -> list[tuple[str, str]]:
    return [(one.kind, one.name) for one in index.names.all]


def opened(path: Path, text: str) -> Document | None:
    return open_document(str(path), SourceText(text), schema(), Settings())


def test_agents_skills_and_servers_are_found_in_steps(folder: Path) -> None:
    index = NameIndex()
    assert refresh(index, folder) >= 4
    assert listed(index) == [("agent", "one"), ("server", "files"), ("skill", "release")]


def test_several_folders_make_one_index(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    write(other, ".claude/agents/two.md", AGENT.format("two"))
    index = NameIndex()
    refresh(index, folder, other)
    assert [name for kind, name in listed(index) if kind == "agent"] == ["one", "two"]


def test_servers_of_the_repository_count_in_a_folder_of_it(folder: Path) -> None:
    (folder / ".git").mkdir()
    index = NameIndex()
    refresh(index, folder / ".claude")
    assert ("server", "files") in listed(index)


def test_a_server_is_listed_once_though_several_products_read_its_file(folder: Path) -> None:
    index = NameIndex()
    refresh(index, folder)
    assert [one.name for one in index.matching("files")] == ["files"]


def test_it_is_ready_when_all_has_been_looked_at(folder: Path) -> None:
    index = NameIndex()
    steps = index.refresh([str(folder)], Project(Wishes(), str(folder)))
    next(steps)
    assert not index.ready
    assert not any(steps)
    assert index.ready


def test_only_what_changed_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index, project = NameIndex(), Project(Wishes(), str(folder))
    refresh(index, folder, project=project)
    read: list[str] = []
    monkeypatch.setattr(module, "read_text", lambda path: read.append(path))
    refresh(index, folder, project=project)
    assert not read
    os.utime(folder / ".claude/agents/one.md", ns=(1, 1))
    refresh(index, folder, project=project)
    assert read == [f"{folder}/.claude/agents/one.md"]


def test_under_other_settings_all_is_read_again(folder: Path) -> None:
    index, project = NameIndex(), Project(Wishes(), str(folder))
    write(folder, "notes/plan.md", "# Plan\n")
    refresh(index, folder, project=project)
    write(folder, "agentls.toml", '[dialects]\n"notes/*.md" = "cursor-command"\n')
    project.look_again()
    project.rules(f"{folder}/notes/plan.md")
    refresh(index, folder, project=project)
    assert ("command", "plan") in listed(index)


def test_names_come_and_go_with_files(folder: Path) -> None:
    index = NameIndex()
    refresh(index, folder)
    before = index.names
    refresh(index, folder)
    assert index.names is before
    write(folder, ".claude/agents/two.md", AGENT.format("two"))
    (folder / ".claude/agents/one.md").unlink()
    refresh(index, folder)
    assert [name for kind, name in listed(index) if kind == "agent"] == ["two"]


def test_what_is_open_counts_as_it_is_open(folder: Path) -> None:
    index = NameIndex()
    refresh(index, folder)
    path = folder / ".claude/agents/one.md"
    index.open(str(path), opened(path, AGENT.format("uno")), schema())
    assert ("agent", "uno") in listed(index)
    refresh(index, folder)
    assert ("agent", "one") not in listed(index)
    index.close(str(path))
    assert ("agent", "one") in listed(index)


def test_a_new_document_has_a_name_before_it_is_saved(folder: Path) -> None:
    index = NameIndex()
    path = folder / ".claude/agents/new.md"
    index.open(str(path), opened(path, AGENT.format("new")), schema())
    assert listed(index) == [("agent", "new")]
    index.open(str(path), None, schema())
    assert listed(index) == []


def test_typing_elsewhere_in_a_document_keeps_the_names(folder: Path) -> None:
    index = NameIndex()
    path = folder / ".claude/agents/one.md"
    index.open(str(path), opened(path, AGENT.format("one")), schema())
    before = index.names
    typed = AGENT.format("one").replace("---\nname", "---\n# A comment.\nname").replace("Reviews", "Reads")
    index.open(str(path), opened(path, typed), schema())
    assert index.names is before
    (one,) = index.matching("on")
    assert (typed[one.offset :].startswith("one"), one.description) == (True, "Reads code")


def test_what_is_broken_off_changes_nothing(folder: Path) -> None:
    index = NameIndex()
    refresh(index, folder)
    write(folder, ".claude/agents/two.md", AGENT.format("two"))
    before = index.names
    steps = index.refresh([str(folder)], Project(Wishes(), str(folder)))
    next(steps)
    del steps
    assert index.names is before


def test_too_many_files_are_said_to_be_too_many(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "MOST_FILES", 1)
    index = NameIndex()
    refresh(index, folder)
    assert index.full
    assert "more than 1 files" in caplog.text
    assert len([kind for kind, _ in listed(index) if kind != "server"]) == 1


def test_a_huge_file_is_not_looked_into(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 40)
    index = NameIndex()
    refresh(index, folder)
    assert [kind for kind, _ in listed(index)] == ["server"]
