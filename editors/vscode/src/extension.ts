/** Starts and stops everything. What agent files are, only the server knows. */
import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { Session } from "./session";
import { DialectStatus } from "./status";

export async function activate(context: vscode.ExtensionContext): Promise<Session> {
  const session = new Session(context);
  const status = new DialectStatus(session);
  context.subscriptions.push(session, status, ...registerCommands(session));
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("agentls.server") || change.affectsConfiguration("agentls.diagnostics")) {
        void session.restart();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void session.restart()),
  );
  await session.restart();
  return session;
}
