// What the server offers besides findings, asked for in a file that no other extension knows so much about.
const assert = require("node:assert");
const vscode = require("vscode");
const { after, eventually, first, open, withSetting } = require("./helpers.js");

const NAME = ".claude/agents/tagged.md";
const ask = (command, ...more) => vscode.commands.executeCommand(command, ...more);

suite("features", () => {
  let document;
  setup(async () => {
    const session = await vscode.extensions.getExtension("agentls.agentls").activate();
    await eventually("the server", () => session.running);
    document = await open(NAME);
    await ask("workbench.action.files.revert");
  });

  test("a pair of tags is renamed together", async () => {
    const edit = await ask("vscode.executeDocumentRenameProvider", document.uri, after(document, "<ro"), "persona");
    assert.deepStrictEqual(edit.get(document.uri).map((one) => [document.getText(one.range), one.newText]), [
      ["role", "persona"],
      ["role", "persona"],
    ]);
  });

  test("front matter, sections and tags can be folded", async () => {
    const ranges = await ask("vscode.executeFoldingRangeProvider", document.uri);
    const begins = ranges.map((range) => document.lineAt(range.start).text);
    assert.ok(["---", "<role>", "## Rules"].every((line) => begins.includes(line)), JSON.stringify(begins));
  });

  test("the outline has keys, sections and tags", async () => {
    const symbols = await ask("vscode.executeDocumentSymbolProvider", document.uri);
    const names = (list) => list.flatMap((one) => [one.name, ...names(one.children ?? [])]);
    const found = names(symbols).join("\n");
    assert.ok(["description", "Rules", "role"].every((name) => found.includes(name)), found);
  });

  test("keys and tools are colored by what they are", async () => {
    const legend = await ask("vscode.provideDocumentSemanticTokensLegend", document.uri);
    const tokens = await ask("vscode.provideDocumentSemanticTokens", document.uri);
    assert.ok(legend.tokenTypes.includes("property"), JSON.stringify(legend));
    const kinds = new Set();
    for (let at = 3; at < tokens.data.length; at += 5) {
      kinds.add(legend.tokenTypes[tokens.data[at]]);
    }
    assert.ok(kinds.has("property"), JSON.stringify([...kinds]));
  });

  test("each kind of inlay hint can be switched off", async () => {
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = async () => {
      const found = await ask("vscode.executeInlayHintProvider", document.uri, all);
      return found.map((hint) => (typeof hint.label === "string" ? hint.label : hint.label.map((part) => part.value).join("")));
    };
    for (const [kind, pattern] of [["tools", /inherits/], ["default", /default/]]) {
      const shown = async () => (await hints()).some((label) => pattern.test(label));
      await eventually(`a hint of the kind ${kind}`, shown);
      await withSetting(`hints.${kind}`, false, () => eventually("no such hint", async () => !(await shown())));
      await eventually(`a hint of the kind ${kind}`, shown);
    }
  });

  test("files are formatted when that is the setting, else not", async () => {
    const loose = await open(".claude/agents/loose.md");
    const edits = () => ask("vscode.executeFormatDocumentProvider", loose.uri, { tabSize: 2, insertSpaces: true });
    assert.ok(!(await edits())?.length);
    await withSetting("format", true, () => eventually("edits", async () => (await edits())?.length));
    await eventually("no formatting", async () => !(await edits())?.length);
  });

  test("links to files can be followed", async () => {
    const links = await ask("vscode.executeLinkProvider", document.uri, 10);
    const wanted = vscode.Uri.joinPath(first, "README.md").path;
    assert.ok(links.some((link) => link.target?.path === wanted), JSON.stringify(links));
  });
});
