"""A session with a folder, without a client."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lsprotocol import types

from agentls.lsp.session import Session

Open = Callable[[str, str], str]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A session whose workspace is a new folder."""
    session = Session()
    session.folders = [tmp_path.as_posix()]
    return session


@pytest.fixture
def open_(session: Session, tmp_path: Path) -> Open:
    """Opens a document by its path in the folder, and returns its URI."""

    def open_(name: str, text: str) -> str:
        uri = name if ":" in name else (tmp_path / name).as_uri()
        session.documents.open(types.TextDocumentItem(uri, "markdown", 1, text), session.home)
        return uri

    return open_
