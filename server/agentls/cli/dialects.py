"""`agentls dialects`."""

from __future__ import annotations

import argparse
import sys
import textwrap

from agentls.cli.console import columns_of, write
from agentls.cli.settings import finder_of, told_wrong
from agentls.paths import working_folder
from agentls.schema.lookup import Schema

_COLUMNS = 100
_INDENT = "    "


def run(options: argparse.Namespace) -> int:
    """List the dialects: one's own, products' formats, house styles; 2 when a file of one's own is wrong."""
    folder = working_folder()
    finder = finder_of(options, folder)
    schema, ours = finder.schema(folder), Schema.load().dialects
    if options.markdown:
        from agentls.cli.pages import write_pages

        return write_pages(options.markdown, schema)
    dialects = sorted(schema.dialects.values(), key=lambda one: (one.id in ours, one.kind != "official", one.id))
    width = min(_COLUMNS, columns_of(sys.stdout, _COLUMNS))
    for dialect in dialects:
        kind = "format of a product" if dialect.kind == "official" else "house style"
        kind += "" if dialect.id in ours else " of your own"
        write(f"{dialect.id}  ({dialect.title}; {kind})\n")
        write(_wrapped(dialect.summary, width) + "\n")
        if dialect.docs:
            write(f"{_INDENT}{dialect.docs}\n")
    return told_wrong(finder, folder)


def _wrapped(text: str, width: int) -> str:
    return textwrap.fill(text, width, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False)
