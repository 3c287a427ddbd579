"""A folder that agentls is called in: files and arguments in; exit code, stdout and stderr out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from agentls.cli import main

AGENTS = ".claude/agents"
GOOD = "---\nname: reviewer\ndescription: Reviews code before it is merged\ntools: Read, Grep\n---\nYou review code.\n"
MISSPELLED = GOOD.replace("tools:", "toools:")  # an error: without `tools` the agent gets every tool
RETIRED = GOOD.replace("Grep", "MultiEdit")  # a warning
PAGE = "# A page\n\nAbout something else.\n"


@dataclass(frozen=True)
class Result:
    """What a command line did."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Project:
    """A folder that is the working directory."""

    root: Path
    capture: pytest.CaptureFixture[str]

    def write(self, **files: str) -> None:
        for name, text in files.items():
            self.file(f"{AGENTS}/{name}.md", text)

    def file(self, name: str, text: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))

    def run(self, *arguments: str) -> Result:
        self.capture.readouterr()
        code = main(arguments)
        return Result(code, *self.capture.readouterr())
