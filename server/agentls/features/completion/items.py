"""What a completion answers: one value type, built in one place."""

from typing import Literal, NamedTuple

from agentls.findings import Edit
from agentls.text import Span

CompletionKind = Literal[
    "key", "value", "tool", "model", "section", "label", "tag", "attribute", "file",
    "agent", "skill", "command", "server", "snippet",
]  # fmt: skip


class Completion(NamedTuple):
    """One thing that may be written at the cursor.

    `span` is what it replaces, `text` what it writes, `snippet` the same with places to fill in as editors mark them
    (empty: the text has none). `filter` is what the typed word is compared with (empty: the label). `rank` orders the
    answers, the least first. `edits` are changes elsewhere in the text. `ref` is what `resolve` finds the
    documentation by; empty where there is none.
    """

    label: str
    kind: CompletionKind
    span: Span
    text: str
    snippet: str = ""
    detail: str = ""
    description: str = ""
    filter: str = ""
    rank: int = 0
    edits: tuple[Edit, ...] = ()
    ref: tuple[str, ...] = ()
    deprecated: bool = False
