const assert = require("node:assert");
const vscode = require("vscode");
const { eventually, labels, after, open, marked } = require("./helpers.js");
suite("storm", () => {
  test("storm", async () => {
    const session = await vscode.extensions.getExtension("agentls.agentls").activate();
    const document = await open(".claude/agents/crlf.md");
    const trail = [];
    for (let round = 0; round < 12; round++) {
      for (let i = 0; i < 4; i++) {
        void session.restart();
        const ms = Math.floor(Math.random() * 3000); trail.push(ms);
        await new Promise((resolve) => setTimeout(resolve, ms));
      }
      await eventually("labels round " + round + " " + trail.slice(-4), async () => (await labels(document, after(document, "tools: Read, "))).includes("Grep"), 30);
    }
  }).timeout(230000);
});
