"""What an action is: cheap to list, and worked out only when somebody chooses it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from agentls.config.files import SettingsFile
from agentls.findings import Edit, FileReport, Finding
from agentls.text import SourceText

Ref = tuple[str, ...]
"""By which an action is found again in the document as it then is; strings alone, so that JSON can hold it."""

QUICK_FIX = "quickfix"
FIX_ALL = "source.fixAll.agentls"
REWRITE = "refactor.rewrite"
KINDS = (QUICK_FIX, FIX_ALL, REWRITE)
"""All kinds, as the protocol writes them."""


class Action(NamedTuple):
    """Something that can be done to a document. `findings` are those that it answers, `preferred` is the best answer.

    `ref` is all that `resolve` needs to say what changes.
    """

    title: str
    kind: str
    ref: Ref
    findings: tuple[Finding, ...] = ()
    preferred: bool = False


class OtherFile(NamedTuple):
    """A file beside the document that changes, too; the path is absolute.

    `before` is the text that the edits are for, an empty one for a file that does not exist yet (`create`).
    """

    path: str
    before: str
    edits: tuple[Edit, ...]
    create: bool = False


class Changes(NamedTuple):
    """What an action changes in the document and in other files; edits do not overlap. Empty: nothing."""

    edits: tuple[Edit, ...] = ()
    files: tuple[OtherFile, ...] = ()


Check = Callable[[SourceText], FileReport]
"""Checks a changed text of the same document."""


class Around(NamedTuple):
    """What an action needs besides the document.

    `home` tells which settings file a setting for the document belongs into, and whether it is there yet: it is
    `agentls.config.home.home_of` for the document's folder, asked when a setting is offered or written.
    """

    check: Check
    home: Callable[[], tuple[SettingsFile, bool]]


def wanted(kind: str, only: Sequence[str]) -> bool:
    """Whether a kind is one of those asked for, or below one of them; with no wish, every kind is."""
    return not only or any(kind == one or kind.startswith(one + ".") for one in only)
