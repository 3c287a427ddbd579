"""The two streams of a command: what is written where, with or without color, and never a traceback for a pipe."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from typing import TextIO

from agentls.report.display import visible

_QUIET_SECONDS = 1.0
_STEP_SECONDS = 0.1


class UsageError(Exception):
    """The command line asks for something that does not exist or makes no sense; the message says what does."""


def prepare_streams() -> None:
    """Let no character of a report break a stream: what an encoding lacks is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def complain(message: str) -> None:
    """Write a message about the run itself to stderr; lines below the first belong to it."""
    lines = [visible(line) for line in message.split("\n")]
    print("agentls: " + "\n  ".join(lines), file=sys.stderr, flush=True)  # noqa: T201  # the one place for it


def complaint(text: str) -> None:
    """Write a part of a report to stderr, where stdout holds something else."""
    sys.stderr.write(text)


def write(text: str) -> None:
    """Write a part of the result to stdout."""
    sys.stdout.write(text)


def wants_color(stream: TextIO, environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether to color what goes to the stream: a terminal that shows colors, and NO_COLOR is not set."""
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb" or not stream.isatty():
        return False
    return platform != "win32" or "WT_SESSION" in environment or "TERM" in environment


def columns_of(stream: TextIO, default: int) -> int:
    """The width of the terminal behind the stream; the default where there is none."""
    if not stream.isatty():
        return default
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(stream.fileno()).columns or default
    except OSError:  # what says that it is a terminal need not have a size
        return default


class Progress:
    """Tells on a terminal's stderr how many files are done, once a check takes over a second."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._next = time.monotonic() + _QUIET_SECONDS if sys.stderr.isatty() and not quiet else float("inf")
        self._done = 0
        self._shown = False

    def step(self) -> None:
        """Count one file."""
        self._done += 1
        now = time.monotonic()
        if now >= self._next:
            self._next, self._shown = now + _STEP_SECONDS, True
            sys.stderr.write(f"\r{self._done} files …")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away, before something else is written."""
        if self._shown:
            self._shown = False
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def abandon_stdout() -> None:
    """Forget a pipe that nobody reads any more, so that Python does not complain about it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
