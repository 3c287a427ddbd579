/** What the user is told when the server can't run, each with a button that helps. */
import * as vscode from "vscode";
import { Missing, Server } from "./server";

const INSTALL = "Install…";
const CHOOSE = "Choose the program…";
const OUTPUT = "Show the output";

const COMMANDS: Record<string, string> = {
  [INSTALL]: "agentls.install",
  [CHOOSE]: "agentls.chooseServer",
  [OUTPUT]: "agentls.showOutput",
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

async function offer(choice: Thenable<string | undefined>): Promise<void> {
  const chosen = await choice;
  if (chosen) {
    await vscode.commands.executeCommand(COMMANDS[chosen]);
  }
}
