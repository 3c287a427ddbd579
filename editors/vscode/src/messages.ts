/** What the user is told when the server can't run, each with a button that helps. */
import * as vscode from "vscode";
import { Missing, Server } from "./server";

const INSTALL = "Install…";
const CHOOSE = "Choose the program…";
const OUTPUT = "Show the output";
const RESTART = "Restart";

const COMMANDS: Record<string, string> = {
  [INSTALL]: "agentls.install",
  [CHOOSE]: "agentls.chooseServer",
  [OUTPUT]: "agentls.showOutput",
  [RESTART]: "agentls.restart",
};

export async function tellMissing(missing: Missing): Promise<void> {
  await offer(vscode.window.showWarningMessage(`agentls: ${missing.reason}`, INSTALL, CHOOSE));
}

export async function tellTooOld(version: string, wanted: string): Promise<void> {
  const text = `agentls: the server is version ${version}; this extension needs ${wanted} or later.`;
  await offer(vscode.window.showWarningMessage(text, INSTALL, CHOOSE));
}

export async function tellFailed(server: Server, error: unknown, output: vscode.LogOutputChannel): Promise<void> {
  output.error(String(error));
  const text = `agentls: ${server.command} (${server.from}) did not start. The output says why.`;
  await offer(vscode.window.showErrorMessage(text, OUTPUT, CHOOSE, INSTALL));
}

export async function tellCrashes(server: Server): Promise<void> {
  const text = `agentls: ${server.command} ended by itself again and again. The output says why.`;
  await offer(vscode.window.showErrorMessage(text, OUTPUT, RESTART));
}

export async function tellNotRunning(): Promise<void> {
  await offer(vscode.window.showWarningMessage("agentls: no server runs.", RESTART, OUTPUT));
}

async function offer(choice: Thenable<string | undefined>): Promise<void> {
  const chosen = await choice;
  if (chosen) {
    await vscode.commands.executeCommand(COMMANDS[chosen]);
  }
}
