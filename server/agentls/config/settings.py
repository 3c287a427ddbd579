"""What a check of one file is asked to do, after all settings files and the command line have been merged."""

from collections.abc import Mapping
from typing import NamedTuple

RECOMMENDED = "recommended"
STRICT = "strict"
PRESETS = (RECOMMENDED, STRICT)
"""`recommended` is quiet; `strict` raises hints, and names that may just be newer than the schema, to warnings."""


class Settings(NamedTuple):
    """What a check is asked to do. Empty values mean: no wish.

    `targets` are ids of consumers that matter; `dialect` overrides detection; `select` and `ignore` are ids of rules.
    `severity` holds the label of a severity by rule, `versions` the version of a consumer by its id.

    `narrow` tells that the targets are the project's, not those of one command: in a place that products read they
    leave the others out, but nobody is made to read it. `dialect_here` is what a settings file gives to the path of
    this very file; a marker in the file counts more.
    """

    dialect: str = ""
    targets: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = {}
    preset: str = RECOMMENDED
    versions: Mapping[str, str] = {}
    narrow: bool = False
    dialect_here: str = ""


def overridden(settings: Settings, wish: Settings) -> Settings:
    """The settings of files with what a command line wishes: a rule that it selects is on, one that it ignores off."""
    if wish == Settings():
        return settings
    kept = tuple(rule for rule in settings.ignore if rule not in wish.select)
    return settings._replace(
        dialect=wish.dialect or settings.dialect,
        targets=wish.targets or settings.targets,
        narrow=settings.narrow and not wish.targets,
        select=wish.select or settings.select,
        ignore=tuple(dict.fromkeys((*kept, *wish.ignore))),
    )
