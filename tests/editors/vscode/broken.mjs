// Servers that are missing, too old, silent or dying: a message with a button each, and all is well afterwards.
import { writeFileSync } from "node:fs";
import { clearMessages, command, eventually, messages, openBrowser, openFile, statusBar, Steps } from "./browser.mjs";

const [port, workspace, folder] = process.argv.slice(2);
const { browser, page, visit } = await openBrowser(`http://127.0.0.1:${port}/?folder=${workspace}`);
const steps = new Steps(page, folder);
const settings = (values) => writeFileSync(folder + "/home/data/Machine/settings.json", JSON.stringify(values));
const server = (name) => settings({ "agentls.server.command": [`${folder}/programs/${name}`, "server"] });
const button = (label) => page.locator(".notifications-toasts .monaco-button", { hasText: label });

/** Exactly one message says it, with the button. */
async function told(words, label) {
  await eventually(words, async () => (await messages(page)).some((one) => one.includes(words)), 30);
  await button(label).first().waitFor();
  const all = await messages(page);
  if (all.length !== 1) {
    throw new Error(JSON.stringify(all));
  }
}

async function works() {
  await eventually("the dialect", async () => (await statusBar(page)).includes("Claude Code"), 30);
}

await visit();
await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 60000 });

await steps.step("no program anywhere is a message with a button that installs", async () => {
  await openFile(page, ".claude/agents/reviewer.md");
  await told("The program agentls was not found", "Install…");
  await steps.picture("missing");
  await clearMessages(page);
});

await steps.step("a command says that no server runs", async () => {
  await command(page, "agentls: Why this dialect?");
  await told("no server runs", "Restart");
  await clearMessages(page);
});

await steps.step("a setting that names no program is a message", async () => {
  server("no-such-program");
  await told("no-such-program, which can't be started", "Choose the program…");
  await clearMessages(page);
});

await steps.step("a server that dies at the start is one message, and the output says why", async () => {
  server("dying");
  await told("dying (setting) did not start", "Show the output");
  await steps.picture("dying");
  await button("Show the output").click();
  await eventually("its words", async () => (await page.locator(".output-view .view-lines").innerText()).replaceAll("\u00a0", " ").includes("a part is missing"));
  await command(page, "View: Hide Panel");
  await openFile(page, ".claude/agents/reviewer.md");
  await clearMessages(page);
});

await steps.step("a server that is too old is a message", async () => {
  server("old");
  await told("the server is version 0.0.1; this extension needs", "Install…");
  await works();
  await clearMessages(page);
});

await steps.step("a server that ends again and again is started no more, and one message says so", async () => {
  server("crashing");
  await told("ended by itself again and again", "Restart");
  await clearMessages(page);
});

await steps.step("a restart does not wait for a server that never answers", async () => {
  server("silent");
  await page.waitForTimeout(2000);
  await command(page, "agentls: Restart the server");
  await page.waitForTimeout(1000);
  server("agentls.whl");
  await works();
  if ((await messages(page)).length > 0) {
    throw new Error(JSON.stringify(await messages(page)));
  }
});

await steps.step("an installation that fails is a message", async () => {
  settings({ "agentls.server.install": ["no-such-installer", "${source}"] });
  await told("was not found", "Install…");
  await button("Install…").click();
  await choosePackage();
  await eventually("a message", async () => (await messages(page)).join().includes("no-such-installer"));
  await steps.picture("not-installed");
  await clearMessages(page);
});

await steps.step("the button installs the server from a file, and it starts", async () => {
  const copy = 'mkdir -p "$HOME/.local/bin" && cp "$0" "$HOME/.local/bin/agentls"';
  settings({ "agentls.server.install": ["/bin/sh", "-c", copy, "${source}"] });
  await command(page, "agentls: Restart the server");
  await told("was not found", "Install…");
  await button("Install…").click();
  await choosePackage();
  await works();
});

/** Type the path of the file into the dialog, which writes folders of its own into its field for a while. */
async function choosePackage() {
  const path = `${folder}/programs/agentls.whl`;
  const dialog = page.locator(".quick-input-widget", { hasText: "A wheel of agentls" }).first();
  const input = dialog.locator("input").first();
  await dialog.waitFor();
  await eventually("the path in the dialog", async () => {
    await input.fill(path);
    await page.waitForTimeout(1000);
    return (await input.inputValue()) === path && (await dialog.locator(".monaco-list-row", { hasText: "agentls.whl" }).count()) > 0;
  });
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
}

await browser.close();
