// Runs the suite of `host/` inside the real extension host, by a page that waits for its exit code.
import { openBrowser } from "./browser.mjs";

const [port, workspace, extension, suite] = process.argv.slice(2);
const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;
const payload = JSON.stringify([
  ["extensionDevelopmentPath", remote(extension)],
  ["extensionTestsPath", remote(suite)],
]);
const folder = workspace.endsWith(".code-workspace") ? `workspace=${workspace}` : `folder=${workspace}`;
const { browser, page, visit } = await openBrowser(
  `http://127.0.0.1:${port}/?${folder}&payload=${encodeURIComponent(payload)}`,
);
const ended = new Promise((resolve) => {
  void page.exposeFunction("codeAutomationLog", () => undefined);
  void page.exposeFunction("codeAutomationExit", resolve);
});
await visit();
const code = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 240_000, 124))]);
await browser.close();
process.exit(code);
