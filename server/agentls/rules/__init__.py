"""The rules: one module and one page each, generic over the schema."""

from agentls.rules import (
    copied_web_page,
    duplicate_key,
    empty_value,
    foreign_key,
    foreign_tool,
    invalid_encoding,
    invalid_frontmatter,
    invalid_type,
    invalid_value,
    lost_text,
    misplaced_frontmatter,
    missing_frontmatter,
    missing_key,
    misspelled_section,
    retired_tool,
    too_long,
    tool_argument,
    unclosed_frontmatter,
    unclosed_tag,
    unknown_key,
    unknown_tool,
)
from agentls.rules.base import Rule

_MODULES = (
    copied_web_page, invalid_encoding, missing_frontmatter, misplaced_frontmatter, unclosed_frontmatter,
    invalid_frontmatter, duplicate_key, lost_text, unknown_key, foreign_key, missing_key, empty_value, invalid_type,
    invalid_value, too_long, unknown_tool, foreign_tool, retired_tool, tool_argument, misspelled_section, unclosed_tag,
)  # fmt: skip

RULES: dict[str, Rule] = {module.RULE.id: module.RULE for module in _MODULES}
"""All rules by id, in the order in which they are run."""
