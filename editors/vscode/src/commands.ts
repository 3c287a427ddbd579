/** The commands of the extension. Their ids differ from those of the server, which the client library registers. */
import * as vscode from "vscode";
import { DETECT, Detected, DIALECTS, DialectItem, FIX_ALL, lines, NEW_FILE, NewFile, RuleItem, RULES, SET_DIALECT } from "./answers";
import { chooseServer, install } from "./install";
import { Session } from "./session";

export function registerCommands(session: Session): vscode.Disposable[] {
  const commands: Record<string, () => unknown> = {
    "agentls.restart": () => session.restart(),
    "agentls.showOutput": () => session.output.show(),
    "agentls.install": () => install(session),
    "agentls.chooseServer": () => chooseServer(),
    "agentls.fixAllInFile": () => fixAll(session),
    "agentls.checkWorkspace": () => checkWorkspace(session),
    "agentls.whyDialect": () => whyDialect(session),
    "agentls.pickDialect": () => pickDialect(session),
    "agentls.createFile": () => createFile(session),
    "agentls.openRulePage": () => openRulePage(session),
  };
  return Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run));
}

async function fixAll(session: Session): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document) {
    await session.run(FIX_ALL, { uri: document.uri.toString() });
  }
}

/** With findings of the whole workspace on, they are there already; else a check runs as a task. */
async function checkWorkspace(session: Session): Promise<void> {
  const everything = vscode.workspace.getConfiguration("agentls").get("diagnostics") === "workspace";
  if (!everything && session.program) {
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      await vscode.tasks.executeTask(checkTask(session.program.command, folder));
    }
  }
  await vscode.commands.executeCommand("workbench.actions.view.problems");
}

function checkTask(program: string, folder: vscode.WorkspaceFolder): vscode.Task {
  const run = new vscode.ProcessExecution(program, ["check", "--format", "concise"], { cwd: folder.uri.fsPath });
  const task = new vscode.Task({ type: "agentls" }, folder, "check", "agentls", run, "$agentls");
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Silent };
  return task;
}

async function whyDialect(session: Session): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const detected = document && (await session.run<Detected>(DETECT, { uri: document.uri.toString() }));
  const text = detected?.recognized ? lines(detected).join("\n") : "This is no agent file, as far as agentls can see.";
  await vscode.window.showInformationMessage(detected?.title ?? "agentls", { modal: true, detail: text });
}

async function pickDialect(session: Session): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const dialect = document && (await askDialect(session, "Which dialect is this file?"));
  if (!document || !dialect) {
    return;
  }
  const places = [
    { label: "In this file", detail: "a comment names the dialect", where: "file" },
    { label: "In agentls.toml", detail: "for everybody who checks this workspace", where: "settings" },
  ];
  const place = await vscode.window.showQuickPick(places, { title: "Where should that be said?" });
  if (place) {
    await session.run(SET_DIALECT, { uri: document.uri.toString(), dialect, where: place.where });
  }
}

async function createFile(session: Session): Promise<void> {
  const dialect = await askDialect(session, "New agent file: which dialect?");
  const name = dialect && (await vscode.window.showInputBox({ title: "Its name", value: "my-agent" }));
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!dialect || !name || !folder) {
    return;
  }
  const file = await session.run<NewFile>(NEW_FILE, { dialect, name });
  if (!file) {
    return;
  }
  const uri = vscode.Uri.file(file.path);
  const exists = await vscode.workspace.fs.stat(uri).then(() => true, () => false);
  const shown = await vscode.workspace.openTextDocument(exists ? uri : uri.with({ scheme: "untitled" }));
  const editor = await vscode.window.showTextDocument(shown);
  if (!exists) {
    await editor.insertSnippet(new vscode.SnippetString(file.snippet), new vscode.Position(0, 0));
  }
}

async function askDialect(session: Session, title: string): Promise<string | undefined> {
  const dialects = (await session.run<DialectItem[]>(DIALECTS, {})) ?? [];
  const items = dialects.map((one) => ({ label: one.title, description: one.id, detail: one.summary }));
  const chosen = await vscode.window.showQuickPick(items, { title, matchOnDescription: true, matchOnDetail: true });
  return chosen?.description;
}

async function openRulePage(session: Session): Promise<void> {
  const rules = (await session.run<RuleItem[]>(RULES, {})) ?? [];
  const items = rules.map((rule) => ({ label: rule.id, page: rule.page }));
  const chosen = await vscode.window.showQuickPick(items, { title: "Which rule?" });
  if (chosen) {
    await vscode.commands.executeCommand("markdown.showPreview", vscode.Uri.parse(chosen.page));
  }
}
