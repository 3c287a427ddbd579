"""Settings: one model for the command line and the editor."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What a check is asked to do. Empty tuples mean: no wish.

    `targets` are ids of consumers that the user named; `dialect` overrides detection; `select` and `ignore` are ids of
    rules.
    """

    dialect: str = ""
    targets: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
