"""What agentls says of broken front matter, per product, equals what was recorded when the products were run."""

from __future__ import annotations

from typing import Any

import pytest

from agentls.config import Settings
from agentls.effects import LOSSES
from agentls.findings import FileReport, Severity
from tests.support.checking import report, schema
from tests.support.readers import CONSUMERS, bad_text, cases_of, facts, good_twin
from tests.support.shared import needs_shared

pytestmark = needs_shared

LOSES = {
    "ok": "nothing",
    "repaired": "nothing",
    "fallback": "nothing",
    "value": "value",
    "key": "key",
    "cut": "rest",
    "all-keys": "all-keys",
    "file": "file",
    "run": "run",
    "program": "program",
}
DIFFERENT = {
    (
        "claude-code/skill",
        "y72-long",
    ): "the run saw the product's own list; the cut at 1,536 characters is in the model's",
    ("copilot-cli/agent", "f16-close-at-eof"): "the keys are read, but without a text the tools are not applied",
    ("copilot-cli/agent", "f58-no-body"): "the keys are read, but without a text the tools are not applied",
    ("copilot-cli/agent", "f59-blank-body"): "the keys are read, but without a text the tools are not applied",
    ("claude-code/command", "y60-missing"): "a command needs no description: its first line stands in, as is meant",
    ("opencode-1/command", "y60-missing"): "a command needs no description: that the list shows none is no fault",
    ("kilo/command", "y60-missing"): "a command needs no description: that the list shows none is no fault",
    ("qwen-code/skill", "y25-legal-escape"): "legal YAML: that the list shows it otherwise is no fault of the text",
    ("qwen-code/skill", "y87-block"): "legal YAML: that the list shows the first line only is no fault of the text",
}
"""Cases in which agentls tells something else than was recorded, with the reason."""


def recorded(consumer: str, case: dict[str, Any]) -> str:
    """What the consumer was seen to lose."""
    outcome = facts("readers.yaml")["consumers"][consumer]["causes"][case["cause"]]
    if outcome["outcome"] == "mixed":
        outcome = outcome["cases"][case["id"]]
    return LOSES[outcome["outcome"]]


def check(raw: bytes, case: dict[str, Any], consumer: str) -> FileReport:
    name, path = CONSUMERS[consumer]
    return report(raw, path.format(id=case["id"]), Settings(targets=(name,)))


def told(result: FileReport, consumer: str) -> str:
    """The worst that agentls says the consumer loses."""
    losses = [effect.loses for finding in result.findings for effect in finding.effects]
    return max(losses, key=LOSSES.index, default="nothing")


@pytest.mark.parametrize("consumer", CONSUMERS)
def test_each_bad_text_costs_what_was_recorded(consumer: str) -> None:
    wrong = []
    for case in cases_of(consumer):
        if (consumer, case["id"]) in DIFFERENT:
            continue
        result = check(bad_text(case, consumer), case, consumer)
        if told(result, consumer) != recorded(consumer, case):
            said = [(finding.rule, finding.arguments.get("cause")) for finding in result.findings]
            wrong.append(
                f"{case['id']} ({case['cause']}): {recorded(consumer, case)}, told {told(result, consumer)}: {said}"
            )
    assert not wrong, f"{len(wrong)} of {len(cases_of(consumer))}\n" + "\n".join(wrong)


@pytest.mark.parametrize("consumer", CONSUMERS)
def test_each_good_twin_gives_nothing_above_info(consumer: str) -> None:
    loud = []
    for case in cases_of(consumer):
        result = check(good_twin(case, consumer), case, consumer)
        loud += [f"{case['id']}: {one.rule}: {one.message}" for one in result.findings if one.severity > Severity.INFO]
    assert not loud, "\n".join(loud)


FEW = {"claude-code/rule": ("claude-code", "claude-code-rule")}
"""Readers of which some causes were run on a key that the texts of the cases do not have: recorded name -> reader."""


@pytest.mark.parametrize("name", FEW)
def test_a_reader_of_few_causes_says_what_was_recorded(name: str) -> None:
    causes = facts("readers.yaml")["consumers"][name]["causes"]
    outcomes = schema().readers[FEW[name]].outcomes
    assert {cause: one.loses for cause, one in outcomes.items()} == {
        cause: LOSES[one["outcome"]] for cause, one in causes.items()
    }
