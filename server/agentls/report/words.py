"""What a finding says, in words: shared by the reports that people read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from agentls.findings import Certainty, Effect, Finding, Setting
from agentls.report.display import visible
from agentls.sentences import without_subject
from agentls.text import SourceText

_CERTAINTY: dict[Certainty, str] = {"certain": "", "intended": " (if it reads this)", "also": " (reads this, too)"}


class Titled(Protocol):
    """A consumer, as far as reports need it."""

    @property
    def title(self) -> str:
        """The name for people."""
        ...


Consumers = Mapping[str, Titled]
"""Consumers by id."""


def sentences(effects: Iterable[Effect], consumers: Consumers) -> Iterator[tuple[list[Effect], str, str]]:
    """Effects that say the same, the names of their products, and what they say without those names.

    Names and sentences are visible text of one line.
    """
    groups: dict[str, list[Effect]] = {}
    for effect in effects:
        groups.setdefault(_without_name(effect.text, _title(effect, consumers)), []).append(effect)
    for sentence, group in groups.items():
        yield group, ", ".join(_name(effect, consumers) for effect in group), visible(sentence)


def in_full(finding: Finding, consumers: Consumers, source: SourceText | None = None) -> Iterator[str]:
    """All that is to be said of a finding but its place, line by line, without layout or control characters.

    Places that belong to it are told by their 1-based lines, where the source is given.
    """
    yield visible(finding.message)
    for _, names, sentence in sentences(finding.effects, consumers):
        yield f"{names}: {sentence}"
    if source:
        for related in finding.related:
            yield f"see line {source.line_of(related.span.start) + 1}: {visible(related.message)}"
    if finding.help:
        yield f"help: {visible(finding.help)}"
    if finding.fix:
        yield f"fix: {fix_title(finding)}"
    if finding.setting:
        yield f"if yours: {command(finding.setting)}"


def fix_title(finding: Finding) -> str:
    """What the fix of a finding does, and whether a human should look; empty where there is none."""
    if not finding.fix:
        return ""
    unsafe = " (unsafe: please look at the result)" if finding.fix.applicability == "unsafe" else ""
    return visible(finding.fix.title) + unsafe


def command(setting: Setting) -> str:
    """The command that makes a name known, as it is typed into a shell."""
    import shlex  # few reports have anything to quote

    return f"agentls config --add {setting.dialect} {setting.kind} {shlex.quote(setting.name)}"


def _name(effect: Effect, consumers: Consumers) -> str:
    version = f" {effect.version}" if effect.version else ""
    certainty = "" if effect.target.chosen else _CERTAINTY[effect.target.certainty]
    return visible(f"{_title(effect, consumers)}{version}{certainty}")


def _title(effect: Effect, consumers: Consumers) -> str:
    consumer = consumers.get(effect.target.consumer)
    return consumer.title if consumer else effect.target.consumer


def _without_name(sentence: str, title: str) -> str:
    here = "the " + title.removeprefix("The ") if title.startswith("The ") else title
    spoken = (f"In {here} it ", f"In {here}: ")
    told = (sentence.removeprefix(start) for start in spoken if sentence.startswith(start))
    return next(told, without_subject(sentence, title))
