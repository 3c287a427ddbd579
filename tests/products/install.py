"""Products from their npm packages, at the version that the schema speaks of, into a folder of the user's cache."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def default_folder() -> Path:
    """Where products are kept between runs."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "agentls" / "products"


def installed(spec: str, folder: Path) -> Path:
    """The package's own folder, installed when it is not there yet.

    `spec` is a package with its version. No script of the package is run. Raises `subprocess.CalledProcessError`, with
    what npm said as `stderr`, when the package can't be had.
    """
    name = spec.rpartition("@")[0]
    root = folder / spec.removeprefix("@").replace("/", "-")
    package = root / "node_modules" / name
    done = root / "done"
    if not done.is_file():
        root.mkdir(parents=True, exist_ok=True)
        options = ["--ignore-scripts", "--omit=optional", "--no-save", "--no-audit", "--no-fund"]
        command = ["npm", "install", *options, "--prefix", str(root), spec]
        subprocess.run(command, check=True, capture_output=True, text=True, cwd=root)
        done.touch()
    return package
