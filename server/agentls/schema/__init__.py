"""The shared schema: what the files in `schemas/` may say, how they are read, compiled and loaded.

`load.load_schema` is the way in for a check; it imports neither pydantic nor YAML while a compiled form is at hand.
"""

from __future__ import annotations


class SchemaError(Exception):
    """A file of `schemas/` is broken or absent; the message names file, line, column (1-based) and field."""
