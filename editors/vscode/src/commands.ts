/** The commands of the extension. Their ids differ from those of the server, which the client library registers. */
import * as fs from "fs";
import * as vscode from "vscode";
import { DETECT, Detected, DIALECTS, DialectItem, FIX_ALL, lines, NEW_FILE, NewFile, RuleItem, RULES, SET_DIALECT } from "./answers";
import { chooseServer, install } from "./install";
import { tellNotRunning } from "./messages";
import { checkOf } from "./server";
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
  return Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, () => told(run)));
}

/** A command was called while no server runs. */
class NotRunning extends Error {}

/** Run a command; what goes wrong is told in a sentence. */
async function told(run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof NotRunning) {
      void tellNotRunning();
    } else {
      void vscode.window.showErrorMessage(`agentls: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** What a command of the server answers, once it has started. */
async function ask<Answer>(session: Session, command: string, argument: object): Promise<Answer> {
  await session.settled;
  if (!session.running) {
    throw new NotRunning();
  }
  return (await session.run<Answer>(command, argument)) as Answer;
}

/** The document in front. */
function front(): vscode.TextDocument {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) {
    throw new Error("open a file first.");
  }
  return document;
}

async function fixAll(session: Session): Promise<void> {
  const document = front();
  if (isLocked(document)) {
    throw new Error(`${vscode.workspace.asRelativePath(document.uri)} is read-only: nothing was changed.`);
  }
  await ask(session, FIX_ALL, { uri: document.uri.toString() });
}

/** Whether a document could not be saved. Like VS Code, this looks at the bits of a file even for a superuser. */
function isLocked(document: vscode.TextDocument): boolean {
  try {
    return (fs.statSync(document.uri.fsPath).mode & 0o200) === 0;
  } catch {
    return false;
  }
}

/** With findings of the whole workspace on, they are there already; else a check runs as a task. */
async function checkWorkspace(session: Session): Promise<void> {
  await session.settled;
  if (!session.program) {
    throw new NotRunning();
  }
  if (vscode.workspace.getConfiguration("agentls").get("diagnostics") !== "workspace") {
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      await vscode.tasks.executeTask(checkTask(checkOf(session.program), folder));
    }
  }
  await vscode.commands.executeCommand("workbench.actions.view.problems");
}

function checkTask([program, ...args]: string[], folder: vscode.WorkspaceFolder): vscode.Task {
  const run = new vscode.ProcessExecution(program, args, { cwd: folder.uri.fsPath });
  const task = new vscode.Task({ type: "agentls" }, folder, "check", "agentls", run, "$agentls");
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Silent };
  return task;
}

async function whyDialect(session: Session): Promise<void> {
  const detected = await ask<Detected>(session, DETECT, { uri: front().uri.toString() });
  const text = detected.recognized ? lines(detected).join("\n") : "This is no agent file, as far as agentls can see.";
  await vscode.window.showInformationMessage(detected.title ?? "agentls", { modal: true, detail: text });
}

async function pickDialect(session: Session): Promise<void> {
  const document = front();
  const dialect = await askDialect(session, "Which dialect is this file?");
  const places = [
    { label: "In this file", detail: "a comment names the dialect", where: "file" },
    { label: "In agentls.toml", detail: "for everybody who checks this workspace", where: "settings" },
  ];
  const place = dialect && (await vscode.window.showQuickPick(places, { title: "Where should that be said?" }));
  if (!dialect || !place) {
    return;
  }
  const unsaved = new Set(vscode.workspace.textDocuments.filter((one) => one.isDirty));
  await ask(session, SET_DIALECT, { uri: document.uri.toString(), dialect, where: place.where });
  // A settings file counts for others once it is on the disk, and nobody looks at it here.
  for (const changed of vscode.workspace.textDocuments) {
    if (changed.isDirty && changed !== document && !unsaved.has(changed)) {
      await changed.save();
    }
  }
}

async function createFile(session: Session): Promise<void> {
  if (!vscode.workspace.workspaceFolders) {
    throw new Error("open a folder first: the file is made in it.");
  }
  const dialect = await askDialect(session, "New agent file: which dialect?");
  const name = dialect && (await vscode.window.showInputBox({ title: "Its name", value: "my-agent" }));
  if (!dialect || !name) {
    return;
  }
  const file = await ask<NewFile>(session, NEW_FILE, { dialect, name });
  const uri = vscode.Uri.file(file.path);
  const exists = await vscode.workspace.fs.stat(uri).then(() => true, () => false);
  const shown = await vscode.workspace.openTextDocument(exists ? uri : uri.with({ scheme: "untitled" }));
  const editor = await vscode.window.showTextDocument(shown);
  if (!exists) {
    await editor.insertSnippet(new vscode.SnippetString(file.snippet), new vscode.Position(0, 0));
  }
}

async function askDialect(session: Session, title: string): Promise<string | undefined> {
  const dialects = await ask<DialectItem[]>(session, DIALECTS, {});
  const items = dialects.map((one) => ({ label: one.title, description: one.id, detail: one.summary }));
  const chosen = await vscode.window.showQuickPick(items, { title, matchOnDescription: true, matchOnDetail: true });
  return chosen?.description;
}

async function openRulePage(session: Session): Promise<void> {
  const rules = await ask<RuleItem[]>(session, RULES, {});
  const items = rules.map((rule) => ({ label: rule.id, page: rule.page }));
  const chosen = await vscode.window.showQuickPick(items, { title: "Which rule?" });
  if (chosen) {
    await vscode.commands.executeCommand("markdown.showPreview", vscode.Uri.parse(chosen.page));
  }
}
