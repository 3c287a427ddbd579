"""Names that may be the user's own: the setting that makes one known."""

from __future__ import annotations

from agentls.findings import NameKind, Setting

_LONGEST = 100


def setting_for(dialect: str, kind: NameKind, name: str) -> Setting | None:
    """The setting that makes a name known in a dialect; None for what nobody would call anything."""
    fit = name.isprintable() and name == name.strip() and 0 < len(name) <= _LONGEST and not name.startswith("-")
    return Setting(dialect, kind, name) if fit else None
