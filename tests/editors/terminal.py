"""A program in a real terminal (tmux): keys in, screen out."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import time
from pathlib import Path
from types import TracebackType

from tests.support.picture import svg

_PATIENCE = 20
_COLUMNS, _LINES = 100, 30


class Terminal:
    """Runs a program in a terminal of its own, with a private tmux server, until the block is left."""

    def __init__(self, command: list[str], environment: dict[str, str], folder: Path) -> None:
        """Prepare to start the command in a folder; nothing runs yet."""
        self._command = command
        self._environment = environment
        self._folder = folder
        self._socket = f"agentls-{os.getpid()}-{id(self)}"

    def __enter__(self) -> Terminal:
        """Start the program in 100 columns and 30 lines."""
        program = ["env", "-i", *(f"{name}={value}" for name, value in self._environment.items()), *self._command]
        start = [
            "new-session",
            "-d",
            "-x",
            str(_COLUMNS),
            "-y",
            str(_LINES),
            "-c",
            str(self._folder),
            shlex.join(program),
        ]
        self._tmux("-f", "/dev/null", *start)
        self._tmux("set-option", "-g", "escape-time", "0")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program and its terminal."""
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], check=False, capture_output=True)

    def keys(self, *keys: str) -> None:
        """Press keys, by the names of tmux or as text, one after the other."""
        for key in keys:
            self._tmux("send-keys", key)

    def screen(self, *options: str) -> str:
        """What stands on the screen."""
        return self._tmux("capture-pane", "-p", *options)

    def wait_for(self, text: str, *, pattern: bool = False) -> str:
        """The screen as soon as it shows a text (or what fits a pattern). Raises AssertionError after a while."""
        end = time.monotonic() + _PATIENCE
        wanted = re.compile(text if pattern else re.escape(text))
        while True:
            seen = self.screen()
            if wanted.search(seen):
                return seen
            assert time.monotonic() < end, f"no {text} on the screen:\n{seen}"
            time.sleep(0.05)

    def keep_picture(self, name: str, title: str) -> None:
        """Keep a picture of the screen in the folder that AGENTLS_PICTURES names."""
        if folder := os.environ.get("AGENTLS_PICTURES"):
            (Path(folder) / f"{name}.svg").write_text(svg(self.screen("-e"), _COLUMNS, title), encoding="utf-8")

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-L", self._socket, *arguments]
        environment = {**os.environ, "LANG": "C.UTF-8"}
        return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
