/* Which page's answer a step back waits for. */
import assert from "node:assert/strict";
import test from "node:test";
import { course } from "../../ui/server/history.js";

test("an answer for another page than the step leads to strays", () => {
  const steps = course();
  assert.equal(steps.strays("/transport"), false, "nobody went back");
  steps.lead("/");
  assert.equal(steps.strays("/"), false);
  assert.equal(steps.strays("/transport"), true);
  steps.end();
  assert.equal(steps.strays("/transport"), false, "the reader has gone elsewhere");
});

test("a server that insists on another page is believed", () => {
  const steps = course();
  steps.lead("/old");
  const answers = Array.from({ length: 20 }, () => steps.strays("/"));
  assert.equal(answers[0], true);
  assert.equal(answers.at(-1), false);
});

test("a server that needs long is not waited for", (context) => {
  const steps = course();
  let now = 0;
  context.mock.method(performance, "now", () => now);
  steps.lead("/");
  now = 60_000;
  assert.equal(steps.strays("/transport"), false);
});
