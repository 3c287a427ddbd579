"""Writing: the whole new file or the old one, and nothing else in the folder."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from agentls.writing import WriteError, create_file, write_file

OLD, NEW = b"---\r\nname: a\r\n", b"---\r\nname: b\r\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and links of POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_the_content_is_replaced_and_nothing_else_is_left(path: Path) -> None:
    write_file(str(path), OLD, NEW, [])
    assert path.read_bytes() == NEW
    assert names(path.parent) == ["a.md"]


@posix
@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755, 0o664])
def test_the_mode_stays(path: Path, mode: int) -> None:
    path.chmod(mode)
    write_file(str(path), OLD, NEW, [])
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
def test_owner_and_group_stay(path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may give a file away")
    os.chown(path, 1234, 1235)
    write_file(str(path), OLD, NEW, [])
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 1235)


@posix
def test_a_link_is_written_through(path: Path) -> None:
    link = path.parent / "link.md"
    link.symlink_to(path.name)
    write_file(str(link), OLD, NEW, [str(path.parent)])
    assert link.is_symlink()
    assert path.read_bytes() == NEW


@posix
def test_a_link_out_of_reach_is_not_written(path: Path, tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    link = inside / "link.md"
    link.symlink_to("../a.md")
    with pytest.raises(WriteError, match=r"is a link to .*a\.md, outside of what is checked"):
        write_file(str(link), OLD, NEW, [str(inside)])
    assert path.read_bytes() == OLD


@posix
def test_a_folder_whose_name_only_begins_alike_is_out_of_reach(path: Path, tmp_path: Path) -> None:
    near = tmp_path.with_name(tmp_path.name + "-more")
    near.mkdir()
    (near / "a.md").write_bytes(OLD)
    link = tmp_path / "link.md"
    link.symlink_to(near / "a.md")
    with pytest.raises(WriteError, match="outside"):
        write_file(str(link), OLD, NEW, [str(tmp_path)])


def test_a_file_that_has_changed_since_is_left_alone(path: Path) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(WriteError, match="has changed since it was read"):
        write_file(str(path), OLD, NEW, [])
    assert path.read_bytes() == b"mine"
    assert names(path.parent) == ["a.md"]


def test_a_file_that_another_run_has_written_alike_is_fine(path: Path) -> None:
    path.write_bytes(NEW)
    write_file(str(path), OLD, NEW, [])
    assert names(path.parent) == ["a.md"]


def test_a_file_that_is_gone_is_not_made_anew(path: Path) -> None:
    path.unlink()
    with pytest.raises(WriteError, match="the file is gone"):
        write_file(str(path), OLD, NEW, [])
    assert names(path.parent) == []


@posix
def test_a_file_without_permission_to_write_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda name, mode: bool(os.stat(name).st_mode & stat.S_IWUSR))  # root may all
    with pytest.raises(WriteError, match="no permission to write"):
        write_file(str(path), OLD, NEW, [])
    assert path.read_bytes() == OLD


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_whatever_stops_it_leaves_the_old_file_and_no_litter(
    path: Path, step: str, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, step, stop)
    expected = WriteError if isinstance(error, OSError) else KeyboardInterrupt
    with pytest.raises(expected, match="the disk is full" if isinstance(error, OSError) else None):
        write_file(str(path), OLD, NEW, [])
    assert path.read_bytes() == OLD
    assert names(path.parent) == ["a.md"]


def test_many_runs_at_once_leave_one_whole_file(path: Path) -> None:
    texts = [b"%d" % number * 200_000 for number in range(1, 9)]
    refused: list[WriteError] = []

    def run(text: bytes) -> None:
        try:
            write_file(str(path), OLD, text, [])
        except WriteError as error:
            refused.append(error)

    threads = [threading.Thread(target=run, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes() in texts
    assert len(refused) < len(texts)
    assert names(path.parent) == ["a.md"]


@posix
def test_a_process_that_is_interrupted_leaves_the_old_file_and_no_litter(path: Path) -> None:
    script = (
        "import os, signal, sys\n"
        "from agentls.writing import write_file\n"
        "real = os.fsync\n"
        "os.fsync = lambda handle: (os.kill(os.getpid(), signal.SIGINT), real(handle))\n"
        f"write_file({str(path)!r}, {OLD!r}, {NEW!r}, [])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert b"KeyboardInterrupt" in done.stderr
    assert path.read_bytes() == OLD
    assert names(path.parent) == ["a.md"]


def test_a_new_file_is_there_whole(tmp_path: Path) -> None:
    create_file(str(tmp_path / "new.toml"), NEW)
    assert (tmp_path / "new.toml").read_bytes() == NEW
    assert names(tmp_path) == ["new.toml"]


def test_a_file_that_has_appeared_is_not_overwritten(path: Path) -> None:
    with pytest.raises(WriteError, match="by now"):
        create_file(str(path), NEW)
    assert path.read_bytes() == OLD
    assert names(path.parent) == ["a.md"]


def test_on_a_disk_without_links_a_new_file_is_written_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    create_file(str(path.parent / "b.md"), NEW)
    with pytest.raises(WriteError, match="by now"):
        create_file(str(path), NEW)
    assert names(path.parent) == ["a.md", "b.md"]
    assert path.read_bytes() == OLD


def test_a_new_file_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(WriteError):
        create_file(str(tmp_path / "no" / "new.toml"), NEW)
