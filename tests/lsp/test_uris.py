"""URIs as editors spell them, and the paths that they stand for."""

from __future__ import annotations

import ntpath
import posixpath
from types import ModuleType

import pytest

from agentls.lsp.uris import is_file, path_of, uri_of


@pytest.mark.parametrize(
    ("uri", "path", "flavor"),
    [
        ("file:///home/me/a.md", "/home/me/a.md", posixpath),
        ("file://localhost/home/me/a.md", "/home/me/a.md", posixpath),
        ("file:///home/me/with%20blank%23.md", "/home/me/with blank#.md", posixpath),
        ("file:///home/%E5%AD%97/%F0%9F%98%80.md", "/home/字/😀.md", posixpath),
        ("file:///home/%FF.md", "/home/\udcff.md", posixpath),
        ("file:///home/me/../you/a.md", "/home/you/a.md", posixpath),
        ("file:///c:/a.md", "/c:/a.md", posixpath),
        ("file:///c%3A/code/a.md", "C:/code/a.md", ntpath),
        ("file:///C:/code/a.md", "C:/code/a.md", ntpath),
        ("file://server/share/a.md", "//server/share/a.md", ntpath),
        ("untitled:Untitled-1", "/project/Untitled-1", posixpath),
        ("untitled:/project/.claude/agents/a.md", "/project/.claude/agents/a.md", posixpath),
        ("git:/project/a.md?%7B%22ref%22%3A%22%22%7D", "/project/a.md", posixpath),
        ("http://[", "/project/http:/[", posixpath),
        ("", "/project/untitled", posixpath),
        ("file:///a%00b.md", "/ab.md", posixpath),
    ],
)
def test_a_uri_stands_for_a_path(uri: str, path: str, flavor: ModuleType) -> None:
    assert path_of(uri, "/project", flavor) == path


@pytest.mark.parametrize("path", ["/home/me/with blank#?%.md", "/字/😀.md", "/\udcff.md", "/c:/x.md", "/a+b&c=d.md"])
def test_a_path_comes_back(path: str) -> None:
    assert path_of(uri_of(path), flavor=posixpath) == path


def test_a_path_of_windows_comes_back() -> None:
    assert uri_of("C:/code/a b.md") == "file:///C:/code/a%20b.md"
    assert path_of("file:///C:/code/a%20b.md", flavor=ntpath) == "C:/code/a b.md"
    assert uri_of("//server/share/a.md") == "file://server/share/a.md"


def test_only_files_are_files() -> None:
    assert is_file("file:///a.md")
    assert is_file("FILE:///a.md")
    assert not is_file("untitled:Untitled-1")
