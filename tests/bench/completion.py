"""How long completion takes: CPU time of single requests at random places of files of 200 KB and 10 KB.

    python tests/bench/completion.py

Prints median and 99th percentile per kind of file in milliseconds. The tree of keys is there, as in an editor's open
document; nothing else is kept from one request to the next.
"""

from __future__ import annotations

import gc
import json
import random
import sys
import time

from agentls.config import Settings
from agentls.document import open_document
from agentls.features.completion import complete
from agentls.features.page import Page
from agentls.schema.lookup import Schema
from agentls.text import SourceText
from agentls.workspace import Names

REQUESTS = 200
SIZES = (200_000, 10_000)
SECTION = "## Part {0}\n\nText with `code`, [a link](a.md) and $HOME.\n\n- one\n\n```py\nx\n```\n\n<note>n</note>\n\n"
DUTY = '<responsibility id="{0}">\n<title>t</title>\n<actions>\n<action>a</action>\n</actions>\n</responsibility>\n'


def agent(size: int) -> str:
    """A Markdown agent with sections, code and tags."""
    head = "---\nname: x\ndescription: y\ntools: Read, Grep\nhooks:\n  Stop:\n    - matcher: x\n---\n"
    return head + _filled(SECTION, size)


def tagged(size: int) -> str:
    """An agent that is nothing but tags."""
    return "---\nname: x\ntools: [Read]\n---\n<responsibilities>\n" + _filled(DUTY, size)


def front(size: int) -> str:
    """Front matter with a text of many lines in it."""
    return "---\nname: x\ndescription: >\n" + _filled("  some words\n", size) + "tools: Read, \n---\n"


def json_agent(size: int) -> str:
    """A JSON agent with a long prompt and many servers."""
    servers = {f"s{number}": {"command": "x", "args": ["a", "b"]} for number in range(size // 200)}
    return json.dumps({"name": "x", "prompt": _filled("Do this.\n", size // 4), "mcpServers": servers}, indent=2)


def toml(size: int) -> str:
    """A TOML agent with a long prompt and some servers."""
    tables = _filled('[mcp_servers.s{0}]\ncommand = "x"\n', size // 8)
    return f'name = "x"\ndeveloper_instructions = """\n{_filled("Do this.", size)}\n"""\n{tables}'


def yaml(size: int) -> str:
    """A YAML file with a list of thousands of mappings."""
    return "title: x\nparameters:\n" + _filled("  - key: k{0}\n    description: text\n", size)


KINDS = {
    "Markdown": (agent, "/p/.claude/agents/x.md", ""),
    "tags": (tagged, "/p/.claude/agents/x.md", "xml-agent"),
    "front matter": (front, "/p/.claude/agents/x.md", ""),
    "JSON": (json_agent, "/p/.kiro/agents/x.json", ""),
    "TOML": (toml, "/p/.codex/agents/x.toml", ""),
    "YAML": (yaml, "/p/recipe.yaml", "goose-recipe"),
}


def _filled(piece: str, size: int) -> str:
    return "".join(piece.format(number) for number in range(size // len(piece)))


def measure(page: Page) -> list[float]:
    """Milliseconds of CPU of each request; every other one is near the start, where the keys are."""
    drawn, spent = random.Random(1), []
    gc.collect()
    gc.freeze()
    for number in range(REQUESTS):
        offset = drawn.randrange(len(page.text) if number % 2 else 400)
        fresh = Page(page.document, page.schema, page.settings, Names())
        start = time.process_time()
        complete(fresh, offset)
        spent.append((time.process_time() - start) * 1000)
    return sorted(spent)


def main() -> None:
    """Print the table."""
    schema = Schema.load()
    for size in SIZES:
        for title, (make, path, dialect) in KINDS.items():
            settings = Settings(dialect=dialect)
            document = open_document(path, SourceText.from_buffer(make(size)), schema, settings)
            if document is None:
                raise SystemExit(f"{path} is no agent file")
            spent = measure(Page(document, schema, settings, Names()))
            median, last = spent[len(spent) // 2], spent[len(spent) * 99 // 100]
            sys.stdout.write(f"{size // 1000:>4} KB {title:<13} median {median:6.2f} ms   p99 {last:6.2f} ms\n")


if __name__ == "__main__":
    main()
