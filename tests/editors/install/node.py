"""Node and what is built with it: code-server (the real workbench and extension host of VS Code) and our extension."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

NODE_VERSION = "24.21.0"
CODE_SERVER_VERSION = "4.139.1"
"""That is VS Code 1.139.1."""

_QUIET = ["--no-audit", "--no-fund", "--loglevel=error", "--no-package-lock"]


def install_node(tools: Path) -> None:
    """The node that code-server and the packager of extensions need; the machine's own may be older."""
    _npm(_package(tools / "node"), "install", f"node@{NODE_VERSION}", environment=os.environ.copy())


def install_code_server(tools: Path) -> None:
    """code-server without install scripts: they would compile eight addons, and only that of the logs is needed."""
    folder = _package(tools / "code-server")
    environment = with_node(tools)
    _npm(folder, "install", f"code-server@{CODE_SERVER_VERSION}", "--ignore-scripts", environment=environment)
    workbench = folder / "node_modules" / "code-server" / "lib" / "vscode"
    for inner in (workbench, workbench / "extensions"):
        _npm(inner, "install", "--omit=dev", "--ignore-scripts", environment=environment)
    headers = next((tools / "node").glob("**/include/node")).parents[1]
    _npm(workbench, "rebuild", "@vscode/spdlog", environment={**environment, "npm_config_nodedir": str(headers)})


def build_extension(tools: Path, extension: Path) -> None:
    """The extension, compiled and packed: `agentls.vsix` in its folder `dist`."""
    environment = with_node(tools)
    _npm(extension, "install", environment=environment)
    _npm(extension, "run", "package", environment=environment)


def with_node(tools: Path) -> dict[str, str]:
    """The environment in which npm runs on our node."""
    bin_folder = tools / "node" / "node_modules" / "node" / "bin"
    return {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"}


def install_driver(tools: Path) -> None:
    """What drives a browser and runs tests in the extension host."""
    _npm(_package(tools / "driver"), "install", "playwright-core@1.65.1", "mocha@11.7.5", environment=with_node(tools))


def _package(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "package.json").write_text('{"private": true}\n')
    return folder


def _npm(folder: Path, command: str, *arguments: str, environment: dict[str, str]) -> None:
    quiet = _QUIET if command == "install" else ["--silent"]
    subprocess.run(["npm", command, *quiet, *arguments], cwd=folder, env=environment, check=True)
