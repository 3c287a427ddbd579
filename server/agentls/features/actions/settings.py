"""Actions that write a setting: a name that is one's own, a rule that is not wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from agentls.config.edit import settings_edit, with_item
from agentls.config.files import SettingsFile
from agentls.features.actions.difference import edits_between
from agentls.features.actions.model import QUICK_FIX, Action, Around, Changes, OtherFile
from agentls.findings import Finding, Setting

NAME, IGNORE = "setting", "ignore"
"""First words of refs."""


def name_actions(here: Iterable[Finding]) -> Iterator[Action]:
    """Make a name known, for each finding here that offers it."""
    for finding in here:
        if finding.setting:
            title = f"Add the {finding.setting.kind} `{finding.setting.name}` to the settings"
            yield Action(title, QUICK_FIX, (NAME, *finding.setting), (finding,))


def ignore_actions(here: Iterable[Finding]) -> Iterator[Action]:
    """Leave a rule out, for each rule that has a finding here."""
    rules: dict[str, list[Finding]] = {}
    for finding in here:
        rules.setdefault(finding.rule, []).append(finding)
    for rule, alike in rules.items():
        yield Action(f"Ignore `{rule}` in all files (settings)", QUICK_FIX, (IGNORE, rule), tuple(alike))


def with_name(findings: Sequence[Finding], words: Sequence[str], around: Around) -> Changes:
    """The settings with one more known name; nothing where no finding asks for it any more."""
    setting = next((one.setting for one in findings if one.setting and tuple(one.setting) == tuple(words)), None)
    return written(around, lambda file: _named(file, setting)) if setting else Changes()


def without_rule(findings: Sequence[Finding], rule: str, around: Around) -> Changes:
    """The settings without a rule; nothing where it has no finding any more."""
    if not any(one.rule == rule for one in findings):
        return Changes()
    return written(around, lambda file: with_item(file.source.text, (*file.table, "ignore"), rule))


def _named(file: SettingsFile, setting: Setting) -> str:
    return settings_edit(file.source.text, setting.dialect, setting.kind, setting.name, file.table)


def written(around: Around, change: Callable[[SettingsFile], str]) -> Changes:
    """What a change of the text of the settings changes; nothing where they are broken or say so already."""
    file, there = around.home()
    edits = edits_between(file.source.text, change(file))
    return Changes(files=(OtherFile(file.path, file.source.text, edits, not there),)) if edits else Changes()
