"""`agentls dialects --markdown` writes the reference pages, and touches nothing else."""

from __future__ import annotations

from pathlib import Path

from agentls.reference import HEAD, pages
from tests.support.checking import schema
from tests.support.project import Project, Result

PAGES = pages(schema())


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_the_command_writes_the_pages_and_nothing_else(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "formats"
    first = project.run("dialects", "--markdown", str(folder))
    assert first == Result(0, f"{folder}: {len(PAGES)} pages, {len(PAGES)} of them new or changed\n", "")
    assert files(folder) == PAGES
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "index.md").write_text(HEAD + "old", encoding="utf-8")
    assert (
        project.run("dialects", "--markdown", str(folder)).out
        == f"{folder}: {len(PAGES)} pages, 1 of them new or changed\n"
    )
    assert files(folder) == {**PAGES, "notes.txt": "mine"}


def test_a_file_that_somebody_wrote_is_never_replaced(project: Project, tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("# Mine\n", encoding="utf-8")
    result = project.run("dialects", "--markdown", str(tmp_path))
    assert (result.code, result.out) == (2, "")
    assert "index.md was not written by this command" in result.err
    assert files(tmp_path) == {"index.md": "# Mine\n"}


def test_a_folder_that_is_a_file_is_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "docs").write_text("", encoding="utf-8")
    result = project.run("dialects", "--markdown", str(tmp_path / "docs"))
    assert result == Result(2, "", f"agentls: {tmp_path / 'docs'}: can't be written: file exists\n")
