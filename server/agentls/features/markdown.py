"""Markdown for those who show plain text."""

import re

_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})[^\n]*\n?", re.M)
_RULE = re.compile(r"^ {0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*$", re.M)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+", re.M)
_CODE = re.compile(r"(?P<ticks>(?<!`)`{1,2}(?!`))(?P<text>[^`\n]++(?:`(?!(?P=ticks))[^`\n]*+)*?)(?P=ticks)(?!`)")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]\n]*)\]\((?P<target>[^()\s]*)\)")
_STRONG = re.compile(r"(?<!\\)\*\*(?=\S)((?:\\.|[^*\n\\])++)\*\*")
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])((?:\\.|[^*\n\\])++)\*(?![\w*])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_EMPTY_LINES = re.compile(r"\n{3,}")


def plain(markdown: str) -> str:
    """The text without marks of headings, emphasis, code and fences; links show their address, lists keep dashes."""
    text = _HEADING.sub("", _RULE.sub("", _FENCE.sub("", markdown)))
    kept: list[str] = []
    last = 0
    for match in _CODE.finditer(text):
        kept += [_without_marks(text[last : match.start()]), match["text"].strip()]
        last = match.end()
    return _EMPTY_LINES.sub("\n\n", "".join((*kept, _without_marks(text[last:])))).strip()


def _without_marks(text: str) -> str:
    """A piece between pieces of code."""
    text = _LINK.sub(_spelled_out, text)
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub(r"\1", _STRONG.sub(r"\1", text)))


def _spelled_out(match: re.Match[str]) -> str:
    text, target = match["text"], match["target"]
    return f"{text} ({target})" if target and target != text else text
