// What every suite of this folder asks and waits for.
const assert = require("node:assert");
const vscode = require("vscode");

const first = vscode.workspace.workspaceFolders[0].uri;
const second = vscode.workspace.workspaceFolders[1].uri;

async function eventually(what, condition, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  let last;
  while (Date.now() < end) {
    last = await condition();
    if (last) {
      return last;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}, got ${JSON.stringify(last)}`);
}

async function open(name, folder = first) {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, name));
  await vscode.window.showTextDocument(document);
  return document;
}

const ours = (document) => vscode.languages.getDiagnostics(document.uri).filter((one) => one.source === "agentls");
const told = (document) => ours(document).map((one) => document.getText(one.range));

async function marked(document, text) {
  await eventually(`a finding on exactly ${text} in ${document.fileName}`, () => told(document).includes(text) || undefined)
    .catch((error) => assert.fail(`${error.message}: ${JSON.stringify(told(document))}`));
  return ours(document).find((one) => document.getText(one.range) === text);
}

async function labels(document, position) {
  const list = await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", document.uri, position);
  return list.items.map((item) => (typeof item.label === "string" ? item.label : item.label.label));
}

function after(document, text) {
  return document.positionAt(document.getText().indexOf(text) + text.length);
}

/** Run with a setting of the workspace, and without it again. */
async function withSetting(name, value, run) {
  const settings = vscode.workspace.getConfiguration("agentls");
  await settings.update(name, value, vscode.ConfigurationTarget.Workspace);
  try {
    await run();
  } finally {
    await settings.update(name, undefined, vscode.ConfigurationTarget.Workspace);
  }
}

module.exports = { after, eventually, first, labels, marked, open, second, told, withSetting };
