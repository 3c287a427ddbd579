"""Starts code-server with settings and extensions of its own, offline, and ends it with everything that it started."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from tests.editors import tools

_READY_WITHIN = 60
_QUIET = {
    "workbench.startupEditor": "none",
    "files.autoSave": "off",
    "telemetry.telemetryLevel": "off",
    "extensions.autoUpdate": False,
    "extensions.ignoreRecommendations": True,
    "chat.disableAIFeatures": True,
    "editor.minimap.enabled": False,
    "window.commandCenter": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.editor.useModal": "off",
}
_OFFLINE = [
    "--auth",
    "none",
    "--disable-telemetry",
    "--disable-proxy",
    "--disable-update-check",
    "--disable-getting-started-override",
]
_TRUSTING = {"security.workspace.trust.enabled": False}
_CAREFUL = {"security.workspace.trust.startupPrompt": "never", "security.workspace.trust.banner": "never"}


class Workbench(NamedTuple):
    """A running code-server: its port, and the folder that holds all it writes."""

    port: int
    home: Path


@contextlib.contextmanager
def workbench(
    home: Path,
    settings: dict[str, Any],
    *,
    extension: Path | None = None,
    environment: Mapping[str, object] = MappingProxyType({}),
    has_program: bool = True,
    trusts: bool = True,
) -> Iterator[Workbench]:
    """Run code-server with the settings of a machine; the extension is a packed one that is installed before.

    The extension host gets `environment` besides. Unless it `trusts`, every workspace begins as one that nobody trusts.
    """
    path = _path(has_program)
    _write_settings(home, settings, _TRUSTING if trusts else _CAREFUL, path)
    with tempfile.TemporaryDirectory(prefix="cs") as sockets:  # the path of a socket may not be long
        more = {name: str(value) for name, value in environment.items()}
        variables = {**_environment(home, sockets, path), **more}
        base = [str(tools.NODE), str(tools.CODE_SERVER), "--config", str(home / "config.yaml")]
        base += ["--user-data-dir", str(home / "data"), "--extensions-dir", str(home / "extensions")]
        if extension:
            install = [*base, "--install-extension", str(extension), "--force"]
            subprocess.run(install, env=variables, check=True, capture_output=True, timeout=120)
        port = _free_port()
        arguments = ["--bind-addr", f"127.0.0.1:{port}", *_OFFLINE]
        arguments += ["--disable-workspace-trust"] if trusts else []
        # Needed to load a suite into the extension host; it also keeps all messages from being shown.
        arguments += [] if extension else ["--vscode-option", "enable-smoke-test-driver"]
        with _running([*base, *arguments], variables, home / "log.txt") as process:
            _wait(port, process)
            yield Workbench(port, home)


def _write_settings(home: Path, settings: dict[str, Any], trust: dict[str, Any], path: str) -> None:
    """Settings of the machine and of the user, and a login shell with a PATH."""
    for name, values in (("Machine", settings), ("User", {**_QUIET, **trust})):
        folder = home / "data" / name
        folder.mkdir(parents=True)
        (folder / "settings.json").write_text(json.dumps(values), encoding="utf-8")
    (home / "config.yaml").write_text("{}\n", encoding="utf-8")
    # The extension host takes the environment of a login shell, which forgets a PATH that it was given.
    (home / ".profile").write_text(f"export PATH={shlex.quote(path)}\n", encoding="utf-8")


@contextlib.contextmanager
def _running(command: list[str], variables: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=variables, stdout=output, stderr=output, start_new_session=True)
        try:
            yield process
        finally:
            _end(process)


def _environment(home: Path, sockets: str, path: str) -> dict[str, str]:
    return {
        "PATH": path,
        "SHELL": "/bin/bash",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "share"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "TMPDIR": sockets,
        "LANG": "C.UTF-8",
    }


def _path(has_program: bool) -> str:
    """Our node, then what was there, with the program under test before or without any of that name."""
    there = os.environ["PATH"].split(os.pathsep)
    if has_program:
        return os.pathsep.join([str(Path(sys.executable).parent), str(tools.NODE.parent), *there])
    return os.pathsep.join([str(tools.NODE.parent), *(one for one in there if not (Path(one) / "agentls").exists())])


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _READY_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError("code-server did not start")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the whole group: extension host, terminal host and language server are children."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
