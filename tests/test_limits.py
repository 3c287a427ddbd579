"""What is not listed is said to be there: no limit is silent."""

from __future__ import annotations

import pytest

from agentls.fixing import fix_report
from tests.support.checking import report

HEAD = "---\nname: reviewer\ndescription: Reviews changes before they are merged\n"
MORE = "and more"


def messages(text: str) -> list[str]:
    return [finding.message for finding in report(text).findings]


def keys(count: int) -> str:
    return HEAD + "".join(f"zuffle{number}: 1\n" for number in range(count)) + "---\nYou review code.\n"


def tools(count: int, form: str) -> str:
    names = [f"mcp__server__tool{number}" for number in range(count)]
    listed = {
        "comma": " " + ", ".join(names),
        "list": "".join(f"\n  - {name}" for name in names),
        "flow": f" [{', '.join(names)}]",
    }
    return f"{HEAD}tools:{listed[form]}\n---\nYou review code.\n"


def test_five_hundred_findings_of_a_rule_are_all_listed() -> None:
    told = messages(keys(500))
    assert len(told) == 500
    assert not any(message.startswith(MORE) for message in told)


def test_beyond_them_one_more_says_where_the_rest_begins() -> None:
    text = keys(600)
    *listed, last = report(text).findings
    assert len(listed) == 500
    assert last.message.startswith(MORE)
    assert (last.rule, last.severity.label, last.arguments) == ("unknown-key", "hint", {"listed": 500})
    assert text.startswith("zuffle500", last.span.start)


@pytest.mark.parametrize("form", ["comma", "list", "flow"])
def test_two_thousand_tools_are_looked_at_and_the_rest_is_not_passed_over_in_silence(form: str) -> None:
    assert messages(tools(2000, form)) == []
    (message,) = messages(tools(2001, form))
    assert message == "and more tools, not checked: 2000 are enough for one list"


def test_fixes_go_on_with_what_was_not_listed() -> None:
    text = HEAD + "".join(f"x{number}: 1\nx{number}: 2\n" for number in range(600)) + "---\nYou review code.\n"
    before = report(text)
    after = fix_report(before, lambda source: report(source.text), unsafe=True).report
    assert sum(finding.rule == "duplicate-key" for finding in before.findings) == 501
    assert not any(finding.rule == "duplicate-key" and finding.fix for finding in after.findings)
