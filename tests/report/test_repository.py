"""Paths from the root of the repository, wherever the check is started."""

from __future__ import annotations

from pathlib import Path

import pytest

from agentls.report.repository import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "project" / ".git").mkdir(parents=True)
    (tmp_path / "project" / "docs" / "deep").mkdir(parents=True)
    return tmp_path / "project"


@pytest.mark.parametrize("folder", ["", "/docs", "/docs/deep", "/.."])
def test_the_nearest_folder_with_a_repository(repository: Path, folder: str) -> None:
    working = str((repository / folder.strip("/")).resolve())
    assert Repository(working, {}).path(f"{repository}/docs/a.md") == "docs/a.md"


def test_the_workspace_of_a_build_comes_first(repository: Path) -> None:
    environment = {"GITHUB_WORKSPACE": str(repository.parent)}
    assert Repository(str(repository), environment).path(f"{repository}/a.md") == "project/a.md"
    assert Repository("/", environment).path(f"{repository}/a.md") == "project/a.md"


def test_a_workspace_elsewhere_does_not_count(repository: Path) -> None:
    assert Repository(str(repository), {"GITHUB_WORKSPACE": "/elsewhere"}).path(f"{repository}/a.md") == "a.md"


def test_a_submodule_counts_only_when_the_check_is_started_in_it(repository: Path) -> None:
    (repository / "docs" / ".git").write_text("gitdir: ../.git/modules/docs\n", encoding="utf-8")
    assert Repository(str(repository), {}).path(f"{repository}/docs/a.md") == "docs/a.md"
    assert Repository(f"{repository}/docs", {}).path(f"{repository}/docs/a.md") == "a.md"


def test_without_a_repository_the_working_folder_counts() -> None:
    assert Repository("/no/where", {}).path("/no/where/deep/a.md") == "deep/a.md"
    assert Repository("/no/where", {}).path("/no/other/a.md") == "/no/other/a.md"
    assert Repository("/", {}).path("/a.md") == "a.md"
