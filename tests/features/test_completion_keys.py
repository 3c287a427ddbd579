"""Completion among keys and values: a text with a cursor in, what is offered or what the text becomes out."""

from __future__ import annotations

import pytest

from tests.support.completing import labels, offered, taken
from tests.support.pages import AGENT

COPILOT = "/p/.github/agents/x.agent.md"
PROMPT = "/p/.github/prompts/x.prompt.md"
OPENCODE = "/p/.opencode/agent/x.md"
SKILL = "/p/.claude/skills/deploy/SKILL.md"
COMMAND = "/p/.claude/commands/x.md"
GEMINI = "/p/.gemini/agents/x.md"
QWEN = "/p/.qwen/agents/x.md"
CURSOR_RULE = "/p/.cursor/rules/x.mdc"
RULE = "/p/.claude/rules/x.md"
DROID = "/p/.factory/droids/x.md"
KIRO = "/p/.kiro/agents/x.json"
KIRO_MD = "/p/.kiro/agents/x.md"
CODEX = "/p/.codex/agents/x.toml"
ROO = "/p/.roomodes"
STEERING = "/p/.kiro/steering/x.md"

# Text before, label that is taken, text after.
TAKEN: list[tuple[str, str, str, str]] = [
    # --- keys of front matter ---------------------------------------------------------------------------------------
    (AGENT, "---\n<CURSOR>\n---\n", "name", "---\nname: \n---\n"),
    (AGENT, "---\nname: x\n<CURSOR>\n---\n", "model", "---\nname: x\nmodel: \n---\n"),
    (AGENT, "---\nname: x\nmo<CURSOR>\n---\n", "model", "---\nname: x\nmodel: \n---\n"),
    (AGENT, "---\nname: x\nmo<CURSOR>xyz\n---\n", "model", "---\nname: x\nmodel: \n---\n"),
    (AGENT, "---\nname: x\nmo<CURSOR>: opus\n---\n", "model", "---\nname: x\nmodel: opus\n---\n"),
    (AGENT, "---\nname: x\n<CURSOR>mode: opus\n---\n", "model", "---\nname: x\nmodel: opus\n---\n"),
    (AGENT, "---\nname: x\n<CURSOR>", "description", "---\nname: x\ndescription: "),
    (AGENT, "---\n<CURSOR>", "name", "---\nname: "),
    (AGENT, "---\nde<CURSOR>\n\nYou review.\n", "description", "---\ndescription: \n\nYou review.\n"),
    (AGENT, "---\r\nname: x\r\n<CURSOR>\r\n---\r\n", "hooks", "---\r\nname: x\r\nhooks:\r\n  \r\n---\r\n"),
    (AGENT, "---\nname: 🎯 x\n<CURSOR>\n---\n", "color", "---\nname: 🎯 x\ncolor: \n---\n"),
    (
        AGENT,
        "---\nname: \U0001f468\u200d\U0001f469 é\nmod<CURSOR>\n---\n",
        "model",
        "---\nname: \U0001f468\u200d\U0001f469 é\nmodel: \n---\n",
    ),
    (AGENT, '---\nname: x\n"mo<CURSOR>": opus\n---\n', "model", '---\nname: x\n"model": opus\n---\n'),
    # --- nested keys ------------------------------------------------------------------------------------------------
    (AGENT, "---\nhooks:\n  <CURSOR>\n---\n", "Stop", "---\nhooks:\n  Stop:\n    - hooks: \n---\n"),
    (AGENT, "---\nhooks:\n  Stop:\n    - <CURSOR>\n---\n", "matcher", "---\nhooks:\n  Stop:\n    - matcher: \n---\n"),
    (AGENT, "---\nhooks:\n  Stop:\n    <CURSOR>\n---\n", "matcher", "---\nhooks:\n  Stop:\n    - matcher: \n---\n"),
    (AGENT, "---\nhooks:\n  Stop:\n  - ma<CURSOR>\n---\n", "matcher", "---\nhooks:\n  Stop:\n  - matcher: \n---\n"),
    (
        COPILOT,
        "---\nhandoffs:\n  - label: Go\n    <CURSOR>\n---\n",
        "prompt",
        "---\nhandoffs:\n  - label: Go\n    prompt: \n---\n",
    ),
    (
        COPILOT,
        "---\nhandoffs:\n- label: Go\n  pr<CURSOR>\n---\n",
        "prompt",
        "---\nhandoffs:\n- label: Go\n  prompt: \n---\n",
    ),
    (OPENCODE, "---\npermission:\n  <CURSOR>\n---\n", "bash", "---\npermission:\n  bash: \n---\n"),
    (
        OPENCODE,
        "---\npermission:\n  edit: deny\n  w<CURSOR>\n---\n",
        "webfetch",
        "---\npermission:\n  edit: deny\n  webfetch: \n---\n",
    ),
    (OPENCODE, "---\npermission: {<CURSOR>}\n---\n", "edit", "---\npermission: {edit: }\n---\n"),
    (
        OPENCODE,
        "---\npermission: {edit: deny, ba<CURSOR>}\n---\n",
        "bash",
        "---\npermission: {edit: deny, bash: }\n---\n",
    ),
    (OPENCODE, "---\npermission: { <CURSOR>edit: deny}\n---\n", "edit", "---\npermission: { edit: deny}\n---\n"),
    (OPENCODE, "---\ntools:\n  <CURSOR>\n---\n", "bash", "---\ntools:\n  bash: \n---\n"),
    (OPENCODE, "---\ntools: {wr<CURSOR>}\n---\n", "write", "---\ntools: {write: }\n---\n"),
    (GEMINI, "---\nauth:\n  <CURSOR>\n---\n", "type", "---\nauth:\n  type: \n---\n"),
    # --- values -----------------------------------------------------------------------------------------------------
    (AGENT, "---\nmodel: <CURSOR>\n---\n", "opus", "---\nmodel: opus\n---\n"),
    (AGENT, "---\nmodel:<CURSOR>\n---\n", "opus", "---\nmodel: opus\n---\n"),
    (AGENT, "---\nmodel: so<CURSOR>nnet\n---\n", "opus", "---\nmodel: opus\n---\n"),
    (AGENT, "---\nmodel: <CURSOR>sonnet\n---\n", "opus", "---\nmodel: opus\n---\n"),
    (AGENT, "---\nmodel: so<CURSOR>nnet # cheap\n---\n", "opus", "---\nmodel: opus # cheap\n---\n"),
    (AGENT, '---\nmodel: "so<CURSOR>"\n---\n', "opus", '---\nmodel: "opus"\n---\n'),
    (AGENT, '---\nmodel: "so<CURSOR>\n---\n', "opus", '---\nmodel: "opus"\n---\n'),
    (AGENT, "---\nmodel: '<CURSOR>'\n---\n", "opus", "---\nmodel: 'opus'\n---\n"),
    (AGENT, "---\nbackground: <CURSOR>\n---\n", "true", "---\nbackground: true\n---\n"),
    (AGENT, "---\ncolor: r<CURSOR>\n---\n", "red", "---\ncolor: red\n---\n"),
    (f"agency-agents:{AGENT}", "---\ncolor: <CURSOR>\n---\n", "#059669", '---\ncolor: "#059669"\n---\n'),
    (f"agency-agents:{AGENT}", '---\ncolor: "<CURSOR>"\n---\n', "#059669", '---\ncolor: "#059669"\n---\n'),
    (AGENT, "---\npermissionMode: pl<CURSOR>\n---\n", "plan", "---\npermissionMode: plan\n---\n"),
    (AGENT, "---\r\nmodel: <CURSOR>\r\n---\r\n", "opus", "---\r\nmodel: opus\r\n---\r\n"),
    (OPENCODE, "---\nmode: <CURSOR>\n---\n", "subagent", "---\nmode: subagent\n---\n"),
    (OPENCODE, "---\npermission:\n  bash: <CURSOR>\n---\n", "ask", "---\npermission:\n  bash: ask\n---\n"),
    (OPENCODE, "---\npermission: {bash: <CURSOR>}\n---\n", "ask", "---\npermission: {bash: ask}\n---\n"),
    (OPENCODE, "---\ntools:\n  bash: <CURSOR>\n---\n", "false", "---\ntools:\n  bash: false\n---\n"),
    (CURSOR_RULE, "---\nalwaysApply: <CURSOR>\n---\n", "true", "---\nalwaysApply: true\n---\n"),
    (STEERING, "---\ninclusion: <CURSOR>\n---\n", "manual", "---\ninclusion: manual\n---\n"),
    (COPILOT, "---\ntarget: <CURSOR>\n---\n", "vscode", "---\ntarget: vscode\n---\n"),
    (PROMPT, "---\nagent: <CURSOR>\n---\n", "ask", "---\nagent: ask\n---\n"),
    (DROID, "---\nreasoningEffort: <CURSOR>\n---\n", "high", "---\nreasoningEffort: high\n---\n"),
    # --- tools: text with commas ------------------------------------------------------------------------------------
    (AGENT, "---\ntools: <CURSOR>\n---\n", "Read", "---\ntools: Read\n---\n"),
    (AGENT, "---\ntools:<CURSOR>\n---\n", "Read", "---\ntools: Read\n---\n"),
    (AGENT, "---\ntools: Read, Gr<CURSOR>\n---\n", "Grep", "---\ntools: Read, Grep\n---\n"),
    (AGENT, "---\ntools: Read,<CURSOR>\n---\n", "Grep", "---\ntools: Read, Grep\n---\n"),
    (AGENT, "---\ntools: Read, <CURSOR>, Write\n---\n", "Grep", "---\ntools: Read, Grep, Write\n---\n"),
    (AGENT, "---\ntools: Re<CURSOR>ad, Grep\n---\n", "Write", "---\ntools: Write, Grep\n---\n"),
    (AGENT, "---\ntools: Read, Gr<CURSOR>ep # both\n---\n", "Glob", "---\ntools: Read, Glob # both\n---\n"),
    (AGENT, '---\ntools: "Read, <CURSOR>"\n---\n', "Grep", '---\ntools: "Read, Grep"\n---\n'),
    (
        AGENT,
        "---\ntools: Bash(git diff, git log), <CURSOR>\n---\n",
        "Grep",
        "---\ntools: Bash(git diff, git log), Grep\n---\n",
    ),
    (AGENT, "---\ndisallowedTools: Write, <CURSOR>\n---\n", "Edit", "---\ndisallowedTools: Write, Edit\n---\n"),
    (SKILL, "---\nallowed-tools: Read Gr<CURSOR>\n---\n", "Grep", "---\nallowed-tools: Read Grep\n---\n"),
    (AGENT, "---\ntools: <CURSOR>\n---\n", "*", '---\ntools: "*"\n---\n'),
    (AGENT, "---\ntools: Read, <CURSOR>\n---\n", "mcp__github", "---\ntools: Read, mcp__github\n---\n"),
    # --- tools: flow lists ------------------------------------------------------------------------------------------
    (AGENT, "---\ntools: [<CURSOR>]\n---\n", "Read", "---\ntools: [Read]\n---\n"),
    (AGENT, "---\ntools: [Read, Gr<CURSOR>]\n---\n", "Grep", "---\ntools: [Read, Grep]\n---\n"),
    (AGENT, "---\ntools: [Read, Gr<CURSOR>\n---\n", "Grep", "---\ntools: [Read, Grep\n---\n"),
    (AGENT, '---\ntools: ["Read", "Gr<CURSOR>"]\n---\n', "Grep", '---\ntools: ["Read", "Grep"]\n---\n'),
    (AGENT, '---\ntools: ["Read", "Gr<CURSOR>]\n---\n', "Grep", '---\ntools: ["Read", "Grep"]\n---\n'),
    (AGENT, "---\ntools: [\n  Read,\n  <CURSOR>\n]\n---\n", "Grep", "---\ntools: [\n  Read,\n  Grep\n]\n---\n"),
    (AGENT, "---\ntools: [\n  Read\n  <CURSOR>\n]\n---\n", "Grep", "---\ntools: [\n  Read,\n  Grep\n]\n---\n"),
    (AGENT, "---\ntools: [<CURSOR>]\n---\n", "*", '---\ntools: ["*"]\n---\n'),
    (GEMINI, "---\ntools: <CURSOR>\n---\n", "read_file", "---\ntools: [read_file]\n---\n"),
    (COPILOT, "---\ntools: ['read', '<CURSOR>']\n---\n", "edit", "---\ntools: ['read', 'edit']\n---\n"),
    (COPILOT, "---\ntools: [read, <CURSOR>]\n---\n", "github/*", "---\ntools: [read, github/*]\n---\n"),
    (KIRO_MD, "---\ntools: [<CURSOR>]\n---\n", "@github", '---\ntools: ["@github"]\n---\n'),
    # --- tools: block lists -----------------------------------------------------------------------------------------
    (AGENT, "---\ntools:\n  - <CURSOR>\n---\n", "Read", "---\ntools:\n  - Read\n---\n"),
    (AGENT, "---\ntools:\n  -<CURSOR>\n---\n", "Read", "---\ntools:\n  - Read\n---\n"),
    (AGENT, "---\ntools:\n  - Read\n  - Gr<CURSOR>ep\n---\n", "Glob", "---\ntools:\n  - Read\n  - Glob\n---\n"),
    (AGENT, "---\ntools:\n  - Read\n  <CURSOR>\n---\n", "Grep", "---\ntools:\n  - Read\n  - Grep\n---\n"),
    (AGENT, "---\ntools:\n  <CURSOR>\n---\n", "Grep", "---\ntools:\n  - Grep\n---\n"),
    (AGENT, "---\ntools:\n- Read\n- <CURSOR>\n---\n", "Grep", "---\ntools:\n- Read\n- Grep\n---\n"),
    (AGENT, '---\ntools:\n  - "Re<CURSOR>"\n---\n', "Read", '---\ntools:\n  - "Read"\n---\n'),
    (
        AGENT,
        "---\ndisallowedTools:\n  - Write\n  - <CURSOR>\n---\n",
        "Edit",
        "---\ndisallowedTools:\n  - Write\n  - Edit\n---\n",
    ),
    (QWEN, "---\ntools:\n  - <CURSOR>\n---\n", "read_file", "---\ntools:\n  - read_file\n---\n"),
    (KIRO_MD, "---\ntools:\n  - <CURSOR>\n---\n", "@github", '---\ntools:\n  - "@github"\n---\n'),
    # --- arguments --------------------------------------------------------------------------------------------------
    (AGENT, "---\ntools: Agent(<CURSOR>)\n---\n", "planner", "---\ntools: Agent(planner)\n---\n"),
    (AGENT, "---\ntools: Agent(<CURSOR>\n---\n", "planner", "---\ntools: Agent(planner\n---\n"),
    (
        AGENT,
        "---\ntools: Read, Agent(stylist, pl<CURSOR>), Grep\n---\n",
        "planner",
        "---\ntools: Read, Agent(stylist, planner), Grep\n---\n",
    ),
    (SKILL, "---\nallowed-tools: Bash(<CURSOR>)\n---\n", "git status", "---\nallowed-tools: Bash(git status)\n---\n"),
    (SKILL, "---\nallowed-tools: Skill(<CURSOR>)\n---\n", "triage", "---\nallowed-tools: Skill(triage)\n---\n"),
    (AGENT, "---\ntools:\n  - Agent(<CURSOR>)\n---\n", "planner", "---\ntools:\n  - Agent(planner)\n---\n"),
    # --- names of the workspace -------------------------------------------------------------------------------------
    (AGENT, "---\nskills: <CURSOR>\n---\n", "triage", "---\nskills: triage\n---\n"),
    (AGENT, "---\nskills: deploy, <CURSOR>\n---\n", "triage", "---\nskills: deploy, triage\n---\n"),
    (AGENT, "---\nskills:\n  - <CURSOR>\n---\n", "triage", "---\nskills:\n  - triage\n---\n"),
    (AGENT, "---\nmcpServers:\n  - <CURSOR>\n---\n", "github", "---\nmcpServers:\n  - github\n---\n"),
    (DROID, "---\nmcpServers: [<CURSOR>]\n---\n", "github", "---\nmcpServers: [github]\n---\n"),
    (
        COPILOT,
        "---\nhandoffs:\n  - label: Go\n    agent: <CURSOR>\n---\n",
        "Tester",
        "---\nhandoffs:\n  - label: Go\n    agent: Tester\n---\n",
    ),
    (COPILOT, "---\nagents: [<CURSOR>]\n---\n", "Tester", "---\nagents: [Tester]\n---\n"),
    (COMMAND, "---\nagent: <CURSOR>\n---\n", "planner", "---\nagent: planner\n---\n"),
    (PROMPT, "---\nagent: <CURSOR>\n---\n", "Tester", "---\nagent: Tester\n---\n"),
    # --- paths ------------------------------------------------------------------------------------------------------
    (CURSOR_RULE, "---\nglobs: <CURSOR>\n---\n", "src/", "---\nglobs: src/\n---\n"),
    (CURSOR_RULE, "---\nglobs: src/**, do<CURSOR>\n---\n", "docs/", "---\nglobs: src/**, docs/\n---\n"),
    (CURSOR_RULE, "---\nglobs: docs/<CURSOR>\n---\n", "images/", "---\nglobs: docs/images/\n---\n"),
    (RULE, '---\npaths:\n  - "<CURSOR>"\n---\n', "src/", '---\npaths:\n  - "src/"\n---\n'),
    # --- keys that are yet to be named ------------------------------------------------------------------------------
    (
        SKILL,
        "---\nname: x\nmeta<CURSOR>\n---\n",
        "metadata",
        "---\nname: x\nmetadata: \n---\n",
    ),
    (QWEN, "---\nname: x\ntoo<CURSOR>\n---\n", "tools", "---\nname: x\ntools: \n---\n"),
    # --- JSON -------------------------------------------------------------------------------------------------------
    (KIRO, "{<CURSOR>}", "name", '{"name": ""}'),
    (KIRO, '{\n  "name": "x",\n  <CURSOR>\n}', "model", '{\n  "name": "x",\n  "model": ""\n}'),
    (KIRO, '{\n  "name": "x",\n  "mo<CURSOR>"\n}', "model", '{\n  "name": "x",\n  "model": ""\n}'),
    (KIRO, '{\n  "name": "x",\n  "mo<CURSOR>\n}', "model", '{\n  "name": "x",\n  "model": ""\n}'),
    (KIRO, '{\n  "name": "x",\n  "mo<CURSOR>": "y"\n}', "model", '{\n  "name": "x",\n  "model": "y"\n}'),
    (KIRO, '{\n  "name": "x"\n  <CURSOR>\n}', "model", '{\n  "name": "x",\n  "model": ""\n}'),
    (KIRO, '{\n  <CURSOR>\n  "name": "x"\n}', "model", '{\n  "model": "",\n  "name": "x"\n}'),
    (KIRO, '{"tools": [<CURSOR>]}', "read", '{"tools": ["read"]}'),
    (KIRO, '{"tools": ["<CURSOR>"]}', "read", '{"tools": ["read"]}'),
    (KIRO, '{"tools": ["read", "sh<CURSOR>"]}', "shell", '{"tools": ["read", "shell"]}'),
    (KIRO, '{"tools": ["read", <CURSOR>', "shell", '{"tools": ["read", "shell"'),
    (KIRO, '{"tools": <CURSOR>}', "read", '{"tools": ["read"]}'),
    (KIRO, '{\n  "includeMcpJson": <CURSOR>\n}', "true", '{\n  "includeMcpJson": true\n}'),
    (KIRO, '{\r\n  "name": "é",\r\n  <CURSOR>\r\n}', "tools", '{\r\n  "name": "é",\r\n  "tools": [""]\r\n}'),
    (KIRO, '{"permissions": {"rules": [{"<CURSOR>"}]}}', "effect", '{"permissions": {"rules": [{"effect": ""}]}}'),
    (KIRO, "{<CURSOR>}", "permissions", '{"permissions": {}}'),
    (KIRO, '{\n  <CURSOR>\n  "name": "x"\n}', "permissions", '{\n  "permissions": {},\n  "name": "x"\n}'),
    (KIRO, '{\n  <CURSOR>\n  "name": "x"\n}', "includeMcpJson", '{\n  "includeMcpJson": \n  "name": "x"\n}'),
    # --- TOML -------------------------------------------------------------------------------------------------------
    (CODEX, "<CURSOR>", "name", 'name = ""'),
    (CODEX, 'name = "x"\nmod<CURSOR>\n', "model", 'name = "x"\nmodel = ""\n'),
    (CODEX, 'name = "x"\nmod<CURSOR> = "y"\n', "model", 'name = "x"\nmodel = "y"\n'),
    (CODEX, 'sandbox_mode = "<CURSOR>"\n', "read-only", 'sandbox_mode = "read-only"\n'),
    (CODEX, 'sandbox_mode = "re<CURSOR>\n', "read-only", 'sandbox_mode = "read-only"\n'),
    (CODEX, "sandbox_mode = <CURSOR>\n", "read-only", 'sandbox_mode = "read-only"\n'),
    (CODEX, "sandbox_mode =<CURSOR>\n", "read-only", 'sandbox_mode = "read-only"\n'),
    (CODEX, "[mcp_servers.a]\n<CURSOR>\n", "command", '[mcp_servers.a]\ncommand = ""\n'),
    (CODEX, "mcp_servers.a.<CURSOR>\n", "command", 'mcp_servers.a.command = ""\n'),
    (CODEX, "[mcp_servers]\na = {<CURSOR>}\n", "command", '[mcp_servers]\na = {command = ""}\n'),
    (CODEX, "mcp_s<CURSOR>\n", "mcp_servers", "mcp_servers = \n"),
    (CODEX, "too<CURSOR>\n", "tools", "tools = {}\n"),
    # --- YAML files -------------------------------------------------------------------------------------------------
    (ROO, "customModes:\n  - slug: a\n    <CURSOR>\n", "name", "customModes:\n  - slug: a\n    name: \n"),
    (
        ROO,
        "customModes:\n  - slug: a\n    groups:\n      - <CURSOR>\n",
        "edit",
        "customModes:\n  - slug: a\n    groups:\n      - edit\n",
    ),
    (
        ROO,
        "customModes:\n  - slug: a\n    groups: [read, <CURSOR>]\n",
        "edit",
        "customModes:\n  - slug: a\n    groups: [read, edit]\n",
    ),
    (
        ROO,
        "customModes:\n  - slug: a\n    groups:\n      - [<CURSOR>]\n",
        "edit",
        "customModes:\n  - slug: a\n    groups:\n      - [edit]\n",
    ),
    (
        ROO,
        "customModes:\n  - slug: a\n    source: <CURSOR>\n",
        "project",
        "customModes:\n  - slug: a\n    source: project\n",
    ),
    # --- .mdc -------------------------------------------------------------------------------------------------------
    (CURSOR_RULE, "---\ndescription: a: b\n<CURSOR>\n---\n", "globs", "---\ndescription: a: b\nglobs: \n---\n"),
    # --- broken on purpose ------------------------------------------------------------------------------------------
    (AGENT, '---\nname: "x\ntools: Read, <CURSOR>\n---\n', "Grep", '---\nname: "x\ntools: Read, Grep\n---\n'),
    (
        AGENT,
        "---\nname: x: y: z\n  - what\ntools: [Read, <CURSOR>\n---\n",
        "Grep",
        "---\nname: x: y: z\n  - what\ntools: [Read, Grep\n---\n",
    ),
    (AGENT, "---\ntools: [Read, Grep\nmodel: <CURSOR>\n---\n", "opus", "---\ntools: [Read, Grep\nmodel: opus\n---\n"),
    (AGENT, "---\n\tname: x\nmodel: <CURSOR>\n---\n", "opus", "---\n\tname: x\nmodel: opus\n---\n"),
    (AGENT, "---\nhooks\n  Stop:\n    - <CURSOR>\n---\n", "matcher", "---\nhooks\n  Stop:\n    - matcher: \n---\n"),
    (AGENT, "--\nname: x\nmodel: <CURSOR>\n---\n", "opus", "--\nname: x\nmodel: opus\n---\n"),
    (KIRO, '{\n  "name": "x,\n  "tools": ["<CURSOR>"]\n}', "read", '{\n  "name": "x,\n  "tools": ["read"]\n}'),
    (
        KIRO,
        '{\n  "tools": ["read"\n  "model": "x",\n  "<CURSOR>"\n}',
        "prompt",
        '{\n  "tools": ["read"\n  "model": "x",\n  "prompt": ""\n}',
    ),
    (CODEX, 'name = "x\nsandbox_mode = <CURSOR>\n', "read-only", 'name = "x\nsandbox_mode = "read-only"\n'),
]


@pytest.mark.parametrize(("path", "before", "label", "after"), TAKEN)
def test_what_the_text_becomes(path: str, before: str, label: str, after: str) -> None:
    assert taken(before, label, path) == after


# Text, labels that must be offered, labels that must not.
OFFERED: list[tuple[str, str, str, str]] = [
    (AGENT, "---\nname: x\n<CURSOR>\n---\n", "description tools model hooks", "name permission-mode"),
    (AGENT, "---\n<CURSOR>\nname: x\n---\n", "description", "name"),
    (AGENT, "---\nhooks:\n  Stop:\n  <CURSOR>\n  Setup:\n---\n", "PreToolUse", "Stop Setup name"),
    (AGENT, "---\nhooks:\n  Stop:\n    - matcher: x\n      <CURSOR>\n---\n", "hooks", "matcher name"),
    (AGENT, "---\ntools: Read, <CURSOR>\n---\n", "Grep Bash", "Read"),
    (AGENT, "---\ntools: <CURSOR>, Read\n---\n", "Grep Bash", "Read"),
    (AGENT, "---\ntools:\n  - Read\n  - <CURSOR>\n  - Grep\n---\n", "Bash", "Read Grep"),
    (AGENT, "---\ntools: [Read, <CURSOR>, Grep]\n---\n", "Bash", "Read Grep"),
    (AGENT, "---\ntools: <CURSOR>\n---\n", "Read", "TeamDelete Serch"),
    (AGENT, "---\nskills:\n  - deploy\n  - <CURSOR>\n---\n", "triage", "deploy planner"),
    (AGENT, "---\ntools: Agent(<CURSOR>)\n---\n", "planner stylist", "reviewer Tester deploy"),
    (COPILOT, "---\nhandoffs:\n  - agent: <CURSOR>\n---\n", "Tester", "planner deploy"),
    (COPILOT, "---\n<CURSOR>\n---\n", "description tools", "infer"),
    (OPENCODE, "---\n<CURSOR>\n---\n", "mode permission", "tools maxSteps"),
    (OPENCODE, "---\ntools:\n  bash: true\n  <CURSOR>\n---\n", "edit", "bash"),
    (SKILL, "---\n<CURSOR>\n---\n", "name description", "globs"),
    (KIRO, '{"name": "x", <CURSOR>}', "description tools", "name allowedTools"),
    (KIRO, '{"a": {"<CURSOR>"}}', "", "name description"),
    (CODEX, 'name = "x"\n<CURSOR>\ndescription = "y"\n', "model", "name description"),
    (CODEX, "[mcp_servers.a]\ncommand = 'x'\n<CURSOR>\n", "args", "command name"),
]


@pytest.mark.parametrize(("path", "text", "there", "absent"), OFFERED)
def test_what_is_offered(path: str, text: str, there: str, absent: str) -> None:
    found = set(labels(text, path))
    assert set(there.split()) <= found
    assert not set(absent.split()) & found


NOTHING: list[tuple[str, str]] = [
    (AGENT, "---\nname: x # a <CURSOR>\n---\n"),
    (AGENT, "---\n# a <CURSOR>\n---\n"),
    (AGENT, "---\nname: <CURSOR>\n---\n"),
    (AGENT, "---\ndescription: a word <CURSOR>\n---\n"),
    (AGENT, "---\ndescription: |\n  a <CURSOR>\n---\n"),
    (AGENT, "---\nnonsense: <CURSOR>\n---\n"),
    (AGENT, "---\nnonsense:\n  <CURSOR>\n---\n"),
    (AGENT, "---\nmaxTurns: <CURSOR>\n---\n"),
    (AGENT, '---\nmodel: "opus" <CURSOR>\n---\n'),
    (AGENT, "---\ntools: [Read] <CURSOR>\n---\n"),
    (KIRO, '{"name": "x" <CURSOR>}'),
    (KIRO, '{"name" <CURSOR>}'),
    (KIRO, '{"name": "x"} <CURSOR>'),
    (CODEX, 'name = "x" <CURSOR>\n'),
    (CODEX, "# <CURSOR>\n"),
    (CODEX, "developer_instructions = '''\nmod<CURSOR>\n'''\n"),
]


@pytest.mark.parametrize(("path", "text"), NOTHING)
def test_where_nothing_is_offered(path: str, text: str) -> None:
    assert labels(text, path) == []


def test_needed_keys_come_first_then_the_order_of_the_schema() -> None:
    found = labels("---\n<CURSOR>\n---\n")
    assert found[:4] == ["name", "description", "tools", "disallowedTools"]


def test_ranks_follow_the_order() -> None:
    found = offered("---\n<CURSOR>\n---\n")
    assert [one.rank for one in found] == list(range(len(found)))


def test_a_needed_key_is_marked() -> None:
    assert next(one for one in offered("---\n<CURSOR>\n---\n") if one.label == "name").description == "required"


def test_a_key_brings_a_skeleton_of_its_value() -> None:
    found = {one.label: one.snippet for one in offered("---\n<CURSOR>\n---\n")}
    assert found["tools"] == "tools: ${1:Read, Grep, Glob}"
    assert found["background"] == "background: ${1|true,false|}"
    assert found["memory"] == "memory: ${1|user,project,local|}"


def test_lines_below_a_nested_key_carry_their_indentation() -> None:
    found = {one.label: one.snippet for one in offered("---\nhooks:\n  <CURSOR>\n---\n")}
    assert found["Stop"] == "Stop:\n    - hooks: $1"


def test_a_house_style_offers_its_own_keys_and_those_of_the_product_that_it_is_made_for() -> None:
    text = "---\nname: x\ncategory: quality\n<CURSOR>\n---\n\n## Triggers\n\n## Behavioral Mindset\n\n## Boundaries\n"
    assert {"description", "permissionMode"} <= set(labels(text))


def test_other_spellings_of_tools_come_last() -> None:
    found = [one for one in offered("---\ntools: <CURSOR>\n---\n") if one.kind == "tool"]
    aliases = [one.description.startswith("=") for one in found]
    assert aliases == sorted(aliases)
