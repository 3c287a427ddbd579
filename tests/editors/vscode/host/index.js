// Loaded by the extension host: runs the suite with mocha and writes what came of each test into a file.
const { createRequire } = require("node:module");
const { writeFileSync } = require("node:fs");
const path = require("node:path");

const Mocha = createRequire(process.env.AGENTLS_DRIVER + "/package.json")("mocha");

exports.run = () =>
  new Promise((resolve, reject) => {
    const mocha = new Mocha({ ui: "tdd", timeout: 60_000 });
    for (const name of ["suite.js", "features.js"]) {
      mocha.addFile(path.join(__dirname, name));
    }
    const results = {};
    const runner = mocha.run((failures) => {
      writeFileSync(process.env.AGENTLS_REPORT, JSON.stringify({ results }));
      failures ? reject(new Error(`${failures} failed`)) : resolve();
    });
    runner.on("pass", (test) => (results[test.title] = true));
    runner.on("fail", (test, error) => (results[test.title] = String(error.stack ?? error).slice(0, 2000)));
  });
