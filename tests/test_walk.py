"""Which files a check finds: trees on the disk in, paths out."""

from __future__ import annotations

import ntpath
import os
import posixpath
import socket
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath

import pytest

from agentls.paths import absolute, relative, working_folder
from agentls.schema.globs import path_matches
from agentls.walk import disk
from agentls.walk.disk import UnreadableError, read_file
from agentls.walk.find import Candidates, Found, find_files

GLOBS = (".tool/agents/**/*.md", ".tool/agents/*.toml", ".rulesfile")


def candidates() -> Candidates:
    return Candidates(GLOBS, lambda path: any(path_matches(glob, path) for glob in GLOBS))


def plant(root: Path, *names: str) -> None:
    """Make files; a name with `=` gives the text, one with `->` is a link."""
    for name in names:
        path, link, goal = name.partition("->")
        path, _, text = path.partition("=")
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if link:
            place.symlink_to(goal)
        elif path.endswith("/"):
            place.mkdir(exist_ok=True)
        else:
            place.write_text(text or "text", encoding="utf-8")


def walk(root: Path, *paths: str) -> list[Found]:
    return list(find_files(paths or ["."], candidates(), root.as_posix()))


def found(root: Path, *paths: str, kind: str = "file") -> list[str]:
    return names(root, (one.path for one in walk(root, *paths) if one.kind == kind))


def names(root: Path, paths: Iterable[str]) -> list[str]:
    return [relative(path, root.as_posix()) for path in paths]


def test_markdown_is_found_anywhere_and_other_files_only_where_a_product_reads_them(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "lib/a.md",
        "b.MDC",
        "c.markdown",
        "package.json",
        "x.toml",
        "z.py",
        ".rulesfile",
        ".tool/agents/d.toml",
    )
    assert found(tmp_path) == [".rulesfile", ".tool/agents/d.toml", "b.MDC", "c.markdown", "lib/a.md"]


def test_a_place_whose_glob_leaves_the_ending_open_lets_every_name_in(tmp_path: Path) -> None:
    plant(tmp_path, "modes/one.x", "other/two.x")
    everything = Candidates(["modes/*"], lambda path: path_matches("modes/*", path))
    assert names(tmp_path, (one.path for one in find_files(["."], everything, tmp_path.as_posix()))) == ["modes/one.x"]


def test_dot_folders_are_entered_and_machinery_is_not(tmp_path: Path) -> None:
    plant(
        tmp_path, ".tool/agents/a.md", ".git/x.md", "node_modules/p/x.md", ".hg/x.md", ".svn/x.md", "__pycache__/x.md"
    )
    plant(tmp_path, "my-env/pyvenv.cfg", "my-env/lib/x.md")
    assert found(tmp_path) == [".tool/agents/a.md"]


def test_a_named_folder_is_entered_whatever_it_is(tmp_path: Path) -> None:
    plant(tmp_path, "node_modules/p/x.md", "env/pyvenv.cfg", "env/y.md")
    assert found(tmp_path, "node_modules", "env") == ["node_modules/p/x.md", "env/y.md"]


def test_files_come_in_the_order_of_names_and_of_arguments_each_once(tmp_path: Path) -> None:
    plant(tmp_path, "b/1.md", "b/sub/2.md", "b/z.md", "a.md")
    assert found(tmp_path, "b", "a.md", "./b/z.md", ".") == ["b/1.md", "b/sub/2.md", "b/z.md", "a.md"]


def test_a_named_file_is_found_whatever_its_name_and_is_known_as_named(tmp_path: Path) -> None:
    plant(tmp_path, "notes.txt", "a.md")
    assert walk(tmp_path, ".", "a.md", "notes.txt") == [
        Found(f"{tmp_path.as_posix()}/a.md", named=True),
        Found(f"{tmp_path.as_posix()}/notes.txt", named=True),
    ]


def test_ignored_files_in_a_place_of_a_product_are_told_and_others_left_out(tmp_path: Path) -> None:
    plant(
        tmp_path,
        ".gitignore=*.local.md\n/build/\n",
        "a.local.md",
        ".tool/agents/b.local.md",
        "build/.tool/agents/c.md",
        "d.md",
    )
    assert found(tmp_path) == ["d.md"]
    assert found(tmp_path, kind="ignored") == [".tool/agents/b.local.md", "build/.tool/agents/c.md"]


def test_a_named_file_or_folder_is_checked_even_if_ignored(tmp_path: Path) -> None:
    plant(tmp_path, ".git/", ".gitignore=/build/\n*.local.md\n", "build/a.md", "b.local.md")
    plant(tmp_path, "build/.gitignore=c.md", "build/c.md")
    assert found(tmp_path, "build", "b.local.md") == ["build/a.md", "b.local.md"]
    assert found(tmp_path, ".", "b.local.md") == ["b.local.md"]


@pytest.mark.parametrize(
    ("rules", "ignored"),
    [
        ({"": "*.md\n!b.md"}, ["a.md", "x/a.md", "x/y/a.md"]),
        ({"": "/a.md"}, ["a.md"]),
        ({"": "x/"}, ["x/a.md", "x/b.md", "x/y/a.md", "x/y/b.md"]),
        ({"": "x/*\n!x/b.md"}, ["x/a.md", "x/y/a.md", "x/y/b.md"]),
        ({"": "x/**\n!b.md"}, ["x/a.md", "x/y/a.md", "x/y/b.md"]),
        ({"": "*\n!*/\n!b.md"}, ["a.md", "x/a.md", "x/y/a.md"]),
        ({"": "**/y/a.md"}, ["x/y/a.md"]),
        ({"": "a.md", "x": "!a.md"}, ["a.md"]),
        ({"": "*.md", "x": "!*/"}, ["a.md", "b.md", "x/a.md", "x/b.md", "x/y/a.md", "x/y/b.md"]),
        ({"": "x/", "x": "!*"}, ["x/a.md", "x/b.md", "x/y/a.md", "x/y/b.md"]),
        ({"x": "y\n"}, ["x/y/a.md", "x/y/b.md"]),
        ({"": "# a.md\n\n\\#\n["}, []),
        ({"": "[\r\na.md\r\n"}, ["a.md", "x/a.md", "x/y/a.md"]),
    ],
)
def test_ignore_files_mean_what_git_says(tmp_path: Path, rules: dict[str, str], ignored: list[str]) -> None:
    plant(tmp_path, "a.md", "b.md", "x/a.md", "x/b.md", "x/y/a.md", "x/y/b.md")
    for folder, text in rules.items():
        (tmp_path / folder / ".gitignore").write_text(text, encoding="utf-8", newline="")
    everywhere = Candidates([], lambda path: True)
    result = find_files(["."], everywhere, tmp_path.as_posix())
    assert names(tmp_path, (one.path for one in result if one.kind == "ignored")) == ignored


def test_rules_of_parents_count_up_to_the_root_of_the_repository(tmp_path: Path) -> None:
    plant(tmp_path, ".gitignore=c.md", "repo/.git/info/exclude=b.md", "repo/.gitignore=a.md", "repo/x/.gitignore=d.md")
    plant(tmp_path, *(f"repo/x/y/{name}.md" for name in "abcd"))
    assert found(tmp_path / "repo" / "x" / "y") == ["c.md"]


def test_a_repository_inside_another_has_rules_of_its_own(tmp_path: Path) -> None:
    plant(tmp_path, ".git/", ".gitignore=a.md", "sub/.git=gitdir: ../.git/modules/sub", "sub/a.md", "sub/b.md")
    plant(tmp_path, ".git/modules/sub/info/exclude=b.md")
    assert found(tmp_path) == ["sub/a.md"]


def test_a_worktree_shares_the_excludes_of_its_repository(tmp_path: Path) -> None:
    plant(tmp_path, "main/.git/info/exclude=a.md", "main/.git/worktrees/w/commondir=../..\n")
    plant(tmp_path, f"tree/.git=gitdir: {tmp_path.as_posix()}/main/.git/worktrees/w\n", "tree/a.md", "tree/b.md")
    assert found(tmp_path / "tree") == ["b.md"]


def test_links_within_the_tree_are_followed_under_their_own_path(tmp_path: Path) -> None:
    plant(tmp_path, "shared/a.md", ".tool/agents->../shared", "one/b.md->../shared/a.md")
    assert found(tmp_path) == [".tool/agents/a.md", "one/b.md", "shared/a.md"]


def test_links_out_of_the_tree_are_told_and_not_followed(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "outside/a.md",
        "tree/link.md->../outside/a.md",
        "tree/folder->../outside",
        "tree/x.py->../outside/a.md",
    )
    assert found(tmp_path / "tree") == []
    assert found(tmp_path / "tree", kind="outside") == ["folder", "link.md"]
    assert found(tmp_path / "tree", "link.md", "folder") == ["link.md", "folder/a.md"]


def test_a_link_in_the_tree_does_not_open_the_machinery(tmp_path: Path) -> None:
    plant(tmp_path, "node_modules/p/x.md", "p->node_modules/p")
    assert found(tmp_path) == []


def test_loops_of_links_end(tmp_path: Path) -> None:
    plant(tmp_path, "a/x.md", "b/y.md", "a/up->..", "a/self->.", "a/b->../b", "b/a->../a", "c->c")
    assert found(tmp_path) == ["a/b/y.md", "a/x.md", "b/a/x.md", "b/y.md"]


def test_a_link_that_leads_nowhere_is_unreadable_unless_an_editor_locks_with_it(tmp_path: Path) -> None:
    plant(tmp_path, "gone.md->nowhere.md", "loop.md->loop.md", ".#a.md->me@here.1", "x->nowhere")
    assert [(one.kind, one.error) for one in walk(tmp_path)] == [
        ("unreadable", "is a link that can't be followed: there is no such file or folder"),
        ("unreadable", "is a link that can't be followed: its links lead in circles"),
    ]


def test_pipes_and_sockets_are_told_and_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.md")
    os.mkfifo("pipe.py")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.md")
    plant(tmp_path, "link.md->pipe.md")
    assert found(tmp_path, kind="unreadable") == ["link.md", "pipe.md", "socket.md"]
    assert [one.kind for one in walk(tmp_path, "pipe.py", "/dev/null")] == ["unreadable", "unreadable"]


def test_a_pipe_in_the_place_of_a_file_does_not_make_the_reader_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(UnreadableError, match="not a file"):
        read_file(str(tmp_path / "pipe.md"))


def test_a_file_that_is_too_big_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "a.md=12345")
    monkeypatch.setattr(disk, "SIZE_LIMIT", 5)
    assert read_file(str(tmp_path / "a.md")) == b"12345"
    plant(tmp_path, "a.md=123456")
    with pytest.raises(UnreadableError, match="has 0 MiB"):
        read_file(str(tmp_path / "a.md"))


def test_a_folder_that_cannot_be_listed_does_not_stop_the_walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "a/x.md", "b/y.md")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert found(tmp_path) == ["b/y.md"]
    assert [one.error for one in walk(tmp_path) if one.kind == "unreadable"] == [
        "can't list this folder: you have no permission to read it"
    ]


@pytest.mark.parametrize(
    ("path", "error"), [("no.md", "there is no such file or folder"), ("a\0b", "no path may hold a NUL character")]
)
def test_a_named_path_that_does_not_exist_is_unreadable(tmp_path: Path, path: str, error: str) -> None:
    assert walk(tmp_path, path) == [Found(f"{tmp_path.as_posix()}/{path}", "unreadable", named=True, error=error)]


def test_a_tree_deeper_than_pythons_stack(tmp_path: Path) -> None:
    folders = [tmp_path.as_posix() + "/d" * depth for depth in range(1, 1500)]
    for folder in folders:
        os.mkdir(folder)
    Path(folders[-1], "a.md").touch()
    assert len(found(tmp_path)) == 1
    os.remove(folders[-1] + "/a.md")  # what clears up after tests is recursive
    for folder in reversed(folders):
        os.rmdir(folder)


def test_names_that_are_no_utf_8_are_found(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")).touch()
    assert found(tmp_path) == ["caf\udce9.md"]


@pytest.mark.parametrize(
    ("path", "folder", "result"),
    [
        ("a.md", "C:\\work", "C:/work/a.md"),
        ("..\\x\\.\\a.md", "c:\\work", "C:/x/a.md"),
        (".claude/agents/a.md", "C:/work", "C:/work/.claude/agents/a.md"),
        ("d:\\other\\a.md", "C:\\work", "D:/other/a.md"),
        ("\\rooted\\a.md", "C:\\work", "C:/rooted/a.md"),
        ("\\\\server\\share\\a.md", "C:\\work", "//server/share/a.md"),
        ("\\\\?\\C:\\long\\a.md", "C:\\work", "C:/long/a.md"),
        ("\\\\?\\UNC\\server\\share\\a.md", "C:\\work", "//server/share/a.md"),
        (".", "C:\\", "C:/"),
    ],
)
def test_absolute_paths_on_windows(path: str, folder: str, result: str) -> None:
    assert absolute(path, folder, ntpath) == result
    assert PureWindowsPath(result).as_posix() == result
    assert PureWindowsPath(result).is_absolute()


@pytest.mark.parametrize(
    ("path", "folder", "result"),
    [
        ("a.md", "/work", "/work/a.md"),
        ("../a.md", "/work/x", "/work/a.md"),
        ("//x/./a.md", "/work", "/x/a.md"),
        ("a\\b.md", "/work", "/work/a\\b.md"),
        (".", "/", "/"),
    ],
)
def test_absolute_paths_elsewhere(path: str, folder: str, result: str) -> None:
    assert absolute(path, folder, posixpath) == result


@pytest.mark.parametrize(
    ("path", "folder", "result"),
    [
        ("C:/work/x/a.md", "C:/work", "x/a.md"),
        ("C:/other/a.md", "C:/work", "../other/a.md"),
        ("C:/Work/a.md", "C:/work/x", "../a.md"),
        ("D:/a.md", "C:/work", "D:/a.md"),
    ],
)
def test_relative_paths_on_windows(path: str, folder: str, result: str) -> None:
    assert relative(path, folder, ntpath) == result


def test_relative_paths_elsewhere() -> None:
    assert relative("/work/x/a.md", "/work", posixpath) == "x/a.md"
    assert relative("/workshop/a.md", "/work", posixpath) == "../workshop/a.md"
    assert relative("/a.md", "/", posixpath) == "a.md"


def test_the_working_folder_is_the_one_that_the_shell_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "dotfiles/", "home->dotfiles")
    monkeypatch.chdir(tmp_path / "home")
    monkeypatch.setenv("PWD", str(tmp_path / "home"))
    assert working_folder() == (tmp_path / "home").as_posix()
    monkeypatch.setenv("PWD", str(tmp_path))
    assert working_folder() == (tmp_path / "dotfiles").as_posix()
