"""Characters that nobody sees: which ones they are, and names without them."""

from agentls.faults import Fault
from agentls.patterns import lazy

DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
TAGS = "\U000e0000-\U000e007f"
_BLANKS = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u3164\ufeff\uffa0"
HIDDEN = lazy(f"[{_BLANKS}{DIRECTION}{TAGS}]+")
_MARK = "\ufeff"  # inside a front matter, readers differ: the rules about its syntax tell of it


def unhidden(name: str) -> str:
    """The name without the characters that `invisible-character` reports wherever they stand in a name."""
    return name if name.isascii() or _MARK in name else HIDDEN.sub("", name)


def is_hidden(fault: Fault) -> bool:
    """Whether a key that is not known differs only by such characters from the one that was meant."""
    key, near = str(fault.arguments["key"]), str(fault.arguments["nearest"])
    return bool(near) and key != near == unhidden(key)
