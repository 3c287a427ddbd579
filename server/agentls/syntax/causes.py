"""The causes of faults in the front matter: which rule tells of each, in which words, and what to write instead.

The names are those of the recorded readings of the products, so that the schema can say what a reader makes of each.
"""

from __future__ import annotations

from typing import NamedTuple

from agentls.syntax.data_causes import JSON_CAUSES, TOML_CAUSES


class Cause(NamedTuple):
    """One way in which a front matter can go wrong.

    `text` says what is wrong and `help` what to write instead; both are filled with the fault's arguments and with
    `{key}`. `legal` marks what plain YAML has nothing against: worth a finding only where a reader loses something.
    """

    rule: str
    text: str
    help: str = ""
    legal: bool = False


_INVALID = "invalid-frontmatter"
_MISPLACED = "misplaced-frontmatter"
_UNCLOSED = "unclosed-frontmatter"
_MISSING = "missing-frontmatter"
_ENCODING = "invalid-encoding"
_LOST = "lost-text"

_QUOTE = "Put the whole value in quotes."
_FIRST = "Make `---` the very first line of the file."
_PLAIN_OPENING = "Write exactly `---` on the first line."
_PLAIN_CLOSING = "Close with a line that holds exactly `---`."
_INDENT = "Put the value in quotes on one line, or write `|` behind the colon and indent every line of the text."
_DASHES = "Write fewer than three dashes in a row here."


def _start(character: str) -> Cause:
    return Cause(_INVALID, f"plain text can't start with `{character}`", _QUOTE)


def _shielded(place: str) -> Cause:
    text = f"three dashes {place}: a reader that looks for them anywhere ends the front matter here"
    return Cause(_LOST, text, _DASHES, legal=True)


_FENCES = {
    "no-frontmatter": Cause(_MISSING, "there is no front matter", "Begin with keys between two `---` lines."),
    "empty-file": Cause(_MISSING, "the file is empty", "Begin with a front matter and write the prompt below it."),
    "empty-frontmatter": Cause(_MISSING, "the front matter is empty", "Write the keys between the two `---` lines."),
    "comments-only": Cause(_MISSING, "the front matter holds only comments", "Write the keys without `#`."),
    "root-list": Cause(_INVALID, "the front matter is a list", "Write `key: value` lines without the leading `- `."),
    "root-scalar": Cause(_INVALID, "the front matter is plain text without a key", "Write `key: value` lines."),
    "toml-fences": Cause(_INVALID, "the front matter is TOML between `+++`", "Write YAML between two `---` lines."),
    "bom": Cause(_ENCODING, "a byte order mark stands before the front matter", "Save as UTF-8 without one.", True),
    "bom-twice": Cause(_ENCODING, "two byte order marks stand before the front matter", "Save as UTF-8 without any."),
    "utf16": Cause(_ENCODING, "the file is UTF-16", "Save it as UTF-8."),
    "lone-cr": Cause(_ENCODING, "lines end with a carriage return alone", "Save with LF or CRLF line endings."),
    "crlf": Cause(_ENCODING, "lines end with CRLF", "Save with LF line endings.", True),
    "invisible-before": Cause(_MISPLACED, "an invisible character stands before the opening `---`", "Delete it."),
    "blank-line-first": Cause(_MISPLACED, "a blank line stands before the opening `---`", _FIRST),
    "text-before": Cause(_MISPLACED, "text stands before the front matter", _FIRST),
    "two-blocks": Cause(_MISPLACED, "a second front matter follows the first, and is read as text", "Join the two."),
    "double-opening": Cause(_MISPLACED, "the opening `---` stands there twice", "Delete one of the two."),
    "space-before-opening": Cause(_MISPLACED, "a blank stands before the opening `---`", "Delete it."),
    "tab-before-opening": Cause(_MISPLACED, "a tab stands before the opening `---`", "Delete it."),
    "space-after-opening": Cause(_INVALID, "a blank stands behind the opening `---`", "Delete it.", True),
    "tab-after-opening": Cause(_INVALID, "a tab stands behind the opening `---`", "Delete it.", True),
    "nbsp-after-opening": Cause(_INVALID, "a no-break space stands behind the opening `---`", "Delete it."),
    "four-dashes-open": Cause(_INVALID, "the opening line has more than three dashes", _PLAIN_OPENING),
    "two-dashes": Cause(_INVALID, "the front matter is fenced with two dashes only", "Write `---`, three dashes."),
    "dash-characters": Cause(_INVALID, "the fence is made of dashes that are not the hyphen `-`", "Type `---`."),
    "yaml-after-opening": Cause(_INVALID, "text follows the opening `---`", _PLAIN_OPENING),
    "comment-after-opening": Cause(_INVALID, "a comment follows the opening `---`", _PLAIN_OPENING),
    "opening-missing": Cause(_MISSING, "the opening `---` is missing", _FIRST),
    "space-before-closing": Cause(_UNCLOSED, "a blank stands before the closing `---`", _PLAIN_CLOSING),
    "tab-before-closing": Cause(_UNCLOSED, "a tab stands before the closing `---`", _PLAIN_CLOSING),
    "space-after-closing": Cause(_UNCLOSED, "a blank stands behind the closing `---`", "Delete it.", True),
    "nbsp-after-closing": Cause(_UNCLOSED, "a no-break space stands behind the closing `---`", "Delete it."),
    "four-dashes-close": Cause(_UNCLOSED, "the closing line has more than three dashes", _PLAIN_CLOSING),
    "text-after-closing": Cause(_UNCLOSED, "text follows the closing `---`", _PLAIN_CLOSING),
    "dots-close": Cause(_UNCLOSED, "`...` does not close a front matter", _PLAIN_CLOSING),
    "close-at-eof": Cause(_UNCLOSED, "the file ends right behind the closing `---`", "End the line.", True),
    "unclosed": Cause(_UNCLOSED, "the front matter is never closed", _PLAIN_CLOSING),
    "unclosed-then-rule": Cause(
        _UNCLOSED, "the front matter is not closed: the next `---` is a rule far down in the text", _PLAIN_CLOSING
    ),
    "unclosed-then-table": Cause(
        _UNCLOSED, "the front matter is not closed: the next three dashes belong to the text", _PLAIN_CLOSING
    ),
    "directive": Cause(_INVALID, "a `%` directive can't stand in a front matter", "Delete the line."),
    "dots-inside": Cause(_INVALID, "a line `...` ends the YAML before the front matter ends", "Delete the line."),
}

_VALUES = {
    "broken-yaml": Cause(_INVALID, "this is not valid YAML", _QUOTE),
    "too-deep": Cause(_INVALID, "brackets or lists are nested more than {limit} deep", "Write a flatter structure."),
    "unquoted-colon": Cause(_INVALID, "an unquoted `: ` starts a mapping here", _QUOTE),
    "unquoted-colon-and-hash": Cause(_INVALID, "an unquoted `: ` starts a mapping, and ` #` a comment", _QUOTE),
    "unquoted-colon-continued": Cause(_INVALID, "an unquoted `: ` starts a mapping inside this text", _INDENT),
    "unquoted-colon-in-list": Cause(_INVALID, "a second unquoted `: ` on one line", _QUOTE),
    "colon-on-continuation": Cause(_INVALID, "an unquoted `: ` on a further line of the text", _INDENT),
    "colon-at-end": Cause(_INVALID, "an unquoted colon at the end of the text starts a mapping", _QUOTE),
    "start-colon": Cause(_INVALID, "the value starts with a colon", _QUOTE),
    "quoted-start-colon": Cause(_INVALID, "a colon follows the closing quote", "Put quotes around the whole value."),
    "key-no-space": Cause(_INVALID, "a space is missing behind the colon", "Write `{key}: …`."),
    "equals-for-colon": Cause(_INVALID, "`=` stands where a colon belongs", "Write `{key}: …`."),
    "fullwidth-colon": Cause(_INVALID, "a full-width colon stands where `:` belongs", "Write `{key}: …`."),
    "nbsp-after-colon": Cause(_INVALID, "a no-break space follows the colon", "Type an ordinary space."),
    "tab-before-key": Cause(_INVALID, "a tab stands before the key", "Delete it: YAML is indented with spaces only."),
    "wrong-indent": Cause(_INVALID, "the key is indented differently from the others", "Align all keys."),
    "column-one": Cause(_INVALID, "the text of `{key}` goes on without indentation", _INDENT),
    "line-without-key": Cause(_INVALID, "this line has no `key:`", "Write `key: value`, or delete the line."),
    "quoted-column-one": Cause(_INVALID, "the quoted text goes on without indentation", "Indent its lines.", True),
    "open-quote": Cause(_INVALID, "this quote is never closed", "Close it at the end of the value."),
    "text-after-quote": Cause(_INVALID, "text follows the closing quote", "Put quotes around the whole value."),
    "apostrophe-in-quotes": Cause(_INVALID, "this apostrophe ends the quoted text", "Write it twice: `''`."),
    "bad-escape": Cause(_INVALID, "`{escape}` is no escape in double quotes", "Use single quotes, or write `\\\\`."),
    "open-bracket": Cause(_INVALID, "this `[` is never closed", "Close the list with `]`, or quote the text."),
    "open-brace": Cause(_INVALID, "this `{{` is never closed", "Close it with `}}`, or quote the text."),
    "text-after-bracket": Cause(_INVALID, "text follows the closing bracket", _QUOTE),
    "double-brace": Cause(_INVALID, "an unquoted value can't start with two braces", _QUOTE),
    "double-brace-alone": Cause(_INVALID, "an unquoted placeholder in braces is read as a mapping", _QUOTE, True),
    "start-star": _start("*"),
    "start-at": _start("@"),
    "start-percent": _start("%"),
    "start-backtick": Cause(_INVALID, "plain text can't start with a backtick", _QUOTE),
    "start-comma": _start(","),
    "start-close-bracket": Cause(_INVALID, "plain text can't start with a closing bracket", _QUOTE),
    "start-gt": Cause(_INVALID, "text follows `>` on the same line", "Quote it, or begin the text on the next line."),
    "start-pipe": Cause(_INVALID, "text follows `|` on the same line", "Quote it, or begin the text on the next line."),
    "start-dash": Cause(_INVALID, "a list can't start on the key's line", "Quote it, or begin on the next line."),
    "start-question": Cause(_INVALID, "plain text can't start with `? `", _QUOTE),
    "unknown-alias": Cause(_INVALID, "`{alias}` refers to an anchor that is not there", _QUOTE),
    "alias": Cause(_INVALID, "`{alias}` repeats an earlier value", "Write the value itself.", True),
    "anchor": Cause(_LOST, "`{lost}` names the value and is no part of it", _QUOTE, True),
    "merge-key": Cause(_INVALID, "`<<` merges a mapping, which some readers don't know", "Write the keys.", True),
    "complex-key": Cause(_INVALID, "the key is a list or mapping", "Write a plain word as key.", True),
    "nbsp-indent": Cause(_INVALID, "the line is indented with no-break spaces", "Indent with ordinary spaces."),
    "tab-indent": Cause(_INVALID, "the line is indented with a tab", "Indent with spaces."),
    "block-column-one": Cause(_INVALID, "the text below `|` or `>` is not indented", "Indent it by two spaces."),
    "block-less-indent": Cause(_INVALID, "this line is indented less than the text above it", "Indent it alike."),
    "html-comment-inside": Cause(_INVALID, "an HTML comment is no comment here", "Begin the line with `#`."),
    "slash-comment": Cause(_INVALID, "`//` begins no comment here", "Begin the line with `#`."),
    "duplicate-key": Cause("duplicate-key", "`{name}` stands here a second time", "Keep one of the two."),
}

_LOSSES = {
    "start-hash": Cause(_LOST, "everything behind `#` is a comment: the value is empty", _QUOTE),
    "column-one-colon": Cause(
        _LOST, "`{key}` begins in column 1 and so counts as a key: the text above ends before it", _INDENT, legal=True
    ),
    "hash-in-text": Cause(_LOST, "` #` starts a comment: `{lost}` is taken away", _QUOTE),
    "start-amp": Cause(_LOST, "`{lost}` is taken as the name of an anchor and taken away", _QUOTE),
    "start-amp-only": Cause(_LOST, "`{lost}` is taken as the name of an anchor: the value is empty", _QUOTE),
    "start-bang": Cause(_LOST, "`{lost}` is taken as a tag and taken away", _QUOTE),
    "own-tag": Cause(_LOST, "`{lost}` is a tag that some readers don't know", "Delete the tag.", True),
    "dashes-in-value": _shielded("in a value"),
    "dashes-in-comment": _shielded("in a comment"),
    "dashes-in-block": _shielded("in a block of text"),
    "dashes-line-in-block": _shielded("on a line of a block of text"),
    "dashes-in-quotes": _shielded("in quotes"),
    "nul": Cause(_ENCODING, "a NUL character", "Delete it."),
    "control": Cause(_ENCODING, "a control character ({character})", "Delete it."),
    "invalid-utf8-in-key": Cause(_ENCODING, "bytes that are not UTF-8", "Save the file as UTF-8."),
    "invalid-utf8-in-body": Cause(_ENCODING, "bytes that are not UTF-8", "Save the file as UTF-8."),
    "feff-inside": Cause(_ENCODING, "an invisible U+FEFF inside the text", "Delete it.", True),
    "line-separator": Cause(_ENCODING, "an invisible line separator ({character})", "Type a space instead.", True),
}

CAUSES: dict[str, Cause] = {**_FENCES, **_VALUES, **_LOSSES}
"""All causes by name."""


def cause_of(name: str) -> Cause:
    """What is known of a cause; those that only data files have are faults of their syntax."""
    return CAUSES.get(name) or Cause(_INVALID, TOML_CAUSES.get(name) or JSON_CAUSES[name])
