"""What the user of the client wants: initialization options, and the section `agentls` of the client's settings."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, NamedTuple

log = logging.getLogger(__name__)

SECTION = "agentls"
_AS_IN_FILES = ("targets", "select", "ignore")
_EVERYWHERE, _OPEN_FILES = "workspace", "openFiles"


class Wishes(NamedTuple):
    """The client's settings. `as_in_files` holds those that settings files have, too, as they came.

    `file` is a settings file to be used in place of those that are found. `everywhere` tells that files which are not
    open are checked, too. `hints` holds kinds of inlay hints that are switched on or off by name. `validators` names
    consumers of the schema that check the same files in this client themselves.
    """

    as_in_files: Mapping[str, Any] = {}
    file: str = ""
    everywhere: bool = True
    formats: bool = False
    all_hints: bool = True
    hints: Mapping[str, bool] = {}
    validators: frozenset[str] = frozenset()

    @classmethod
    def of(cls, options: object, outer: Wishes | None = None) -> Wishes:
        """The wishes in options as they came over the wire, on top of others; what makes no sense is logged."""
        outer = outer or cls()
        if not isinstance(options, Mapping):
            return outer
        hints = options.get("hints")
        validators = options.get("validators")
        return cls(
            {**outer.as_in_files, **{name: options[name] for name in _AS_IN_FILES if options.get(name)}},
            _of_kind(options, "config", str, outer.file),
            _of_kind(options, "diagnostics", str, _EVERYWHERE if outer.everywhere else _OPEN_FILES) != _OPEN_FILES,
            _of_kind(options, "format", bool, outer.formats),
            hints if isinstance(hints, bool) else outer.all_hints,
            {**outer.hints, **_flags(hints)} if isinstance(hints, Mapping) else outer.hints,
            frozenset(map(str, validators)) if isinstance(validators, list) else outer.validators,
        )

    def wants_hint(self, kind: str) -> bool:
        """Whether inlay hints of a kind are to be shown."""
        return self.all_hints and self.hints.get(kind, True)


def _of_kind(options: Mapping[str, Any], name: str, kind: type, default: Any) -> Any:
    value = options.get(name)
    if value is None or isinstance(value, kind):
        return default if value is None else value
    log.warning("the setting `%s.%s` must be of type %s", SECTION, name, kind.__name__)
    return default


def _flags(values: Mapping[str, Any]) -> dict[str, bool]:
    return {name: value for name, value in values.items() if isinstance(value, bool)}
