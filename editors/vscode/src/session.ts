/** The connection to the server: one `restart` is start, restart and change of settings. */
import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, State } from "vscode-languageclient/node";
import { findServer, Missing, Server } from "./server";
import { tellFailed, tellMissing, tellTooOld } from "./messages";
import documentSelector from "./selector.json";

/** The oldest server that understands this extension. */
const OLDEST_SERVER = "0.1.0";

export class Session implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel("agentls", { log: true });
  private readonly trace = vscode.window.createOutputChannel("agentls trace", { log: true });
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when the server has started or is gone. */
  readonly onDidChange = this.changed.event;
  private client: LanguageClient | undefined;
  private server: Server | undefined;
  private queue: Promise<void> = Promise.resolve();

  constructor(readonly context: vscode.ExtensionContext) {}

  /** The client, as long as the server runs. */
  get running(): LanguageClient | undefined {
    return this.client?.state === State.Running ? this.client : undefined;
  }

  /** The program that was started last. */
  get program(): Server | undefined {
    return this.server;
  }

  /** Start the server, or stop it and start it anew. Calls wait for each other; none of them fails. */
  restart(): Promise<void> {
    this.queue = this.queue.then(() => this.replace()).catch((error) => this.output.error(String(error)));
    return this.queue;
  }

  /** What a command of the server answers; undefined where no server runs. */
  async run<Answer>(command: string, argument: object): Promise<Answer | undefined> {
    return this.running?.sendRequest<Answer>("workspace/executeCommand", { command, arguments: [argument] });
  }

  dispose(): void {
    this.queue = this.queue.then(() => this.stop()).catch(() => undefined);
    this.output.dispose();
    this.trace.dispose();
    this.changed.dispose();
  }

  private async replace(): Promise<void> {
    await this.stop();
    const server = await findServer();
    if (server instanceof Missing) {
      this.server = undefined;
      this.output.warn(server.reason);
      void tellMissing(server);
      return;
    }
    this.server = server;
    this.output.info(`starting ${[server.command, ...server.args].join(" ")} (${server.from})`);
    await this.start(server);
  }

  private async start(server: Server): Promise<void> {
    const run = { command: server.command, args: server.args };
    const client = new LanguageClient("agentls", "agentls", { run, debug: run }, this.options());
    client.onDidChangeState(() => this.changed.fire());
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      void tellFailed(server, error, this.output);
      return;
    }
    const version = client.initializeResult?.serverInfo?.version ?? "0";
    if (olderThan(version, OLDEST_SERVER)) {
      void tellTooOld(version, OLDEST_SERVER);
    }
  }

  private options(): LanguageClientOptions {
    const diagnostics = vscode.workspace.getConfiguration("agentls").get("diagnostics");
    return {
      documentSelector,
      outputChannel: this.output,
      traceOutputChannel: this.trace,
      initializationOptions: { diagnostics, validators: ["vscode"] },
      markdown: { supportHtml: false },
    };
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client?.needsStop()) {
      await client.stop().catch((error) => this.output.warn(String(error)));
    }
    await client?.dispose().catch(() => undefined);
    this.changed.fire();
  }
}

function olderThan(version: string, wanted: string): boolean {
  return version.localeCompare(wanted, undefined, { numeric: true }) < 0;
}
