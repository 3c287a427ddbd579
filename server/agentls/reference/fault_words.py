"""Words for the faults that behaviors speak of: what is wrong, where, and under which conditions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from agentls.features import words
from agentls.schema.globs import key_matches
from agentls.schema.keys import Behavior, Key, Limit, When
from agentls.schema.lookup import Dialect
from agentls.syntax.causes import CAUSES
from agentls.syntax.data_causes import JSON_CAUSES, TOML_CAUSES

FAULTS = {
    "invalid-frontmatter": "front matter that can't be read",
    "missing-frontmatter": "no front matter",
    "unclosed-frontmatter": "front matter that is not closed",
    "misplaced-frontmatter": "front matter that does not begin on the first line",
    "unread-frontmatter": "front matter, where none is read",
    "invalid-encoding": "bytes or signs that are no plain UTF-8 text",
    "lost-text": "text that YAML takes away",
    "duplicate-key": "a key that stands there twice",
    "unknown-key": "a key that it does not know",
    "foreign-key": "a key of another format",
    "missing-key": "missing",
    "deprecated-key": "out of date",
    "misread-key": "it does less than people think",
    "key-combination": "without the key that it needs, or beside one that makes it useless",
    "invalid-type": "a value of another type",
    "invalid-value": "a value that is not taken",
    "empty-value": "no value, or an empty one",
    "too-long": "a size out of bounds",
    "invalid-name": "a form that is not taken",
    "name-mismatch": "another name than the file or its folder has",
    "duplicate-name": "a name that another file has",
    "duplicate-item": "an entry that stands there twice",
    "overridden-entry": "an entry that a later one overrules",
    "mixed-lines": "keys of two product lines in one file",
    "unknown-tool": "a tool that it does not have",
    "foreign-tool": "a tool of another product",
    "retired-tool": "a tool that is gone",
    "unavailable-tool": "a tool that is not to be had here",
    "tool-argument": "a tool with an argument in parentheses",
    "unknown-model": "a model that it does not know",
    "not-read": "a place where it does not look",
    "stray-file": "a file that is no agent",
    "shadowed-file": "a file that another one hides",
    "unknown-reference": "a name that nothing has",
    "placeholder": "a variable in the text",
    "shell-not-allowed": "a command in the text that no key permits",
    "empty-body": "no text below the front matter",
    "broken-link": "a path at which there is no file",
    "unmatched-glob": "a pattern that fits no file",
}
"""Rule -> what is wrong, as words that follow a key and a colon, or stand alone."""

_FORMS = {
    "absent": "the key is not there",
    "nothing": "nothing behind the colon",
    "null": "null",
    "empty": "empty quotes",
    "blank": "blanks alone",
    "text": "text",
    "quoted-text": "text in quotes",
    "boolean": "true or false",
    "quoted-boolean": "true or false in quotes",
    "boolean-word": "a word like yes",
    "quoted-boolean-word": "a word like yes in quotes",
    "integer": "a whole number",
    "quoted-integer": "a number in quotes",
    "float": "a decimal number",
    "octal": "an octal number",
    "hex": "a hexadecimal number",
    "exponent": "a number with an exponent",
    "signed": "a number with a sign",
    "underscored": "a number with underscores",
    "sexagesimal": "a number like 1:30",
    "infinity": "infinity",
    "not-a-number": "not-a-number",
    "date": "a date",
    "timestamp": "a date with a time",
    "flow-list": "a list in brackets",
    "block-list": "a list with dashes",
    "empty-list": "an empty list",
    "flow-mapping": "a mapping in braces",
    "block-mapping": "a mapping",
    "empty-mapping": "an empty mapping",
}
_CHECKS = {
    "foreign": "one that is not filled in here",
    "unknown": "a name that it does not have",
    "in-code": "in code",
    "one-based": "counted from one",
    "zero-based": "counted from zero",
    "resolves": "the old name still works",
    "subagent": "subagents never get it",
    "background": "background agents never get it",
    "host": "only another host has it",
}
_ANY = "*"
_SLOTS = ("key", "name", "value", "winner", "types", "nearest")


def slots(keys: Sequence[str]) -> dict[str, str]:
    """What stands for the arguments of a fault in sentences that speak of no file in particular."""
    return {
        **{name: f"*{name}*" for name in _SLOTS},
        "most": "that many",
        **({"key": words.code(keys[0])} if len(keys) == 1 and _ANY not in keys[0] else {}),
    }


def situation(behavior: Behavior, dialect: Dialect) -> str:
    """What is wrong, where, and under which conditions."""
    rules = _broken_rules(behavior, dialect)
    broken = " or ".join(rules.values())
    faults = broken or of_format("; ".join(FAULTS[fault] for fault in behavior.fault), dialect)
    keys = words.codes(path for path in behavior.key if path != _ANY)
    told = f"{keys}: {faults}" if keys else f"{faults[:1].upper()}{faults[1:]}"
    conditions = [*_selected(behavior, rules, dialect), *_conditions(behavior.when, dialect)]
    return f"{told} ({'; '.join(conditions)})" if conditions else told


def cause_words(name: str, dialect: Dialect) -> str:
    """A cause of broken syntax, in words; an empty string for one that has none of its own."""
    return of_format(_cause(name), dialect)


def of_format(text: str, dialect: Dialect) -> str:
    """Words on front matter, for a file that is data as a whole."""
    if dialect.format_kind in ("markdown", "mdc"):
        return text
    return re.sub(r"(the )?front matter", r"\1file", text)


def _cause(name: str) -> str:
    cause = CAUSES.get(name)
    if cause:
        return cause.text.format(**dict.fromkeys(("key", "lost", "name", "escape", "alias", "character", "limit"), "…"))
    return TOML_CAUSES.get(name) or JSON_CAUSES.get(name) or ""


def _selected(behavior: Behavior, known: Collection[str], dialect: Dialect) -> Iterator[str]:
    if list(behavior.form) == ["absent"] and "duplicate-name" in behavior.fault:
        yield "no name is written, and that of the file counts"
    elif behavior.form:
        yield words.joined([_FORMS[form] for form in behavior.form], "or")
    if behavior.value:
        yield f"with {words.codes(behavior.value)}"
    causes = [text for cause in behavior.cause if (text := cause_words(cause, dialect))]
    if causes:
        yield words.some(causes)
    yield from (_CHECKS.get(check, words.code(check)) for check in behavior.check if check not in known)
    if behavior.tool:
        yield words.codes(behavior.tool)
    yield from _nearest(behavior)
    if behavior.share:
        yield {"some": "some entries of the list", "all": "all entries of the list"}[behavior.share]
    if behavior.place:
        yield f"in {words.codes(behavior.place)}"


def _nearest(behavior: Behavior) -> Iterator[str]:
    names = [name for name in behavior.nearest if name not in ("some", "none")]
    if names:
        yield f"{words.joined([words.code(name) for name in names], 'or')} is meant"
    elif list(behavior.nearest) == ["some"]:
        yield "one that it knows is meant"
    elif list(behavior.nearest) == ["none"]:
        yield "it resembles none that it knows"


def _broken_rules(behavior: Behavior, dialect: Dialect) -> dict[str, str]:
    """How the checks, limits and combinations that the behavior names are broken, by their ids."""
    docs = {one.id: _over(one) for one in dialect.body.limits}
    docs.update({one.id: _against(one.doc) for one in dialect.combinations})
    for key in (one for top in dialect.keys.values() for one in top.walk() if _speaks_of(behavior, one)):
        docs.update({one.id: _against(one.doc) for one in key.checks})
        docs.update({one.id: _against(one.doc) for one in key.combinations})
        docs.update({one.id: _over(one) for one in key.limits})
    return {check: docs[check] for check in behavior.check if check in docs}


def _against(rule: str) -> str:
    return f"against the rule “{rule.removesuffix('.')}”"


def _over(limit: Limit) -> str:
    return f"out of bounds: “{words.limit_words(limit).removesuffix('.')}”"


def _speaks_of(behavior: Behavior, key: Key) -> bool:
    return not behavior.key or any(key_matches(path, key.path) for path in behavior.key)


def _conditions(when: When, dialect: Dialect) -> Iterator[str]:
    if when.scope:
        yield f"{words.joined(when.scope, 'or')} files only"
    for name, values in when.key.items():
        is_ = f" is {words.joined([words.code(one) for one in values], 'or')}" if values else " is there"
        yield f"{words.code(name)}{is_}"
    for name, forms in when.form.items():
        shown = "any key" if name == "*" else words.code(name)
        yield f"{shown} holds {words.joined([_FORMS[form] for form in forms], 'or')}"
    yield from (cause_words(cause, dialect) or cause for cause in when.cause)
    if when.without:
        yield f"without {words.joined([words.code(name) for name in when.without], 'and')}"
    if when.since:
        yield f"since {when.since}"
    if when.until:
        yield f"until {when.until}"
    if when.line:
        yield f"product line {when.line}"
    yield from (text for text in (when.setting, ", ".join(when.role)) if text)
