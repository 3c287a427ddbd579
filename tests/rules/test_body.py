"""Rules about the text below the front matter: placeholders, commands, fences, invisible characters, links."""

from __future__ import annotations

import pytest

from agentls.findings import Finding
from tests.support.checking import check, report, unmark

SKILL = "/p/.claude/skills/deploy/SKILL.md"
AGENT = "/p/.claude/agents/reviewer.md"


def skill(body: str, more: str = "") -> str:
    return f"---\nname: deploy\ndescription: Deploys a branch. Use when asked to deploy.\n{more}---\n{body}\n"


def agent(body: str) -> str:
    return f"---\nname: reviewer\ndescription: Reviews changes before they are merged\n---\n{body}\n"


def only(text: str, rule: str, path: str = SKILL) -> Finding:
    """The one finding of a rule in a text."""
    (found,) = [finding for finding in report(text, path).findings if finding.rule == rule]
    return found


def mended(text: str, finding: Finding) -> str:
    """The text after a finding's fix."""
    assert finding.fix
    for edit in sorted(finding.fix.edits, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


# placeholder


@pytest.mark.parametrize(
    "body",
    [
        "Deploy $0 to $1.",
        "Deploy $ARGUMENTS, then $ARGUMENTS[1].",
        "Pay $1 at most.",
        "Between $1,000 and $2,000, or $1.5.",
        "From $3 to $5.",
        "Deploy $HOME and ${HOME}.",
        "Deploy ${CLAUDE_CONFIG_DIR}.",
        "Say `{{args}}` in code.",
        "```bash\nawk '{print $1, $2}'\n```",
    ],
)
def test_a_placeholder_that_may_be_meant_as_it_stands_is_left_alone(body: str) -> None:
    check(skill(body), SKILL)


def test_all_numbers_are_counted_from_the_base() -> None:
    text = skill("Deploy $1 to $2, in code `$1`.")
    assert mended(text, only(text, "placeholder")) == skill("Deploy $0 to $1, in code `$0`.")


def test_a_foreign_form_is_one_finding_however_often_it_stands_there() -> None:
    text = skill("Deploy {{args}} and {{args}}.")
    found = only(text, "placeholder")
    assert [text[slice(*place.span)] for place in found.related] == ["{{args}}"]
    assert mended(text, found) == skill("Deploy $ARGUMENTS and $ARGUMENTS.")


def test_a_name_is_compared_with_those_that_are_declared() -> None:
    text = skill("Deploy $brnch.", "arguments: [branch]\n")
    assert only(text, "placeholder").help == "did you mean $branch?"
    check(skill("Deploy $brnch."), SKILL)
    check(skill("Deploy $HOME.", "arguments: [branch]\n"), SKILL)


@pytest.mark.parametrize("written", ["$ARGUMENT", "$arguments", "$ARGUMETNS"])
def test_a_name_that_is_nearly_a_variable_is_told_but_not_in_code(written: str) -> None:
    text = skill(f"Deploy {written}, not `{written}` or $HOME.")
    assert mended(text, only(text, "placeholder")) == skill(f"Deploy $ARGUMENTS, not `{written}` or $HOME.")
    check(skill(f"Deploy `{written}`."), SKILL)


def test_an_agent_is_told_that_nothing_is_filled_in() -> None:
    check(agent("You review «info placeholder|$ARGUMENTS» and $0, ${HOME}, @file."), AGENT)


# shell-not-allowed


@pytest.mark.parametrize(
    "allowed",
    ["Bash", "Read, Bash(*)", "Bash(git status:*)", "Bash(git *)", "[Read, Bash(git status -s)]", "Bash(git status *)"],
)
def test_a_command_that_an_entry_permits_is_silent(allowed: str) -> None:
    result = report(skill("State: !`git status -s`", f"allowed-tools: {allowed}\n"), SKILL)
    assert "shell-not-allowed" not in [finding.rule for finding in result.findings]


@pytest.mark.parametrize("allowed", ["Read", "Bash(git diff:*)", "Bash(git statusx)", "bash"])
def test_a_command_that_no_entry_permits_is_found(allowed: str) -> None:
    assert only(skill("State: !`git status -s`", f"allowed-tools: {allowed}\n"), "shell-not-allowed").fix is None


def test_without_the_key_exactly_the_commands_are_permitted() -> None:
    text = skill("State: !`git status`, change: !`git diff`")
    found = only(text, "shell-not-allowed")
    assert len(found.related) == 1
    more = "allowed-tools: Bash(git status), Bash(git diff)\n"
    assert mended(text, found) == skill("State: !`git status`, change: !`git diff`", more)


@pytest.mark.parametrize("body", ["KEY=!`date`", "`!` and `date`", "```\n!`date`\n```", "Wow!`date`"])
def test_what_is_not_run_needs_no_permission(body: str) -> None:
    check(skill(body), SKILL)


# empty-body


@pytest.mark.parametrize(("body", "marked"), [("Review.", "«error empty-body|Review.»"), ("Review it.", "Review it.")])
def test_a_text_may_be_too_short_to_count(body: str, marked: str) -> None:
    check(f"---\nname: reviewer\ndescription: Reviews code\n---\n\n{marked}\n", "/p/.qwen/agents/reviewer.md")


@pytest.mark.parametrize("long", [True, False])
def test_a_text_that_is_too_long_is_told_at_its_first_line(long: bool) -> None:
    first = "«warning too-long|Name tests.»" if long else "Name tests."
    check(
        f"---\ntrigger: always_on\n---\n\n{first}\n" + ("Say why.\n" * (1400 if long else 1300)), "/p/.agent/rules/a.md"
    )


def test_placeholders_count_in_the_keys_of_a_data_file() -> None:
    text = (
        'description = "Takes $ARGUMENTS"\nprompt = """\nExplain «warning placeholder|$ARGUMENTS»\nand {{args}}.\n"""\n'
    )
    finding = check(text, "/p/.gemini/commands/explain.toml").findings[0]
    assert mended(unmark(text)[0], finding).count("{{args}}") == 2


def test_an_agent_without_text_has_all_tools_in_one_product() -> None:
    front = "---\nname: r\ndescription: Reviews changes\n{}«{} empty-body|---»\n \n"
    path = "/p/.github/agents/r.agent.md"
    check(front.format("tools: [view]\n", "warning"), path)
    check(front.format("", "info"), path)
    check("---\nname: r\ndescription: Reviews changes\n---\n.\n", path)


# unclosed-fence


def test_an_open_block_of_an_item_that_ends_with_its_list_is_closed() -> None:
    check(agent("- one\n\n  ```bash\n  ls\n\nText below the list."), AGENT)


def test_a_block_around_others_gets_longer_marks() -> None:
    text = agent("```markdown\n# T\n```bash\nls\n```\nmore\n```\n\nText")
    found = only(text, "unclosed-fence", AGENT)
    assert [text[slice(*place.span)] for place in found.related] == ["```"]
    assert mended(text, found) == agent("````markdown\n# T\n```bash\nls\n```\nmore\n````\n\nText")


def test_where_the_marks_do_not_pair_up_nothing_is_mended() -> None:
    found = only(agent("```markdown\n```bash\nls\n```\n```\nx\n```\n```\n\nText"), "unclosed-fence", AGENT)
    assert found.related
    assert found.fix is None


def test_a_block_of_code_alone_is_closed_at_the_end() -> None:
    text = agent("Run:\n\n```bash\nls")
    assert mended(text, only(text, "unclosed-fence", AGENT)) == agent("Run:\n\n```bash\nls\n```")
    assert only(agent("```bash\nls\n\n# Rules\n\nBe kind."), "unclosed-fence", AGENT).fix is None


# invisible-character


@pytest.mark.parametrize(
    "body",
    ["👩\u200d💻 and ❤️\u200d🔥", "🏴\U000e0067\U000e0062\U000e007f", "می\u200cخواهم", "שלום\u200f (ok)", "क्\u200dष"],
)
def test_emoji_and_scripts_need_characters_without_width(body: str) -> None:
    check(agent(body), AGENT)


def test_a_name_is_told_apart_from_text() -> None:
    text = "---\nname: reviewer\ndescription: Reviews\u200b changes\ntools: Read, Gr\u200bep\n---\nYou\u200b review.\n"
    found = [finding for finding in report(text, AGENT).findings if finding.rule == "invisible-character"]
    assert [(finding.severity.label, len(finding.related)) for finding in found] == [("info", 1), ("warning", 0)]


def test_hidden_tags_and_turned_text_are_warnings_with_a_fix_to_look_at() -> None:
    text = agent("You review\U000e0041\U000e0042 code.")
    found = only(text, "invisible-character", AGENT)
    assert (found.severity.label, found.fix and found.fix.applicability) == ("warning", "unsafe")
    assert mended(text, found) == agent("You review code.")


# broken-link

FILES = {"/p/.claude/skills/deploy/references/servers.md", "/p/docs/rules.md"}


@pytest.mark.parametrize(
    "body",
    [
        "[servers](references/servers.md)",
        "[servers](./references/servers.md#two)",
        "@docs/rules.md",
        "«info broken-link|[servers](servers.md)»",
        "«info broken-link|[rules](docs/rules.md)»",
        "«info broken-link|@docs/servers.md»",
        "[site](https://example.org/a.md), [mail](mailto:a@example.org), [above](#top), [root](/etc/x.md)",
        "[home](~/x.md), [template](<path>), [{name}](docs/{name}.md), [word](word)",
        "`[servers](servers.md)` and @pytest.mark.slow, @ops, me@example.org/a.md",
    ],
)
def test_links_are_followed_where_files_can_be_seen(body: str) -> None:
    marked = skill(body)
    assert not report(unmark(marked)[0], SKILL).findings  # nobody can tell what is there
    check(marked, SKILL, exists=FILES.__contains__)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/p/.claude/agents/deployer.md", ["{{args}}", "${input:place}"]),
        ("/p/.opencode/agents/deployer.md", ["{{args}}", "${input:place}"]),
        pytest.param("/p/.github/agents/deployer.agent.md", ["{{args}}"], id="only what was run there"),
        pytest.param("/p/.gemini/agents/deployer.md", [], id="nothing of it was run there"),
    ],
)
def test_in_the_text_of_an_agent_forms_of_other_products_stay_as_they_are(path: str, told: list[str]) -> None:
    text = (
        "---\nname: deployer\ndescription: Deploys a branch\n---\n"
        "Deploy {{args}} to ${input:place}, not `{{args}}`.\n\n```\n${input:place}\n```\n"
    )
    findings = report(text, path).findings
    assert [text[slice(*finding.span)] for finding in findings] == told
    assert {(finding.rule, finding.severity.label) for finding in findings} <= {("placeholder", "info")}


@pytest.mark.parametrize(
    "body",
    [
        "See `«info placeholder|@docs/rules.md»` first.",
        "See ``read «info placeholder|@docs/rules.md» first``.",
        "```\n«info placeholder|@docs/rules.md»\n```",
        "`«info placeholder|@docs/rules.md»` and again `@docs/rules.md`",
        "`@docs/servers.md` is not there",
        "@docs/rules.md is taken in, and so `@docs/rules.md` only speaks of it",
        "`docs/rules.md`, `me@docs/rules.md`",
    ],
)
def test_a_file_that_is_there_is_not_taken_in_from_code(body: str) -> None:
    text = f"# Notes\n\n{body}\n"
    assert not report(unmark(text)[0], "/p/CLAUDE.md").findings  # nobody can tell what is there
    check(text, "/p/CLAUDE.md", exists={"/p/docs/rules.md"}.__contains__)


@pytest.mark.parametrize(
    "text",
    [
        "«error misplaced-frontmatter|```yaml»\n" + agent("You review.").replace("---\nYou", "---\n```\n\nYou"),
        "«error misplaced-frontmatter|```markdown»\n" + agent("You review.") + "```\n",
    ],
)
def test_a_block_that_is_opened_above_the_front_matter_is_one_fault(text: str) -> None:
    check(text, AGENT)
