"""`agentls dialects --markdown`: the reference pages, written into a folder."""

from __future__ import annotations

import os

from agentls.cli.console import UsageError, write
from agentls.paths import working_folder
from agentls.reference import HEAD, pages
from agentls.report.display import visible
from agentls.schema.lookup import Schema
from agentls.writing import WriteError, create_file, write_file


def write_pages(folder: str, schema: Schema) -> int:
    """Write the pages into a folder, which is made where it is missing, and say how many have changed.

    Each file is written whole or not at all. Other files stay as they are: raises UsageError, before anything is
    written, when one of them has the name of a page.
    """
    texts = {os.path.join(folder, name): text.encode("utf-8") for name, text in pages(schema).items()}
    old = {path: _read(path) for path in texts}
    changed = {path: text for path, text in texts.items() if old[path] != text}
    try:
        os.makedirs(folder, exist_ok=True)
        for path, text in changed.items():
            _write(path, old[path], text, folder)
    except OSError as error:
        raise UsageError(f"{visible(folder)}: can't be written: {(error.strerror or str(error)).lower()}") from error
    write(f"{visible(folder)}: {len(texts)} pages, {len(changed)} of them new or changed\n")
    return 0


def _read(path: str) -> bytes | None:
    """The page that is there, or None. Raises UsageError for a file that is no page of this command."""
    try:
        with open(path, "rb") as file:
            content = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UsageError(f"{visible(path)}: can't be read: {(error.strerror or str(error)).lower()}") from error
    if not content.startswith(HEAD.strip().encode()):
        raise UsageError(f"{visible(path)} was not written by this command: move it, or choose another folder")
    return content


def _write(path: str, old: bytes | None, text: bytes, folder: str) -> None:
    try:
        if old is None:
            create_file(path, text)
        else:
            write_file(path, old, text, [folder, working_folder()])
    except WriteError as error:
        raise UsageError(f"{visible(path)}: {error}") from error
