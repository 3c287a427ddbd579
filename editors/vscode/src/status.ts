/** The dialect of the file in front, in the status bar. */
import * as vscode from "vscode";
import { Session } from "./session";
import { DETECT, Detected, lines } from "./answers";

const QUIET_FOR = 400;

export class DialectStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("agentls.dialect", vscode.StatusBarAlignment.Right, 90);
  private readonly parts: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly session: Session) {
    this.item.name = "agentls: dialect";
    this.item.command = "agentls.pickDialect";
    this.parts = [
      this.item,
      session.onDidChange(() => this.soon()),
      vscode.window.onDidChangeActiveTextEditor(() => this.soon()),
      vscode.workspace.onDidSaveTextDocument(() => this.soon()), // it may be settings, which count for other files
      vscode.workspace.onDidChangeTextDocument((change) => {
        if (change.document === vscode.window.activeTextEditor?.document) {
          this.soon();
        }
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.parts.forEach((part) => part.dispose());
  }

  /** Ask when nothing has happened for a moment. */
  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh().catch(() => this.item.hide()), QUIET_FOR);
  }

  private async refresh(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.uri.scheme === "output") {
      return; // VS Code takes the channel in the panel for an editor; the file in front is still the one before
    }
    const uri = document?.uri.toString();
    const detected = uri ? await this.session.run<Detected>(DETECT, { uri }) : undefined;
    if (uri !== vscode.window.activeTextEditor?.document.uri.toString()) {
      return;
    }
    if (!detected?.recognized) {
      this.item.hide();
      return;
    }
    this.item.text = `$(hubot) ${detected.title || "agent file"}`;
    this.item.tooltip = new vscode.MarkdownString(lines(detected).map((line) => `- ${line}`).join("\n"));
    this.item.show();
  }
}
