"""`agentls server`: the language server, over standard input and output."""

from __future__ import annotations

import argparse
import logging
import sys
from typing import TYPE_CHECKING

from agentls.cli.console import UsageError

if TYPE_CHECKING:
    from agentls.lsp.protocol import Server


def run(options: argparse.Namespace) -> int:
    """Serve until the client leaves; 0 where it has said so, else 1. Raises UsageError for a log that can't be kept."""
    start_log(options.log_file, options.log_level)
    from agentls.lsp.stdio import serve

    return serve(_create)


def _create() -> Server:
    from agentls.lsp.server import create_server

    return create_server()


def start_log(path: str, level: str) -> None:
    """Send the log to stderr or to a file. The library below tells of every message: that is for `debug` alone.

    Raises UsageError for a file that can't be written.
    """
    try:
        handler = logging.FileHandler(path, encoding="utf-8") if path else logging.StreamHandler(sys.stderr)
    except OSError as error:
        raise UsageError(f"--log-file {path}: {error.strerror or error}") from error
    form = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(handlers=[handler], level=level.upper(), format=form)
    if level != "debug":
        logging.getLogger("pygls").setLevel(logging.CRITICAL)
