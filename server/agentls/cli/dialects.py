"""`agentls dialects`."""

from __future__ import annotations

import argparse
import sys
import textwrap

from agentls.cli.console import columns_of, write
from agentls.schema.lookup import Schema

_COLUMNS = 100
_INDENT = "    "


def run(options: argparse.Namespace) -> int:
    """List the dialects: products' own formats first, then house styles."""
    dialects = sorted(Schema.load().dialects.values(), key=lambda one: (one.kind != "official", one.id))
    width = min(_COLUMNS, columns_of(sys.stdout, _COLUMNS))
    for dialect in dialects:
        kind = "format of a product" if dialect.kind == "official" else "house style"
        write(f"{dialect.id}  ({dialect.title}; {kind})\n")
        write(_wrapped(dialect.summary, width) + "\n")
        if dialect.docs:
            write(f"{_INDENT}{dialect.docs}\n")
    return 0


def _wrapped(text: str, width: int) -> str:
    return textwrap.fill(text, width, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False)
