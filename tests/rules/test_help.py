"""What to write instead: the schema's word on the worst effect, unless the rule's advice is about this very file."""

from __future__ import annotations

import pytest

from agentls.config import Settings
from agentls.sentences import without_subject
from tests.support.checking import check, report, unmark

KIRO = "/p/.kiro/agents/reviewer.md"
OPENCODE = "/p/.opencode/agents/reviewer.md"
CODEX = "/p/.codex/agents/reviewer.toml"


def agent(*lines: str) -> str:
    return "\n".join(["---", "name: reviewer", "description: Reviews code", *lines, "---", "Review.", ""])


@pytest.mark.parametrize(
    ("text", "path", "told"),
    [
        (agent("permissions:", "  «warning invalid-type|- read»"), KIRO, "Write the list below permissions: rules:"),
        (agent("«warning deprecated-key|allowedTools»: [read]"), KIRO, "Run /upgrade-agent"),
        (
            agent("«warning foreign-key|permission»:", "  edit: deny"),
            "/p/.factory/droids/reviewer.md",
            "List what is allowed in tools",
        ),
        (
            '---\npaths: «warning invalid-type|"*.ts"»\n---\nBe brief.\n',
            "/p/.clinerules/style.md",
            "Write the globs as a list",
        ),
        (
            agent("permission:", '  «error unknown-key|"rm -rf *"»: deny'),
            OPENCODE,
            "Shell commands are patterns below bash, paths patterns below edit or read",
        ),
    ],
)
def test_what_the_schema_says_to_write_instead_is_the_help(text: str, path: str, told: str) -> None:
    rule = text.partition("|")[0].rpartition(" ")[2]
    assert check(text, path, Settings(select=(rule,))).findings[0].help == told


@pytest.mark.parametrize(
    ("text", "path", "told"),
    [
        (agent("«error foreign-key|allowed-tools»: Read"), "", "here the key is `tools`"),
        (agent("permissionMode: «warning invalid-value|palan»"), "", "did you mean `plan`?"),
        (
            agent("tools: [«error unknown-tool|mcp__git__log»]"),
            "/p/.gemini/agents/reviewer.md",
            "write mcp_SERVER_TOOL",
        ),
    ],
)
def test_a_name_that_the_rule_knows_comes_first(text: str, path: str, told: str) -> None:
    rule = text.partition("|")[0].rpartition(" ")[2]
    findings = report(unmark(text)[0], path or "/p/.claude/agents/reviewer.md", Settings(select=(rule,))).findings
    assert findings[0].help.startswith(told)


def test_a_key_that_costs_the_file_and_means_nothing_known_is_to_be_removed() -> None:
    hook = ("hooks:", "  «error unknown-key|whenever»:", "    - {type: command, bash: ls}")
    finding = check(agent(*hook), "/p/.github/agents/reviewer.agent.md", Settings(select=("unknown-key",))).findings[0]
    assert finding.help == "remove it, or say in the text what it is to say"


@pytest.mark.parametrize(
    ("text", "path", "where"),
    [
        ('name = "reviewer"\ndescription = "Reviews code"\n', CODEX, "to the file"),
        ("rules: []\n", "/p/.roomodes", "to the file"),
        ("---\nname: reviewer\n---\nReview.\n", "/p/.claude/agents/reviewer.md", "to the front matter"),
    ],
)
def test_a_missing_key_belongs_where_the_keys_are(text: str, path: str, where: str) -> None:
    finding = report(text, path, Settings(select=("missing-key",))).findings[0]
    assert f" {where} (" in finding.help


def test_some_of_a_list_of_which_nothing_is_left_can_be_renamed() -> None:
    text = agent("tools: [«error unknown-tool|readfile, Exec, Pigeon»]")
    fix = check(text, "/p/.gemini/agents/reviewer.md", Settings(select=("unknown-tool",))).findings[0].fix
    assert fix is not None
    assert (fix.title, fix.applicability) == ("Rename `readfile` to the names that are known here", "unsafe")


@pytest.mark.parametrize(
    ("sentence", "name", "rest"),
    [
        ("Kilo takes the key as absent.", "Kilo", "takes the key as absent."),
        ("Kilo CLI takes the key as absent.", "Kilo", "Kilo CLI takes the key as absent."),
        ("OpenCode 2 takes it.", "OpenCode", "OpenCode 2 takes it."),
        ("The key is absent.", "Kilo", "The key is absent."),
    ],
)
def test_only_a_whole_name_is_cut_off(sentence: str, name: str, rest: str) -> None:
    assert without_subject(sentence, name) == rest
