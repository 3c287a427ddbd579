"""A check loads the compiled schema: out of the package, the cache, or, if it must, the live folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from agentls.schema import SchemaError, load
from agentls.schema.load import cache_folder, read_compiled

COMPILED = {"version": 1, "dialects": {}, "products": {}, "concepts": {}}


@pytest.fixture
def package(schemas: Path) -> Path:
    """Return the folder of a package that has a live schema folder two folders above."""
    folder = schemas.parent / "server" / "agentls"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which compiled forms are kept, which doesn't exist yet."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "agentls"


def kept(cache: Path) -> list[Path]:
    return sorted(cache.iterdir())


def loaded_modules(package: Path) -> set[str]:
    """Load in a process of its own; return the modules that were imported."""
    code = (
        "import sys; from agentls.schema.load import read_compiled; "
        f"read_compiled({str(package)!r}); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_packaged_form_comes_first(package: Path, cache: Path) -> None:
    (package / "schema.json").write_text(json.dumps(COMPILED), encoding="utf-8")
    assert read_compiled(str(package)) == COMPILED
    assert not cache.exists()


def test_a_live_folder_is_compiled_and_kept(package: Path, cache: Path) -> None:
    first = read_compiled(str(package))
    assert sorted(first["dialects"]) == ["house-agent", "plain-agent"]
    (file,) = kept(cache)
    assert json.loads(file.read_text(encoding="utf-8")) == first
    assert read_compiled(str(package)) == first


def test_a_change_in_the_live_folder_is_seen(package: Path, schemas: Path, cache: Path) -> None:
    read_compiled(str(package))
    path = schemas / "dialects" / "plain-agent.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("title: Plain", "title: Fancy"), encoding="utf-8")
    assert read_compiled(str(package))["dialects"]["plain-agent"]["title"] == "Fancy agent"
    assert len(kept(cache)) == 2


def test_a_new_name_of_a_file_is_seen(package: Path, schemas: Path, cache: Path) -> None:
    read_compiled(str(package))
    (schemas / "products" / "maker.yaml").rename(schemas / "products" / "other.yaml")
    read_compiled(str(package))
    assert len(kept(cache)) == 2


def test_a_warm_load_needs_neither_yaml_nor_pydantic(package: Path, cache: Path) -> None:
    assert {"yaml", "pydantic"} <= loaded_modules(package)
    warm = loaded_modules(package)
    assert "agentls.schema.load" in warm
    assert not {"yaml", "pydantic", "pydantic_core", "pickle"} & warm


def test_a_packaged_load_needs_neither_yaml_nor_pydantic(package: Path) -> None:
    (package / "schema.json").write_text(json.dumps(COMPILED), encoding="utf-8")
    assert not {"yaml", "pydantic", "pydantic_core", "pickle"} & loaded_modules(package)


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"\xff\xfe", b"[]", b"null", b'{"version": 1}', b'{"version": 2, "dialects": {}}', b"[" * 100_000],
)
def test_a_damaged_cache_is_compiled_again(package: Path, cache: Path, damage: bytes) -> None:
    good = read_compiled(str(package))
    (file,) = kept(cache)
    file.write_bytes(damage)
    assert read_compiled(str(package)) == good
    assert json.loads(file.read_text(encoding="utf-8")) == good


def test_a_home_that_can_not_be_written_does_not_matter(package: Path, cache: Path) -> None:
    cache.parent.write_text("a file where the folder should be", encoding="utf-8")
    assert read_compiled(str(package))["version"] == 1


def test_a_full_disk_leaves_nothing_half_written(package: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert read_compiled(str(package))["version"] == 1
    assert kept(cache) == []


def test_no_home_at_all_does_not_matter(package: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    monkeypatch.chdir(package)
    assert read_compiled(str(package))["version"] == 1
    assert list(package.iterdir()) == []


def test_the_cache_does_not_grow_for_ever(package: Path, schemas: Path, cache: Path) -> None:
    path = schemas / "concepts.yaml"
    for number in range(12):
        path.write_text(path.read_text(encoding="utf-8") + f"# {number}\n", encoding="utf-8")
        read_compiled(str(package))
    assert len(kept(cache)) == 10


def test_a_broken_live_folder_is_told(package: Path, schemas: Path, cache: Path) -> None:
    (schemas / "concepts.yaml").write_text("concepts: a: b", encoding="utf-8")
    with pytest.raises(SchemaError, match=r"concepts\.yaml:1:12: this is not YAML"):
        read_compiled(str(package))


def test_an_install_without_schema_is_told(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="please install agentls again"):
        read_compiled(str(tmp_path / "lib" / "agentls"))


def test_the_project_loads_its_own_schema_once() -> None:
    assert load.load_schema() is load.load_schema()
    assert load.load_schema()["dialects"]


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/var/x"}, "/var/x/agentls"),
        ("linux", {}, "/home/u/.cache/agentls"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/home/u/.cache/agentls"),
        ("darwin", {"XDG_CACHE_HOME": "/var/x"}, "/home/u/Library/Caches/agentls"),
        ("win32", {"LOCALAPPDATA": "/users/u/local"}, "/users/u/local/agentls"),
        ("win32", {}, ""),
    ],
)
def test_the_cache_lies_where_the_platform_wants_it(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], expected: str
) -> None:
    monkeypatch.setenv("HOME", "/home/u")
    assert cache_folder(platform, environment) == expected
