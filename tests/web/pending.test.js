/* What the browser says of a click stands until the server knows of it, and no longer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { pending } from "../../ui/export/pending.js";

test("an answer from before a click knows nothing of it, the one that has taken it does", () => {
  const clicks = pending(3);
  assert.equal(clicks.answer(3), true);
  clicks.click("pdf");
  assert.equal(clicks.answer(3), false);
  assert.equal(clicks.answer(4), true);
  clicks.click("svg");
  assert.equal(clicks.answer(4), false);
});

test("a double click is known whether the server took it once or twice", () => {
  for (const taken of [1, 2]) {
    const clicks = pending(0);
    clicks.click("pdf");
    clicks.click("pdf");
    assert.equal(clicks.answer(taken), true);
    assert.equal(clicks.answer(taken), true);
  }
});

test("of two formats both have to be taken", () => {
  const clicks = pending(0);
  clicks.click("pdf");
  clicks.click("svg");
  assert.equal(clicks.answer(1), false);
  assert.equal(clicks.answer(2), true);
});

test("a click that was never taken is not waited for", () => {
  const clicks = pending(0);
  clicks.click("pdf");
  assert.equal(clicks.answer(0), false);
  assert.equal(clicks.answer(0), true);
  clicks.click("pdf");
  assert.equal(clicks.answer(0), false, "a new click is waited for anew");
});
