"""What the server knows of one client: open documents, folders, settings, and what was found in the documents.

Nothing here speaks the protocol; tests use it without a client.
"""

from __future__ import annotations

import asyncio
import os.path
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from lsprotocol import types

from agentls.lsp.client import Client
from agentls.lsp.convert import Convert
from agentls.lsp.documents import Documents, Text, read_text
from agentls.lsp.uris import is_file, path_of, uri_of
from agentls.lsp.wishes import Wishes
from agentls.text import PositionEncoding

if TYPE_CHECKING:  # these bring the checker with them, which must not delay the answer to `initialize`
    from agentls.lsp.names import NameIndex
    from agentls.lsp.project import Project
    from agentls.lsp.reading import Reading


class Session:
    """The state of the server.

    `folders` are absolute paths of the workspace's folders. `changed` is set whenever something may be found in a file
    that is not open which was not found before; who waits for it clears it. `sweeps` counts the walks through all files
    that are under way. `closed` are the URIs of documents that were closed since all files were last gone through: the
    client shows what was in the buffer, whatever it had of the file before. `tokens` are the semantic tokens that the
    client has, by URI. `on_new_settings` is called when a reading has found settings other than the last one did.
    """

    def __init__(self) -> None:
        self.client = Client()
        self.encoding: PositionEncoding = "utf-16"
        self.folders: list[str] = []
        self.documents = Documents()
        self.wishes = Wishes()
        self.changed = asyncio.Event()
        self.sweeps = 0
        self.closed: set[str] = set()
        self.on_new_settings: Callable[[], None] = lambda: None
        self._generation = 0
        self.tokens: dict[str, tuple[str, list[int]]] = {}
        self._readings: dict[str, Reading] = {}
        self._converts: dict[str, Convert] = {}

    @property
    def home(self) -> str:
        """The folder for what lies in none: the first of the workspace, an empty string where there is none."""
        return self.folders[0] if self.folders else ""

    def folder_of(self, path: str) -> str:
        """The folder of the workspace that an absolute path lies in, the innermost one; empty where it lies in none."""
        return max((folder for folder in self.folders if path.startswith(f"{folder}/")), key=len, default="")

    @cached_property
    def project(self) -> Project:
        """Settings and schemas."""
        from agentls.lsp.project import Project

        return Project(self.wishes, self.home)

    @cached_property
    def index(self) -> NameIndex:
        """Names in the files of the workspace."""
        from agentls.lsp.names import NameIndex

        return NameIndex()

    def wish(self, wishes: Wishes) -> bool:
        """Take the client's settings; whether anything is different with them."""
        if wishes == self.wishes:
            return False
        self.wishes = wishes
        self.__dict__.pop("project", None)
        self._generation = 0
        self._readings.clear()
        return True

    def change_folders(self, added: list[str], removed: list[str]) -> None:
        """Take folders, as URIs, that have come to the workspace, and those that have left it."""
        gone = {path_of(uri) for uri in removed}
        kept = [folder for folder in self.folders if folder not in gone]
        self.folders = list(dict.fromkeys((*kept, *(path_of(uri) for uri in added if is_file(uri)))))

    def look_again(self) -> None:
        """Expect that any file may have changed."""
        self.project.look_again()
        self.project.rules(f"{self.home}/agent.md")

    def close(self, uri: str) -> None:
        """Forget a document that the client has closed."""
        text = self.documents.get(uri)
        if text and text.on_disk:
            self.index.close(text.path)
        self.documents.close(uri)
        self.closed.add(uri)
        self._readings.pop(uri, None)
        self._converts.pop(uri, None)
        self.tokens.pop(uri, None)

    def text(self, uri: str) -> Text | None:
        """A document: as the client has it open, else from the disk; None where there is neither."""
        known = self.documents.get(uri)
        if known is None and is_file(uri):
            path = path_of(uri)
            return read_text(path, uri) if os.path.isfile(path) else None
        return known

    def read(self, text: Text) -> Reading:
        """What is found in a text, under the settings that hold now."""
        from agentls.lsp.reading import Reading

        self.project.look_again()
        rules = self.project.rules(text.path)
        before, self._generation = self._generation, self.project.generation
        if before and before != self._generation:
            self.on_new_settings()
        known = self._readings.get(text.uri)
        reading = Reading.after(known, text, rules, self.index.names)
        if self.documents.get(text.uri) is text and reading is not known:
            if text.on_disk:
                self.index.open(text.path, reading.document, rules.schema)
            reading = self._readings[text.uri] = Reading.after(reading, text, rules, self.index.names)
        return reading

    def convert(self, text: Text) -> Convert:
        """Positions in a text, as the client counts them."""
        known = self._converts.get(text.uri)
        if known and known.source is text.source:
            return known
        convert = Convert(text.source, self.encoding, marked=text.marked)
        if self.documents.get(text.uri) is text:
            self._converts[text.uri] = convert
        return convert

    def uri_at(self, path: str) -> str:
        """The URI of a file, spelled as the client does where it has the file open."""
        known = self.documents.at(path)
        return known.uri if known else uri_of(path)


def encoding_of(name: types.PositionEncodingKind | str | None) -> PositionEncoding:
    """The encoding that was agreed on."""
    value = str(getattr(name, "value", name))
    return "utf-8" if value == "utf-8" else "utf-32" if value == "utf-32" else "utf-16"
