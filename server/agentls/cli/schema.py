"""`agentls schema`."""

from __future__ import annotations

import argparse
import json

from agentls.cli.console import UsageError, write
from agentls.cli.names import known
from agentls.paths import working_folder

_USAGE = "write `agentls schema`, `agentls schema settings` or `agentls schema frontmatter DIALECT`"


def run(options: argparse.Namespace) -> int:
    """Print the JSON Schema of dialect files, of settings, or of one dialect's front matter.

    Dialects of one's own are those of the current folder's settings; 2 when a file of them is wrong.
    """
    from agentls.schema.json_schema import dialect_json_schema, frontmatter_json_schema

    code = 0
    match options.what:
        case []:
            schema = dialect_json_schema()
        case ["settings"]:
            from agentls.config.model import settings_json_schema
            from agentls.rules import RULES

            schema = settings_json_schema(RULES)
        case ["frontmatter", name]:
            from agentls.cli.settings import finder_of, told_wrong

            folder = working_folder()
            finder = finder_of(options, folder)
            dialects = finder.schema(folder).dialects
            code = told_wrong(finder, folder)
            known([name], dialects, "dialect")
            schema = frontmatter_json_schema(dialects[name].data)
        case _:
            raise UsageError(_USAGE)
    write(json.dumps(schema, indent=2, ensure_ascii=False) + "\n")
    return code
