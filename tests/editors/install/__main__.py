"""`python -m tests.editors.install [NAME…]`: installs the editors that the tests run; what is there already is kept."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.editors import tools
from tests.editors.install.debian import unpack
from tests.editors.install.node import build_extension, install_code_server, install_driver, install_node

STEPS: dict[str, tuple[Callable[[], None], Path | None]] = {
    "node": (lambda: install_node(tools.TOOLS), tools.NODE),
    "code-server": (lambda: install_code_server(tools.TOOLS), tools.TOOLS / "code-server" / "done"),
    "driver": (lambda: install_driver(tools.TOOLS), tools.TOOLS / "driver" / "node_modules" / "mocha"),
    "extension": (lambda: build_extension(tools.TOOLS, tools.EXTENSION), None),
    "chromium": (lambda: system_package("chromium", "fonts-dejavu-core"), None),
    "tmux": (lambda: system_package("tmux"), None),
    "neovim-new": (lambda: unpack(tools.TOOLS / "neovim-new", ["sid"], "neovim", ["nvim"]), tools.NEOVIM_NEW),
    "neovim-old": (lambda: unpack(tools.TOOLS / "neovim-old", ["trixie"], "neovim", ["nvim"]), tools.NEOVIM_OLD),
    "emacs": (
        lambda: unpack(
            tools.TOOLS / "emacs", ["bookworm", "bookworm-backports"], "emacs-nox", ["emacs-nox"], "bookworm-backports"
        ),
        tools.EMACS,
    ),
    "helix": (lambda: unpack(tools.TOOLS / "helix", ["trixie"], "hx", ["hx"]), tools.HELIX),
}
"""Each step, and the file that shows that it has been done; None: the step itself knows."""


def main() -> int:
    """Install what is asked for, everything by default; the exit code is 1 when a step failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.editors.install", description=__doc__)
    parser.add_argument(
        "name", nargs="*", choices=[[], *STEPS], metavar="NAME", help="editors and tools; all by default"
    )
    wanted = parser.parse_args().name or list(STEPS)
    tools.TOOLS.mkdir(parents=True, exist_ok=True)
    failed = [name for name in STEPS if name in wanted and not run(name)]
    if failed:
        print(f"could not install: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def run(name: str) -> bool:
    """Run one step unless it has been done. Whether it is done now."""
    step, shows = STEPS[name]
    if shows and shows.exists():
        return True
    start = time.monotonic()
    try:
        step()
    except (OSError, subprocess.CalledProcessError, StopIteration) as error:
        print(f"{name}: {error}", file=sys.stderr)
        return False
    if shows and shows.name == "done":
        shows.touch()
    print(f"{name}: {time.monotonic() - start:.0f} s", flush=True)
    return True


def system_package(program: str, *more: str) -> None:
    """Install a program by the system's packages, where it is missing and we may. Raises OSError where we may not."""
    if shutil.which(program):
        return
    if os.geteuid() != 0:
        raise PermissionError(f"please install {program} by the system's package manager: this needs root")
    quiet = ["-qq", "--yes", "--no-install-recommends"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], check=True)
    subprocess.run(
        ["apt-get", "install", *quiet, program, *more], check=True, env=environment, stdout=subprocess.DEVNULL
    )


if __name__ == "__main__":
    raise SystemExit(main())
