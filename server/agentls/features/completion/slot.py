"""A slot: the spot in front matter or a data file at which something is being written, as the text before it tells."""

from typing import Literal, NamedTuple

from agentls.text import Span

Role = Literal["key", "value", "either", "text"]
Style = Literal["block", "flow", "json", "toml"]
Path = tuple[str | int, ...]


class Slot(NamedTuple):
    """Where the cursor stands among keys and values.

    `role` is `key` (a key of the mapping at `path`), `value` (the value at `path`), `either` (nothing is there yet:
    the value at `path`, or the first key of a mapping there) or `text` (in a text of several lines, the value at
    `path`). `word` is what stands there, right of the cursor included, without quotes; a scalar of several parts is
    one word. `names` are the other keys of the mapping, or the other entries of the list.

    `quote` is the quote that is open before the word, `closed` whether it is closed behind it. `column` is where keys
    of a block mapping begin. `lead` is what has to be written before the word (`- `, a blank). `separated` tells that
    a colon stands behind the key already. `entry` marks the entry of a list. `comma_at` is the offset where a comma is
    missing before (-1: nowhere), `comma_behind` whether one is missing behind.
    """

    role: Role
    path: Path
    word: Span
    style: Style
    names: frozenset[str] = frozenset()
    quote: str = ""
    closed: bool = True
    column: int = 0
    lead: str = ""
    separated: bool = False
    entry: bool = False
    comma_at: int = -1
    comma_behind: bool = False
