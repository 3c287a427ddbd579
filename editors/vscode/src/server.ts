/** Finds the program: the setting, the Python environment of the workspace, the PATH, the usual folders of a user. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import * as vscode from "vscode";

const PROGRAM = process.platform === "win32" ? "agentls.exe" : "agentls";

/** A program to start, and where it was found. */
export interface Server {
  readonly command: string;
  readonly args: string[];
  readonly from: string;
}

/** The command that checks a folder: what stands before `server` in the command that serves. */
export function checkOf({ command, args }: Server): string[] {
  const before = args.slice(0, Math.max(0, args.lastIndexOf("server")));
  return [command, ...before, "check", "--format", "concise"];
}

/** No program was found; `reason` is a sentence for the user. */
export class Missing {
  constructor(readonly reason: string) {}
}

export async function findServer(): Promise<Server | Missing> {
  const chosen = vscode.workspace.getConfiguration("agentls").get<string[]>("server.command", []);
  if (chosen.length > 0) {
    return fromSetting(chosen);
  }
  const places = [...(await environmentFolders()), ...pathFolders(), ...userFolders()];
  for (const { folder, from } of places) {
    const program = path.join(folder, PROGRAM);
    if (runnable(program)) {
      return { command: program, args: ["server"], from };
    }
  }
  return new Missing("The program agentls was not found: not in the Python environment, not on the PATH.");
}

function fromSetting([command, ...args]: string[]): Server | Missing {
  const program = command.replace(/^~(?=[/\\])/, os.homedir());
  const bare = !program.includes("/") && !program.includes("\\");
  if (bare ? !pathFolders().some(({ folder }) => runnable(path.join(folder, program))) : !runnable(program)) {
    return new Missing(`The setting agentls.server.command names ${command}, which can't be started.`);
  }
  return { command: program, args: args.length > 0 ? args : ["server"], from: "setting" };
}

interface Place {
  readonly folder: string;
  readonly from: string;
}

/** The folder of the selected Python. That of an untrusted workspace is left alone: it could be anything. */
async function environmentFolders(): Promise<Place[]> {
  const python = vscode.extensions.getExtension("ms-python.python");
  if (!python || !vscode.workspace.isTrusted) {
    return [];
  }
  const api = await python.activate();
  const resource = vscode.workspace.workspaceFolders?.[0]?.uri;
  const active: { path?: string } | undefined = api?.environments?.getActiveEnvironmentPath(resource);
  if (!active?.path) {
    return [];
  }
  const folder = runnable(active.path) ? path.dirname(active.path) : path.join(active.path, scripts());
  return [{ folder, from: "Python environment" }];
}

function pathFolders(): Place[] {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return folders.map((folder) => ({ folder, from: "PATH" }));
}

/** Where pip, pipx and uv put the programs of a user. */
function userFolders(): Place[] {
  const home = os.homedir();
  const fixed = [path.join(home, ".local", "bin"), path.join(home, "bin")];
  const versions =
    process.platform === "win32"
      ? inner(path.join(process.env.APPDATA ?? home, "Python"), "Scripts")
      : process.platform === "darwin"
        ? inner(path.join(home, "Library", "Python"), "bin")
        : [];
  return [...fixed, ...versions].map((folder) => ({ folder, from: "user folder" }));
}

function inner(folder: string, name: string): string[] {
  try {
    return fs.readdirSync(folder).map((one) => path.join(folder, one, name));
  } catch {
    return [];
  }
}

function scripts(): string {
  return process.platform === "win32" ? "Scripts" : "bin";
}

function runnable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
