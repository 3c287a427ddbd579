"""Finding settings files, upward from each file's folder, and merging them: nearer ones win."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from agentls.config.files import (
    OWN,
    SHARED,
    Problem,
    SettingsFile,
    Wrong,
    read_settings_file,
    settings_file_in,
)
from agentls.config.patterns import Pattern
from agentls.config.schemas import Added, added_schemas
from agentls.config.settings import Settings, overridden
from agentls.config.values import Known
from agentls.schema.extend import Extension, extended
from agentls.schema.lookup import Schema


class Layer(NamedTuple):
    """One settings file, and the values in it that count."""

    file: SettingsFile
    values: dict[str, Any]


class PerFile(NamedTuple):
    """What holds for the files that fit some globs only."""

    files: tuple[Pattern, ...]
    values: dict[str, Any]

    def fits(self, path: str) -> bool:
        """Whether it holds for the file at an absolute path."""
        return any(pattern.covers(path) for pattern in self.files)


class Scope(NamedTuple):
    """What holds in a folder. `layers` run from the outermost file to the nearest."""

    schema: Schema
    layers: tuple[Layer, ...] = ()
    settings: Settings = Settings()
    dialects: tuple[tuple[Pattern, str], ...] = ()
    per_file: tuple[PerFile, ...] = ()
    exclude: tuple[Pattern, ...] = ()
    extensions: tuple[Extension, ...] = ()
    added: Added = Added()

    def settings_of(self, path: str) -> Settings:
        """What holds for the file at an absolute path."""
        settings = self.settings
        for one in self.per_file:
            if one.fits(path):
                settings = settings._replace(
                    select=one.values.get("select", settings.select),
                    ignore=tuple(dict.fromkeys((*settings.ignore, *one.values.get("ignore", ())))),
                    severity={**settings.severity, **one.values.get("severity", {})},
                )
        fitting = [dialect for pattern, dialect in self.dialects if pattern.covers(path)]
        return settings._replace(dialect_here=fitting[-1]) if fitting else settings


class Finder:
    """Settings and schema by path. Each folder is looked at once in a run.

    `wish` is what the command line asks for, `wrong` grows with the files that are wrong, each once.
    """

    def __init__(
        self,
        schema: Schema,
        rules: Collection[str],
        *,
        file: str = "",
        isolated: bool = False,
        exclude: Iterable[Pattern] = (),
    ) -> None:
        """Take the project's schema and the ids of all rules; `file` is the one to use instead of those that are found.

        `isolated` reads none at all; `exclude` is what the command line leaves out.
        """
        self.wish = Settings()
        self.wrong: list[Wrong] = []
        self._rules = rules
        self._exclude = tuple(exclude)
        self._found: dict[str, Settings] = {}
        self._schemas: dict[tuple[Any, ...], Schema] = {((), ()): schema}
        self._scopes = {"": Scope(schema, exclude=self._exclude)}
        self._fixed = isolated or bool(file)
        given = read_settings_file(file) if file and not isolated else None
        if given:
            self._scopes[""] = self._within(self._scopes[""], given)

    def settings(self, path: str) -> Settings:
        """What a check of the file at an absolute path is asked to do."""
        folder = path.rpartition("/")[0]
        found = self._found.get(folder)
        if found is not None:
            return found
        scope = self.scope(folder)
        settings = overridden(scope.settings_of(path), self.wish)
        if not scope.per_file and not scope.dialects:
            self._found[folder] = settings
        return settings

    def schema(self, folder: str) -> Schema:
        """The schema that holds in an absolute folder: ours, with what the settings add."""
        return self.scope(folder).schema

    def leaves_out(self, path: str) -> bool:
        """Whether a walk passes over the file or folder at an absolute path."""
        return any(pattern.fits(path) for pattern in self.scope(path.rpartition("/")[0]).exclude)

    def excludes(self, path: str) -> bool:
        """Whether a file lies in what is excluded, however it was found."""
        return any(pattern.covers(path) for pattern in self.scope(path.rpartition("/")[0]).exclude)

    def listed(self, folder: str, names: Collection[str]) -> None:
        """Take what a walk has seen in a folder, which saves looking for a file that is not there."""
        if folder not in self._scopes and OWN not in names and SHARED not in names:
            self._scopes[folder] = self.scope(folder.rpartition("/")[0])

    def scope(self, folder: str) -> Scope:
        """What holds in an absolute folder."""
        if self._fixed:
            return self._scopes[""]
        pending = []
        while folder not in self._scopes:
            pending.append(folder)
            folder = folder.rpartition("/")[0]
        scope = self._scopes[folder]
        for inner in reversed(pending):
            file = settings_file_in(inner)
            scope = self._within(scope, file) if file else scope
            self._scopes[inner] = scope
        return scope

    def _within(self, outer: Scope, file: SettingsFile) -> Scope:
        """The scope of a folder with a settings file in it."""
        if file.data.get("root") is True:
            outer = Scope(self._schemas[(), ()], exclude=self._exclude)
        added, told = added_schemas(outer.added, file)
        schema = self._schema(added, outer.extensions)
        values, problems = file.read(Known(self._rules, schema.dialects, schema.consumers))
        problems = (*added.news(problems, file.source), *(one for one in told if isinstance(one, Problem)))
        if problems:
            self.wrong.append(Wrong(file.path, file.source, tuple(sorted(problems))))
        self.wrong += [one for one in told if isinstance(one, Wrong)]
        extensions = (*outer.extensions, *_extensions(values))
        return Scope(
            self._schema(added, extensions),
            (*outer.layers, Layer(file, values)),
            _merged(outer.settings, values),
            (
                *outer.dialects,
                *((Pattern(file.folder, glob), name) for glob, name in values.get("dialects", {}).items()),
            ),
            (*outer.per_file, *(PerFile(_patterns(file, one["files"]), one) for one in values.get("per-file", ()))),
            (*outer.exclude, *_patterns(file, values.get("exclude", ()))),
            extensions,
            added,
        )

    def _schema(self, added: Added, extensions: tuple[Extension, ...]) -> Schema:
        key = (added.files, extensions)
        if key not in self._schemas:
            self._schemas[key] = Schema(extended(added.over(self._schemas[(), ()].data), extensions))
        return self._schemas[key]


def _patterns(file: SettingsFile, globs: Iterable[str]) -> tuple[Pattern, ...]:
    return tuple(Pattern(file.folder, glob) for glob in globs)


def _extensions(values: dict[str, Any]) -> tuple[Extension, ...]:
    return tuple(Extension(name, **one) for name, one in values.get("extend", {}).items())


def _merged(outer: Settings, values: dict[str, Any]) -> Settings:
    """A value takes the place of that of an outer file; tables are merged entry by entry."""
    targets = values.get("targets")
    versions = (
        {name: one["version"] for name, one in targets.items() if "version" in one} if isinstance(targets, dict) else {}
    )
    return outer._replace(
        targets=outer.targets if targets is None else tuple(targets),
        narrow=True,
        select=values.get("select", outer.select),
        ignore=values.get("ignore", outer.ignore),
        severity={**outer.severity, **values.get("severity", {})},
        preset=values.get("preset", outer.preset),
        versions={**outer.versions, **versions},
    )
