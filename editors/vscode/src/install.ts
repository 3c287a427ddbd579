/** Installing the server, and choosing one that is there. Both write settings of the user, never of a workspace. */
import * as vscode from "vscode";
import { Session } from "./session";

const INSTALL = "install";

/** agentls is published nowhere yet: it is installed from a wheel or a checkout that the user names. */
export async function install(session: Session): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({
    title: "A wheel of agentls, or the folder of a checkout",
    canSelectFiles: true,
    canSelectFolders: true,
    filters: { Wheel: ["whl"] },
    openLabel: "Install this",
  });
  const source = chosen?.[0]?.fsPath;
  if (!source) {
    return;
  }
  const command = vscode.workspace.getConfiguration("agentls").get<string[]>("server.install", []);
  const [program, ...args] = command.map((part) => part.replaceAll("${source}", () => source));
  const run = new vscode.ProcessExecution(program, args);
  const task = new vscode.Task({ type: "agentls" }, vscode.TaskScope.Global, INSTALL, "agentls", run);
  const ended = vscode.tasks.onDidEndTaskProcess((end) => {
    if (end.execution.task.source !== "agentls" || end.execution.task.name !== INSTALL) {
      return;
    }
    ended.dispose();
    const failed = `agentls: ${program} did not install it. The terminal says why.`;
    void (end.exitCode === 0 ? session.restart() : vscode.window.showErrorMessage(failed));
  });
  await vscode.tasks.executeTask(task);
}

export async function chooseServer(): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({ title: "The program agentls", openLabel: "Start this" });
  if (chosen?.[0]) {
    const settings = vscode.workspace.getConfiguration("agentls");
    await settings.update("server.command", [chosen[0].fsPath, "server"], vscode.ConfigurationTarget.Global);
  }
}
