/** Starts and stops everything. What agent files are, only the server knows. */
import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { Session } from "./session";
import { DialectStatus } from "./status";

/** Does not wait for the server: a command may be what makes it start. */
export function activate(context: vscode.ExtensionContext): Session {
  const session = new Session();
  const status = new DialectStatus(session);
  context.subscriptions.push(session, status, ...registerCommands(session));
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("agentls.server.command") || change.affectsConfiguration("agentls.diagnostics")) {
        void session.restart();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void session.restart()),
  );
  void session.restart();
  return session;
}
