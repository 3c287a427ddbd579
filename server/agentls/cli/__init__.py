"""The command line: one module per command, each imported only when it is called."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from agentls.cli.console import UsageError, abandon_stdout, complain, prepare_streams
from agentls.schema import SchemaError

_BROKEN_PIPE = 141
_INTERRUPTED = 130
_WRONG = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (default: that of the process) and return the exit code. Never raises."""
    prepare_streams()
    try:
        code = _run(sys.argv[1:] if arguments is None else list(arguments))
        sys.stdout.flush()
    except (UsageError, SchemaError) as error:
        complain(str(error))
        return _WRONG
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        abandon_stdout()
        return _BROKEN_PIPE
    except OSError as error:
        abandon_stdout()
        complain(f"can't go on: {error}")
        return _WRONG
    return code


def _run(arguments: list[str]) -> int:
    from agentls.cli.parser import parse

    try:
        options = parse(arguments)
    except SystemExit as leave:  # argparse has said why, or has printed the help
        return int(leave.code or 0)
    command = import_module(f"agentls.cli.{options.command}")
    code: int = command.run(options)
    return code
