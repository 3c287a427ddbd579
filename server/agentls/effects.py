"""What a target makes of a fault: behaviors and readers of the schema -> one effect, and its severity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from agentls.document import Document
from agentls.faults import Fault, Selectors
from agentls.findings import Certainty, Effect, Severity, Target
from agentls.schema.globs import key_matches, name_matches, path_matches
from agentls.schema.keys import Behavior, Key, When
from agentls.schema.lookup import Dialect, Schema
from agentls.schema.products import NearMiss, Outcome
from agentls.sentences import fill, without_subject
from agentls.syntax.forms import form_of

LOSSES = ("nothing", "value", "item", "key", "rest", "all-keys", "file", "set", "run", "program")
"""What can be lost, from the least to the worst."""

_SHOWN_LENGTH = 60
_EMPTYING = frozenset({"start-hash", "start-amp-only"})
_FATAL = frozenset({"all-keys", "file", "set", "program", "run"})
_CAPS: dict[Certainty, Severity] = {"certain": Severity.ERROR, "intended": Severity.WARNING, "also": Severity.INFO}
_SEVERITIES = {severity.label: severity for severity in Severity}
_LOST = {
    "nothing": "{title} reads it as it is meant",
    "value": "{title} reads another value than the one written",
    "item": "{title} leaves this entry out",
    "key": "{title} does without this key",
    "rest": "{title} ends the front matter here: what follows becomes text",
    "all-keys": "{title} reads none of the keys and takes the front matter as text",
    "file": "{title} does not load the file",
    "set": "{title} drops this file and all that belong to it",
    "run": "{title} lists it, but every run fails",
    "program": "{title} does not start",
}
_SHOWN = {
    "silent": "and says nothing",
    "debug-log": "and only its debug log says so",
    "log-file": "and only its log file says so",
    "cli-error": "and says so on the command line",
    "api-error": "and the request fails",
    "ui-warning": "and warns about it",
    "ui-error": "and reports an error",
    "editor-hint": "and its editor marks it",
    "validator": "and only its validator says so",
}


class Effects(NamedTuple):
    """Finds the effects of faults in one document.

    `versions` are those of the consumers that the user has, by id. They take away what others do; an effect names the
    version that was seen, whichever the user has.
    """

    document: Document
    schema: Schema
    versions: Mapping[str, str] = {}

    def concerns(self, fault: Fault) -> bool:
        """Whether the key and the tool are what the fault says in the version that the user has, where one is told."""
        version = self.versions.get(fault.target.consumer) if fault.target else None
        if not version or fault.target is None or fault.miss:
            return True
        for key in _keys_along(self.schema.dialects[fault.target.dialect], fault.selectors.key):
            gone = key.until and not key.deprecated and fault.rule == "deprecated-key"
            if older(version, key.since) or (gone and older(version, key.until)):
                return False
            catalog = self.schema.catalogs.get(key.tools)
            tool = catalog.tool(fault.selectors.tool) if catalog else None
            retired = catalog.retired.get(fault.selectors.tool) if catalog else None
            if (tool and older(version, tool.since)) or (retired and older(version, retired.until)):
                return False
        return True

    def of(self, fault: Fault) -> Effect | None:
        """What the fault's target does with it; None when nothing is known of it, or there is no target."""
        if fault.target is None:
            return None
        if fault.miss:
            return self._from_near_miss(fault.miss, fault.target)
        target, dialect = fault.target, self.schema.dialects[fault.target.dialect]
        found = [self._one(selectors, target, dialect, fault.arguments) for selectors in (fault.selectors, *fault.also)]
        effects = [effect for effect in found if effect]
        if not effects:
            return None
        worst = max(effects, key=_weight)
        if worst.loses == "rest" or effects[0].loses == "rest":
            worst = self._with_lost_keys(worst, fault, dialect)
        return worst._replace(severity=min(Severity.INFO, worst.severity)) if fault.doubtful else worst

    def _one(
        self, selectors: Selectors, target: Target, dialect: Dialect, arguments: Mapping[str, Any]
    ) -> Effect | None:
        reader = self.schema.readers.get((target.consumer, target.dialect))
        outcome = reader.outcomes.get(selectors.reader_cause(reader)) if reader else None
        if reader and selectors.cause in _EMPTYING and selectors.key != reader.measured_key:
            # measured on another key: this one just has no value
            known = selectors.key in dialect.keys
            selectors = Selectors("empty-value", key=selectors.key, form="nothing")
            outcome = Outcome("key") if known else None
        behavior = self._behavior(selectors, target, dialect, outcome)
        if behavior:
            return self._from_behavior(behavior, target, dialect, arguments)
        if reader is None or outcome is None or outcome.legal:
            return None
        left = str(arguments.get("read", "")) if outcome.loses == "value" else ""
        text = lost_words(outcome, self.schema.title(target.consumer), left)
        effect = Effect(target, Severity.INFO, outcome.loses, value=left, shown=outcome.shown, version=reader.version)
        effect = effect._replace(text=self._voiced(text + ".", target), date=reader.date, verified=reader.verified)
        return effect._replace(severity=severity_of(effect))

    def _behavior(
        self, selectors: Selectors, target: Target, dialect: Dialect, outcome: Outcome | None
    ) -> Behavior | None:
        """The most specific behavior that matches; of equals the first.

        Where the reader was seen with this very cause, a behavior that does not name the cause only lends its words to
        what was seen.
        """
        candidates = dialect.behaviors(selectors.rule, target.consumer)
        matching = [one for one in candidates if self.matches(one, selectors, target)]
        if outcome and selectors.cause:
            matching = [one for one in matching if one.cause or one.loses == outcome.loses]
        return max(matching, key=_specificity, default=None)

    def matches(self, behavior: Behavior, selectors: Selectors, target: Target) -> bool:
        """Whether a behavior speaks of such a fault."""
        return all(
            (
                not behavior.key or any(key_matches(glob, selectors.key) for glob in behavior.key),
                not behavior.form or selectors.form in behavior.form,
                not behavior.value or selectors.value in behavior.value,
                not behavior.cause or selectors.cause in behavior.cause,
                not behavior.check or selectors.check in behavior.check,
                _names(behavior.tool, selectors.tool),
                _near(behavior.nearest, selectors.nearest),
                not behavior.share or behavior.share == selectors.share,
                not behavior.place or any(path_matches(glob, self.document.path) for glob in behavior.place),
                self._conditions_hold(behavior.when, target),
            )
        )

    def _conditions_hold(self, when: When, target: Target) -> bool:
        version = self.versions.get(target.consumer) or self.schema.consumers[target.consumer].version
        if not when.visible or (when.scope and target.scope not in when.scope):
            return False
        if (when.since and older(version, when.since)) or (when.until and not older(version, when.until)):
            return False
        return self._keys_fit(when)

    def _keys_fit(self, when: When) -> bool:
        syntax = self.document.syntax
        for name, values in when.key.items():
            entry = syntax.entry(name)
            if entry is None or (values and entry.value.text not in values):
                return False
        for name, forms in when.form.items():
            entries = syntax.front.entries if syntax.front else ()
            if not any(name in ("*", entry.name) and form_of(entry.value) in forms for entry in entries):
                return False
        return not any(syntax.entry(name) for name in when.without) and syntax.causes.issuperset(when.cause)

    def _from_behavior(
        self, behavior: Behavior, target: Target, dialect: Dialect, arguments: Mapping[str, Any]
    ) -> Effect:
        consumer = self.schema.consumers[target.consumer]
        evidence = dialect.evidence(behavior)
        text = self._voiced(fill(behavior.text, arguments), target)
        effect = Effect(
            target,
            Severity.INFO,
            behavior.loses,
            behavior.access,
            behavior.activation,
            behavior.reads,
            behavior.shown,
            text,
            consumer.version if behavior.verified else "",
            behavior.date or evidence["date"],
            behavior.verified,
            fill(behavior.instead, arguments).rstrip("."),
        )
        return effect._replace(severity=severity_of(effect, _SEVERITIES.get(behavior.severity)))

    def _from_near_miss(self, miss: NearMiss, target: Target) -> Effect:
        version = self.schema.consumers[target.consumer].version if miss.verified else ""
        effect = Effect(target, Severity.INFO, miss.loses, shown=miss.shown, text=miss.text)
        effect = effect._replace(version=version, date=miss.date, verified=miss.verified)
        return effect._replace(severity=severity_of(effect, _SEVERITIES.get(miss.severity)))

    def _voiced(self, text: str, target: Target) -> str:
        """For a product that the file is only made for, the sentence begins with its name."""
        if target.certainty != "intended":
            return text
        title = self.schema.title(target.consumer)
        rest = without_subject(text, title)
        here = "the " + title.removeprefix("The ") if title.startswith("The ") else title
        return f"In {here} it {rest}" if rest != text else f"In {here}: {text}"

    def _forbids(self, key: Key) -> bool:
        """Whether the key, as written, forbids something."""
        entry = self.document.syntax.entry(key.path)
        written = entry is not None and entry.value.text.casefold() != key.default.casefold()
        return key.role in ("allow", "deny") or (key.role == "limit" and written)

    def _with_lost_keys(self, effect: Effect, fault: Fault, dialect: Dialect) -> Effect:
        """A reader that goes on with the body loses the keys below: say which, and whether that opens a restriction."""
        lost = [dialect.keys[name] for name in fault.lost_keys if name in dialect.keys]
        if not lost:
            return effect
        text = f"{effect.text} Lost: {', '.join(f'`{key.path}`' for key in lost)}."
        opened = [f"`{key.path}`" for key in lost if self._forbids(key)]
        if opened:
            text = f"{text} What {' and '.join(opened)} would forbid is allowed."
        effect = effect._replace(text=text, access="wider" if opened else effect.access)
        return effect._replace(severity=max(effect.severity, severity_of(effect)))


def lost_words(outcome: Outcome, title: str, left: str = "") -> str:
    """What a product is seen to do, without a full stop; `left` is the value that it reads instead."""
    text = f"{title} reads `{left[:_SHOWN_LENGTH]}` instead" if left else _LOST[outcome.loses].format(title=title)
    return text if outcome.loses == "nothing" else f"{text}, {_SHOWN[outcome.shown]}"


def severity_of(effect: Effect, override: Severity | None = None) -> Severity:
    """How much an effect matters: one function of what is lost, what is left, what is verified, how sure the target is.

    The target's certainty caps it, unless the user named the target; what is not verified is never an error.
    """
    if override is not None:
        severity = override
    elif effect.loses in _FATAL or effect.access in ("wider", "none"):
        severity = Severity.ERROR
    elif effect.loses != "nothing" or effect.access or effect.activation:
        severity = Severity.WARNING
    else:
        severity = Severity.INFO
    if not effect.verified:
        severity = min(severity, Severity.WARNING)
    return severity if effect.target.chosen else min(severity, _CAPS[effect.target.certainty])


def older(version: str, than: str) -> bool:
    """Whether a version comes before another. An unknown version is the newest; before an unknown one comes none."""
    return bool(version) and bool(than) and _numbers(version) < _numbers(than)


def _keys_along(dialect: Dialect, path: str) -> Iterator[Key]:
    """The keys of a dialect on the way to a path, the one at the path included."""
    top = dialect.keys.get(re.split(r"[.\[]", path, maxsplit=1)[0])
    for key in top.walk() if top else ():
        if path == key.path or path.startswith((f"{key.path}.", f"{key.path}[")):
            yield key


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def worst_first(effects: Iterable[Effect]) -> tuple[Effect, ...]:
    """Effects by severity, then by what is lost; the order of the targets where equal."""
    return tuple(sorted(effects, key=lambda effect: (-effect.severity, -LOSSES.index(effect.loses))))


def _weight(effect: Effect) -> tuple[int, int, int]:
    return effect.severity, LOSSES.index(effect.loses), bool(effect.access)


def _names(globs: Sequence[str], name: str) -> bool:
    return not globs or any(name_matches(glob, name) for glob in globs)


def _near(wanted: Sequence[str], found: str) -> bool:
    return not wanted or found in wanted or ("some" in wanted and bool(found)) or ("none" in wanted and not found)


def _specificity(behavior: Behavior) -> tuple[int, int]:
    """More selectors win; a key or a nearest name given exactly wins over a pattern."""
    when = behavior.when
    selectors = (behavior.form, behavior.value, behavior.cause, behavior.check, behavior.tool, behavior.share)
    conditions = (when.scope, when.key, when.form, when.cause, when.without, behavior.place)
    exact = bool(behavior.key) + (not any("*" in key for key in behavior.key))
    near = bool(behavior.nearest) + (bool(behavior.nearest) and list(behavior.nearest) not in (["some"], ["none"]))
    return sum(map(bool, (*selectors, *conditions))) + near + (exact if behavior.key else 0), exact
