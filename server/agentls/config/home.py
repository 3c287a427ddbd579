"""Where a setting belongs: the settings file that one more name goes into."""

from __future__ import annotations

from agentls.config.files import OWN, SettingsFile
from agentls.config.finder import Finder
from agentls.paths import repository_above
from agentls.text import SourceText


def home_of(finder: Finder, folder: str, workspace: str = "") -> tuple[SettingsFile, bool]:
    """The settings file that a name used in an absolute folder is to be written to, and whether it is there yet.

    That is the nearest one that holds there; where none does, `agentls.toml` at the root of the repository, and outside
    of one in the folder of the editor's workspace, or in the folder itself.
    """
    layers = finder.scope(folder).layers
    if layers:
        return layers[-1].file, True
    return SettingsFile(f"{repository_above(folder) or workspace or folder}/{OWN}", SourceText(""), {}), False
