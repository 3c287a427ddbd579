"""`agentls new`."""

from __future__ import annotations

import argparse
import os

from agentls.cli.console import UsageError, complain, write
from agentls.cli.names import known
from agentls.cli.settings import finder_of, told_wrong
from agentls.features.places import default_path, formats, no_place
from agentls.features.skeleton import name_by_path, skeleton
from agentls.paths import absolute, relative, working_folder
from agentls.schema.lookup import Dialect, Schema
from agentls.writing import WriteError, create_file

_EXAMPLE = "NAME"


def run(options: argparse.Namespace) -> int:
    """Write the skeleton of a dialect to a new file, or print it. Raises UsageError when it can't be written."""
    folder = working_folder()
    finder = finder_of(options, folder)
    schema = finder.schema(folder)
    known([options.dialect], schema.dialects, "dialect")
    dialect = schema.dialects[options.dialect]
    if options.path is None:
        write(skeleton(dialect, "").text)
    else:
        _create(dialect, schema, options.path, folder)
    return told_wrong(finder, folder)


def _create(dialect: Dialect, schema: Schema, name: str, folder: str) -> None:
    """Make the file, and the folders above it. What is there is left alone."""
    path = absolute(name, folder)
    shown = relative(path, folder)
    if os.path.isdir(path):
        inside = os.path.basename(default_path(dialect, schema, _EXAMPLE))
        such_as = f", such as {shown}/{inside}" if inside else ""
        raise UsageError(f"{shown} is a folder: name the file{such_as}")
    if os.path.lexists(path):
        raise UsageError(f"{shown} is there already: nothing was written")
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        create_file(path, skeleton(dialect, name_by_path(path)).text.encode("utf-8", "surrogateescape"))
    except WriteError as error:
        raise UsageError(f"{shown}: {error}") from error
    except OSError as error:
        raise UsageError(f"{shown}: its folder can't be made: {(error.strerror or str(error)).lower()}") from error
    write(f"{shown}: {dialect.title}\n")
    advice = _elsewhere(dialect, schema, path)
    if advice:
        complain(advice)


def _elsewhere(dialect: Dialect, schema: Schema, path: str) -> str:
    """Where the file would be read, when it is not where it is; an empty string where it is."""
    read_as = formats(dialect, schema)
    if any(place.dialect in read_as for place in schema.places_of(path)):
        return ""
    usual = default_path(dialect, schema, _EXAMPLE)
    if not usual:
        return no_place(dialect, schema)
    read = next(place for place in schema.places_of(f"/project/{usual}") if place.dialect in read_as)
    return f"no product looks for it there; {schema.title(read.consumers[0])} reads {usual}"
