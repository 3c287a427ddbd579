/** What the server's commands answer. */

export const DETECT = "agentls.detect";
export const DIALECTS = "agentls.dialects";
export const FIX_ALL = "agentls.fixAll";
export const NEW_FILE = "agentls.newFile";
export const RULES = "agentls.rules";
export const SET_DIALECT = "agentls.setDialect";

export interface Detected {
  readonly recognized: boolean;
  readonly dialect: string | null;
  readonly title: string | null;
  readonly targets: readonly { readonly title: string; readonly certainty: string; readonly dialect: string }[];
  readonly confidence: number;
  readonly reasons: readonly string[];
}

export interface DialectItem {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
}

export interface RuleItem {
  readonly id: string;
  readonly page: string;
}

export interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly snippet: string;
}

/** What is known of a file, a sentence a line. */
export function lines(detected: Detected): string[] {
  const sure = `${Math.round(detected.confidence * 100)} % sure`;
  const readers = detected.targets.map((target) => `${target.title} reads it as ${target.dialect} (${target.certainty})`);
  return [detected.dialect ? `dialect ${detected.dialect}, ${sure}` : "no dialect fits", ...readers, ...detected.reasons];
}
