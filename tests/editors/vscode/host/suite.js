// What the extension does in every kind of file, asked through the interface that extensions have.
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const { after, eventually, first, labels, marked, open, second, told, withSetting } = require("./helpers.js");

suite("agentls", () => {
  suiteSetup(async () => {
    const session = await vscode.extensions.getExtension("agentls.agentls").activate();
    await session.settled;
  });

  for (const [name, language, wrong] of JSON.parse(fs.readFileSync(process.env.AGENTLS_KINDS, "utf8"))) {
    test(`${name} is ${language} and is checked`, async () => {
      const document = await open(name);
      assert.strictEqual(document.languageId, language);
      await marked(document, wrong);
    });
  }

  test("a finding behind emoji has its exact range", async () => {
    await marked(await open(".claude/agents/emoji.md"), " #1 today");
  });

  test("a finding in a file with CRLF has its exact range", async () => {
    const document = await open(".claude/agents/crlf.md");
    assert.strictEqual(document.eol, vscode.EndOfLine.CRLF);
    await marked(document, "Grepp");
  });

  test("an ordinary page has no findings", async () => {
    const document = await open("README.md");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepStrictEqual(told(document), []);
  });

  test("completion offers what belongs there", async () => {
    const document = await open(".claude/agents/crlf.md");
    assert.ok((await labels(document, after(document, "tools: Read, "))).includes("Grep"));
  });

  test("hover tells what a key is", async () => {
    const document = await open(".claude/agents/crlf.md");
    const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, after(document, "to"));
    assert.ok(hovers.some((hover) => hover.contents.some((content) => content.value.includes("tools"))));
  });

  test("a quick fix is preferred and mends the word", async () => {
    const document = await open(".claude/agents/fix.md");
    const finding = await marked(document, "Grepp");
    const actions = await vscode.commands.executeCommand(
      "vscode.executeCodeActionProvider", document.uri, finding.range, vscode.CodeActionKind.QuickFix.value, 20,
    );
    const preferred = actions.find((action) => action.isPreferred && action.edit);
    assert.ok(preferred, JSON.stringify(actions.map((action) => action.title)));
    await vscode.workspace.applyEdit(preferred.edit);
    await eventually("the finding to go", () => !told(document).includes("Grepp"));
  });

  test("findings of VS Code's own validator are not told twice", async () => {
    const document = await open("agents/twice.agent.md");
    await marked(document, await eventually("any finding of ours", () => told(document)[0]));
    assert.ok(!told(document).includes("frobnicate"), JSON.stringify(told(document)));
  });

  test("the second folder is checked, too", async () => {
    await marked(await open(".claude/agents/second.md", second), "Grepp");
  });

  test("files that are not open are checked", async () => {
    const uri = vscode.Uri.joinPath(first, ".claude/agents/closed.md");
    await eventually("its findings", () => vscode.languages.getDiagnostics(uri).some((one) => one.source === "agentls"));
  });

  test("commands of the extension run after a restart, with two folders", async () => {
    await vscode.commands.executeCommand("agentls.restart");
    await vscode.commands.executeCommand("agentls.restart");
    await marked(await open(".claude/agents/second.md", second), "Grepp");
    const known = await vscode.commands.getCommands(true);
    assert.ok(known.includes("agentls.detect") && known.includes("agentls.whyDialect"));
  });

  test("a killed server comes back", async () => {
    const session = await vscode.extensions.getExtension("agentls.agentls").activate();
    const before = session.running.serverProcess?.pid;
    assert.ok(before);
    process.kill(before, "SIGKILL");
    await eventually("another server", () => {
      const now = session.running?.serverProcess?.pid;
      return now && now !== before;
    });
    await marked(await open(".claude/agents/second.md", second), "Grepp");
  });

  test("fix all mends the file in front", async () => {
    const document = await open(".claude/agents/all.md");
    await marked(document, "Grepp");
    await vscode.commands.executeCommand("agentls.fixAllInFile");
    await eventually("the mended text", () => !document.getText().includes("Grepp"));
  });

  test("a changed setting counts without a restart", async () => {
    const document = await open(".claude/agents/second.md", second);
    await marked(document, "Grepp");
    await withSetting("ignore", ["unknown-tool"], () =>
      eventually("the finding to go", () => !told(document).includes("Grepp")),
    );
    await marked(document, "Grepp");
  });

  test("agentls.toml counts without a restart", async () => {
    const document = await open(".claude/agents/second.md", second);
    const file = path.join(second.fsPath, "agentls.toml");
    fs.writeFileSync(file, 'ignore = ["unknown-tool"]\n');
    await eventually("the finding to go", () => !told(document).includes("Grepp"));
    fs.unlinkSync(file);
    await marked(document, "Grepp");
  });

  test("findings of open files only, when that is the setting", async () => {
    const uri = vscode.Uri.joinPath(first, ".claude/agents/closed.md");
    const none = () => vscode.languages.getDiagnostics(uri).every((one) => one.source !== "agentls");
    await withSetting("diagnostics", "openFiles", () => eventually("the findings of a closed file to go", none));
  });

  test("a server that can't be started is a message, not a crash", async () => {
    const settings = vscode.workspace.getConfiguration("agentls");
    await settings.update("server.command", ["no-such-program"], vscode.ConfigurationTarget.Global);
    const session = await vscode.extensions.getExtension("agentls.agentls").activate();
    await eventually("the end of the server", () => session.program === undefined);
    assert.ok(!session.running);
    await settings.update("server.command", undefined, vscode.ConfigurationTarget.Global);
    await eventually("the server", () => session.running);
  });
});
