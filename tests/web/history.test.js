/* Which page's answer a step back waits for. */
import assert from "node:assert/strict";
import test from "node:test";
import { course, trail } from "../../ui/server/history.js";
import { wayOf } from "../../ui/server/remembered.js";

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

test("a step that moved the map by itself takes the view back, and forward again", () => {
  const way = trail(null), first = way.here();
  way.leave("before");
  const second = way.step("led away already");
  assert.equal(way.look("there", true), true);
  const led = way.here();
  assert.equal(way.look("by hand", false), false, "a hand's move is nothing to remember");
  assert.equal(way.go(first), "before");
  assert.equal(way.look("before", true), false, "what the step back itself has shown is no news");
  assert.equal(way.go(led), "there");
  assert.notEqual(second.at, first.at);
});

test("a step that moved nothing leaves the view to the hand", () => {
  const way = trail(null), first = way.here(), second = way.step("seen");
  assert.equal(way.look("by hand", false), false);
  assert.equal(way.go(first), null);
  assert.equal(way.go(second), null);
});

test("what the map was told without a step belongs to the entry that is there", () => {
  const way = trail(null), first = way.here();
  way.step("seen");
  way.leave("by hand since");
  way.stay();
  way.look("there", true);
  assert.equal(way.go(first), "by hand since");
});

test("a reload goes on with what the entry keeps", () => {
  const way = trail(wayOf({ way: { at: 4, from: "before", led: "there" } }));
  assert.equal(way.go({ at: 3, from: null, led: null }), "before");
  assert.equal(wayOf({ way: { at: "4", from: 1 } }), null, "what an older atlas has written");
});
