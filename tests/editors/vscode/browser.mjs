// What a person does in the workbench: opening files, typing, looking. Used by every script of this folder.
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";

const { chromium } = createRequire(process.env.AGENTLS_DRIVER + "/package.json")("playwright-core");
const QUIET = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

export async function openBrowser(url, size = { width: 1280, height: 800 }) {
  const browser = await chromium.launch({ executablePath: process.env.AGENTLS_CHROMIUM, args: QUIET });
  const context = await browser.newContext({ viewport: size, permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return { browser, page, visit: () => page.goto(url) };
}

/** Steps with their outcome: `true`, or what went wrong. A failed step takes a picture and does not stop the others. */
export class Steps {
  constructor(page, folder) {
    this.page = page;
    this.folder = folder;
    this.results = {};
  }

  async step(name, run) {
    try {
      await run();
      this.results[name] = true;
    } catch (error) {
      this.results[name] = String(error.stack ?? error).slice(0, 2000);
      await this.picture("failed-" + name.replaceAll(/\W+/g, "-"));
      await this.page.keyboard.press("Escape"); // what it left open is not in the way of the next step
    }
    writeFileSync(this.folder + "/report.json", JSON.stringify({ results: this.results }));
  }

  async picture(name, clip) {
    await this.page.screenshot({ path: `${this.folder}/${name}.png`, clip });
  }
}

export async function command(page, title) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").first().fill(">" + title);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
}

export async function openFile(page, name) {
  await page.keyboard.press("Control+P");
  await page.locator(".quick-input-widget input").first().fill(name);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name.split("/").pop() }).first().click();
  await page.locator(".tabs-container .tab.active", { hasText: name.split("/").pop() }).waitFor();
  await page.locator(".editor-instance .view-line").first().waitFor();
}

export async function goTo(page, line, column = 1) {
  await page.keyboard.press("Control+G");
  await page.locator(".quick-input-widget input").first().fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").first().waitFor({ state: "hidden" });
}

export async function eventually(what, condition, seconds = 15) {
  const end = Date.now() + seconds * 1000;
  let last;
  while (Date.now() < end) {
    last = await condition();
    if (last) {
      return last;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("waited in vain for " + what + ", got " + JSON.stringify(last));
}

export function equal(seen, wanted) {
  if (JSON.stringify(seen) !== JSON.stringify(wanted)) {
    throw new Error(`expected ${JSON.stringify(wanted)}, got ${JSON.stringify(seen)}`);
  }
}

/** Rows of the list of problems; long lists are drawn in part. */
export const problems = (page) => page.locator(".markers-panel .monaco-list-row").allInnerTexts();

export const statusBar = async (page) => (await page.locator("[id*='agentls.dialect']").allInnerTexts()).join();

export const messages = (page) => page.locator(".notifications-toasts .notification-list-item-message").allInnerTexts();

export async function text(page) {
  return (await page.locator(".editor-instance .view-lines").first().innerText()).replaceAll("\u00a0", " ");
}

/** Close every message, so that the next one is new. */
export async function clearMessages(page) {
  await command(page, "Notifications: Clear All Notifications");
  await eventually("no messages", async () => (await messages(page)).length === 0);
}

/** Type into the quick input, as soon as it asks for what it should, and take the row of that text. */
export async function pick(page, title, filter, row) {
  await page.locator(".quick-input-widget", { hasText: title }).first().waitFor();
  await page.locator(".quick-input-widget input").first().fill(filter);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: row }).first().click();
}

export async function closeAll(page) {
  await command(page, "View: Close All Editors");
  const unsaved = page.locator(".monaco-dialog-box .monaco-button", { hasText: "Don't Save" });
  await unsaved.click({ timeout: 3000 }).catch(() => undefined);
}
