// The packed extension as a person sees it, with pictures.
import { closeAll, command, equal, eventually, goTo, openBrowser, openFile, problems, statusBar, Steps, text } from "./browser.mjs";

const [port, workspace, folder] = process.argv.slice(2);
const { browser, page, visit } = await openBrowser(`http://127.0.0.1:${port}/?folder=${workspace}`);
const steps = new Steps(page, folder);
const suggestions = () => page.locator(".suggest-widget.visible .monaco-list-row").allInnerTexts();
const plain = (seen) => seen.replaceAll("\u00a0", " ");
/** The editor and what is below it, without the side bars: what the page of the extension shows. */
const middle = async () => {
  const [above, below] = [await page.locator(".part.editor").boundingBox(), await page.locator(".part.panel").boundingBox()];
  return { ...above, height: below.y + below.height - above.y };
};

await visit();
await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 60000 });

await steps.step("an agent file opens with its dialect in the status bar", async () => {
  await openFile(page, ".claude/agents/reviewer.md");
  await eventually("the dialect", async () => (await statusBar(page)).includes("Claude Code"));
});

await steps.step("a squiggle stands under exactly the unknown tool", async () => {
  const squiggle = page.locator(".squiggly-warning, .squiggly-error").first();
  await squiggle.waitFor();
  const at = await eventually("a squiggle as wide as its word", async () => {
    const box = await squiggle.boundingBox();
    const line = page.locator(".view-line", { hasText: "tools:" }).first();
    const word = await line.evaluate((element) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const start = node.textContent.indexOf("Grepp");
        if (start >= 0) {
          const range = document.createRange();
          range.setStart(node, start);
          range.setEnd(node, start + 5);
          const box = range.getBoundingClientRect();
          return { x: box.x, width: box.width };
        }
      }
    });
    return word && Math.abs(word.x - box.x) < 2 && Math.abs(word.width - box.width) < 2;
  });
  equal(at, true);
});

await steps.step("the Problems list names it", async () => {
  await command(page, "View: Focus Problems");
  await command(page, "View: Toggle Maximized Panel");
  await eventually("the problem", async () => (await problems(page)).some((row) => row.includes("Grepp") && row.includes("agentls")));
  await command(page, "View: Toggle Maximized Panel");
  await steps.picture("problems", await middle());
});

await steps.step("hover says what a tool does", async () => {
  await openFile(page, ".claude/agents/reviewer.md");
  await goTo(page, 4, 9);
  await command(page, "Show or Focus Hover");
  await eventually("the hover", async () => plain((await page.locator(".monaco-hover").allInnerTexts()).join("\n")).includes("Read"));
  await steps.picture("hover");
  await page.keyboard.press("Escape");
});

await steps.step("typing a tool opens the list by itself", async () => {
  await goTo(page, 4, 100);
  await page.mouse.move(640, 10);
  await page.keyboard.type(", ");
  await eventually("tools", async () => (await suggestions()).some((row) => /Bash|Edit|Grep/.test(row)));
  await steps.picture("tools", await middle());
  await page.keyboard.type("Gre");
  await eventually("Grep", async () => (await suggestions()).some((row) => row.includes("Grep")));
  await page.keyboard.press("Enter");
  await eventually("the tool in the text", async () => (await text(page)).includes(", Grep"));
});

await steps.step("a quick fix keeps what was written", async () => {
  await goTo(page, 4, 15);
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row").first().waitFor();
  await steps.picture("quick-fix");
  await page.locator(".action-widget .monaco-list-row", { hasText: /Grep/ }).first().click();
  await eventually("the mended word", async () => !(await text(page)).includes("Grepp"));
});

await steps.step("fix all on save", async () => {
  await openFile(page, ".claude/agents/other.md");
  await page.locator(".squiggly-warning, .squiggly-error").first().waitFor();
  await goTo(page, 7, 1);
  await page.keyboard.type("x");
  await page.keyboard.press("Control+S");
  await eventually("the mended file", async () => (await text(page)).includes("tools: Read"));
});

await steps.step("typing a section opens the list by itself", async () => {
  await openFile(page, "styled.md");
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n## ");
  await eventually("sections", async () => (await suggestions()).length > 0);
  await steps.picture("sections");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Z");
});

await steps.step("typing a tag opens the list by itself", async () => {
  await openFile(page, "tagged.md");
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\n<");
  await eventually("tags", async () => (await suggestions()).length > 0);
  await steps.picture("tags");
  await page.keyboard.press("Escape");
});

await steps.step("typing in a tag changes its partner, where VS Code is told to", async () => {
  await openFile(page, "linked.md");
  await goTo(page, 6, 6);
  await page.locator(".linked-editing-decoration").first().waitFor({ state: "attached" });
  await page.keyboard.type("s");
  await eventually("both tags", async () => /<roles>[^]*<\/roles>/.test(await text(page)));
});

await steps.step("it does so in a file of VS Code's own language for agents", async () => {
  await openFile(page, "docs.agent.md");
  await goTo(page, 4, 13);
  await page.keyboard.type(", ");
  await eventually("tools", async () => (await suggestions()).length > 0);
  await page.keyboard.press("Escape");
});

await steps.step("after closing, the Problems list shows the state on disk", async () => {
  await closeAll(page);
  await command(page, "View: Focus Problems");
  await eventually("the problem on disk, and none of what was typed", async () => {
    const rows = (await problems(page)).join("\n");
    return rows.includes("Grepp") && !rows.includes("docs.agent.md");
  });
});

await browser.close();
