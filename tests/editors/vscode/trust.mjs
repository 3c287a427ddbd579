// A workspace that nobody trusts brings settings that would start a program of its own.
import { existsSync } from "node:fs";
import { command, eventually, openBrowser, openFile, statusBar, Steps } from "./browser.mjs";

const [port, workspace, folder] = process.argv.slice(2);
const { browser, page, visit } = await openBrowser(`http://127.0.0.1:${port}/?folder=${workspace}`);
const steps = new Steps(page, folder);
const works = () => eventually("the dialect", async () => (await statusBar(page)).includes("Claude Code"), 30);

await visit();
await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 60000 });

await steps.step("a program that an untrusted workspace names is never run, that of the PATH is", async () => {
  await page.locator("#status\\.workspaceTrust").waitFor();
  await openFile(page, ".claude/agents/reviewer.md");
  await works();
  await command(page, "agentls: Restart the server");
  await page.waitForTimeout(2000);
  await works();
  await steps.picture("untrusted");
  if (existsSync(folder + "/it-ran")) {
    throw new Error("the program of the workspace was run");
  }
});

await steps.step("once the workspace is trusted, its settings count", async () => {
  await command(page, "Workspaces: Manage Workspace Trust");
  await page.locator(".workspace-trust-editor .monaco-button", { hasText: "Trust" }).first().click();
  await eventually("the program of the workspace", () => existsSync(folder + "/it-ran"));
  await page.locator(".tabs-container .tab", { hasText: "reviewer.md" }).click();
  await works();
});

await browser.close();
