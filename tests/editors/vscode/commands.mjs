// The commands of the extension as a person calls them, and what they leave behind.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import {
  clearMessages, closeAll, command, eventually, goTo, messages, openBrowser, openFile, pick, problems, statusBar, Steps,
  text,
} from "./browser.mjs";

const [port, workspace, folder] = process.argv.slice(2);
const { browser, page, visit } = await openBrowser(`http://127.0.0.1:${port}/?folder=${workspace}`);
const steps = new Steps(page, folder);
const settings = (values) => writeFileSync(folder + "/home/data/Machine/settings.json", JSON.stringify(values));
const dialog = page.locator(".monaco-dialog-box");
const panel = page.locator(".markers-panel");
const found = async () => (await problems(page)).find((row) => row.includes("`Grepp` is not known"));

/** Say by a click on the status bar that the file in front has another dialect. */
async function choose(place) {
  await eventually("the dialect", async () => (await statusBar(page)).includes("Claude Code"));
  await page.locator("[id*='agentls.dialect']").first().click();
  await pick(page, "Which dialect", "superclaude", "superclaude");
  await pick(page, "Where should", "", place);
  await eventually("the other dialect", async () => (await statusBar(page)).includes("SuperClaude"));
}

await visit();
await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 60000 });

await steps.step("a click on the status bar writes another dialect into the file", async () => {
  await openFile(page, ".claude/agents/marked.md");
  await choose("In this file");
  await eventually("the marker", async () => (await text(page)).includes("agentls: dialect=superclaude"));
});

await steps.step("a click on the status bar writes another dialect into agentls.toml", async () => {
  await openFile(page, ".claude/agents/listed.md");
  await choose("In agentls.toml");
  const file = workspace + "/agentls.toml";
  await eventually("the file on the disk", () => existsSync(file) && readFileSync(file, "utf8").includes("superclaude"));
});

await steps.step("the reasons for a dialect are shown", async () => {
  await openFile(page, ".claude/agents/listed.md");
  await command(page, "agentls: Why this dialect?");
  await eventually("reasons", async () => /superclaude, \d+ % sure[^]*chosen in the settings/.test(await dialog.innerText()));
  await steps.picture("reasons");
  await page.keyboard.press("Escape");
});

await steps.step("a new agent file is begun at its place, with places to fill in", async () => {
  await command(page, "agentls: New agent file…");
  await pick(page, "which dialect", "claude-code-agent", "Claude Code subagent");
  await page.locator(".quick-input-widget", { hasText: "Its name" }).first().waitFor();
  await page.locator(".quick-input-widget input").first().fill("tester");
  await page.keyboard.press("Enter");
  await page.locator(".tabs-container .tab.active.dirty", { hasText: "tester.md" }).waitFor();
  await eventually("the name in the text", async () => (await text(page)).includes("name: tester"));
  await eventually("its dialect", async () => (await statusBar(page)).includes("Claude Code"));
  await page.locator(".snippet-placeholder").first().waitFor({ state: "attached" });
  await steps.picture("new-file");
  await page.keyboard.press("Control+S");
  await eventually("the file on the disk", () => existsSync(workspace + "/.claude/agents/tester.md"));
  await page.locator(".tabs-container .tab.active:not(.dirty)", { hasText: "tester.md" }).waitFor();
});

await steps.step("a click on the code of a problem opens the page of its rule", async () => {
  await openFile(page, ".claude/agents/closed.md");
  await command(page, "View: Focus Problems");
  await page.locator(".markers-panel a", { hasText: "unknown-tool" }).first().click();
  await page.locator(".tabs-container .tab.active", { hasText: "unknown_tool.md" }).waitFor();
  await eventually("the page", async () => (await text(page)).includes("# unknown-tool"));
  await command(page, "View: Close Editor");
});

await steps.step("the page of a rule is chosen from a list and shown", async () => {
  await command(page, "agentls: Open the page of a rule");
  await pick(page, "Which rule", "broken-link", "broken-link");
  await page.locator(".tabs-container .tab.active", { hasText: "broken_link.md" }).waitFor();
  const shown = () => Promise.all(page.frames().map((frame) => frame.locator("h1").allInnerTexts().catch(() => [])));
  await eventually("the page", async () => (await shown()).flat().includes("broken-link"));
  await steps.picture("rule-page");
  await command(page, "View: Close Editor");
});

await steps.step("with findings of the whole workspace, checking it opens them", async () => {
  await closeAll(page);
  await command(page, "View: Hide Panel");
  await panel.waitFor({ state: "hidden" });
  await command(page, "agentls: Check the workspace");
  await eventually("findings of closed files", found);
});

await steps.step("with findings of open files only, checking the workspace runs a task that fills the list", async () => {
  settings({ "agentls.diagnostics": "openFiles" });
  await eventually("no findings of closed files", async () => !(await found()));
  await command(page, "agentls: Check the workspace");
  const row = await eventually("findings of closed files", found);
  if (!/unknown-tool[^]*Ln 4, Col 14/.test(row)) {
    throw new Error(row);
  }
  await steps.picture("checked");
  settings({});
});

await steps.step("fix all in a file that can't be written says so", async () => {
  await openFile(page, ".claude/agents/locked.md");
  await page.locator(".squiggly-warning, .squiggly-error").first().waitFor();
  await command(page, "agentls: Fix all in this file");
  await eventually("a message", async () => /read-?only/i.test((await messages(page)).join()));
  await steps.picture("locked");
  await clearMessages(page);
});

await steps.step("a workspace without agent files is left in peace", async () => {
  await page.goto(`http://127.0.0.1:${port}/?folder=${folder}/plain`);
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "README.md" }).waitFor({ timeout: 60000 });
  await openFile(page, "README.md");
  await goTo(page, 3);
  await command(page, "agentls: Why this dialect?"); // answered by a server that runs
  await eventually("an answer", async () => (await dialog.innerText()).includes("no agent file"));
  await page.keyboard.press("Escape");
  await page.waitForTimeout(1000);
  const said = [await statusBar(page), ...(await messages(page)), ...(await page.locator(".squiggly-warning").allInnerTexts())];
  if (said.join("")) {
    throw new Error(JSON.stringify(said));
  }
});

await steps.step("what makes no sense there is answered in a sentence", async () => {
  await command(page, "agentls: Fix all in this file");
  await eventually("a message", async () => (await messages(page)).join().includes("is no agent file"));
  await steps.picture("no-agent");
});

await browser.close();
