"""Where a product runs: a folder with an empty repository, a home of its own, a clean environment, an end by group."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Ended(NamedTuple):
    """What a program wrote until it ended, or until its time was up."""

    out: str
    err: str


class Room(NamedTuple):
    """`root` holds the rest: `project` with the files, `home`, `scratch` for logs and temporary files."""

    root: Path

    @property
    def project(self) -> Path:
        """The folder that the product works in."""
        return self.root / "project"

    @property
    def home(self) -> Path:
        """The home of a user who never ran anything before."""
        return self.root / "home"

    @property
    def scratch(self) -> Path:
        """For logs and temporary files."""
        return self.root / "scratch"

    def write(self, path: Path, content: bytes | str) -> None:
        """Write a file with the folders that it needs."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def repository(self, folder: Path) -> None:
        """An empty repository, so that no product looks further up."""
        for name in ("objects", "refs"):
            (folder / ".git" / name).mkdir(parents=True, exist_ok=True)
        self.write(folder / ".git" / "HEAD", "ref: refs/heads/main\n")

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """All that a product sees of ours."""
        node = shutil.which("node")
        path = os.pathsep.join(dict.fromkeys([*([str(Path(node).parent)] if node else []), "/usr/bin", "/bin"]))
        return {
            "PATH": path,
            "HOME": str(self.home),
            "TMPDIR": str(self.scratch),
            "LANG": "C.UTF-8",
            "NO_PROXY": "127.0.0.1",
            "npm_config_registry": "http://127.0.0.1:9",
            **more,
        }

    @property
    def errors(self) -> Path:
        """What the program that was started last wrote on standard error."""
        return self.root / "errors.txt"

    def start(self, command: list[str], more: Mapping[str, str]) -> subprocess.Popen[bytes]:
        """Start a program in the project, as a group of its own."""
        with self.errors.open("wb") as errors:
            return subprocess.Popen(
                command, cwd=self.project, env=self.environment(more), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=errors, start_new_session=True,
            )  # fmt: skip

    def run(self, command: list[str], more: Mapping[str, str], seconds: float) -> Ended:
        """Run a program to its end, at most so many seconds; what it wrote until then."""
        process = self.start(command, more)
        try:
            out, _ = process.communicate(b"", timeout=seconds)
        except subprocess.TimeoutExpired:
            print(f"  not done after {seconds:.0f} s: {Path(command[0]).name}", file=sys.stderr)
            end(process)
            out, _ = process.communicate()
        finally:
            end(process)
        return Ended(out.decode("utf-8", "replace"), self.errors.read_text(encoding="utf-8", errors="replace"))


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program with all that it started: politely, then by force."""
    for sign, seconds in ((signal.SIGTERM, 12), (signal.SIGKILL, 5)):
        try:
            os.killpg(process.pid, sign)
            process.wait(seconds)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    process.poll()


@contextmanager
def room() -> Iterator[Room]:
    """A new room, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="agentls-", ignore_cleanup_errors=True) as name:
        made = Room(Path(name))
        for folder in (made.project, made.home, made.scratch):
            folder.mkdir()
        made.repository(made.project)
        yield made
