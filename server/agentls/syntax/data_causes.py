"""What can be wrong with a data file, in words, by cause. Apart from the parsers, which are loaded on demand."""

from __future__ import annotations

TOML_CAUSES = {
    "unquoted-value": "a text must stand in quotes",
    "missing-value": "nothing stands behind the `=`",
    "open-quote": "the quote is never closed on its line",
    "newline-in-string": "a text in single quote marks can't go on in the next line; three quote marks allow it",
    "open-multiline": "the three quote marks are never closed",
    "open-bracket": "the bracket is never closed",
    "text-after-quote": "something follows the closing quote",
    "bad-escape": "TOML doesn't know this escape; a backslash must be doubled, or the text put in single quotes",
    "smart-quotes": "typographic quotes are ordinary characters here; only straight quotes begin a text",
    "duplicate-key": "the same key stands here twice",
    "colon-for-equals": "a colon stands where TOML wants `=`",
    "line-without-key": "this line has no key and no `=`",
    "slash-comment": "a comment begins with `#` in TOML, not with `//`",
    "markdown-in-toml": "this is Markdown with front matter in a TOML file",
    "yaml-in-toml": "these are YAML lines in a TOML file",
    "lone-cr": "the line ends in a lone carriage return, which is no line ending in TOML",
    "control": "a control character can't stand in a TOML file",
    "invalid-utf8": "these bytes are no UTF-8",
    "toml-syntax": "this is not TOML",
}

JSON_CAUSES = {
    "json-comment": "JSON has no comments",
    "trailing-comma": "a comma stands before the closing bracket",
    "duplicate-key": "the same key stands here twice",
    "json-syntax": "this is not JSON",
}
