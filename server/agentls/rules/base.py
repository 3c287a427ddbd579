"""What a rule is."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from agentls.faults import Fault, RuleContext
from agentls.findings import Severity

Words = Callable[[Mapping[str, Any]], str]


class Rule(NamedTuple):
    """A rule: it finds faults and has words for them. Its page stands beside its module.

    `default` is the severity of a finding that no target has an effect on. `words` makes the message, `advice` what to
    write instead (empty where the rule can't know), both from the fault's arguments. Rules of one `family` ask the same
    question (what is this name?): at one place they give one finding, whichever target has which answer. With
    `needs_effect`, a fault that no target is known to mind is none. `exact` advice is about this very file:
    what the schema has to say of such faults never takes its place.
    """

    id: str
    default: Severity
    check: Callable[[RuleContext], Iterator[Fault]]
    words: Words
    advice: Words = lambda arguments: ""
    family: str = ""
    needs_effect: bool = False
    exact: bool = False

    def page(self) -> str:
        """The text of the rule's page: what it does, why it matters, examples."""
        from importlib.resources import files

        return files("agentls.rules").joinpath(f"{self.id.replace('-', '_')}.md").read_text(encoding="utf-8")
