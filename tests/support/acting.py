"""Actions for tests: list them at a cursor, choose one by its title, see the text after it."""

from __future__ import annotations

from agentls.analysis import check_source
from agentls.config import Settings
from agentls.config.files import SettingsFile
from agentls.features.actions import Action, Around, Changes, actions, resolve
from agentls.features.page import Page
from agentls.findings import Finding
from agentls.fixing import apply_edits
from agentls.text import SourceText, Span
from tests.support.pages import AGENT, CURSOR, page

SETTINGS_PATH = "/p/agentls.toml"


def findings_of(here: Page) -> tuple[Finding, ...]:
    """All findings of a page, as a session has them."""
    return check_source(here.document.path, here.document.source, here.settings, here.schema).findings


def around(here: Page, settings_text: str | None = None) -> Around:
    """What a session gives to actions; None stands for settings that do not exist yet."""

    def home() -> tuple[SettingsFile, bool]:
        return SettingsFile(SETTINGS_PATH, SourceText(settings_text or ""), {}), settings_text is not None

    return Around(lambda source: check_source(here.document.path, source, here.settings, here.schema), home)


def open_at(marked: str, path: str = AGENT, settings: Settings | None = None) -> tuple[Page, Span]:
    """The page of a text without its cursor, and the cursor; without one, the whole text is selected."""
    text = marked.replace(CURSOR, "")
    at = marked.find(CURSOR)
    return page(text, path, settings=settings), Span(at, at) if at >= 0 else Span(0, len(text))


def offered(marked: str, path: str = AGENT, only: tuple[str, ...] = ()) -> list[Action]:
    """The actions at the cursor."""
    here, span = open_at(marked, path)
    return list(actions(here, findings_of(here), span, only))


def titles(marked: str, path: str = AGENT, only: tuple[str, ...] = ()) -> list[str]:
    """The titles of the actions at the cursor."""
    return [one.title for one in offered(marked, path, only)]


def chosen(here: Page, action: Action, settings_text: str | None = None) -> Changes:
    """What an action changes in a page, which need not be the one that it was listed for."""
    return resolve(here, findings_of(here), action.ref, around(here, settings_text))


def act(marked: str, title: str, path: str = AGENT, settings: Settings | None = None) -> str:
    """The text after the one action whose title begins so."""
    here, span = open_at(marked, path, settings)
    found = [one for one in actions(here, findings_of(here), span) if one.title.startswith(title)]
    assert found, f"{title!r} is not among {[one.title for one in actions(here, findings_of(here), span)]}"
    return apply_edits(here.text, chosen(here, found[0]).edits)
