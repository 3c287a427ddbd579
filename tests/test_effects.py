"""Severity: one function of what is lost, what is left, what is verified, and how sure the target is."""

from __future__ import annotations

import pytest

from agentls.config import Settings
from agentls.document import open_document
from agentls.effects import LOSSES, Effects, older, severity_of, worst_first
from agentls.faults import Fault, Selectors
from agentls.findings import Certainty, Effect, Severity, Target
from agentls.text import SourceText, Span
from tests.support.checking import report, schema

CLAUDE = Target("claude-code", "claude-code-agent", "certain")


def effect(
    loses: str = "nothing", access: str = "", activation: str = "", verified: bool = True, target: Target = CLAUDE
) -> Effect:
    return Effect(target, Severity.INFO, loses, access, activation, verified=verified)


@pytest.mark.parametrize(
    ("loses", "severity"),
    [
        ("nothing", Severity.INFO),
        ("value", Severity.WARNING),
        ("item", Severity.WARNING),
        ("key", Severity.WARNING),
        ("rest", Severity.WARNING),
        ("all-keys", Severity.ERROR),
        ("file", Severity.ERROR),
        ("set", Severity.ERROR),
        ("run", Severity.ERROR),
        ("program", Severity.ERROR),
    ],
)
def test_what_is_lost_decides(loses: str, severity: Severity) -> None:
    assert severity_of(effect(loses)) == severity


def test_every_loss_has_its_place_in_the_order() -> None:
    assert [severity_of(effect(loses)) for loses in LOSSES] == sorted(severity_of(effect(loses)) for loses in LOSSES)


@pytest.mark.parametrize(
    ("access", "severity"),
    [("wider", Severity.ERROR), ("none", Severity.ERROR), ("narrower", Severity.WARNING), ("", Severity.INFO)],
)
def test_what_access_is_left_decides_too(access: str, severity: Severity) -> None:
    assert severity_of(effect(access=access)) == severity


@pytest.mark.parametrize("activation", ["always", "never", "manual"])
def test_another_activation_is_a_warning(activation: str) -> None:
    assert severity_of(effect(activation=activation)) == Severity.WARNING


@pytest.mark.parametrize("loses", LOSSES)
def test_what_is_not_verified_is_never_an_error(loses: str) -> None:
    for access in ("", "wider", "none"):
        assert severity_of(effect(loses, access, verified=False)) <= Severity.WARNING
    assert severity_of(effect(loses, verified=False), Severity.ERROR) == Severity.WARNING


@pytest.mark.parametrize(
    ("certainty", "most"), [("certain", Severity.ERROR), ("intended", Severity.WARNING), ("also", Severity.INFO)]
)
def test_the_certainty_of_the_target_is_a_cap(certainty: Certainty, most: Severity) -> None:
    target = Target(CLAUDE.consumer, CLAUDE.dialect, certainty)
    assert severity_of(effect("file", target=target)) == most
    assert severity_of(effect("nothing", target=target)) == Severity.INFO
    assert severity_of(effect("file", target=target), Severity.HINT) == Severity.HINT


@pytest.mark.parametrize("certainty", ["certain", "intended", "also"])
def test_a_target_that_the_user_chose_has_no_cap(certainty: Certainty) -> None:
    target = Target("copilot-cli", "copilot-agent", certainty, chosen=True)
    assert severity_of(effect("file", target=target)) == Severity.ERROR
    assert severity_of(effect("file", verified=False, target=target)) == Severity.WARNING


@pytest.mark.parametrize("override", list(Severity))
def test_a_severity_that_the_schema_gives_wins_over_the_effect(override: Severity) -> None:
    assert severity_of(effect("file"), override) == override
    assert severity_of(effect("nothing"), override) == override


def test_effects_are_told_worst_first_and_else_in_their_order() -> None:
    first, second = Target("a", "x", "certain"), Target("b", "x", "certain")
    harmless = Effect(first, Severity.INFO)
    item, file, same = (Effect(second, Severity.WARNING, loses) for loses in ("item", "file", "item"))
    assert worst_first([harmless, item, file, same]) == (file, item, same, harmless)


@pytest.mark.parametrize(
    ("version", "than", "expected"),
    [
        ("2.1.99", "2.1.208", True),
        ("2.1.208", "2.1.208", False),
        ("2.1.329", "2.1.208", False),
        ("2.1", "2.1.1", True),
        ("1.0.102", "2", True),
        ("", "2.1.208", False),
        ("2.1.208", "", False),
    ],
)
def test_versions_compare_by_their_numbers_and_an_unknown_one_is_the_newest(
    version: str, than: str, expected: bool
) -> None:
    assert older(version, than) is expected


NAMED = "---\nname: reviewer\ndescription: Reviews changes\n{}\n---\nReview.\n"


def behavior_of(fault: Fault, text: str, path: str = "/p/.claude/agents/reviewer.md") -> Effect | None:
    document = open_document(path, SourceText(text), schema(), Settings())
    assert document is not None
    return Effects(document, schema()).of(fault)


def of(rule: str, **selectors: str) -> Fault:
    return Fault(Selectors(rule, **selectors), Span(0, 3), CLAUDE, {"key": "k", "name": "n", "value": "v"})


@pytest.mark.parametrize(
    ("fault", "loses", "access"),
    [
        (of("unknown-key", key="x"), "nothing", ""),  # nearest: none
        (of("unknown-key", key="modle", nearest="model"), "key", ""),  # nearest: some
        (of("unknown-key", key="toools", nearest="tools"), "key", "wider"),  # the very name, and a condition
        (of("unknown-key", key="permission"), "key", "wider"),  # a key by name
        (of("unknown-key", key="hooks.Stopp", nearest="Stop"), "item", ""),  # a key by pattern
        (of("unknown-tool", key="tools", tool="x", share="some"), "item", "narrower"),
        (of("unknown-tool", key="tools", tool="x", share="all"), "run", ""),
        (of("unknown-tool", key="disallowedTools", tool="x", share="some"), "item", "wider"),
        (of("invalid-type", key="tools", form="integer"), "nothing", "none"),
        (of("invalid-type", key="maxTurns", form="text"), "key", ""),
    ],
)
def test_the_behavior_with_most_selectors_that_fit_wins(fault: Fault, loses: str, access: str) -> None:
    found = behavior_of(fault, NAMED.format("model: haiku"))
    assert found is not None
    assert (found.loses, found.access) == (loses, access)


def test_a_condition_on_another_key_that_does_not_hold_rules_a_behavior_out() -> None:
    found = behavior_of(of("unknown-key", key="toools", nearest="tools"), NAMED.format("tools: Read"))
    assert found is not None
    assert (found.loses, found.access) == ("key", "")


def test_a_fault_of_which_nothing_is_known_has_no_effect() -> None:
    assert behavior_of(of("misspelled-section"), NAMED.format("model: haiku")) is None


def test_a_fault_without_a_target_has_no_effect() -> None:
    fault = Fault(Selectors("unknown-key", key="x"), Span(0, 3))
    assert behavior_of(fault, NAMED.format("model: haiku")) is None


def test_a_misspelled_key_takes_the_worst_of_its_own_effect_and_that_of_the_missing_key() -> None:
    result = report("---\nnmae: reviewer\ndescription: Reviews changes\n---\nReview.\n")
    (finding,) = result.findings
    assert (finding.rule, finding.effects[0].loses) == ("unknown-key", "file")


def test_keys_below_the_place_where_a_reader_goes_on_with_the_text_are_named() -> None:
    (finding,) = report(NAMED.format("# --- more ---\ntools: Read\nmodel: haiku")).findings
    (told,) = finding.effects
    assert (told.loses, told.access, told.severity) == ("rest", "wider", Severity.ERROR)
    assert "`tools`, `model`" in told.text
    (finding,) = report(NAMED.format("# --- more ---\nmodel: haiku")).findings
    assert (finding.effects[0].access, finding.severity) == ("", Severity.WARNING)
