/** The connection to the server: one `restart` is start, restart and change of settings. */
import * as vscode from "vscode";
import { CloseAction, CloseHandlerResult, ErrorAction, LanguageClient, LanguageClientOptions, State } from "vscode-languageclient/node";
import { findServer, Missing, Server } from "./server";
import { tellCrashes, tellFailed, tellMissing, tellTooOld } from "./messages";
import documentSelector from "./selector.json";

/** The oldest server that understands this extension. */
const OLDEST_SERVER = "0.1.0";
/** Milliseconds that a server may take until it answers for the first time. */
const PATIENCE = 60_000;
/** A server that ends by itself is started anew, but not more often than this within so many milliseconds. */
const MOST_CRASHES = 4;
const CRASHES_WITHIN = 180_000;
const BREATH = 200;

export class Session implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel("agentls", { log: true });
  private readonly trace = vscode.window.createOutputChannel("agentls trace", { log: true });
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when the server has started or is gone. */
  readonly onDidChange = this.changed.event;
  private client: LanguageClient | undefined;
  private server: Server | undefined;
  private queue: Promise<void> = Promise.resolve();
  /** A restart has been asked for and has not begun. */
  private waiting = false;
  private crashes: number[] = [];

  /** The client, as long as the server runs. */
  get running(): LanguageClient | undefined {
    return this.client?.state === State.Running ? this.client : undefined;
  }

  /** The program that was started last. */
  get program(): Server | undefined {
    return this.server;
  }

  /** Resolves when no start is under way. */
  get settled(): Promise<void> {
    return this.queue;
  }

  /** Start the server, or stop it and start it anew. Calls that come meanwhile are one more restart; none fails. */
  restart(): Promise<void> {
    if (!this.waiting) {
      this.waiting = true;
      this.giveUpStart();
      this.queue = this.queue.then(() => this.replace()).catch((error) => this.output.error(String(error)));
    }
    return this.queue;
  }

  /** What a command of the server answers; undefined where no server runs. */
  async run<Answer>(command: string, argument: object): Promise<Answer | undefined> {
    return this.running?.sendRequest<Answer>("workspace/executeCommand", { command, arguments: [argument] });
  }

  dispose(): void {
    this.giveUpStart();
    this.queue = this.queue.then(() => this.stop()).catch(() => undefined);
    this.output.dispose();
    this.trace.dispose();
    this.changed.dispose();
  }

  private async replace(): Promise<void> {
    this.waiting = false;
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
    const client: LanguageClient = new QuietClient("agentls", "agentls", { run, debug: run }, {
      ...this.options(),
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.closed(client, server),
      },
    });
    client.onDidChangeState(() => this.changed.fire());
    this.client = client;
    const late = setTimeout(() => this.giveUpStart(), PATIENCE);
    const error = await client.start().catch((error) => error);
    clearTimeout(late);
    if (!this.running) {
      await this.stop(); // the promise is kept even where the server has gone meanwhile
      if (!this.waiting) {
        void tellFailed(server, error, this.output);
      }
      return;
    }
    const version = client.initializeResult?.serverInfo?.version ?? "0";
    if (olderThan(version, OLDEST_SERVER)) {
      void tellTooOld(version, OLDEST_SERVER);
    }
  }

  /** End a server that has not answered yet, so that nobody waits for it: its start fails then. */
  private giveUpStart(): void {
    if (this.client?.state === State.Starting) {
      this.client.serverProcess?.kill("SIGKILL");
    }
  }

  /** The library starts nothing anew: that is a restart like any other. A start that fails is told by who asked. */
  private closed(client: LanguageClient, server: Server): CloseHandlerResult {
    if (client === this.client && client.state === State.Running) {
      setTimeout(() => this.startAgain(server), BREATH);
    }
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  private startAgain(server: Server): void {
    const now = Date.now();
    this.crashes = [...this.crashes.filter((time) => now - time < CRASHES_WITHIN), now];
    if (this.crashes.length <= MOST_CRASHES) {
      void this.restart();
    } else {
      void this.stop();
      void tellCrashes(server);
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

  /** Stop the client for good: one that is not disposed of starts its server anew when a setting changes. */
  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose().catch((error) => this.output.debug(String(error)));
    this.changed.fire();
  }
}

/** Writes errors of the connection into the output alone: what the user should know is told by `messages`, once. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

function olderThan(version: string, wanted: string): boolean {
  return version.localeCompare(wanted, undefined, { numeric: true }) < 0;
}
