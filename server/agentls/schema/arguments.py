"""What a fault of each rule carries: the names that sentences of behaviors may use, as `{key}`, and its own words."""

_TOOL = {"name", "key", "catalog", "nearest", "owner", "hint"}
_STRANGER = {"key", "dialect", "owner", "parent", "nearest"}
_CAUSED = (
    "invalid-frontmatter",
    "missing-frontmatter",
    "unclosed-frontmatter",
    "misplaced-frontmatter",
    "unread-frontmatter",
    "invalid-encoding",
    "lost-text",
)

ARGUMENTS: dict[str, set[str]] = {rule: {"cause", "key"} for rule in _CAUSED} | {
    "duplicate-key": {"cause", "key", "name"},
    "unknown-key": _STRANGER,
    "foreign-key": _STRANGER,
    "missing-key": {"key", "doc", "in"},
    "invalid-type": {"key", "value", "form", "types"},
    "empty-value": {"key", "form"},
    "invalid-value": {"key", "value"},
    "too-long": {"key", "size", "unit", "least", "most", "of"},
    "invalid-name": {"key", "value", "doc"},
    "name-mismatch": {"key", "value", "part", "of"},
    "unknown-model": {"key", "value", "title", "date", "doc"},
    "deprecated-key": {"key", "successor", "until"},
    "misread-key": {"key", "value", "instead"},
    "key-combination": {"key", "kind", "wanted", "doc"},
    "overridden-entry": {"key", "name", "winner", "value"},
    "duplicate-item": {"key", "name"},
    "unknown-tool": _TOOL,
    "foreign-tool": _TOOL,
    "retired-tool": _TOOL,
    "tool-argument": {"key", "name", "argument"},
    "unavailable-tool": {"key", "name", "reason", "title"},
    "placeholder": {"name", "check", "nearest", "base"},
    "broken-link": {"path", "written", "from"},
    "shell-not-allowed": {"key", "name", "instead"},
    "duplicate-name": {"key", "name"},
    "unknown-reference": {"key", "name"},
    "mixed-lines": {"key"},
}
"""What a fault of each rule always carries. A rule that is not listed carries nothing that a sentence could use."""

OWN_CHECKS = {
    "placeholder": {"foreign", "unknown", "in-code", "zero-based", "one-based"},
    "retired-tool": {"resolves"},
    "unavailable-tool": {"host", "main", "subagent", "background"},
}
"""Words by which a rule tells its faults apart, where other rules name a check of the schema."""
